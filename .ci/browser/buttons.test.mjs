// The switch between light and dark changes every colour and is remembered. Citations can be
// copied. Without JavaScript, neither button is shown.
import { deepEqual, equal, ok } from "node:assert/strict";
import { after, test } from "node:test";
import { oneOfEach } from "./site.mjs";
import { stop, view } from "./browser.mjs";

after(stop);

const theme = (tab) => tab.evaluate(() => document.documentElement.dataset.theme);
const dim = (tab) =>
  tab.evaluate(() => {
    const [paper] = [document.body, document.documentElement].map((element) => getComputedStyle(element).backgroundColor).filter((colour) => colour !== "rgba(0, 0, 0, 0)");
    return paper.match(/\d+/g).slice(0, 3).every((part) => part < 90);
  });

/// In the page: all visible colours, in order. Texts are left out, because the switch names the
/// mode that it switches to.
function colours() {
  return [...document.querySelectorAll("body, body *")].map((element) => {
    const { color, backgroundColor, borderTopColor, fill, stroke } = getComputedStyle(element);
    return `${element.localName}.${element.getAttribute("class") ?? ""}: ${[color, backgroundColor, borderTopColor, element.closest("svg") ? `${fill} ${stroke}` : ""].join(" ")}`;
  });
}

for (const [system, other] of [["light", "dark"], ["dark", "light"]]) {
  test(`switched from ${system} to ${other}: the colours of ${oneOfEach.length} kinds of page`, async () => {
    const [switched, native] = [await view({ colorScheme: system, reducedMotion: "reduce" }), await view({ colorScheme: other, reducedMotion: "reduce" })];
    await switched.visit(oneOfEach[0]);
    equal(await dim(switched), system === "dark");
    const button = switched.locator("#theme");
    ok((await button.getAttribute("aria-label")) || (await button.textContent()), "the switch has no name");
    await button.focus();
    await switched.keyboard.press("Enter");
    equal(await theme(switched), other);
    equal(await dim(switched), other === "dark");
    for (const page of oneOfEach) {
      await Promise.all([switched.visit(page), native.visit(page)]);
      equal(await theme(switched), other, `${page} has forgotten it`);
      const [one, two] = [await switched.evaluate(colours), await native.evaluate(colours)];
      equal(one.length, two.length, `${page}`);
      deepEqual(one.filter((colour, at) => colour !== two[at]).slice(0, 5), [], `${page}: colours that the switch does not change`);
    }
    await switched.locator("#theme").click();
    equal(await theme(switched), system);
    await switched.done();
    await native.done();
  });
}

test("each citation can be copied, and says so", async () => {
  const tab = await view({ permissions: ["clipboard-read", "clipboard-write"] });
  let copied = 0;
  for (const page of oneOfEach.filter((page) => page.html.includes("data-copy"))) {
    await tab.visit(page);
    await tab.openAll();
    const button = tab.locator("[data-copy] >> visible=true").first();
    ok(await button.count(), `${page}: the button is not to be seen`);
    const title = await button.getAttribute("data-copy");
    const said = await button.getAttribute("data-copied");
    await button.click();
    const status = tab.locator("[role=status], [aria-live]").filter({ hasText: said });
    await status.waitFor({ timeout: 3000 }).catch(() => ok(false, `${page}: nothing says that it was copied`));
    const text = await tab.evaluate(() => navigator.clipboard.readText());
    ok(text.includes(title) && text.includes(tab.url().split("#")[0]), `${page}: “${text}”`);
    copied++;
  }
  ok(copied >= 2, `only ${copied} kinds of page have a citation to copy`);
  await tab.done();
});

test("without JavaScript no button stands there that does nothing", async () => {
  const tab = await view({ javaScriptEnabled: false });
  for (const page of oneOfEach) {
    await tab.visit(page);
    const dead = await tab.evaluate(() => [...document.querySelectorAll("button")].filter((button) => button.checkVisibility({ visibilityProperty: true }) && !button.form).map((button) => button.outerHTML));
    deepEqual(dead, [], `${page}`);
  }
  await tab.done();
});
