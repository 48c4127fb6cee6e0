#!/usr/bin/env node
// Checks the structured data of built sites: JSON-LD 1.1 in the vocabulary of schema.org.
//
// usage: node .ci/structured/check.mjs SITE...      (once before: npm ci --prefix .ci/structured)
//
// For every page:
//
// - There is one block, and nothing in it could end its script element.
// - Each type exists, and each property belongs to its type and has a value in its range. The
//   TypeScript compiler checks this with the types of `schema-dts`, which are made from the
//   vocabulary.
// - What these types allow is checked separately: texts in place of things, and the forms of dates
//   and addresses.
// - Every name is a term: `jsonld` expands it in a context made from the same vocabulary.
// - Every `@id` leads to a page of the site.
//
// Nothing is fetched. Exits with status 1 if anything is wrong.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import jsonld from "jsonld";
import ts from "typescript";

const here = dirname(fileURLToPath(import.meta.url));
const vocabularyFile = createRequire(import.meta.url).resolve("schema-dts").replace(/\.js$/, ".d.ts");
const ELEMENT = /<script type="application\/ld\+json">([\s\S]*?)<\/script/g;
const ISO_DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;
// Types of schema.org's values that are texts in JSON. Enumerations are the addresses of their
// members.
const TEXTS = new Set(["Text", "URL", "Date", "DateTime", "Time", "Duration", "Boolean", "Number", "Integer", "CssSelectorType"]);

const sites = process.argv.slice(2);
if (sites.length === 0) {
  console.error("usage: node .ci/structured/check.mjs SITE...");
  process.exit(2);
}
const faults = [];
const types = new Map();
const vocabulary = readVocabulary();
const pages = sites.flatMap((site) => readPages(resolve(site)));
const context = makeContext();
checkTypes();
for (const page of pages) {
  walk(page, page.data, "");
  await expand(page);
}
for (const fault of [...new Set(faults)].sort()) console.error(fault);
const met = [...types].sort().map(([type, count]) => `${type} ${count}`);
console.log(`${pages.length} pages with structured data in ${sites.length} site(s): ${met.join(", ")}; ${faults.length} fault(s)`);
if (pages.length === 0) console.error("no page has structured data");
process.exit(faults.length > 0 || pages.length === 0 ? 1 : 0);

