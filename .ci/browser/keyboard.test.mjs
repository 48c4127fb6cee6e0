// The keyboard reaches everything that can be pressed. At each Tab stop the focus is visible, in
// light, dark and forced colours.
import { ok } from "node:assert/strict";
import { after, test } from "node:test";
import { oneOfEach } from "./site.mjs";
import { VARIANTS, stop, view } from "./browser.mjs";

after(stop);

const LIMIT = 3000;
let waits = 100;

/// In the page: numbers what can be reached, and records how it looks without the focus.
function prepare() {
  const look = (element) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor, borderColor, color, textDecorationLine } = getComputedStyle(element);
    return { outline: outlineStyle === "none" ? "none" : `${outlineStyle} ${outlineWidth} ${outlineColor}`, boxShadow, backgroundColor, borderColor, color, textDecorationLine };
  };
  window.stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(
    (element) => !element.disabled && element.type !== "hidden" && (element.checkVisibility({ visibilityProperty: true }) || element.matches(".skip")),
  );
  window.before = stops.map(look);
  window.look = look;
  return stops.length;
}

/// In the page: what has the focus, and what is wrong with how it shows.
function here() {
  const element = document.activeElement;
  if (!element || element === document.body) return undefined;
  const number = stops.indexOf(element);
  const name = `<${element.localName} class="${element.getAttribute("class") ?? ""}"> ${(element.textContent || element.ariaLabel || "").trim().slice(0, 40)}`;
  const faults = [];
  const rects = [...element.getClientRects()].filter(({ width, height }) => width && height);
  const inside = rects.filter(({ left, top, right, bottom }) => right > 0 && bottom > 0 && left < innerWidth && top < innerHeight);
  if (!inside.length) faults.push("is not in the window");
  const points = inside.flatMap(({ left, top, width, height }) => [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].map(([x, y]) => [left + width * x, top + height * y]));
  const uncovered = points.some(([x, y]) => {
    const hit = document.elementFromPoint(x, y);
    return hit && (element.contains(hit) || hit.contains(element));
  });
  if (inside.length && !uncovered) faults.push("is covered");
  const now = look(element);
  const changed = number < 0 ? ["outline"] : Object.keys(now).filter((part) => now[part] !== before[number][part]);
  if (!changed.length) faults.push("looks the same without the focus");
  const [style, width, ...colour] = now.outline.split(" ");
  const ring = style !== "none" && parseFloat(width) >= 2 && !/^rgba.*, 0\)$|\/ 0\)$/.test(colour.join(" "));
  if (!ring && !changed.some((part) => part === "boxShadow" || part === "backgroundColor")) faults.push(`has no ring (${now.outline})`);
  return { number, name, faults, signature: [element.localName, element.getAttribute("class"), !!element.closest("svg"), JSON.stringify(now)].join(" ") };
}

/// The number of pixels around the focused element that change with a contrast of at least 3:1 when
/// it loses the focus.
async function pixels(tab, paper) {
  const clip = await tab.evaluate(() => {
    const { left, top, right, bottom } = document.activeElement.getBoundingClientRect();
    const [x, y] = [Math.max(0, left - 8), Math.max(0, top - 8)];
    return { x, y, width: Math.min(innerWidth, right + 8) - x, height: Math.min(innerHeight, bottom + 8) - y };
  });
  const focused = await tab.screenshot({ clip, animations: "disabled" });
  await tab.evaluate(() => {
    window.last = document.activeElement;
    last.blur();
  });
  const blurred = await tab.screenshot({ clip, animations: "disabled" });
  await tab.evaluate(() => last.focus({ preventScroll: true }));
  return paper.evaluate(
    async (shots) => {
      const [one, other] = await Promise.all(
        shots.map(async (shot) => {
          const image = new Image();
          image.src = `data:image/png;base64,${shot}`;
          await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
          canvas.drawImage(image, 0, 0);
          return canvas.getImageData(0, 0, image.width, image.height).data;
        }),
      );
      const light = (data, at) => [0.2126, 0.7152, 0.0722].reduce((sum, part, band) => sum + part * ((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))(data[at + band] / 255), 0);
      let changed = 0;
      for (let at = 0; at < one.length; at += 4) {
        const [bright, dim] = [light(one, at), light(other, at)].sort((a, b) => b - a);
        if ((bright + 0.05) / (dim + 0.05) >= 3) changed++;
      }
      return changed;
    },
    [focused.toString("base64"), blurred.toString("base64")],
  );
}

