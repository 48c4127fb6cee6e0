// The Nu HTML checker reports nothing for any page, style sheet or picture; structured data parses.
import { deepEqual, equal, ok } from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { KINDS, pages, serve, sites } from "./site.mjs";

const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

// The checker takes a data block such as JSON-LD for a script. Browsers do not, and no policy
// governs it: in "prepare the script element" of the HTML standard, what is neither a script nor an
// import map ends before the policy is asked. `policy.test.mjs` finds real inline scripts.
const MISTAKEN = [/^Inline script violates Content Security Policy/];

// `own/` puts English content into a German site, which no editor would do.
if (pages[0].html.includes('<html lang="de"')) MISTAKEN.push(/^This document appears to be written in English but the “html” start tag has “lang="de"”/);

async function check(what, ...options) {
  const run = spawn("java", ["-Dnu.validator.servlet.allow-forbidden-hosts=true", "-jar", jar, "--Werror", "--format", "json", "--stdout", ...options, ...what]);
  let [said, failed] = ["", ""];
  run.stdout.on("data", (part) => (said += part));
  run.stderr.on("data", (part) => (failed += part));
  const status = await new Promise((ended, broken) => run.on("close", ended).on("error", broken));
  ok(said.startsWith("{"), failed);
  const all = JSON.parse(said).messages;
  const messages = all.filter(({ message }) => !MISTAKEN.some((mistaken) => mistaken.test(message))).map(({ url, lastLine, subType, type, message }) => `${url}:${lastLine}: ${subType ?? type}: ${message}`);
  ok(!messages.length, `${messages.length} messages\n${messages.slice(0, 60).join("\n")}`);
  if (!all.length) equal(status, 0, failed);
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

// Over HTTP, so that the checker knows which addresses a policy means by 'self'.
test(`Nu: ${pages.length} pages`, async () => {
  const { address } = await serve();
  await check(pages.map(address));
});

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
