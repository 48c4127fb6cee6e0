// Cards beside links: for a citation the note at the foot with the words it is for, for a record what its page says first. Escape closes
// a card, the pointer can move into it, and it stays until the reader leaves (WCAG 2.2, 1.4.13).
"use strict";
{
  const main = document.querySelector("main");
  const card = document.createElement("div");
  card.id = "card";
  card.setAttribute("role", "note");
  let owner = null, timer = 0, touched = false, opening = 0;

  const linkOf = (target) => {
    const link = target.closest?.("a[href]");
    return link && main.contains(link) && !card.contains(link) && (link.matches(".cite") || leadsToRecord(link)) ? link : null;
  };
  const later = (what, delay = 0) => { clearTimeout(timer); timer = setTimeout(what, delay); };
  const close = () => {
    clearTimeout(timer);
    opening += 1;
    owner?.removeAttribute("aria-describedby");
    card.remove();
    owner = null;
  };
  const leave = () => { if (!owner?.matches(":focus")) later(close, 300); };
  const open = async (link) => {
    if (link === owner) return;
    close();
    const mine = opening;
    const parts = await content(link);
    if (!parts.length || mine !== opening) return;
    card.replaceChildren(...parts);
    // Behind the link, so that Tab leads into the card.
    link.after(card);
    owner = link;
    link.setAttribute("aria-describedby", "card");
    place(link);
  };
  const place = (link) => {
    card.style.left = card.style.top = "0";
    const zero = card.getBoundingClientRect();
    const boxes = link.getClientRects();
    const box = boxes[boxes.length - 1];
    const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - zero.width - 8));
    const above = box.bottom + zero.height + 12 > innerHeight && box.top - zero.height > 12;
    card.style.left = `${left - zero.left}px`;
    card.style.top = `${(above ? box.top - zero.height - 4 : box.bottom + 4) - zero.top}px`;
  };

  main.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkOf(event.target);
    if (link) later(() => open(link), 250);
    else if (card.contains(event.target)) clearTimeout(timer);
    else leave();
  });
  main.addEventListener("pointerleave", leave);
  main.addEventListener("focusin", (event) => {
    if (card.contains(event.target)) return clearTimeout(timer);
    const link = linkOf(event.target);
    // Also one that is still being fetched.
    if (!link || link !== owner) close();
    if (link?.matches(":focus-visible")) later(() => open(link), 150);
  });
  main.addEventListener("focusout", (event) => { if (!main.contains(event.relatedTarget)) later(close); });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !owner) return;
    const link = owner;
    const inside = card.contains(document.activeElement);
    close();
    if (inside) { link.focus(); clearTimeout(timer); }
  });
  // A finger has no hover: the first touch of a citation shows its card, and the card leads on.
  main.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; });
  addEventListener("click", (event) => {
    const link = linkOf(event.target);
    if (touched && link?.matches(".cite") && link !== owner) {
      event.preventDefault();
      open(link);
    } else if (owner && !card.contains(event.target)) {
      close();
    }
  });
}

const RECORD = /(?:^|\/)(?:claims|actors|articles|topics)\/[^/]+\.html$|(?:timeline|questions|index)\.html$/;
function leadsToRecord(link) {
  if (link.matches(".permalink, nav a, .more") || link.closest("svg")) return false;
  const to = new URL(link.href);
  return to.origin === location.origin && RECORD.test(to.pathname) && (to.pathname !== location.pathname || /^#\w+:/.test(to.hash));
}

async function content(link) {
  const to = new URL(link.href);
  const id = decodeURIComponent(to.hash.slice(1));
  if (to.pathname === location.pathname) return extract(document, location.href, id, link);
  // A page from disk may not read another one: the link alone must do.
  if (location.protocol === "file:") return [];
  const address = to.href.split("#")[0];
  const page = await pageAt(address);
  return page ? extract(page, address, id.startsWith("quote:") ? "" : id, link) : [];
}

const pages = new Map();
function pageAt(address) {
  if (!pages.has(address)) {
    const read = async () => {
      const answer = await fetch(address);
      return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    };
    pages.set(address, read().catch(() => null));
  }
  return pages.get(address);
}

function extract(page, address, id, link) {
  const target = id ? page.getElementById(id) : null;
  const found = target ? [target] : [...page.querySelectorAll("[data-card]")];
  const parts = found.map((element) => {
    const part = document.createElement("div");
    part.className = element.localName === "h1" ? "card-title" : element.className;
    part.append(...document.importNode(element, true).childNodes);
    for (const extra of part.querySelectorAll("details, .permalink, .scripted")) extra.remove();
    for (const named of part.querySelectorAll("[id]")) named.removeAttribute("id");
    for (const a of part.querySelectorAll("a[href]")) a.href = new URL(a.getAttribute("href"), address).href;
    return part;
  });
  const beside = link.matches(".cite") && link.closest(".words, .quote")?.querySelector("q, blockquote p");
  const quote = link.dataset.quote ?? (beside ? beside.textContent : "");
  if (quote && parts.length) {
    const words = document.createElement("q");
    words.textContent = quote;
    parts.unshift(words);
  }
  return parts;
}
