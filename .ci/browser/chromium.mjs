// Chromium, restricted to this machine: the installed one, or the one that `CHROMIUM` names.
import { execFileSync } from "node:child_process";
import { chromium } from "playwright-core";

export async function launch() {
  const executablePath = process.env.CHROMIUM ?? installed();
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
      "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
}

function installed() {
  return execFileSync("sh", ["-c", "command -v chromium || command -v chromium-browser || command -v google-chrome"], { encoding: "utf8" }).trim();
}
