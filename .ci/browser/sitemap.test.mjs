// sitemap.xml is valid against the schema of sitemaps.org (as shipped in the package `sitemap`) and
// lists the existing pages.
import { deepEqual, equal, ok } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { BASE, sites } from "./site.mjs";

const schema = join(dirname(createRequire(import.meta.url).resolve("sitemap")), "../../schema/sitemap.xsd");

for (const { name, folder, pages } of sites) {
  const file = join(folder, "sitemap.xml");

  test(`${name}: holds against the schema`, () => {
    const run = spawnSync("xmllint", ["--nonet", "--noout", "--schema", schema, file], { encoding: "utf8" });
    equal(run.status, 0, run.stderr || String(run.error));
  });

  test(`${name}: lists each page once, and 404, what was withdrawn, what is to be printed and the search not at all`, () => {
    const listed = [...readFileSync(file, "utf8").matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => address);
    const wanted = pages.filter((page) => !["404", "withdrawn", "print", "search"].includes(page.kind)).map((page) => BASE + page.path.replace(/^index\.html$/, ""));
    deepEqual(listed.toSorted(), wanted.toSorted());
    ok(listed.length > 10);
  });

  test(`${name}: robots.txt names it`, () => {
    ok(readFileSync(join(folder, "robots.txt"), "utf8").includes(`Sitemap: ${BASE}sitemap.xml`));
  });
}
