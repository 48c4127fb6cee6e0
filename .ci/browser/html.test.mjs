// The Nu HTML checker has nothing to say of any page, style sheet or picture; structured data parses.
import { deepEqual, ok } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { KINDS, pages, sites } from "./site.mjs";

const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

function check(files, ...options) {
  const run = spawnSync("java", ["-jar", jar, "--Werror", "--format", "json", "--stdout", ...options, ...files], { encoding: "utf8", maxBuffer: 1 << 28 });
  ok(run.stdout.startsWith("{"), run.stderr || String(run.error));
  const said = JSON.parse(run.stdout).messages.map((message) => `${message.url}:${message.lastLine}: ${message.subType ?? message.type}: ${message.message}`);
  ok(!said.length, `${said.length} messages\n${said.join("\n")}`);
  deepEqual(run.status, 0, run.stderr);
}

function others(extension) {
  return sites.flatMap(({ folder }) =>
    readdirSync(folder, { recursive: true })
      .filter((path) => path.endsWith(extension) && !path.startsWith("pagefind/"))
      .map((path) => join(folder, path)),
  );
}

test("there is a page of every kind", () => {
  const missing = KINDS.filter((kind) => !pages.some((page) => page.kind === kind));
  deepEqual(missing, []);
  const unknown = [...new Set(pages.map((page) => page.kind))].filter((kind) => !KINDS.includes(kind));
  deepEqual(unknown, [], "name these kinds in site.mjs");
});

test(`Nu: ${pages.length} pages`, () => check(pages.map((page) => page.file)));

test("Nu: style sheets", () => check(others(".css"), "--css"));

test("Nu: pictures", () => check(others(".svg"), "--svg"));

test("structured data parses", () => {
  for (const page of pages) {
    const blocks = [...page.html.matchAll(/<script[^>]*type="application\/ld\+json"[^>]*>(.*?)<\/script/gs)];
    for (const [, text] of blocks) {
      const parsed = JSON.parse(text);
      ok(parsed["@context"], `${page}: a block without @context`);
    }
    const without = ["search", "404", "withdrawn"].includes(page.kind);
    ok(blocks.length || without, `${page} has no structured data`);
  }
});
