// Pages in Chromium, with listeners for what must never happen on any page.
import { ok } from "node:assert/strict";
import { launch } from "./chromium.mjs";
import { serve } from "./site.mjs";

/// The ways readers see a page, as settings for `view`.
export const VARIANTS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  narrow: { colorScheme: "light", viewport: { width: 320, height: 640 } },
  "forced colours": { colorScheme: "dark", forcedColors: "active" },
  "motion allowed": { colorScheme: "light", reducedMotion: "no-preference" },
};

let running;

/// Starts Chromium and the server, once per process.
export async function start() {
  running ??= Promise.all([launch(), serve()]).then(([browser, server]) => ({ browser, ...server }));
  return running;
}

export async function stop() {
  await (await running)?.browser.close();
}

/// An empty tab. Unless `settings` allow motion, nothing moves, so elements are already in their
/// final place. `tab.visit(page)` loads a page. `tab.quiet()` fails if a page wrote to the console,
/// asked another host, or missed a file.
export async function view(settings = {}) {
  const { browser, origin, address } = await start();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...settings });
  const tab = await context.newPage();
  const faults = [];
  const here = () => tab.url().replace(origin, "");
  tab.on("console", (message) => ["error", "warning"].includes(message.type()) && faults.push(`${here()}: console: ${message.text()}`));
  tab.on("pageerror", (error) => faults.push(`${here()}: ${error.message}`));
  tab.on("response", (answer) => answer.status() >= 400 && faults.push(`${here()}: ${answer.url()} answers ${answer.status()}`));
  // A load that the next page aborts is not a fault. Error statuses are reported above, and loads
  // that the policy forbids appear on the console.
  tab.on("requestfailed", (request) => request.failure()?.errorText !== "net::ERR_ABORTED" && faults.push(`${here()}: ${request.url()} ${request.failure()?.errorText}`));
  context.on("request", (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (asked !== origin && protocol !== "data:" && protocol !== "blob:") faults.push(`${here()}: asks for ${request.url()}`);
  });
  tab.visit = (page, fragment = "") => tab.goto(address(page) + fragment, { waitUntil: "load" });
  tab.quiet = () => ok(!faults.length, faults.splice(0).join("\n"));
  tab.openAll = () => tab.evaluate(() => document.querySelectorAll("details").forEach((part) => (part.open = true)));
  tab.done = async () => {
    await context.close();
    tab.quiet();
  };
  return tab;
}
