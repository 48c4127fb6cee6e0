// Every figure has a name that says how much it shows, a link for each mark, and a list or table of
// the same items. As drawn, its words have a contrast of 4.5:1 and its marks one of 3:1, in light,
// dark and forced colours.
import { deepEqual, ok } from "node:assert/strict";
import { after, test } from "node:test";
import { pages } from "./site.mjs";
import { VARIANTS, stop, view } from "./browser.mjs";

after(stop);

/// Shapes that say nothing beyond the words beside them: rules and gridlines, the background of
/// words, areas that only catch the pointer.
const QUIET = ".rule, .tick, .gap, .hit, .label rect";
const MARKS = "circle, ellipse, line, path, polygon, polyline, rect";

const drawn = pages.filter((page) => /<svg\b/.test(page.html));

test("timeline and network are drawn", () => {
  for (const kind of ["timeline", "network"]) ok(drawn.some((page) => page.kind === kind), `no figure on a page of kind ${kind}`);
});

test(`names, links and lists: ${drawn.length} pages`, async () => {
  const tab = await view();
  for (const page of drawn) {
    await tab.visit(page);
    await tab.openAll();
    deepEqual(await tab.evaluate(described), [], `${page}`);
  }
  await tab.done();
});

/// In the page: figures without a name, links or a list of the same items.
function described() {
  const faults = [];
  const here = location.href.split("#")[0];
  const lists = [...document.querySelectorAll("main ol, main ul, main tbody")].filter((list) => !list.closest("svg, nav, #card"));
  const items = (list) => [...list.children].map((item) => new Set([`${here}#${item.id}`, ...[...item.querySelectorAll("a[href]:not(.permalink)")].map(({ href }) => href)]));
  for (const svg of document.querySelectorAll("svg")) {
    if (svg.parentElement.closest("svg")) continue;
    const what = svg.outerHTML.slice(0, 90);
    if (svg.closest("[aria-hidden=true]")) {
      // An icon in a legend or a button, with words beside it.
      if (svg.querySelector("a, text")) faults.push(`${what} is hidden from assistive technology, and has links or words`);
      continue;
    }
    const labels = (svg.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "");
    const name = [svg.getAttribute("aria-label"), ...labels, svg.querySelector(":scope > title")?.textContent].find((text) => text?.trim()) ?? "";
    if (!name) faults.push(`${what} has no name`);
    if (!["img", "group", "figure"].includes(svg.getAttribute("role"))) faults.push(`${what} has no role`);
    const links = [...svg.querySelectorAll("a")];
    if (!links.length) faults.push(`${what} has no link`);
    for (const link of links) {
      if (!link.hasAttribute("href")) faults.push(`${what}: a mark leads nowhere: ${link.outerHTML.slice(0, 120)}`);
      if (!(link.querySelector("title")?.textContent ?? link.getAttribute("aria-label") ?? "").trim()) faults.push(`${what}: a link has no name`);
    }
    // Marks are grouped by the start of their target on this page (event:, tie:, actor:). Links to
    // other pages are one more group. Each group has its own list.
    const addresses = links.map((link) => new URL(link.getAttribute("href") ?? "", document.baseURI).href);
    const sorts = new Map();
    for (const to of addresses) {
      const kind = to.startsWith(`${here}#`) ? to.slice(here.length + 1).split(":")[0] : "";
      sorts.set(kind, [...(sorts.get(kind) ?? []), to]);
    }
    for (const sort of sorts.values()) {
      const same = (list) => {
        const all = items(list);
        // A list may have more items, if words say how many are not drawn.
        const told = [...list.parentElement.querySelectorAll(":scope > .fact")].flatMap(({ textContent }) => textContent.match(/\d+/g) ?? []);
        const more = all.filter((item) => !sort.some((to) => item.has(to))).length;
        return all.length - more === sort.length && sort.every((to) => all.some((item) => item.has(to))) && (!more || told.includes(`${more}`));
      };
      const list = lists.find(same);
      if (!list) faults.push(`${what}: no list or table has the ${sort.length} items that lead to ${sort[0]} …`);
      if (!new RegExp(`\\b${sort.length}\\b`).test(name)) faults.push(`${what}: its name “${name}” does not tell that it shows ${sort.length}`);
    }
  }
  return faults;
}

for (const name of ["light", "dark", "forced colours"]) {
  test(`${name}: contrast of words and marks, ${drawn.length} pages`, async () => {
    const [tab, paper] = [await view({ ...VARIANTS[name], viewport: { width: 2400, height: 1600 } }), await view()];
    const faults = [];
    let judged = 0;
    for (const page of drawn) {
      await tab.visit(page);
      await tab.openAll();
      // Nothing may be scrolled out of sight, because the whole figure is looked at.
      await tab.evaluate(() => document.querySelectorAll("svg").forEach((svg) => { for (let up = svg.parentElement; up; up = up.parentElement) up.style.overflow = "visible"; }));
      const parts = await tab.evaluate(painted, [MARKS, QUIET]);
      judged += parts.length;
      await hide(tab, "svg text");
      const underWords = await tab.screenshot({ fullPage: true, animations: "disabled" });
      await hide(tab, MARKS.split(", ").map((mark) => `svg ${mark}`).join(", "));
      const underMarks = await tab.screenshot({ fullPage: true, animations: "disabled" });
      const found = await paper.evaluate(compare, { parts, shots: [underWords.toString("base64"), underMarks.toString("base64")] });
      faults.push(...found.map((fault) => `${page}: ${fault}`));
    }
    console.log(`figures: ${name}: contrast of ${judged} words and marks`);
    ok(!faults.length, `${faults.length} faults\n${faults.slice(0, 30).join("\n")}`);
    await tab.done();
    await paper.done();
  });
}

