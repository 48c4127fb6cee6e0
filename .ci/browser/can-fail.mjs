// Breaks a copy of the shipped site in one way after another, and reports whether the check for it
// notices. Run by hand:
// LYCHEE=PROGRAM node can-fail.mjs FOLDER [a file of checks, or a word in the names of faults]
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [folder, only = ""] = process.argv.slice(2);
const here = fileURLToPath(new URL(".", import.meta.url));

const replace = (path, from, to) => (site) => {
  const file = join(site, path instanceof RegExp ? readdirSync(site, { recursive: true }).find((name) => path.test(name)) : path);
  const old = readFileSync(file, "utf8");
  const text = old.replace(from, to);
  if (old === text) throw new Error(`${path}: nothing to replace`);
  writeFileSync(file, text);
};
const add = (path, html) => replace(path, "</main>", () => `${html}</main>`);
const style = (css) => replace(/^briefing.*\.css$/, /$/, `\n${css}`);
const script = (code) => replace(/^briefing.*\.js$/, /$/, `\n${code}`);

/// name: the file of the check, part of the test's name, how to break the site, what the check must
/// say.
const FAULTS = {
  "bad HTML": ["html", "Nu: \\d+ pages", add("questions.html", "<p><div></p><img src=x>"), /questions\.html.*No .p. element|Stray end tag|alt/],
  "bad CSS": ["html", "style sheets", style("p { colour: red; margin: 3 quux }"), /briefing.*colour|Property/],
  "bad picture": ["html", "pictures", replace(/^mark.*\.svg$/, "<svg", "<svg foo='1'><nosuch/><svg"), /mark.*svg/],
  "a kind of page missing": ["html", "every kind", (site) => rmSync(join(site, "timeline.html")), /'timeline'/],
  "structured data broken": ["html", "structured", replace("index.html", "</head>", '<script type="application/ld+json">{"@context": </script></head>'), /JSON|Unexpected/],
  "a broken link": ["links", "lychee", add("index.html", '<a href="topics/nothing.html">x</a>'), /nothing\.html/],
  "a broken fragment": ["links", "lychee", add("index.html", '<a href="timeline.html#event:nothing">x</a>'), /event:nothing/],
  "a page without policy": ["policy", "every page has", replace("timeline.html", /<meta http-equiv="Content-Security-Policy"[^>]*>/, ""), /timeline/],
  "a policy with unsafe-inline": ["policy", "policy of", replace("timeline.html", "script-src 'self'", "script-src 'self' 'unsafe-inline'"), /unsafe-inline/],
  "an inline script": ["policy", "no inline", add("timeline.html", "<script>1</script>"), /timeline\.html: <script/],
  "a style attribute": ["policy", "no inline", add("timeline.html", '<p style="color:red">x</p>'), /timeline/],
  "a sitemap against the schema": ["sitemap", "schema", replace("sitemap.xml", "<loc>", "<lastmod>soon</lastmod><loc>"), /lastmod/],
  "a page left out of the sitemap": ["sitemap", "lists each", replace("sitemap.xml", /<url><loc>[^<]*timeline[^<]*<\/loc><\/url>/, ""), /timeline/],
  "a heavy page": ["weights", "weights", add("timeline.html", "<p>x</p>".repeat(7000)), /timeline: more than \d+ bytes of html/],
  "a heavy script": ["weights", "weights", script(`// ${"x".repeat(9000)}`), /bytes of js/],
  "a picture without alt": ["accessibility", "as loaded", add("timeline.html", '<img src="mark.svg">'), /image-alt/],
  "pale text": ["accessibility", "as loaded", style("h1 { color: #999; background: #aaa }"), /violation color-contrast: <h1/],
  "pale text in dark only": ["accessibility", "dark", style("@media (prefers-color-scheme: dark) { h1 { color: #333 !important } }"), /color-contrast: <h1/],
  "forced colours refused": ["accessibility", "forced", style("@media (forced-colors: active) { h1 { forced-color-adjust: none; color: #222; background: #000 } }"), /contrast 1\.\d\d.*<h1/],
  "undecided and not reviewed": ["accessibility", "as loaded", style("h1 { background-image: linear-gradient(red, blue) }"), /incomplete color-contrast: <h1/],
  "no ring at the focus": ["keyboard", "light: every", style(":focus, :focus-visible { outline: none !important; box-shadow: none !important }"), /looks the same without the focus|has no ring/],
  "a ring that cannot be seen": ["keyboard", "light: every", style(":focus-visible { outline-color: var(--paper) !important }"), /changes only \d+ pixels/],
  "a stop covered": ["keyboard", "light: every", style("header.site::after { content: ''; position: fixed; inset: 0; background: #fff; z-index: 9 }"), /is covered/],
  "a link that Tab misses": ["keyboard", "light: every", add("timeline.html", '<a href="index.html" tabindex="-1">x</a>'), /cannot be reached/],
  "no skip link": ["keyboard", "first stop", replace("timeline.html", /<a class="skip"[^>]*>.*?<\/a>/, ""), /timeline/],
  "something wide": ["reading", "320 px", style("h1 { min-width: 700px }"), /page is 7\d\d px wide/],
  "text cut off": ["reading", "320 px", style("h1 { overflow: hidden; white-space: nowrap }"), /cuts its content off/],
  "an error in a script": ["reading", "320 px", script("nosuch();"), /nosuch is not defined/],
  "a request to another host": ["reading", "320 px", replace("timeline.html", "</head>", '<link rel="stylesheet" href="https://example.com/x.css"></head>'), /example\.com/],
  "a file missing": ["reading", "320 px", add("timeline.html", '<img alt="x" src="nothing.png">'), /nothing\.png.* 404/],
  "content by script alone": ["reading", "without JavaScript", script('addEventListener("DOMContentLoaded", () => document.querySelector("main").append("more words"))'), /more words/],
  "content hidden without script": ["reading", "without JavaScript", style("html:not(.script) h2 { display: none }"), /AssertionError/],
  "motion not reduced": ["reading", "reduced motion", style("h1 { transition: color 2s }"), /<h1.*moves/],
  "no cards": ["cards", "light: the card of a citation at the pointer", replace(/^cards.*\.js$/, "card.id =", "card.name ="), /no card/],
  "Escape does nothing": ["cards", "light: the card of a citation at the pointer", replace(/^cards.*\.js$/, '"Escape"', '"Nothing"'), /Escape leaves the card open/],
  "a card that the pointer cannot enter": ["cards", "light: the card of a citation at the pointer", style("#card { pointer-events: none }"), /the card went while the pointer/],
  "a wide card": ["cards", "narrow: the card of a citation at the focus", style("#card { min-width: 400px }"), /outside the window|wider than/],
  "a card that says something else": ["cards", "the card of a claim", replace(/^cards.*\.js$/, "card.replaceChildren(...parts)", 'card.textContent = "something else entirely"'), /lacks/],
  "a pale card": ["cards", "axe has nothing", style("#card, #card * { color: #bbb !important }"), /contrast 1\.\d/],
  "a switch that does nothing": ["buttons", "switched from light", replace(/^briefing.*\.js$/, /root\.dataset\.theme = isDark\(\)/, "root.dataset.nothing = isDark()"), /AssertionError/],
  "a colour that the switch forgets": ["buttons", "switched from light", style("@media (prefers-color-scheme: dark) { h1 { color: #fed !important } }"), /colours that the switch does not change/],
  "a switch that is not remembered": ["buttons", "switched from light", replace(/^briefing.*\.js$/, "storage.setItem(", "void ("), /has forgotten it/],
  "nothing copied": ["buttons", "can be copied", replace(/^briefing.*\.js$/, "writeText(text)", 'writeText("")'), /“”/],
  "a dead button": ["buttons", "no button", style("html:not(.script) .scripted { display: inline !important }"), /AssertionError/],
  "a search without index": ["search", "by a word", (site) => rmSync(join(site, "pagefind"), { recursive: true }), /does not find|Timeout/],
  "filters that do nothing": ["search", "filters narrow", replace(/^search.*\.js$/, "{ filters }", "{}"), /actors of \d+ results/],
  "a figure without name": ["figures", "names", replace("timeline.html", /(<svg class="timeline"[^>]*) aria-label="[^"]*"/, "$1"), /has no name/],
  "an event drawn that no list has": ["figures", "names", replace("timeline.html", /<li id="event:([^"]*)">/, '<li id="other:$1">'), /no list or table has/],
  "an actor on paper that is not drawn, without a word": ["figures", "names", replace("print.html", '<li id="actor:', '<li>Somebody</li><li id="actor:'), /no list or table has/],
  "a tie not drawn": ["figures", "names", replace("network.html", /<a class="label".*?<\/a>/s, ""), /no list or table has|does not tell/],
  "pale words in a figure": ["figures", "light: contrast", replace(/^figures.*\.css$/, /$/, "\n.lane .title { fill: #ccc !important }"), /“/],
  "pale marks in dark": ["figures", "dark: contrast", replace(/^figures.*\.css$/, /$/, "\n@media (prefers-color-scheme: dark) { .day { fill: #222 !important; stroke: #222 !important } }"), /<circle class="day/],
};

let missed = 0;
for (const [name, [file, part, spoil, says]] of Object.entries(FAULTS)) {
  if (!name.includes(only) && file !== only) continue;
  const work = mkdtempSync(join(tmpdir(), "can-fail-"));
  const site = join(work, "shipped");
  cpSync(join(folder, "shipped"), site, { recursive: true });
  if (!["links", "sitemap", "cards", "search"].includes(file)) thin(site);
  let verdict;
  try {
    const before = run(work, file, part);
    spoil(site);
    const after = run(work, file, part);
    verdict = !/^(✔|✖)/m.test(before) ? "ran no test" : says.test(before) ? "says so of the sound site too" : /✖/.test(after) && says.test(after) ? "seen" : "NOT SEEN";
    if (verdict !== "seen") console.log(after.split("\n").slice(0, 12).join("\n"));
  } catch (error) {
    verdict = error.message;
  }
  if (verdict !== "seen") missed++;
  console.log(`${verdict.padEnd(10)} ${file.padEnd(14)} ${name}`);
  rmSync(work, { recursive: true });
}
console.log(`${missed} not seen`);
process.exitCode = missed ? 1 : 0;

function run(work, file, part) {
  const asked = ["--test", "--test-reporter=spec", `--test-name-pattern=${part}`, join(here, `${file}.test.mjs`)];
  return spawnSync(process.execPath, asked, { encoding: "utf8", env: { ...process.env, SITES: work, SITE: "shipped" }, maxBuffer: 1 << 28 }).stdout.replace(/^.*failing tests:.*$[\s\S]*/m, "");
}

/// Keeps three pages of each folder, for speed.
function thin(site) {
  for (const folder of ["claims", "actors", "articles", "topics"]) {
    readdirSync(join(site, folder)).slice(3).forEach((path) => rmSync(join(site, folder, path)));
  }
}
