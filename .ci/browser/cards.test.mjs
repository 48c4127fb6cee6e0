// Each link shows a card of its target: on hover and on focus, on every kind of page and at 320 px.
// Escape closes it, and the pointer can move into it without closing it (WCAG 2.2, 1.4.13).
import { deepEqual, equal, ok } from "node:assert/strict";
import { after, test } from "node:test";
import axe from "axe-core";
import { contrast } from "./contrast.mjs";
import { distinct, pages, shipped, target } from "./site.mjs";
import { VARIANTS, stop, view } from "./browser.mjs";

after(stop);

const card = (tab) => tab.locator("#card");
const shown = (tab) => card(tab).waitFor({ state: "visible", timeout: 3000 });
const gone = (tab) => card(tab).waitFor({ state: "hidden", timeout: 2000 });
const words = (html) => html.replace(/<[^>]*>/g, "").replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&").replace(/\s+/g, " ").trim();
const plain = (text) => text.replace(/\s+/g, " ").trim();

/// In the page: what is wrong with the open card.
function faults() {
  const [card] = document.querySelectorAll("#card");
  const { left, top, right, bottom } = card.getBoundingClientRect();
  const said = [];
  if (left < 0 || right > document.documentElement.clientWidth || bottom <= 0 || top >= innerHeight) said.push(`stands at ${[left, top, right, bottom].map(Math.round)} outside the window`);
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) said.push("makes the page wider than the window");
  if (card.scrollWidth > card.clientWidth + 1) said.push("is wider than its own box");
  if (!["note", "tooltip", "dialog"].includes(card.getAttribute("role"))) said.push("has no role");
  if (card.innerText.trim().length < 15) said.push(`says only “${card.innerText.trim()}”`);
  if (!document.querySelector("a[aria-describedby~=card]")) said.push("describes no link");
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length) said.push(`makes ids stand twice: ${twice}`);
  return said;
}

async function first(tab, selector) {
  await tab.openAll();
  const link = tab.locator(`${selector} >> visible=true`).first();
  if (!(await link.count())) return undefined;
  await link.scrollIntoViewIfNeeded();
  return link;
}

/// Hovers the first of a link's boxes: a link that runs over two lines has two.
async function point(tab, link) {
  const { x, y } = await link.evaluate((element) => {
    const [box] = [...element.getClientRects()].filter(({ width }) => width > 2);
    return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  });
  await tab.mouse.move(0, 0);
  await tab.mouse.move(x, y, { steps: 4 });
}

/// Reaches a link with the keyboard, so that the focus is visible.
async function arrive(tab, link) {
  await link.focus();
  await tab.keyboard.press("Shift+Tab");
  await tab.keyboard.press("Tab");
}

