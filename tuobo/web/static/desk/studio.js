// The report studio: a placeholder goes into the words where the cursor stands.
"use strict";

(() => {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-insert]");
    if (!button) return;
    const field = button.closest("form").querySelector("textarea");
    const { selectionStart: from, selectionEnd: to } = field;
    field.setRangeText(button.dataset.insert, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
  document.addEventListener("htmx:afterSwap", ({ target }) => {
    document.querySelector(".words-form textarea")?.focus({ preventScroll: false });
  });
})();
