// axe-core must find nothing: WCAG 2.0, 2.1 and 2.2 at levels A and AA and its best practices, on
// each kind of page and in each way that readers see it (with reduced motion, except in the last).
// What axe cannot decide ("incomplete") must be in reviewed.json, and every entry there must still
// apply.
import { deepEqual, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import axe from "axe-core";
import { contrast } from "./contrast.mjs";
import { oneOfEach, representatives } from "./site.mjs";
import { VARIANTS, stop, view } from "./browser.mjs";

const OPTIONS = {
  resultTypes: ["violations", "incomplete"],
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
};
const reviewed = JSON.parse(readFileSync(new URL("reviewed.json", import.meta.url), "utf8"))[process.env.THEME ?? "briefing"].map((entry) => ({ ...entry, met: 0 }));

after(stop);

/// What axe reports for the page as it is now. An incomplete result is allowed if an entry of the
/// reviewed list matches its rule and element.
async function judge(tab, where, without = []) {
  await tab.evaluate(axe.source);
  const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  const { violations, incomplete } = await tab.evaluate((options) => axe.run(document, options), { ...OPTIONS, rules });
  const faults = [];
  for (const [sort, results] of Object.entries({ violation: violations, incomplete })) {
    for (const { id, nodes } of results) {
      for (const { target, html, any, all, none } of nodes) {
        const why = [...any, ...all, ...none].map((check) => check.data?.messageKey ?? check.message).join("; ");
        const entry = sort === "incomplete" && (await match(tab, id, target, why));
        if (entry) entry.met++;
        else faults.push({ what: `${sort} ${id}: ${/^<\w+(?: class="[^"]*")?/.exec(html)[0]} (${why})`, where: `${where}: ${html.slice(0, 160)}` });
      }
    }
  }
  return faults;
}

async function match(tab, rule, [selector], why) {
  for (const entry of reviewed) {
    if (entry.rule !== rule || (entry.says && entry.says !== why)) continue;
    if (await tab.evaluate(([at, wanted]) => document.querySelector(at)?.matches(wanted), [selector, entry.selector])) return entry;
  }
  return undefined;
}

/// Fails with the faults, grouped by kind.
function told(faults) {
  const sorts = new Map();
  for (const { what, where } of faults) sorts.set(what, [...(sorts.get(what) ?? []), where]);
  const lines = [...sorts].map(([what, where]) => `${where.length} × ${what}\n    ${where.slice(0, 2).join("\n    ")}`);
  ok(!faults.length, `${faults.length} faults\n${lines.join("\n")}`);
}

test(`as loaded: ${oneOfEach.length} pages, one of each kind`, async () => {
  const tab = await view();
  const faults = [];
  for (const page of oneOfEach) {
    await tab.visit(page);
    faults.push(...(await judge(tab, page)));
  }
  told(faults);
  await tab.done();
});

for (const [name, settings] of Object.entries(VARIANTS)) {
  const looked = name === "motion allowed" ? oneOfEach : representatives;
  // In forced colours, axe reads text colours from a property that keeps the page's own colour;
  // `contrast` reads the right one.
  const without = name === "forced colours" ? ["color-contrast", "link-in-text-block"] : [];
  test(`${name}, all details open: ${looked.length} pages`, async () => {
    const tab = await view(settings);
    const faults = [];
    for (const page of looked) {
      await tab.visit(page);
      await tab.openAll();
      faults.push(...(await judge(tab, page, without)));
      faults.push(...(await tab.evaluate(contrast)).map((fault) => ({ what: fault, where: `${page}` })));
    }
    told(faults);
    await tab.done();
  });
}

test("printed: one of each kind", async () => {
  const tab = await view();
  const faults = [];
  await tab.emulateMedia({ media: "print" });
  for (const page of oneOfEach) {
    await tab.visit(page);
    faults.push(...(await judge(tab, page, ["target-size"])));
  }
  told(faults);
  await tab.done();
});

test("what was reviewed is still met", { skip: process.env.PAGES === "few" && "not on few pages" }, () => {
  for (const { rule, selector, reason } of reviewed) ok(rule && selector && reason, "each entry has a rule, a selector and a reason");
  deepEqual(reviewed.filter((entry) => !entry.met).map(({ rule, selector }) => `${rule} ${selector}`), []);
});
