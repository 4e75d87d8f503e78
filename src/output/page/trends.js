// Trends: line charts of themes and keyphrases over the periods, each line with a toggle.

/** One line per colour. */
const MOST_LINES = 8;
/** Lines offered as chips. */
const OFFERED = 18;

function trendsSection(archive, app) {
  const { periods } = archive;
  if (periods.length < 2) return null;
  const chart = lineChart(periods, words.shareOfPosts);
  const subjects = archive.themes.length ? archive.themes : archive.report.keyphrases.map((keyphrase) => ({ ...keyphrase, name: keyphrase.text }));
  const offered = subjects.slice(0, OFFERED).map((subject) => ({ name: subject.name, counts: subject.periods }));
  const taken = new Map(); // name -> { name, counts, colour }
  const tableOf = h("div");
  const none = h("p", { class: "quiet", hidden: true }, words.noLines);

  function free() {
    const used = new Set([...taken.values()].map((line) => line.colour));
    for (let colour = 0; colour < MOST_LINES; colour++) if (!used.has(colour)) return colour;
    // All colours are in use: the oldest line is removed.
    const [oldest] = taken.keys();
    const { colour } = taken.get(oldest);
    taken.delete(oldest);
    return colour;
  }

  function toggle(line) {
    if (taken.has(line.name)) taken.delete(line.name);
    else taken.set(line.name, { ...line, colour: free() });
    show();
  }

  const row = h("ul", { class: "chips", "aria-label": words.chooseLines });
  const pressed = new Map();

  function offer(line) {
    if (pressed.has(line.name)) return;
    const swatch = s("svg", { width: 22, height: 8, "aria-hidden": "true" });
    const chip = button({ class: "chip", "aria-pressed": "false", onclick: () => toggle(line) }, swatch, line.name);
    pressed.set(line.name, { chip, swatch });
    row.append(h("li", {}, chip));
  }

  function show() {
    for (const [name, { chip, swatch }] of pressed) {
      const line = taken.get(name);
      chip.setAttribute("aria-pressed", String(Boolean(line)));
      swatch.replaceChildren(s("line", { x1: 1, x2: 21, y1: 4, y2: 4, class: line ? `line s${line.colour}` : "axis", "stroke-width": 2 }));
    }
    const lines = [...taken.values()];
    chart.show(lines);
    none.hidden = lines.length > 0;
    tableOf.replaceChildren(
      lines.length
        ? fold(words.asTable, () =>
            table(
              words.shareOfPosts,
              [words.period, words.posts, ...lines.map((line) => line.name)],
              periods.map((period, at) => [
                periodName(period.name),
                numbers.format(period.posts),
                ...lines.map((line) => (period.posts ? `${shares.format(line.counts[at] / period.posts)} (${line.counts[at]})` : "–")),
              ]),
              [1, ...lines.map((_, at) => at + 2)],
            ))
        : "",
    );
  }

  offered.forEach(offer);
  // Movements are shown first, then the heaviest themes, up to five lines.
  const moving = archive.report.trends.movements.filter((movement) => movement.subject === "theme").map((movement) => movement.name);
  [...offered].sort((a, b) => moving.includes(b.name) - moving.includes(a.name)).slice(0, 5).forEach((line) => taken.set(line.name, { ...line, colour: free() }));
  show();

  const names = [...archive.keyphrases.values()].slice(0, 300);
  const add = h("input", {
    type: "search", list: "phrases-of-lines", placeholder: words.addLine, "aria-label": words.addLine, autocomplete: "off",
    onchange: () => {
      const wanted = folded(add.value.trim());
      const found = names.find((keyphrase) => folded(keyphrase.text) === wanted);
      if (!found) return;
      const line = { name: found.text, counts: found.periods };
      offer(line);
      if (!taken.has(line.name)) toggle(line);
      add.value = "";
    },
  });
  return section(
    "trends", words.trends, words.trendsLead,
    row,
    h("div", { class: "field" }, add, h("datalist", { id: "phrases-of-lines" }, names.map((keyphrase) => h("option", { value: keyphrase.text })))),
    none, chart.element, tableOf,
    movements(archive, app),
  );
}

/** Movements listed per kind. */
const MOST_MOVEMENTS = 10;

/** The significant movements: rising, falling, bursts, new. */
function movements(archive, app) {
  const { trends } = archive.report;
  if (!trends.movements.length) return h("p", { class: "quiet" }, words.nothingMoves);
  const kinds = ["rising", "falling", "burst", "new"].map((kind) => [kind, trends.movements.filter((movement) => movement.kind === kind)]);
  return [
    h("div", { class: "columns" }, kinds.filter(([, list]) => list.length).map(([kind, list]) =>
      h("div", {},
        h("h4", {}, words.movers[kind]),
        h("ul", { class: "list" }, list.slice(0, MOST_MOVEMENTS).map((movement) => {
          const open = openerOf(archive, app, movement);
          return h("li", {},
            h("span", {}, open ? button({ class: "plain", onclick: open }, movement.name) : movement.name,
              movement.subject === "theme" && h("span", { class: "quiet small" }, ` · ${words.theme.toLowerCase()}`)),
            h("span", { class: "quiet small figure" },
              movement.since && `${movementName(movement)} · `, `${shares.format(movement.share_before)} → ${shares.format(movement.share_after)}`));
        }))))),
    h("p", { class: "quiet small" }, words.moversNote(shares.format(trends.false_discovery_rate))),
  ];
}

/** The action that opens the theme or the keyphrase of a movement, if the page shows it. */
function openerOf(archive, app, { subject, index }) {
  if (subject === "theme") {
    const theme = archive.themeAt(index);
    return theme && (() => app.openTheme(theme));
  }
  const number = archive.numbers.get(archive.report.keyphrases[index]?.lemma);
  return number !== undefined && (() => app.openPhrase(number));
}
