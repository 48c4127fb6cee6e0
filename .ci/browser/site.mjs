// The built sites: their pages, the kind of each page, the pages that stand for the rest, and a
// server.
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";

/// The address that `sites` builds the pages for. The server replaces it with its own.
export const BASE = "https://example.org/some/repo/";

/// The kinds of page that the two sites must contain between them.
export const KINDS = [
  "home", "topic", "claim, contested", "claim, denied", "claim, corroborated", "claim, single-source", "claim, unsupported",
  "withdrawn", "actor", "article", "article in full", "article retracted", "timeline", "network", "sources", "coverage",
  "questions", "search", "print", "404",
];

if (!process.env.SITES) throw new Error("SITES names no folder: build it with .ci/browser/sites");
const root = resolve(process.env.SITES);

/// The sites, `shipped` first. `SITE=NAME` reads only that one.
export const sites = ["shipped", "everything"].filter((name) => (process.env.SITE ?? name) === name).map(read);
export const shipped = sites.find((site) => site.name === "shipped");
export const pages = sites.flatMap((site) => site.pages);

/// One page of each kind: the heaviest.
export const oneOfEach = [...grouped(pages).values()].map((all) => all.reduce((one, other) => (other.html.length > one.html.length ? other : one)));

/// With `PAGES=few`, tests that would look at many pages look at one of each kind.
const few = process.env.PAGES === "few";

/// All pages except the hundreds of similar ones that `sites` makes.
export const distinct = few ? oneOfEach : pages.filter((page) => !/counted-\d\d/.test(page.path));

/// A few pages that represent all: for each site and kind the lightest and the heaviest, and every
/// topic.
export const representatives = few
  ? oneOfEach
  : sites.flatMap((site) => {
      const kinds = grouped(site.pages);
      return [...kinds.entries()].flatMap(([kind, all]) => {
        const sorted = all.toSorted((one, other) => one.html.length - other.html.length);
        return kind === "topic" ? sorted : [...new Set([sorted.at(-1), sorted[0]])];
      });
    });

/// The file that a page's link leads to, without its fragment; undefined if it leads out of the
/// site.
export function target(page, link) {
  const address = new URL(link, BASE + page.path);
  if (!address.href.startsWith(BASE)) return undefined;
  return join(page.site.folder, decodeURIComponent(address.href.slice(BASE.length).replace(/[?#].*/s, "")));
}

/// Serves both sites, each at a path of two segments like a repository's pages, until the process
/// ends.
export async function serve() {
  let origin;
  const server = createServer((request, answer) => {
    const path = decodeURIComponent(new URL(request.url, origin).pathname);
    const site = sites.find((site) => path.startsWith(`/${site.name}/repo/`));
    let file = site && join(site.folder, path.slice(`/${site.name}/repo/`.length));
    let status = 200;
    if (!file || !file.startsWith(site.folder) || !existsSync(file) || statSync(file).isDirectory()) {
      status = 404;
      file = site && join(site.folder, "404.html");
    }
    const type = TYPES[file && extname(file)];
    answer.writeHead(status, type ? { "content-type": type } : {});
    if (!file) answer.end();
    else if (extname(file) === ".html") answer.end(readFileSync(file, "utf8").replaceAll(BASE, `${origin}/${site.name}/repo/`));
    else createReadStream(file).pipe(answer);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  server.unref();
  origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, address: (page) => `${origin}/${page.site.name}/repo/${page.path}` };
}

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
};

function read(name) {
  const folder = join(root, name);
  const site = { name, folder };
  const paths = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".html") && !path.startsWith("pagefind/"));
  site.pages = paths.sort().map((path) => {
    const file = join(folder, path);
    const html = readFileSync(file, "utf8");
    return { site, path, file, html, kind: kind(path, html), toString: () => `${name}/${path}` };
  });
  if (!site.pages.length) throw new Error(`${folder} has no pages`);
  return site;
}

function kind(path, html) {
  const [folder, rest] = path.split("/");
  const below = html.slice(html.indexOf("</h1>") + "</h1>".length);
  if (!rest) return folder === "index.html" ? "home" : folder.replace(".html", "");
  if (folder === "sources") return "coverage";
  if (/<h1[^>]*>\s*<s>/.test(html)) return "withdrawn";
  if (folder === "claims") {
    const status = /class="mark (contested|denied|corroborated|single-source|unsupported)"/.exec(below);
    return status ? `claim, ${status[1]}` : "claim";
  }
  if (folder === "articles") return /^\s*<p[^>]*>\s*<span class="mark warn">/.test(below) ? "article retracted" : html.includes("<mark") ? "article in full" : "article";
  return folder.replace(/s$/, "");
}

function grouped(pages) {
  const groups = new Map();
  for (const page of pages) groups.set(page.kind, [...(groups.get(page.kind) ?? []), page]);
  return groups;
}
