// Taking figures away: as PNG, SVG or CSV, made in the browser.

/** A figure with its name, and buttons that save it. `rows()` gives its data, headers first, `note()` what a picture adds. */
function exportable(chart, name, rows, note = () => "") {
  const save = (kind, action) => button({ class: "plain save", "aria-label": words.saveAs(name, kind), onclick: action }, kind);
  const picture = () => pictureOf(chart.querySelector("svg"), name, note());
  const file = fileName(name);
  return h(
    "figure",
    { class: "figure-of" },
    chart,
    h("figcaption", { class: "saves no-print quiet small" },
      h("span", {}, words.save),
      save("PNG", async () => download(await pngOf(picture()), `${file}.png`)),
      save("SVG", () => download(new Blob([picture().text], { type: "image/svg+xml" }), `${file}.svg`)),
      save("CSV", () => downloadTable(rows(), file))),
  );
}

const fileName = (name) => folded(name).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "glane";

function download(blob, name) {
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Saves rows as CSV: with semicolons and decimal commas in French, as spreadsheets there expect. */
function downloadTable(rows, name) {
  download(new Blob([`\ufeff${csvOf(rows)}`], { type: "text/csv" }), `${name}.csv`);
}

function csvOf(rows) {
  const separator = isFrench ? ";" : ",";
  const cell = (value) => {
    if (typeof value === "number") return isFrench ? String(value).replace(".", ",") : String(value);
    // A spreadsheet would run a text that begins like a formula.
    const text = String(value ?? "").replace(/^[=+@\t\r-]/, "'$&");
    return /["\n\r;,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => `${row.map(cell).join(separator)}\r\n`).join("");
}

/** The properties of an element that a picture needs. */
const DRAWN = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "opacity", "font-family", "font-size", "font-weight", "text-anchor", "paint-order", "visibility"];
const TITLE_ROOM = 34;
const NOTE_ROOM = 24;

/** A chart as a picture that needs no style: `{ text, width, height }`. */
function pictureOf(svg, name, note) {
  const copy = svg.cloneNode(true);
  const [drawn, copied] = [svg.querySelectorAll("*"), copy.querySelectorAll("*")];
  drawn.forEach((element, at) => {
    const style = getComputedStyle(element);
    for (const property of DRAWN) copied[at].setAttribute(property, style.getPropertyValue(property));
    for (const useless of ["class", "style", "tabindex", "role", "aria-label"]) copied[at].removeAttribute(useless);
  });
  const box = svg.viewBox.baseVal;
  const [width, height] = [box.width, box.height + TITLE_ROOM + (note ? NOTE_ROOM : 0)];
  const page = getComputedStyle(document.body);
  for (const attribute of [...copy.attributes]) copy.removeAttribute(attribute.name);
  const all = { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `${box.x} ${box.y - TITLE_ROOM} ${width} ${height}` };
  for (const [key, value] of Object.entries(all)) copy.setAttribute(key, value);
  copy.prepend(
    s("rect", { x: box.x, y: box.y - TITLE_ROOM, width, height, fill: page.backgroundColor }),
    s("text", { x: box.x + 8, y: box.y - TITLE_ROOM + 20, "font-family": page.fontFamily, "font-size": 15, "font-weight": 600, fill: page.color }, name),
  );
  if (note) copy.append(s("text", { x: box.x + 8, y: box.y + box.height + 16, "font-family": page.fontFamily, "font-size": 12, fill: page.color }, note));
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

/** The picture in pixels, twice as many as on the screen. */
async function pngOf({ text, width, height }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = h("canvas", { width: Math.round(width * 2), height: Math.round(height * 2) });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
