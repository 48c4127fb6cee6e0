// Each page has a Content-Security-Policy before anything that it governs. Google's evaluator finds
// nothing of high severity in it. Nothing on the page needs a weaker one.
import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";
import { Severity } from "csp_evaluator/dist/finding.js";
import { CspParser } from "csp_evaluator/dist/parser.js";
import { pages } from "./site.mjs";

const META = /<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"\s*\/?>/i;
const policies = new Map();
for (const page of pages) {
  const policy = META.exec(page.html)?.[1].replaceAll("&#39;", "'").replaceAll("&#x27;", "'") ?? "";
  policies.set(policy, [...(policies.get(policy) ?? []), page]);
}

test("every page has a policy, before any style sheet, script or picture", () => {
  const without = policies.get("") ?? [];
  ok(!without.length, `${without.length} of ${pages.length} pages have none: ${without.slice(0, 5).join(", ")}`);
  for (const page of pages) {
    const first = page.html.search(/<(link|script|style|img|body)\b/i);
    ok(META.exec(page.html).index < first, `${page}: the policy comes too late`);
  }
});

for (const [policy, where] of policies) {
  if (!policy) continue;
  test(`policy of ${where.length} pages (${where[0]} …): ${policy}`, () => {
    const { csp } = new CspParser(policy);
    const findings = new CspEvaluator(csp).evaluate();
    for (const { severity, directive, value, description } of findings) console.log(`  ${Severity[severity]} ${directive} ${value ?? ""}: ${description}`);
    const grave = findings.filter(({ severity }) => [Severity.HIGH, Severity.SYNTAX].includes(severity));
    deepEqual(grave.map(({ directive, description }) => `${directive}: ${description}`), []);
    const sources = Object.values(csp.directives).flat();
    deepEqual(sources.filter((source) => /unsafe-(inline|eval|hashes)|\*|^https?:/.test(source) && source !== "'wasm-unsafe-eval'"), [], "too wide");
    equal(csp.directives["object-src"]?.[0] ?? csp.directives["default-src"]?.[0], "'none'");
    equal(csp.directives["base-uri"]?.[0], "'none'");
    ok(csp.directives["default-src"], "no default-src");
  });
}

test("WebAssembly only where the search runs", () => {
  for (const [policy, where] of policies) {
    if (policy.includes("wasm-unsafe-eval")) deepEqual(where.filter((page) => page.kind !== "search").map(String), []);
  }
});

test("no inline script, style or handler", () => {
  for (const page of pages) {
    for (const [tag, attributes] of page.html.matchAll(/<script\b([^>]*)>/gi)) {
      ok(/\bsrc=/.test(attributes) || /type="application\/(ld\+)?json"/.test(attributes), `${page}: ${tag}`);
    }
    ok(!/<style\b/i.test(page.html), `${page}: <style>`);
    const [handled] = /<[a-z][^>]*\s(on[a-z]+|style)\s*=[^>]*>/i.exec(page.html.replace(/(?<==)"[^"]*"/g, '""')) ?? [];
    equal(handled, undefined, `${page}`);
    ok(!/(href|src)="\s*(javascript|data):/i.test(page.html), `${page}: an address that is a program`);
  }
});
