// The page that searches: what is asked stands in the address, so the form is sent like any other.
(async () => {
  "use strict";
  const form = document.querySelector("form[data-index]");
  const [count, list] = [document.querySelector("main [role=status]"), document.querySelector(".results")];
  const asked = new URLSearchParams(location.search);
  for (const field of form.elements) if (field.name) field.value = asked.get(field.name) ?? "";
  const fields = [...form.elements].filter((field) => field.name && field.value);
  if (!fields.length) return;
  const said = (results) => {
    const forms = JSON.parse(form.dataset.results);
    const rule = new Intl.PluralRules(document.documentElement.lang).select(results);
    return (forms[rule] ?? forms.other).replace("{count}", results);
  };
  try {
    const pagefind = await import(new URL(form.dataset.index, document.baseURI).href);
    const filters = Object.fromEntries(fields.filter(({ name }) => name !== "q").map(({ name, value }) => [name, value]));
    const { results } = await pagefind.search(asked.get("q") || null, { filters });
    count.textContent = results.length ? said(results.length) : form.dataset.nothing;
    for (const result of results.slice(0, 100)) {
      const { raw_url, url, meta, plain_excerpt } = await result.data();
      const [item, link, excerpt] = ["li", "a", "p"].map((name) => document.createElement(name));
      link.href = raw_url ?? url;
      link.textContent = meta.title;
      excerpt.className = "fact";
      excerpt.textContent = [meta.note, plain_excerpt].filter(Boolean).join(" · ");
      item.append(link, excerpt);
      list.append(item);
    }
  } catch {
    count.textContent = form.dataset.failed;
  }
})();