/// One page of each kind that has citations.
const cited = [...new Map(distinct.filter((page) => /<a class="cite/.test(page.html)).map((page) => [page.kind, page])).values()];

test("citations stand on all kinds of page that cite", () => {
  const kinds = cited.map((page) => page.kind);
  for (const kind of ["topic", "claim, contested", "claim, single-source"]) ok(kinds.includes(kind), `${kind} has no a.cite`);
});

for (const name of ["light", "narrow"]) {
  test(`${name}: the card of a citation at the pointer, ${cited.length} kinds of page`, async () => {
    const tab = await view(VARIANTS[name]);
    for (const page of cited) {
      await tab.visit(page);
      const link = await first(tab, "main a.cite");
      ok(link, `${page}: no citation is to be seen`);
      await point(tab, link);
      await shown(tab).catch(() => ok(false, `${page}: no card`));
      deepEqual(await tab.evaluate(faults), [], `${page}: the card`);

      // The card stays while the pointer is in it.
      const box = await card(tab).boundingBox();
      await tab.mouse.move(box.x + Math.min(20, box.width / 2), box.y + Math.min(12, box.height / 2), { steps: 8 });
      await tab.waitForTimeout(700);
      ok(await card(tab).isVisible(), `${page}: the card went while the pointer was in it`);
      await tab.keyboard.press("Escape");
      await gone(tab).catch(() => ok(false, `${page}: Escape leaves the card open`));

      // The card closes when the pointer leaves.
      await point(tab, link);
      await shown(tab);
      await tab.mouse.move(1, 1);
      await gone(tab).catch(() => ok(false, `${page}: the card stays when the pointer has left`));
    }
    await tab.done();
  });

  test(`${name}: the card of a citation at the focus`, async () => {
    const tab = await view(VARIANTS[name]);
    for (const page of cited) {
      await tab.visit(page);
      const link = await first(tab, "main a.cite");
      ok(link, `${page}: no citation is to be seen`);
      await arrive(tab, link);
      await shown(tab).catch(() => ok(false, `${page}: no card`));
      deepEqual(await tab.evaluate(faults), [], `${page}: the card`);
      const isOn = () => link.evaluate((element) => element === document.activeElement);
      await tab.keyboard.press("Escape");
      await gone(tab).catch(() => ok(false, `${page}: Escape leaves the card open`));
      ok(await isOn(), `${page}: Escape takes the focus away`);
      await tab.waitForTimeout(400);
      ok(!(await card(tab).isVisible()), `${page}: the card comes back after Escape`);
    }
    await tab.done();
  });
}

test("Escape inside a card leads back to its link", async () => {
  const tab = await view();
  const page = cited.find((page) => page.kind === "topic");
  await tab.visit(page);
  const link = await first(tab, "main a.cite");
  await arrive(tab, link);
  await shown(tab);
  await tab.keyboard.press("Tab");
  ok(await tab.evaluate(() => document.activeElement.closest("#card") !== null), "Tab leads past the card's links");
  await tab.keyboard.press("Escape");
  await gone(tab);
  ok(await link.evaluate((element) => element === document.activeElement), "the focus is lost");
  await tab.done();
});

/// Links to records. The card must show the heading of the target page, or the words at the anchor.
const RECORDS = {
  "a claim": { selector: 'main a[href*="claims/"]:not(.cite, .more, nav a)', path: /^claims\/[^#]*$/ },
  "an actor": { selector: 'main a[href*="actors/"]:not(.cite, .more, nav a)', path: /^actors\/[^#]*$/ },
  "an event": { selector: 'main a[href*="#event:"]:not(svg a, .more)', path: /#event:/ },
  "a citation": { selector: "main a.cite", path: /./ },
};

for (const [name, { selector, path }] of Object.entries(RECORDS)) {
  test(`the card of ${name} says what is there`, async () => {
    const tab = await view();
    let found = 0;
    for (const page of shipped.pages.filter((page) => ["home", "topic", "claim, contested", "actor"].includes(page.kind)).slice(0, 12)) {
      await tab.visit(page);
      await tab.openAll();
      for (const link of (await tab.locator(`${selector} >> visible=true`).all()).slice(0, 2)) {
        const href = await link.getAttribute("href");
        const address = new URL(href, `http://site/${page.path}`);
        const to = target(page, href);
        if (!path.test(address.pathname.slice(1) + address.hash) || (to === page.file && !address.hash)) continue;
        const html = pages.find((other) => other.file === to).html;
        const id = decodeURIComponent(address.hash.slice(1));
        const heading = words(/<h1[^>]*>(.*?)<\/h1>/s.exec(html)[1]);
        const expected = id && !id.startsWith("quote:") ? plain(await anchored(tab, to, html, id)) : heading;
        await link.scrollIntoViewIfNeeded();
        await point(tab, link);
        await shown(tab).catch(() => ok(false, `${page}: ${href}: no card`));
        const text = plain(await card(tab).textContent());
        ok(text.replace(/\s/g, "").includes(expected.replace(/\s/g, "")), `${page}: ${href}: “${text}” lacks “${expected}”`);
        await tab.keyboard.press("Escape");
        await tab.mouse.move(1, 1);
        found++;
      }
    }
    ok(found >= 3, `only ${found} such links`);
    await tab.done();
  });
}

/// The first words at an anchor.
async function anchored(tab, file, html, id) {
  return tab.evaluate(
    ([html, id]) => {
      const page = new DOMParser().parseFromString(html, "text/html");
      const element = page.getElementById(id);
      element.querySelectorAll("details, .permalink, .scripted").forEach((part) => part.remove());
      return (element.querySelector(".claim, p") ?? element).textContent.slice(0, 60);
    },
    [html, id],
  );
}

test("axe has nothing to say of an open card, in light, dark, forced colours and at 320 px", async () => {
  for (const name of ["light", "dark", "narrow", "forced colours"]) {
    const tab = await view(VARIANTS[name]);
    await tab.visit(cited.find((page) => page.kind === "topic"));
    await point(tab, await first(tab, "main a.cite"));
    await shown(tab);
    await tab.evaluate(axe.source);
    // axe cannot judge the contrast of a card, because it is drawn over the page: `contrast`
    // measures it.
    const rules = { "color-contrast": { enabled: false }, "link-in-text-block": { enabled: false } };
    const { violations, incomplete, passes } = await tab.evaluate((options) => axe.run("#card", options), { rules });
    const told = [...violations, ...incomplete].flatMap(({ id, nodes }) => nodes.map(({ html }) => `${name}: ${id}: ${html.slice(0, 160)}`));
    deepEqual([...told, ...(await tab.evaluate(contrast, "#card"))], []);
    ok(passes.length, "axe looked at nothing");
    await tab.done();
  }
});

test("without JavaScript a citation is a link that leads there", async () => {
  const tab = await view({ javaScriptEnabled: false });
  const page = cited.find((page) => page.kind === "topic");
  await tab.visit(page);
  const link = await first(tab, "main a.cite");
  const to = await link.evaluate((element) => element.href);
  await link.click();
  equal(tab.url(), to);
  await tab.done();
});
