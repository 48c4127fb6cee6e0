// The search finds a claim by a word of its quote, its filters narrow the results, and it says so
// if nothing is found.
import { deepEqual, equal, ok } from "node:assert/strict";
import { after, test } from "node:test";
import { oneOfEach, shipped, sites } from "./site.mjs";
import { VARIANTS, stop, view } from "./browser.mjs";

after(stop);

const page = (site) => site.pages.find((page) => page.kind === "search") ?? ok(false, `${site.name} has no search.html`);
const results = (tab) => tab.locator("main ol.results > li");
const links = (tab) => results(tab).locator("a[href]").evaluateAll((all) => all.map((link) => new URL(link.href).pathname.split("/repo/")[1]));
const settled = async (tab) => {
  await tab.waitForFunction(() => document.querySelector("main [role=status]").textContent.trim() !== "", undefined, { timeout: 10_000 });
  await tab.waitForTimeout(400);
  return Number(/^\d+/.exec(await tab.locator("main [role=status]").textContent())?.[0] ?? 0);
};

/// Words in the quote of one claim that are on no other claim's page.
function tellingWords() {
  const where = new Map();
  for (const claim of shipped.pages.filter(({ path }) => path.startsWith("claims/"))) {
    const all = claim.html.slice(claim.html.indexOf("<main")).replace(/<[^>]*>/g, " ").toLowerCase();
    const quotes = [...claim.html.matchAll(/<blockquote[^>]*>(.*?)<\/blockquote>/gs)].map(([, quote]) => quote.replace(/<[^>]*>/g, " ").toLowerCase()).join(" ");
    for (const word of new Set(all.match(/\p{L}{7,}/gu))) where.set(word, [...(where.get(word) ?? []), { claim, quoted: quotes.includes(word) }]);
  }
  return [...where].filter(([, at]) => at.length === 1 && at[0].quoted).map(([word, [{ claim }]]) => ({ word, claim }));
}

test("finds claims by a word of their quote", async () => {
  const telling = tellingWords();
  ok(telling.length >= 5, `only ${telling.length} words`);
  const tab = await view();
  for (const { word, claim } of telling.filter((_, at) => at % Math.ceil(telling.length / 8) === 0)) {
    await tab.visit(page(shipped));
    await tab.locator("main input[type=search]").fill(word);
    await tab.keyboard.press("Enter");
    await settled(tab);
    ok((await links(tab)).some((path) => path === claim.path), `“${word}” does not find ${claim}`);
    ok(await results(tab).locator("mark").count(), `“${word}” is not marked in what was found`);
  }
  await tab.done();
});

test("the filters narrow, and the address keeps what is asked", async () => {
  const tab = await view();
  await tab.visit(page(shipped));
  await tab.locator("main input[type=search]").fill("pentagon");
  await tab.keyboard.press("Enter");
  const all = await settled(tab);
  ok(all > 5, `${all} results`);
  await tab.locator("main select[name=kind]").selectOption("actor");
  await tab.waitForTimeout(600);
  const actors = await settled(tab);
  ok(actors > 0 && actors < all, `${actors} actors of ${all} results`);
  const found = await links(tab);
  deepEqual(found.filter((path) => !path.startsWith("actors/")), []);
  ok(found.length);
  for (const select of await tab.locator("main select").all()) ok((await select.locator("option").count()) > 2, "a filter without choices");

  await tab.reload();
  equal(await settled(tab), actors, "the address does not keep it");
  deepEqual(await links(tab), found);
  await results(tab).locator("a").first().click();
  await tab.goBack();
  equal(await settled(tab), actors, "the way back does not keep it");
  await tab.done();
});

test("every result leads to a page and a place that is there", async () => {
  const tab = await view();
  for (const site of sites) {
    await tab.visit(page(site), "?q=the");
    ok((await settled(tab)) > 0, site.name);
    for (const link of await results(tab).locator("a[href]").evaluateAll((all) => all.map(({ href }) => href))) {
      await tab.goto(link);
      const { hash } = new URL(link);
      if (hash) ok(await tab.evaluate((id) => document.getElementById(id) !== null, decodeURIComponent(hash.slice(1))), `${link} leads to no place`);
    }
  }
  await tab.done();
});

test("says that nothing is found", async () => {
  const tab = await view();
  await tab.visit(page(shipped), "?q=zyxwvutsrq");
  equal(await settled(tab), 0);
  equal(await results(tab).count(), 0);
  ok((await tab.locator("main [role=status]").textContent()).length > 10);
  await tab.done();
});

test("from the header of another page", async () => {
  const tab = await view();
  await tab.visit(shipped.pages.find(({ kind }) => kind === "topic"));
  await tab.keyboard.press("/");
  await tab.keyboard.type("pentagon");
  await tab.keyboard.press("Enter");
  await tab.waitForURL(/search\.html/, { timeout: 5000 });
  ok((await settled(tab)) > 5);
  await tab.done();
});

test("320 px wide, with results: nothing sticks out", async () => {
  const tab = await view(VARIANTS.narrow);
  await tab.visit(page(shipped), "?q=pentagon");
  await settled(tab);
  ok(await tab.evaluate(() => document.documentElement.scrollWidth <= 320));
  await tab.done();
});

test("/ leads to the search field, except while one writes", async () => {
  const tab = await view();
  for (const page of oneOfEach) {
    await tab.visit(page);
    await tab.keyboard.press("/");
    const field = await tab.evaluate(() => ({ type: document.activeElement.type, value: document.activeElement.value, name: document.activeElement.localName }));
    deepEqual(field, { type: "search", value: "", name: "input" }, `${page}: after “/” the focus is on <${field.name}>`);
    await tab.keyboard.type("a/b");
    equal(await tab.evaluate(() => document.activeElement.value), "a/b", `${page}`);
  }
  await tab.done();
});
