// The page is whole without this script: it only opens rows and filters the table.
"use strict";
for (const line of document.querySelectorAll("tbody.line")) {
  const toggle = line.querySelector("th details");
  const show = () => line.classList.toggle("open", toggle.open);
  toggle.addEventListener("toggle", show);
  show();
}
document.documentElement.classList.add("scripted");
for (const bar of document.querySelectorAll(".filters")) {
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const wanted = event.target.dataset.show;
    if (!wanted) return;
    for (const button of bar.children) {
      button.setAttribute("aria-pressed", String(button === event.target));
    }
    for (const line of bar.parentElement.querySelectorAll("tbody.line")) {
      line.hidden = wanted !== "all" && !line.dataset[wanted];
    }
  });
}
