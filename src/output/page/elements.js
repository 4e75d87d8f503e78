// Constructors of DOM elements. Strings are always inserted as text: no script of the page parses a string as
// HTML.

/** Sets attributes and listeners: `on…` is a listener, `true` an empty attribute, `false` or null none. */
function dress(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

/** An HTML element. */
const h = (name, attributes, ...children) => dress(document.createElement(name), attributes, children);

/** An SVG element. */
const s = (name, attributes, ...children) =>
  dress(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);

/** A button that looks like text unless `attributes.class` is given. */
const button = (attributes, ...children) => h("button", { type: "button", ...attributes }, ...children);

/** A list of chips; each is `[name, note, action]`. */
const chips = (items) =>
  h(
    "ul",
    { class: "chips" },
    items.map(([name, note, onclick]) =>
      h("li", {}, button({ class: "chip", onclick }, name, note && h("span", { class: "quiet figure" }, note))),
    ),
  );

/** A heading with a button that tells how its figures are made. */
const heading = (name, title, help, app, attributes = {}) =>
  h("div", { class: "heading" }, h(name, attributes, title),
    button({ class: "plain how no-print", "aria-label": words.howIsMade(title), title: words.howIsMade(title), onclick: () => app.openHelp(help) }, "?"));

/** A section of the page with its heading. */
function section(id, title, lead, app, ...children) {
  return h(
    "section",
    { id, "aria-labelledby": `${id}-title` },
    heading("h2", title, id, app, { id: `${id}-title`, tabindex: "-1" }),
    lead && h("p", { class: "lead" }, lead),
    ...children,
  );
}

/**
 * A table that sorts by a column when its header is pressed. Rows are numbers, texts or elements; the columns in
 * `numeric` are right-aligned. A cell `{ shown, value }` shows one thing and sorts by another.
 */
function table(caption, heads, rows, numeric = []) {
  const kind = (at) => (numeric.includes(at) ? "n" : null);
  const collator = new Intl.Collator(language, { numeric: true });
  const valueOf = (cell) => (cell?.value !== undefined ? cell.value : cell instanceof Node ? cell.textContent : cell);
  const shownOf = (cell) => (cell?.shown !== undefined ? cell.shown : typeof cell === "number" ? numbers.format(cell) : cell);
  const body = h("tbody");
  let [column, turned] = [-1, false];
  const columns = heads.map((head, at) => h("th", { scope: "col", class: kind(at), "aria-sort": "none" },
    button({ class: "plain", onclick: () => { turned = column === at && !turned; column = at; fill(); } }, head)));

  function fill() {
    const sorted = [...rows];
    if (column >= 0) {
      const down = numeric.includes(column) !== turned ? -1 : 1;
      sorted.sort((one, other) => {
        const [a, b] = [valueOf(one[column]), valueOf(other[column])];
        return down * (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b)));
      });
      columns.forEach((head, at) => head.setAttribute("aria-sort", at === column ? (down > 0 ? "ascending" : "descending") : "none"));
    }
    body.replaceChildren(...sorted.map((row) => h("tr", {}, row.map((cell, at) => h("td", { class: kind(at) }, shownOf(cell))))));
  }

  fill();
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    h("table", {}, h("caption", {}, caption), h("thead", {}, h("tr", {}, columns)), body),
  );
}

/** A disclosure element whose content is built when it is first opened. */
function fold(summary, make, attributes = {}) {
  const details = h("details", attributes, h("summary", {}, summary));
  details.build = () => details.children.length === 1 && details.append(...[make()].flat(Infinity).filter(Boolean));
  details.addEventListener("toggle", () => details.open && details.build());
  return details;
}

/** A row of name, bar and numbers; `share` and `other` are relative to the greatest, 0..=1. */
function amount(name, share, other, note) {
  const bar = (value, kind) => {
    const part = h("i", { class: kind });
    part.style.width = `${(100 * Math.min(1, value)).toFixed(1)}%`;
    return h("span", { class: "track" }, part);
  };
  return h("li", { class: "amount" }, name, h("span", { "aria-hidden": "true" }, bar(share, ""), other !== undefined && bar(other, "other")), h("span", { class: "quiet small figure" }, note));
}

/** Calls `draw(width)` on the first layout of the element and on every change of its width. */
function onWidth(element, draw) {
  let last = 0;
  new ResizeObserver((entries) => {
    const width = Math.round(entries[0].contentRect.width);
    if (width > 0 && width !== last) {
      last = width;
      draw(width);
    }
  }).observe(element);
  return element;
}

/** Debounces a function: it runs `wait` milliseconds after the last call. */
function settled(action, wait = 150) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), wait);
  };
}