/** All properties with the names of their value types, and the names of all types. */
function readVocabulary() {
  const text = readFileSync(vocabularyFile, "utf8");
  const properties = new Map();
  for (const [, name, range] of text.matchAll(/^ {4}"([^"@]+)"\?: SchemaValue<(.*), "[^"]+">;$/gm)) {
    const ranges = properties.get(name) ?? new Set();
    range.split(" | ").forEach((type) => ranges.add(type));
    properties.set(name, ranges);
  }
  const members = [...text.matchAll(/^export type (\w+) = "https:\/\/schema\.org\//gm)].map(([, name]) => name);
  const things = new Set([...text.matchAll(/^ {4}"@type": "(\w+)";$/gm)].map(([, name]) => name));
  if (properties.size < 1000 || things.size < 500) throw new Error("the vocabulary is written otherwise than expected");
  return { properties, things, enumerations: new Set(members) };
}

function readPages(site) {
  const found = [];
  for (const name of readdirSync(site, { recursive: true }).sort()) {
    if (!name.endsWith(".html")) continue;
    const html = readFileSync(join(site, name), "utf8");
    const page = { site, name, where: relative(process.cwd(), join(site, name)) };
    const blocks = [...html.matchAll(ELEMENT)].map(([, block]) => block);
    if (blocks.length === 0 && name === "404.html") continue;
    if (blocks.length !== 1) {
      faults.push(`${page.where}: ${blocks.length} blocks of structured data, where one is expected`);
      continue;
    }
    if (/[<>&\u2028\u2029]/.test(blocks[0])) faults.push(`${page.where}: characters that a script element may not hold`);
    try {
      page.data = JSON.parse(blocks[0]);
    } catch (error) {
      faults.push(`${page.where}: ${error.message}`);
      continue;
    }
    page.url = `https://site.invalid/${name}`;
    page.text = blocks[0];
    found.push(page);
  }
  const home = found.find((page) => page.name === "index.html")?.data["@id"];
  for (const page of found) {
    page.base = URL.canParse(home) ? home : "https://site.invalid/";
    page.url = new URL(page.name === "index.html" ? "" : page.name, page.base).href;
  }
  return found;
}

/** One module per page: a constant with the type that the page declares. */
function checkTypes() {
  const modules = new Map();
  pages.forEach((page, number) => {
    const type = page.data["@type"];
    if (!vocabulary.things.has(type)) {
      faults.push(`${page.where}: schema.org has no type ${JSON.stringify(type)}`);
      return;
    }
    const text = `import type { ${type}, WithContext } from "schema-dts";\nexport const page: WithContext<${type}> =\n${page.text};\n`;
    modules.set(join(here, `page-${number}.ts`), { page, text });
  });
  const options = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => modules.has(name) || fileExists.call(host, name);
  host.readFile = (name) => modules.get(name)?.text ?? readFile.call(host, name);
  host.getSourceFile = (name, ...rest) =>
    modules.has(name) ? ts.createSourceFile(name, modules.get(name).text, options.target) : getSourceFile.call(host, name, ...rest);
  const program = ts.createProgram([...modules.keys()], options, host);
  for (const fault of ts.getPreEmitDiagnostics(program)) {
    const page = modules.get(fault.file?.fileName)?.page;
    const message = ts.flattenDiagnosticMessageText(fault.messageText, "\n").split("\n")[0];
    const at = page ? `: ${fault.file.text.slice(fault.start, fault.start + Math.min(fault.length, 60))}` : "";
    faults.push(`${page?.where ?? "the check"}${at}: ${message.slice(0, 300)}`);
  }
}

/** Checks what TypeScript's types let through: they allow a text wherever a person is allowed. */
function walk(page, value, path) {
  if (Array.isArray(value)) {
    if (value.length === 0) faults.push(`${page.where}: ${path} is an empty list`);
    value.forEach((item) => walk(page, item, path));
    return;
  }
  const type = value["@type"];
  if (type !== undefined) {
    types.set(type, (types.get(type) ?? 0) + 1);
    if (!vocabulary.things.has(type)) faults.push(`${page.where}: ${path}: schema.org has no type ${JSON.stringify(type)}`);
  }
  for (const [name, inner] of Object.entries(value)) {
    const at = `${path}/${name}`;
    if (name === "@id") checkAddress(page, at, inner);
    if (name.startsWith("@")) continue;
    const range = vocabulary.properties.get(name);
    if (range === undefined) {
      faults.push(`${page.where}: ${at}: schema.org has no such property`);
      continue;
    }
    for (const item of [inner].flat()) {
      if (typeof item === "object" && item !== null) continue;
      const texts = [...range].filter((one) => TEXTS.has(one) || vocabulary.enumerations.has(one));
      const only = (...names) => texts.every((one) => names.includes(one));
      if (texts.length === 0) faults.push(`${page.where}: ${at}: a text where one of ${[...range].join(", ")} is expected`);
      else if (item === "" || item === null) faults.push(`${page.where}: ${at}: nothing`);
      else if (only("Date", "DateTime") && !ISO_DATE.test(item)) faults.push(`${page.where}: ${at}: ${item} is no date of ISO 8601`);
      else if (only("URL") && !URL.canParse(item, page.url)) faults.push(`${page.where}: ${at}: ${item} is no address`);
    }
    [inner].flat().filter((item) => typeof item === "object" && item !== null).forEach((item) => walk(page, item, at));
    if (Array.isArray(inner) && inner.length === 0) faults.push(`${page.where}: ${at} is an empty list`);
  }
}

/** An `@id` within the site must lead to an existing page. */
function checkAddress(page, at, id) {
  if (typeof id !== "string" || !URL.canParse(id, page.url)) {
    faults.push(`${page.where}: ${at}: ${JSON.stringify(id)} is no address`);
    return;
  }
  const url = new URL(id, page.url);
  url.hash = "";
  if (!url.href.startsWith(page.base)) {
    faults.push(`${page.where}: ${at}: ${id} lies outside of the site`);
    return;
  }
  const path = decodeURI(url.href.slice(page.base.length)) || "index.html";
  if (!existsSync(join(page.site, path))) faults.push(`${page.where}: ${at}: the site has no page ${path}`);
}

/** The vocabulary's terms that occur on any page: reading all of them for each page is slow. */
function makeContext() {
  const known = [...vocabulary.properties.keys(), ...vocabulary.things];
  const used = new Set(pages.flatMap((page) => [...page.text.matchAll(/"(\w+)"/g)].map(([, name]) => name)));
  const terms = known.filter((name) => used.has(name));
  return { "@version": 1.1, ...Object.fromEntries(terms.map((name) => [name, `https://schema.org/${name}`])) };
}

/** Expands in safe mode, which rejects what would be dropped: unknown names, values that are not nodes. */
async function expand(page) {
  const documentLoader = async (url) => {
    if (url !== "https://schema.org") throw new Error(`the context ${url} is another one than that of schema.org`);
    return { contextUrl: null, documentUrl: url, document: { "@context": context } };
  };
  try {
    const nodes = await jsonld.expand(page.data, { base: page.url, documentLoader, safe: true });
    if (nodes.length !== 1) faults.push(`${page.where}: ${nodes.length} nodes, where one is expected`);
  } catch (error) {
    const event = error.details?.event;
    const what = event?.details?.property ?? event?.details?.type ?? "";
    faults.push(`${page.where}: as JSON-LD: ${event?.message ?? error.message} ${what}`.trim());
  }
}
