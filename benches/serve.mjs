// How soon a save is visible: `dossier serve` on a synthetic dossier, with one of its pages open in
// Chromium.
//
// usage: node benches/serve.mjs FOLDER [SAVES]
//
// FOLDER is a dossier whose articles are called `article-000001` and so on; it is written to.
// Prints, in this order:
//
// - the time from the program's start to its first page;
// - for SAVES saves (20 by default) of one article, the time from the save until the page is loaded
//   again with the new text, and the program's own part of it;
// - how many builds ten files saved together cause;
// - the program's memory over 200 saves.
//
// Needs a release binary (`cargo build --release`) and `.ci/browser/install`.
import { spawn } from "node:child_process";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { launch } from "../.ci/browser/chromium.mjs";

const [folder, saves = "20"] = process.argv.slice(2);
const program = new URL("../target/release/dossier", import.meta.url).pathname;
const article = (number) => `article-${String(number).padStart(6, "0")}`;
const file = (number) => join(folder, "content/articles", `${article(number)}.md`);
const median = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];

let log = "";
const begun = performance.now();
const server = spawn(program, ["serve", "--port", "0", "--root", folder]);
server.stderr.setEncoding("utf8").on("data", (text) => (log += text));
process.on("exit", () => server.kill());
while (!log.includes("http://")) await sleep(5);
const base = log.match(/http:\S+/)[0];
await (await fetch(`${base}articles/${article(1)}.html`)).text();
console.log(`ready: ${(performance.now() - begun).toFixed(0)} ms`);

const built = () => [...log.matchAll(/(\d+) ms$/gm)].map((match) => Number(match[1]));
const rss = async () => Number((await readFile(`/proc/${server.pid}/status`, "utf8")).match(/VmRSS:\s+(\d+)/)[1]) / 1024;

const browser = await launch();
const page = await (await browser.newContext()).newPage();
await page.goto(`${base}articles/${article(1)}.html`);
await sleep(500);
const sound = await readFile(file(1), "utf8");
const seen = [];
const own = [];
for (let save = 0; save < Number(saves); save++) {
  const before = built().length;
  const loaded = page.waitForEvent("load");
  const start = performance.now();
  await writeFile(file(1), `${sound}\nSave number ${save}.\n`);
  await loaded;
  seen.push(performance.now() - start);
  if (!(await page.content()).includes(`Save number ${save}.`)) throw new Error("an old page");
  own.push(built()[before]);
  await sleep(200);
}
const range = (all) => `${median(all).toFixed(0)} ms (${Math.min(...all).toFixed(0)} to ${Math.max(...all).toFixed(0)})`;
console.log(`save to loaded page, median of ${saves}: ${range(seen)}; the program's part: ${range(own)}`);

const before = built().length;
await Promise.all(Array.from({ length: 10 }, (_, number) => appendFile(file(number + 10), "\nOne of ten.\n")));
await sleep(1000);
console.log(`ten files together: ${built().length - before} build(s)`);

const memory = [await rss()];
for (let save = 1; save <= 200; save++) {
  const builds = built().length;
  await writeFile(file(1), `${sound}\nOnce more, number ${save}.\n`);
  while (built().length === builds) await sleep(5);
  if (save % 50 === 0) memory.push(await rss());
}
console.log(`memory after 0, 50, 100, 150, 200 saves: ${memory.map((size) => size.toFixed(0)).join(", ")} MB`);
await browser.close();
server.kill();