const hide = (tab, selector) => tab.evaluate((selector) => document.querySelectorAll(selector).forEach((part) => (part.style.visibility = "hidden")), selector);

/// In the page: all words and marks of figures, with their places and colours.
function painted([marks, quiet]) {
  const parts = [];
  const box = (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left + scrollX, y: top + scrollY, width, height };
  };
  const opacity = (element) => {
    let all = 1;
    for (let up = element; up && up.localName !== "body"; up = up.parentElement) all *= parseFloat(getComputedStyle(up).opacity);
    return all;
  };
  /// The colours of a paint; for a gradient, those of its stops.
  const colours = (paint, strength) => {
    if (paint === "none") return [];
    const [, id] = /url\("?#([^")]*)"?\)/.exec(paint) ?? [];
    if (!id) return [{ colour: paint, strength }];
    return [...document.getElementById(id).querySelectorAll("stop")].map((stop) => ({ colour: getComputedStyle(stop).stopColor, strength: strength * parseFloat(getComputedStyle(stop).stopOpacity) }));
  };
  for (const svg of document.querySelectorAll("svg")) {
    for (const element of svg.querySelectorAll("text, tspan")) {
      if (![...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())) continue;
      const { fill, fillOpacity, stroke, strokeWidth, paintOrder } = getComputedStyle(element);
      const halo = stroke !== "none" && parseFloat(strokeWidth) >= 2 && paintOrder.startsWith("stroke") ? stroke : undefined;
      parts.push({ what: `“${element.textContent.slice(0, 30)}”`, words: true, box: box(element), paints: colours(fill, fillOpacity * opacity(element)), halo });
    }
    for (const element of svg.querySelectorAll(marks)) {
      if (element.closest("defs, clipPath, marker, mask, symbol") || element.matches(quiet)) continue;
      const { fill, fillOpacity, stroke, strokeOpacity, strokeWidth } = getComputedStyle(element);
      const paints = [...colours(fill, fillOpacity * opacity(element)), ...(parseFloat(strokeWidth) >= 1 ? colours(stroke, strokeOpacity * opacity(element)) : [])];
      parts.push({ what: `<${element.localName} class="${element.getAttribute("class") ?? ""}"> in <${element.parentElement.localName} class="${element.parentElement.getAttribute("class") ?? ""}">`, words: false, box: box(element), paints });
    }
  }
  return parts.filter(({ box }) => box.width || box.height);
}

/// In an empty page: the parts with too little contrast with what is behind them.
async function compare({ parts, shots }) {
  const grounds = await Promise.all(
    shots.map(async (shot) => {
      const image = new Image();
      image.src = `data:image/png;base64,${shot}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d", { willReadFrequently: true });
      canvas.drawImage(image, 0, 0);
      return canvas;
    }),
  );
  const dot = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const channels = (colour, strength, behind) => {
    dot.globalAlpha = 1;
    dot.fillStyle = `rgb(${behind.join(" ")})`;
    dot.fillRect(0, 0, 1, 1);
    dot.globalAlpha = strength;
    dot.fillStyle = colour;
    dot.fillRect(0, 0, 1, 1);
    return [...dot.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (colour) => [0.2126, 0.7152, 0.0722].reduce((sum, part, band) => sum + part * ((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))(colour[band] / 255), 0);
  const ratio = (one, other) => {
    const [bright, dim] = [light(one), light(other)].sort((a, b) => b - a);
    return (bright + 0.05) / (dim + 0.05);
  };
  /// The colours that cover at least a tenth of a box, and in any case the most common one.
  const behind = (canvas, { x, y, width, height }) => {
    const [w, h] = [Math.max(1, Math.round(width)), Math.max(1, Math.round(height))];
    const { data } = canvas.getImageData(Math.round(x), Math.round(y), w, h);
    const counts = new Map();
    for (let at = 0; at < data.length; at += 4) {
      const key = `${data[at]} ${data[at + 1]} ${data[at + 2]}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const most = [...counts].sort((one, other) => other[1] - one[1]);
    return most.filter(([, count], at) => at === 0 || count >= (w * h) / 10).map(([key]) => key.split(" ").map(Number));
  };
  return parts.flatMap(({ what, words, box, paints, halo }) => {
    const grounded = behind(grounds[words ? 0 : 1], box);
    const papers = halo ? [channels(halo, 1, grounded[0])] : words ? grounded : grounded.slice(0, 1);
    const best = Math.min(...papers.map((paper) => Math.max(0, ...paints.map(({ colour, strength }) => ratio(channels(colour, strength, paper), paper)))));
    return best < (words ? 4.5 : 3) ? [`${what}: ${best.toFixed(2)} on ${papers[0]} (${paints.map(({ colour }) => colour).join(", ")})`] : [];
  });
}
