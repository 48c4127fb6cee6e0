// The weight of each page of the shipped dossier, uncompressed: at most 50 KB of HTML, 15 KB of CSS
// and 8 KB of JavaScript, without the search library.
import { deepEqual, ok } from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { shipped, target } from "./site.mjs";

const LIMITS = { html: 50 * 1024, css: 15 * 1024, js: 8 * 1024 };

/// Kinds of page that may have more HTML and CSS, and why.
const HEAVIER = { print: "the whole dossier on one page with its figures, to be printed" };

const linked = (page, pattern) => [...page.html.matchAll(pattern)].map(([, address]) => target(page, address)).filter((file) => file && !file.includes("/pagefind/"));

/// A script and what it imports.
function scripts(file, seen = new Set()) {
  if (seen.has(file) || file.includes("/pagefind/")) return seen;
  seen.add(file);
  for (const [, address] of readFileSync(file, "utf8").matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["'](\.[^"']*)["']/g)) scripts(join(dirname(file), address), seen);
  return seen;
}

function weigh(page) {
  const sheets = linked(page, /<link\b[^>]*\brel="stylesheet"[^>]*\bhref="([^"]*)"/g);
  const programs = new Set(linked(page, /<script\b[^>]*\bsrc="([^"]*)"/g).flatMap((file) => [...scripts(file)]));
  const sum = (files) => [...files].reduce((total, file) => total + statSync(file).size, 0);
  return { html: statSync(page.file).size, css: sum(sheets), js: sum(programs), sheets: sheets.length };
}

test("weights of the shipped dossier", () => {
  const kinds = new Map();
  const tooHeavy = new Set();
  for (const page of shipped.pages) {
    const weight = weigh(page);
    const most = kinds.get(page.kind) ?? { pages: 0, html: 0, css: 0, js: 0 };
    kinds.set(page.kind, { pages: most.pages + 1, ...Object.fromEntries(["html", "css", "js"].map((part) => [part, Math.max(most[part], weight[part])])) });
    ok(weight.sheets, `${page} has no style sheet`);
    for (const [part, limit] of Object.entries(LIMITS)) {
      if (weight[part] > limit && !(part !== "js" && HEAVIER[page.kind])) tooHeavy.add(`${page.kind}: more than ${limit} bytes of ${part}`);
    }
  }
  console.log(`${"kind".padEnd(22)}pages    HTML     CSS      JS   (heaviest, bytes; at most ${Object.values(LIMITS).join(", ")})`);
  for (const [kind, most] of kinds) {
    console.log(kind.padEnd(22) + [most.pages, most.html, most.css, most.js].map((number, column) => String(number).padStart(column ? 8 : 5)).join("") + (HEAVIER[kind] ? `   ${HEAVIER[kind]}` : ""));
  }
  deepEqual([...tooHeavy], []);
});
