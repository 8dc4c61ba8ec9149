// Tables: which columns are shown, how dense, pick all, copy for WPS and Excel.
"use strict";

(() => {
  const all = (selector, where = document) => [...where.querySelectorAll(selector)];
  const kept = (name) => JSON.parse(localStorage.getItem(name) || "[]");

  const hide = (table, key, hidden) => {
    const index = all("thead tr:last-child > *", table).findIndex((one) => one.dataset.column === key);
    if (index < 0) return;
    all("tr", table).forEach((row) => { if (row.children.length > index && !row.matches(".is-group")) row.children[index].hidden = hidden; });
  };

  // The list of columns is made from the heads of the table, so that it never lacks one.
  const choose = (box, table) => {
    const name = `columns:${table.dataset.table}`;
    const list = box.querySelector("ul");
    list.replaceChildren();
    all("thead [data-column]:not(.is-fixed)", table).forEach((head) => {
      const item = document.createElement("li");
      const label = document.createElement("label");
      const check = document.createElement("input");
      check.type = "checkbox";
      check.checked = !kept(name).includes(head.dataset.column);
      check.addEventListener("change", () => {
        const others = kept(name).filter((one) => one !== head.dataset.column);
        localStorage.setItem(name, JSON.stringify(check.checked ? others : [...others, head.dataset.column]));
        hide(table, head.dataset.column, !check.checked);
      });
      label.append(check, " ", head.textContent.trim());
      item.append(label);
      list.append(item);
    });
  };

  const copy = (table) => {
    const clone = table.cloneNode(true);
    all("[hidden], .act, .pick, svg, .visually-hidden, input", clone).forEach((one) => one.remove());
    all(".note", clone).forEach((one) => one.replaceWith(` ${one.textContent}`));
    all("a", clone).forEach((one) => one.replaceWith(one.textContent));
    clone.setAttribute("border", "1");
    clone.className = "off-screen";
    document.body.append(clone);
    const range = document.createRange();
    range.selectNode(clone);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    const done = document.execCommand("copy"); // works on plain http, where the clipboard API does not
    selection.removeAllRanges();
    clone.remove();
    return done;
  };

  const prepare = (where) => {
    all("table[data-table]", where).forEach((table) => {
      kept(`columns:${table.dataset.table}`).forEach((key) => hide(table, key, true));
      table.classList.toggle("is-dense", localStorage.getItem("density") === "dense");
      const first = table.querySelector("thead .is-fixed");
      if (first) table.style.setProperty("--first", `${first.offsetWidth}px`);
    });
    all("[data-columns]", where).forEach((box) => {
      const table = document.querySelector(`table[data-table="${box.dataset.columns}"]`);
      if (table) choose(box, table);
    });
  };

  document.addEventListener("click", ({ target }) => {
    const copier = target.closest?.("[data-copy]");
    if (copier) {
      const table = document.querySelector(`table[data-table="${copier.dataset.copy}"]`);
      if (copy(table)) document.dispatchEvent(new CustomEvent("tuobo:said", { detail: { tone: "good", sentence: copier.dataset.done } }));
    }
    if (target.closest?.("[data-density]")) {
      localStorage.setItem("density", localStorage.getItem("density") === "dense" ? "roomy" : "dense");
      prepare(document);
    }
  });
  document.addEventListener("change", ({ target }) => {
    if (target.matches?.("[data-pick-all]")) {
      all("tbody .pick input", target.closest("table")).forEach((one) => { one.checked = target.checked; });
    }
    if (target.matches?.(".pick input")) {
      all("tbody .pick input", target.closest("table")).forEach((one) => one.closest("tr").classList.toggle("is-picked", one.checked));
      const count = document.querySelector("[data-picked]");
      if (count) count.textContent = all("tbody .pick input:checked", target.closest("table")).length;
    }
  });
  document.addEventListener("htmx:afterSettle", ({ target }) => prepare(target.parentElement || document));
  prepare(document);
})();
