// Puts charts in the place of their drawings. Expressions are interpreted, never evaluated, and
// nothing writes styles, so that the content security policy stays as strict as it is.

const box = (figure) => figure.querySelector(".chart");

const follow = (figure, view) => {
  const menu = figure.querySelector(".mark-menu");
  if (!menu) return;
  view.addEventListener("click", (event, item) => {
    const label = item?.datum?.label;
    menu.hidden = !label;
    if (!label) return;
    menu.querySelectorAll("a").forEach((one) => {
      one.href = one.dataset.address.replaceAll("{label}", encodeURIComponent(label));
    });
    const place = figure.getBoundingClientRect();
    menu.style.left = `${Math.min(event.clientX - place.left, place.width - menu.offsetWidth)}px`;
    menu.style.top = `${event.clientY - place.top + 8}px`;
    menu.querySelector("a").focus();
  });
  figure.addEventListener("keydown", (event) => { if (event.key === "Escape") menu.hidden = true; });
};

const draw = async (figure) => {
  const specification = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  const place = document.createElement("div");
  place.className = "chart-place";
  box(figure).append(place);
  try {
    const { view } = await window.vegaEmbed(place, specification, {
      mode: "vega-lite", renderer: "svg", actions: false, ast: true, defaultStyle: false,
      tooltip: { disableDefaultStyle: true },
      config: { font: getComputedStyle(document.body).fontFamily },
    });
    box(figure).replaceChildren(place);
    figure.classList.add("is-drawn");
    follow(figure, view);
  } catch (problem) {
    place.remove(); // the drawing stays
    throw problem;
  }
};

const all = (where) => where.querySelectorAll?.("[data-chart]:not(.is-drawn)").forEach(draw);
document.addEventListener("htmx:afterSettle", ({ target }) => all(target.parentElement ?? document));
all(document);