/// The faults of one stop. Pixels are compared only for a look that no earlier stop had.
async function judge(tab, paper, page, stop, judged) {
  if (stop.faults.length && waits-- > 0) {
    // The card of the previous stop may still be closing, so look again. After many faults, do not
    // wait any more.
    await tab.waitForTimeout(700);
    stop = (await tab.evaluate(here)) ?? stop;
  }
  const faults = stop.faults.map((fault) => `${page}: ${stop.name} ${fault}`);
  if (faults.length || judged.has(stop.signature)) return faults;
  judged.add(stop.signature);
  const changed = await pixels(tab, paper);
  return changed < 40 ? [`${page}: ${stop.name}: the focus changes only ${changed} pixels with a contrast of 3:1`] : [];
}

function told(name, total, judged, faults) {
  console.log(`keyboard: ${name}: ${total} stops, ${judged.size} looks compared pixel by pixel`);
  ok(!faults.length, `${faults.length} faults\n${faults.slice(0, 40).join("\n")}`);
}

for (const name of ["light", "narrow"]) {
  // The print page has all the stops of all other pages.
  const walked = oneOfEach.filter(({ kind }) => name === "light" || kind !== "print");
  test(`${name}: every stop of ${walked.length} pages`, async () => {
    const [tab, paper] = [await view(VARIANTS[name]), await view()];
    const [judged, faults] = [new Set(), []];
    let total = 0;
    for (const page of walked) {
      await tab.visit(page);
      const expected = await tab.evaluate(prepare);
      const visited = new Set();
      for (let count = 0; count < LIMIT; count++) {
        await tab.keyboard.press("Tab");
        const stop = await tab.evaluate(here);
        if (!stop || visited.has(stop.number)) break;
        if (stop.number >= 0) visited.add(stop.number);
        total++;
        faults.push(...(await judge(tab, paper, page, stop, judged)));
      }
      const missed = await tab.evaluate((seen) => stops.filter((element, number) => !seen.includes(number) && element.isConnected && !(element.type === "radio" && !element.checked)).map((element) => element.outerHTML.slice(0, 100)), [...visited]);
      if (missed.length) faults.push(`${page}: ${missed.length} of ${expected} cannot be reached: ${missed.slice(0, 3).join(" ")}`);
      if (!visited.size) faults.push(`${page}: no stop`);
    }
    told(name, total, judged, faults);
    await tab.done();
    await paper.done();
  });
}

for (const name of ["dark", "forced colours"]) {
  test(`${name}: each sort of stop of ${oneOfEach.length} pages`, async () => {
    const [tab, paper] = [await view(VARIANTS[name]), await view()];
    const [judged, faults] = [new Set(), []];
    let total = 0;
    for (const page of oneOfEach) {
      await tab.visit(page);
      await tab.evaluate(prepare);
      await tab.keyboard.press("Tab"); // from now on the focus is shown as for keyboard users
      const firsts = await tab.evaluate(() => {
        const sort = (element) => [element.localName, element.className.baseVal ?? element.className, element.type, element.parentElement.className.baseVal ?? element.parentElement.className, !!element.closest("header"), !!element.closest("svg")].join(" ");
        return [...new Map(stops.map((element, number) => [sort(element), number]).reverse()).values()];
      });
      for (const number of firsts) {
        await tab.evaluate((number) => stops[number].focus(), number);
        total++;
        faults.push(...(await judge(tab, paper, page, await tab.evaluate(here), judged)));
      }
    }
    told(name, total, judged, faults);
    await tab.done();
    await paper.done();
  });
}

test("the first stop skips to the content", async () => {
  const tab = await view();
  for (const page of oneOfEach) {
    await tab.visit(page);
    await tab.keyboard.press("Tab");
    ok(await tab.evaluate(() => document.activeElement.getAttribute("href")?.startsWith("#")), `${page}: the first stop leads elsewhere`);
    await tab.keyboard.press("Enter");
    ok(await tab.evaluate(() => document.querySelector("main:target, main :target") !== null), `${page}`);
    await tab.keyboard.press("Tab");
    ok(await tab.evaluate(() => document.activeElement === document.body || document.activeElement.closest("main, footer") !== null), `${page}: the next stop is before the content`);
  }
  await tab.done();
});
