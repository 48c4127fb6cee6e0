// Every page at 320 px, at desktop widths, and without JavaScript: nothing overflows, nothing is
// missing, nothing is written to the console or asked of another host.
import { deepEqual, ok } from "node:assert/strict";
import { after, test } from "node:test";
import { distinct, representatives } from "./site.mjs";
import { VARIANTS, stop, view } from "./browser.mjs";

after(stop);

/// What overflows the page's width: elements, and texts that an element cuts off.
function overflow() {
  const { documentElement: page } = document;
  const width = page.clientWidth;
  const faults = page.scrollWidth > width ? [`the page is ${page.scrollWidth} px wide in ${width}`] : [];
  const name = (element) => `<${element.localName}${element.id ? ` id=${element.id}` : ""} class="${element.getAttribute("class") ?? ""}">`;
  const hiddenOnPurpose = (element) => element.closest(".skip, [data-visually-hidden], .visually-hidden");
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest("svg") !== null && element.localName !== "svg") continue;
    const style = getComputedStyle(element);
    if (hiddenOnPurpose(element) || style.visibility === "hidden" || !element.getClientRects().length) continue;
    const { left, right } = element.getBoundingClientRect();
    let scrolls = false;
    for (let up = element.parentElement; up && !scrolls; up = up.parentElement) scrolls = ["auto", "scroll"].includes(getComputedStyle(up).overflowX);
    if (!scrolls && (right > width + 1 || left < -1)) faults.push(`${name(element)} reaches from ${Math.round(left)} to ${Math.round(right)} px of ${width}`);
    // The site's title may be shortened in a page's header: the home page shows it in full, and so
    // does each page's <title>.
    if (element.closest("header .site-title") && style.textOverflow === "ellipsis") continue;
    if (["hidden", "clip"].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1) faults.push(`${name(element)} cuts its content off`);
  }
  return faults.slice(0, 5);
}

async function everywhere(pages, settings, look) {
  const tab = await view(settings);
  const faults = [];
  for (const page of pages) {
    await tab.visit(page);
    faults.push(...(await look(tab)).map((fault) => `${page}: ${fault}`));
  }
  ok(!faults.length, `${faults.length} faults\n${faults.slice(0, 60).join("\n")}`);
  await tab.done();
}

test(`320 px wide, all details open, console and requests: ${distinct.length} pages`, () =>
  everywhere(distinct, VARIANTS.narrow, async (tab) => {
    await tab.openAll();
    return tab.evaluate(overflow);
  }));

for (const width of [640, 1280]) {
  test(`${width} px wide: ${representatives.length} pages`, () => everywhere(representatives, { viewport: { width, height: 900 } }, (tab) => tab.evaluate(overflow)));
}

/// The text that a reader sees, and the number of links, buttons and pictures, without what only
/// scripts need (`scripted`).
function content() {
  document.querySelectorAll(".scripted, noscript, #card").forEach((part) => part.remove());
  document.querySelectorAll("details").forEach((part) => (part.open = true));
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const count = (what) => [...document.body.querySelectorAll(what)].filter(seen).length;
  return { text: document.body.innerText.replace(/\s+/g, " "), links: count("a[href]"), fields: count("input, select, button"), pictures: count("svg, img"), hidden: document.querySelectorAll("main [hidden]").length };
}

test(`without JavaScript: ${representatives.length} pages`, async () => {
  const [off, on] = [await view({ javaScriptEnabled: false }), await view()];
  for (const page of representatives) {
    await Promise.all([off.visit(page), on.visit(page)]);
    const [without, whole] = [await off.evaluate(content), await on.evaluate(content)];
    deepEqual(without, whole, `${page}`);
    ok(without.text.length > 100, `${page} has no text`);
  }
  await off.done();
  await on.done();
});

test("reduced motion: nothing moves", () =>
  everywhere(representatives, VARIANTS.light, (tab) =>
    tab.evaluate(() =>
      [...document.querySelectorAll("*")].flatMap((element) =>
        [null, "::before", "::after"].flatMap((part) => {
          const style = getComputedStyle(element, part);
          const moves = [style.transitionDuration, style.animationName === "none" ? "0s" : style.animationDuration].flatMap((times) => times.split(",")).some((time) => parseFloat(time) > 0.01);
          const scrolls = style.scrollBehavior === "smooth";
          return moves || scrolls ? [`<${element.localName} class="${element.getAttribute("class") ?? ""}"> moves`] : [];
        }),
      ).slice(0, 3),
    ),
  ));
