// Shows the effect of each save: reloads the page, swaps style sheets, or shows faults over it.
"use strict";
{
  const { pages, style, socket } = document.currentScript.dataset;
  const hash = /\.[0-9a-f]{10}\.css$/;
  let overlay = null;

  const connect = (wait) => {
    const live = new WebSocket(`ws://${location.host}${socket}`);
    live.onopen = () => { wait = 250; };
    live.onmessage = (message) => show(JSON.parse(message.data));
    // The server stopped or restarted.
    live.onclose = () => setTimeout(connect, wait, Math.min(2 * wait, 4000));
  };

  const show = (state) => {
    overlay?.remove();
    overlay = null;
    if (state.faults.length > 0) {
      overlay = faults(state.faults, state.errors);
      document.documentElement.append(overlay);
    } else if (state.pages !== pages) {
      location.reload();
    } else {
      state.styles.forEach(exchange);
    }
  };

  const exchange = (route) => {
    const name = route.replace(hash, "");
    for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
      const path = new URL(link.href).pathname.slice(1);
      if (path === route || path.replace(hash, "") !== name) continue;
      const next = link.cloneNode();
      next.href = `/${route}`;
      // Remove the old style sheet only after the new one has loaded, to avoid an unstyled page.
      next.onload = () => link.remove();
      link.after(next);
    }
  };

  const element = (name, text = "") => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };

  const faults = (told, errors) => {
    const host = element("div");
    host.lang = "en";
    const root = host.attachShadow({ mode: "open" });
    const sheet = element("link");
    sheet.rel = "stylesheet";
    sheet.href = style;
    const panel = element("section");
    panel.setAttribute("role", "alert");
    const count = errors === 1 ? "1 error" : `${errors} errors`;
    const close = element("button", "Hide");
    close.onclick = () => host.remove();
    panel.append(
      close,
      element("h1", count),
      element("p", "This page does not show the last save yet. This message disappears once everything is fixed."),
      ...told.map((fault) => element("pre", fault)),
    );
    root.append(sheet, panel);
    return host;
  };

  addEventListener("keydown", (event) => {
    if (event.key === "Escape") overlay?.remove();
  });
  connect(250);
}
