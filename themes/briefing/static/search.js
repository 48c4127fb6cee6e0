// The page that searches. A plain script and no module, so that it can say from a disk what to do instead.
(() => {
  "use strict";
  const find = (id) => document.getElementById(`search:${id}`);
  const form = document.querySelector("form.search");
  const fields = [...form.querySelectorAll("input, select")];
  const [count, list, more] = [find("count"), find("results"), find("more")];
  const words = JSON.parse(form.dataset.words);
  const STEP = 10;
  let engine; // a promise of Pagefind, from the first search on
  let turn = 0; // of two searches, the later one counts

  if (location.protocol === "file:") {
    form.hidden = true;
    find("disk").hidden = false;
    return;
  }

  // The address says what is searched, so that it can be sent, and the way back leads here.
  const read = () => {
    const asked = new URLSearchParams(location.search);
    for (const field of fields) field.value = asked.get(field.name) ?? "";
    for (const field of fields) if (field.selectedIndex === -1) field.value = "";
    return Math.max(STEP, Number(asked.get("show")) || 0);
  };
  const write = (show, step) => {
    const asked = new URLSearchParams();
    for (const field of fields) if (field.value.trim()) asked.set(field.name, field.value.trim());
    if (show > STEP) asked.set("show", show);
    const address = `${location.pathname}${asked.size ? `?${asked}` : ""}`;
    if (address === location.pathname + location.search) return;
    if (step) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  };

  const load = async () => {
    const pagefind = await import(new URL(form.dataset.index, document.baseURI).href);
    await pagefind.options({ excerptLength: 34, excerptEllipsis: "…" });
    return pagefind;
  };

  const element = (name, className, text = "") => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  };
  // Of an excerpt, only the marks around words that were found are markup: all else becomes text.
  const marked = (excerpt) => {
    const made = element("p", "excerpt");
    excerpt.split(/<mark>(.*?)<\/mark>/s).forEach((part, at) => {
      const text = part.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
      // Pagefind marks what stands between two spaces, with quotation marks and stops.
      const word = at % 2 && text.match(/[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/su);
      if (!word) return made.append(text);
      const end = word.index + word[0].length;
      made.append(text.slice(0, word.index), element("mark", "", word[0]), text.slice(end));
    });
    return made;
  };
  // The form of a label that the language has for this number.
  const counted = (label, count, shown) => {
    const forms = JSON.parse(label);
    const form = forms[new Intl.PluralRules(document.documentElement.lang).select(count)] ?? forms.other;
    return form.replace("{count}", count).replace("{shown}", shown);
  };
  const item = ({ raw_url, url, meta, filters, excerpt, plain_excerpt }) => {
    const made = document.createElement("li");
    const kind = element("p", "kind", words[filters.kind?.[0]]);
    const [status] = filters.status ?? [];
    const ended = ["retracted", "withdrawn"].includes(status);
    if (status) kind.append(" ", element("span", `mark ${ended ? "warn" : status}`, words[status]));
    const title = element("h2", "found");
    const link = element("a", "", meta.title);
    link.href = raw_url ?? url;
    title.append(link);
    made.append(kind, title);
    if (meta.note) made.append(element("p", "fact", meta.note));
    if (plain_excerpt.trim() !== meta.title) made.append(marked(excerpt));
    return made;
  };

  const search = async (show = STEP) => {
    const mine = ++turn;
    const asked = fields[0].value.trim();
    const chosen = fields.slice(1).filter((field) => field.value);
    more.hidden = true;
    if (!asked && !chosen.length) {
      list.replaceChildren();
      count.textContent = "";
      return;
    }
    try {
      const pagefind = await (engine ??= load());
      const filters = Object.fromEntries(chosen.map((field) => [field.name, field.value]));
      const { results } = await pagefind.search(asked || null, { filters });
      const shown = await Promise.all(results.slice(0, show).map((result) => result.data()));
      if (mine !== turn) return;
      list.replaceChildren(...shown.map(item));
      find("failed").hidden = true;
      const all = results.length;
      const { nothing, many, results: few } = form.dataset;
      count.textContent = all ? counted(all > show ? many : few, all, show) : nothing;
      more.hidden = all <= show;
      more.onclick = async () => {
        write(show + STEP);
        await search(show + STEP);
        list.children[show]?.querySelector("a").focus();
      };
    } catch {
      if (mine !== turn) return;
      engine = undefined;
      count.textContent = "";
      list.replaceChildren();
      find("failed").hidden = false;
    }
  };

  let pause;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    write(STEP, true);
    search();
  });
  form.addEventListener("input", ({ target }) => {
    clearTimeout(pause);
    const chosen = target.matches("select");
    pause = setTimeout(() => {
      write(STEP, chosen);
      search();
    }, chosen ? 0 : 250);
  });
  addEventListener("popstate", () => search(read()));
  search(read());
})();
