// What makes the desk quicker to use: menu, pop-ups, palette, keyboard entry, warnings, toasts.
// Everything important works without it. No script writes markup: texts are set as text.
"use strict";

(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  const all = (selector, where = document) => [...where.querySelectorAll(selector)];
  const on = (name, act) => document.addEventListener(name, act);

  // The menu folds to icons; the server draws it folded, so a cookie remembers it.
  const frame = document.querySelector(".frame");
  const fold = document.querySelector("[data-fold]");
  fold?.addEventListener("click", () => {
    const narrow = frame.classList.toggle("is-narrow");
    fold.setAttribute("aria-pressed", String(narrow));
    all(".menu details").forEach((one) => { one.open = !narrow && one.classList.contains("has-here"); });
    document.cookie = `tuobo_menu=${narrow ? "narrow" : "wide"}; path=/; max-age=31536000; samesite=lax`;
  });
  document.addEventListener("toggle", ({ target }) => {
    if (!target.open || !target.matches?.(".menu details, .pop")) return;
    const kind = target.matches(".pop") ? ".pop[open]" : ".is-narrow .menu details[open]";
    all(kind).forEach((one) => { if (one !== target && !one.contains(target)) one.open = false; });
  }, true);
  on("click", ({ target }) => {
    all(".pop[open], .is-narrow .menu details[open]").forEach((one) => {
      if (!one.contains(target)) one.open = false;
    });
  });

  // Lists that shrink while one types; the palette is one of them.
  const sift = (input, list) => {
    const asked = input.value.trim().toLowerCase();
    const items = [...list.children];
    items.forEach((one) => { one.hidden = !one.textContent.toLowerCase().includes(asked); });
    return items.filter((one) => !one.hidden);
  };
  on("input", ({ target }) => {
    if (target.dataset?.sift) sift(target, document.getElementById(target.dataset.sift));
  });
  const palette = document.getElementById("palette");
  if (palette) {
    const input = palette.querySelector("input");
    const list = palette.querySelector("ul");
    let at = 0;
    const show = () => {
      const items = sift(input, list);
      at = Math.max(0, Math.min(at, items.length - 1));
      all(".is-at", list).forEach((one) => one.classList.remove("is-at"));
      items[at]?.classList.add("is-at");
      items[at]?.scrollIntoView({ block: "nearest" });
      return items[at];
    };
    const open = () => { input.value = ""; at = 0; palette.showModal(); show(); input.focus(); };
    all("[data-palette]").forEach((one) => one.addEventListener("click", open));
    input.addEventListener("input", () => { at = 0; show(); });
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) { event.preventDefault(); at += step; show(); }
      if (event.key === "Enter" && !event.isComposing) show()?.querySelector("a").click();
    });
    palette.addEventListener("click", (event) => { if (event.target === palette) palette.close(); });
    on("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); open(); }
    });
  }

  // Entry by keyboard: Enter goes to the next field, Ctrl+Enter sends.
  on("keydown", (event) => {
    if (event.key === "Escape") all(".pop[open]").forEach((one) => { one.open = false; one.firstElementChild.focus(); });
    const form = event.target.closest?.("form[data-entry]");
    if (!form || event.key !== "Enter" || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) { event.preventDefault(); form.requestSubmit(); return; }
    if (!event.target.matches("input:not([type=submit]), select")) return;
    event.preventDefault();
    const fields = all("input:not([type=hidden]), select, textarea, button", form).filter((one) => !one.disabled && one.offsetParent);
    fields[fields.indexOf(event.target) + 1]?.focus();
  });

  // What was typed is not lost by going away.
  const changed = new Set();
  on("input", ({ target }) => { const form = target.closest?.("form[data-entry]"); if (form) changed.add(form); });
  on("submit", ({ target }) => changed.delete(target));
  window.addEventListener("beforeunload", (event) => {
    if ([...changed].some((one) => one.isConnected)) event.preventDefault();
  });

  // A question before a step that cannot be taken back; without scripts the link leads to a page.
  on("click", (event) => {
    const opener = event.target.closest?.("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog) { event.preventDefault(); dialog.showModal(); }
    if (event.target.closest?.("[data-close]")) { event.preventDefault(); event.target.closest("dialog")?.close(); }
    if (event.target.closest?.("[data-print]")) { event.preventDefault(); window.print(); }
  });

  // Files are dropped on the field.
  ["dragover", "dragleave", "drop"].forEach((name) => on(name, (event) => {
    const drop = event.target.closest?.(".drop");
    if (!drop) return;
    event.preventDefault();
    drop.classList.toggle("is-over", name === "dragover");
    if (name !== "drop") return;
    const input = drop.querySelector("input[type=file]");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }));
  on("change", ({ target }) => {
    const chosen = target.closest?.(".drop")?.querySelector(".chosen");
    if (chosen && target.files) chosen.textContent = [...target.files].map((one) => one.name).join("、");
    if (target.closest?.("[data-send-on-change]")) target.form.requestSubmit();
  });

  // What a fragment has done is told for some seconds; the server names tone and sentence.
  on("tuobo:said", ({ detail }) => {
    const toast = document.createElement("div");
    toast.className = `alert is-${detail.tone}`;
    toast.textContent = detail.sentence;
    document.getElementById("toasts").append(toast);
    setTimeout(() => toast.remove(), 8000);
  });
})();
