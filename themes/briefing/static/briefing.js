// What a reader gets beside the page: light or dark, "/" to search, citations to copy. All can be read without it. It stands in the head, so that a page never shows in the wrong colours first.
"use strict";
const root = document.documentElement;
root.classList.add("script");
// Pages from disk and private windows may have no storage.
const stored = (use) => { try { return use(localStorage); } catch { return null; } };
const chosen = stored((storage) => storage.getItem("dossier-theme"));
if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
const dark = matchMedia("(prefers-color-scheme: dark)");
const wide = matchMedia("(min-width: 72rem)");

addEventListener("DOMContentLoaded", () => {
  theme(document.getElementById("theme"));
  const find = document.querySelector(".find input, main [type=search]");
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select")) return;
    event.preventDefault();
    find?.focus();
  });
  for (const button of document.querySelectorAll("[data-copy]")) copying(button);
  // On wide screens these stand beside the text.
  if (wide.matches) for (const details of document.querySelectorAll("details.beside, .contents details")) details.open = true;
  root.classList.add("ready");
});

function theme(button) {
  if (!button) return;
  const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
  const tell = () => { button.textContent = button.dataset[isDark() ? "light" : "dark"]; };
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    stored((storage) => storage.setItem("dossier-theme", root.dataset.theme));
    tell();
  });
  dark.addEventListener("change", tell);
  tell();
}

function copying(button) {
  button.addEventListener("click", async () => {
    const { copy: title, form, copied: done } = button.dataset;
    const site = document.querySelector(".site-title").textContent.trim();
    const values = { title, site, address: location.href.split("#")[0], day: new Date().toISOString().slice(0, 10) };
    const text = form.replace(/{(\w+)}/g, (_, name) => values[name]);
    const copied = await navigator.clipboard?.writeText(text).then(() => done).catch(() => null);
    button.nextElementSibling.textContent = copied ?? text;
  });
}
