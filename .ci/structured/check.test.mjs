// The check must fail if something is wrong: one small site for each fault, and a valid one.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

const check = new URL("check.mjs", import.meta.url).pathname;
const claim = {
  "@context": "https://schema.org",
  "@type": "Claim",
  "@id": "claim.html#the:claim",
  text: "It is so.",
  author: [{ "@type": "Person", name: "Somebody" }],
  appearance: [{ "@type": "NewsArticle", headline: "It is so", publisher: { "@type": "Organization", name: "The Paper" } }],
};

/** The check's exit status and output for a site with one page. */
function run(data) {
  const site = mkdtempSync(join(tmpdir(), "structured-"));
  try {
    const block = typeof data === "string" ? data : JSON.stringify(data);
    writeFileSync(join(site, "claim.html"), `<!doctype html><script type="application/ld+json">${block}</script>`);
    const { status, stdout, stderr } = spawnSync(process.execPath, [check, site], { encoding: "utf8" });
    return { status, stdout, stderr };
  } finally {
    rmSync(site, { recursive: true });
  }
}

test("a sound page passes, and is counted", () => {
  const { status, stdout, stderr } = run(claim);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^1 pages .*Claim 1, NewsArticle 1, Organization 1, Person 1; 0 fault/);
});

const faults = {
  "an unknown type": [{ ...claim, "@type": "Klaim" }, /no type "Klaim"/],
  "an unknown type further in": [{ ...claim, author: { "@type": "Persona", name: "x" } }, /no type "Persona"/],
  "a property that there is not": [{ ...claim, txt: "x" }, /'"txt"' does not exist/],
  "a property of another type": [{ ...claim, jobTitle: "chief" }, /'"jobTitle"' does not exist/],
  "a property of another type further in": [{ ...claim, author: { "@type": "Person", headline: "x" } }, /'"headline"' does not exist/],
  "a value out of the range": [{ ...claim, appearance: { "@type": "Person", name: "x" } }, /not assignable/],
  "a text in place of a thing": [{ ...claim, author: "Somebody" }, /author: a text where one of/],
  "an uncertain date": [{ ...claim, datePublished: "2026-01-09?" }, /no date of ISO 8601/],
  "an address of no page": [{ ...claim, isPartOf: { "@id": "topics/none.html" } }, /has no page topics\/none.html/],
  "another context": [{ ...claim, "@context": "https://example.org" }, /example.org/],
  "an empty text": [{ ...claim, text: "" }, /text: nothing/],
  "an end of the element": ['{"@type":"Claim","text":"</script>"}', /claim.html: /],
  "what is no JSON": ["{,}", /claim.html: /],
};
for (const [what, [data, message]] of Object.entries(faults)) {
  test(`${what} is a fault`, () => {
    const { status, stderr } = run(data);
    assert.equal(status, 1);
    assert.match(stderr, message);
  });
}
