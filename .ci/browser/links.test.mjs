// lychee follows every link and fragment of the pages on the disk, including full addresses of this
// site.
import { deepEqual, ok } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { BASE, sites } from "./site.mjs";

for (const { name, folder, pages } of sites) {
  test(`lychee: ${name}`, () => {
    const own = `^${BASE.replaceAll(".", "\\.")}(.*)$ ${pathToFileURL(folder)}/$1`;
    const options = ["--offline", "--no-progress", "--include-fragments=anchor-only", "--format", "json", "--remap", own, "--files-from", "-"];
    const run = spawnSync(process.env.LYCHEE ?? "lychee", options, { input: pages.map((page) => page.file).join("\n"), encoding: "utf8", maxBuffer: 1 << 28 });
    ok(run.stdout?.startsWith("{"), run.stderr || String(run.error));
    const report = JSON.parse(run.stdout);
    const faults = Object.entries(report.error_map).flatMap(([page, links]) => links.map((link) => `${page}: ${link.url} ${link.status?.text ?? ""}`));
    deepEqual(faults, []);
    deepEqual(run.status, 0, run.stderr);
    const internal = pages.reduce((count, page) => count + (page.html.match(/\s(?:href|src)="(?![a-z]+:)/g)?.length ?? 0), 0);
    ok(report.successful >= internal * 0.9, `${report.successful} links followed of about ${internal}`);
    console.log(`lychee: ${name}: ${report.successful} links, ${report.errors} broken`);
  });
}

test("every fragment begins at its own page", () => {
  for (const { pages } of sites) for (const page of pages) ok(!/href="#"/.test(page.html), `${page} has an empty fragment`);
});
