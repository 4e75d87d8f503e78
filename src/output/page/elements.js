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

/** A section of the page with its heading. */
function section(id, title, lead, ...children) {
  return h(
    "section",
    { id, "aria-labelledby": `${id}-title` },
    h("h2", { id: `${id}-title`, tabindex: "-1" }, title),
    lead && h("p", { class: "lead" }, lead),
    ...children,
  );
}

/** A table: headers and rows of texts or elements; the columns in `numeric` are right-aligned numbers. */
function table(caption, heads, rows, numeric = []) {
  const kind = (at) => (numeric.includes(at) ? "n" : null);
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    h(
      "table",
      {},
      h("caption", {}, caption),
      h("thead", {}, h("tr", {}, heads.map((head, at) => h("th", { scope: "col", class: kind(at) }, head)))),
      h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, at) => h("td", { class: kind(at) }, cell))))),
    ),
  );
}

/** A disclosure element whose content is built when it is first opened. */
function fold(summary, make, attributes = {}) {
  const details = h("details", attributes, h("summary", {}, summary));
  details.addEventListener("toggle", () => details.open && details.children.length === 1 && details.append(make()));
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
