// Trends: lines of themes, keyphrases and words over the periods, each with a toggle. Which are drawn is in the address.

/** One line per colour. */
const MOST_LINES = 8;
/** Lines offered as chips, and drawn at first. */
const OFFERED = 18;
const FIRST_LINES = 5;

// A curve in the address is `t.` and the name of a theme, or `w.` and a word or phrase; `-` stands for no curve.
const NO_CURVES = "-";
const themeCurve = (theme) => `t.${theme.name}`;
const wordCurve = (text) => `w.${text}`;
const curvesOf = (keys) => keys.join("|") || NO_CURVES;

/** The counts of a curve in a view: `{ key, name, counts, of }`; undefined for what the page does not know. */
function curveOf(view, key) {
  const { archive } = view;
  const name = key.slice(2);
  if (key.startsWith("t.")) {
    const theme = archive.themes.find((one) => one.name === name);
    return theme && { key, name, counts: view.theme(theme).periods };
  }
  const wanted = folded(name);
  const keyphrase = [...archive.keyphrases.values()].find((one) => folded(one.text) === wanted);
  if (keyphrase) return { key, name: words.quoted(keyphrase.text), counts: view.isAll ? keyphrase.periods : view.mentionsOf(keyphrase.lemma).periods };
  const found = archive.lexicon?.search(name);
  if (!found || found.missing) return undefined;
  const [counts, of] = [found.rows, found.among].map((rows) => view.countRows(rows).periods);
  return { key, name: words.quoted(name.replace(/^["«“]\s*|\s*["»”]$/g, "")), counts, of };
}

function trendsSection(view, app) {
  const { archive, periods } = view;
  const { state } = app;
  if (periods.length < 2) return null;
  const chart = lineChart(periods, words.shareOfPosts);
  const subjects = view.themes.length ? view.themes.map(themeCurve) : view.keyphrases.map((keyphrase) => wordCurve(keyphrase.text));
  const offered = subjects.slice(0, OFFERED);
  const tableOf = h("div");
  const none = h("p", { class: "quiet", hidden: true }, words.noLines);
  const row = h("ul", { class: "chips no-print", "aria-label": words.chooseLines });
  const colours = new Map(); // key -> colour, kept while a line is drawn

  /** The keys that are drawn: those of the address, or first the movements and the heaviest themes. */
  function keys() {
    const asked = state.get("curves");
    if (asked) return asked.split("|").filter((key) => /^[tw]\../.test(key)).slice(0, MOST_LINES);
    const moving = new Set((view.isAll ? archive.movements : []).filter((movement) => movement.subject === "theme").map((movement) => `t.${movement.name}`));
    return [...offered].sort((a, b) => moving.has(b) - moving.has(a)).slice(0, FIRST_LINES);
  }

  function colour(drawn) {
    for (const key of colours.keys()) if (!drawn.includes(key)) colours.delete(key);
    for (const key of drawn) {
      if (colours.has(key)) continue;
      const used = new Set(colours.values());
      colours.set(key, [...Array(MOST_LINES).keys()].find((one) => !used.has(one)));
    }
  }

  function toggle(key) {
    const drawn = keys();
    // The oldest line makes room.
    const next = drawn.includes(key) ? drawn.filter((other) => other !== key) : [...drawn.slice(drawn.length < MOST_LINES ? 0 : 1), key];
    state.set({ curves: curvesOf(next) }, { replace: true });
  }

  function update() {
    const drawn = keys();
    colour(drawn);
    const lines = drawn.map((key) => curveOf(view, key)).filter(Boolean).map((line) => ({ ...line, colour: colours.get(line.key) }));
    const chipOf = (key) => {
      const line = lines.find((one) => one.key === key);
      const swatch = s("svg", { width: 22, height: 8, "aria-hidden": "true" },
        s("line", { x1: 1, x2: 21, y1: 4, y2: 4, class: line ? `line s${line.colour}` : "axis", "stroke-width": 2 }));
      const name = line?.name ?? (key.startsWith("t.") ? key.slice(2) : words.quoted(key.slice(2)));
      return h("li", {}, button({
        class: "chip", "aria-pressed": String(Boolean(line)), "data-key": key, onclick: () => toggle(key),
        onpointerenter: () => line && chart.dim(line.name), onpointerleave: () => chart.dim(),
      }, swatch, name));
    };
    const focused = row.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    row.replaceChildren(...[...offered, ...drawn.filter((key) => !offered.includes(key))].map(chipOf));
    [...row.querySelectorAll("button")].find((chip) => chip.dataset.key === focused)?.focus();
    unit.setAttribute("aria-pressed", String(state.get("unit") === "count"));
    smooth.setAttribute("aria-pressed", String(Boolean(state.get("smooth"))));
    chart.show(lines, { unit: state.get("unit") === "count" ? "count" : "share", smooth: Boolean(state.get("smooth")) });
    none.hidden = lines.length > 0;
    tableOf.replaceChildren(
      lines.length
        ? fold(words.asTable, () =>
            table(
              words.shareOfPosts,
              [words.period, words.posts, ...lines.map((line) => line.name)],
              periods.map((period, at) => [
                { shown: periodName(period.name), value: at },
                period.posts,
                ...lines.map((line) => {
                  const all = (line.of ?? periods.map((one) => one.posts))[at];
                  return all ? { shown: `${shares.format(line.counts[at] / all)} (${numbers.format(line.counts[at])})`, value: line.counts[at] / all } : { shown: "–", value: -1 };
                }),
              ]),
              [1, ...lines.map((_, at) => at + 2)],
            ), { class: "data" })
        : "",
    );
  }

  const switchOf = (key, value, name) => button({ class: "chip", "aria-pressed": "false", onclick: () => state.set({ [key]: state.get(key) ? "" : value }, { replace: true }) }, name);
  const unit = switchOf("unit", "count", words.asCounts);
  const smooth = switchOf("smooth", "1", words.smoothed);
  const known = [...archive.keyphrases.values()].slice(0, 300);
  const told = h("p", { class: "quiet small", role: "status" });
  const add = h("input", {
    type: "search", list: "phrases-of-lines", placeholder: words.addLine, "aria-label": words.addLine, autocomplete: "off",
    onchange: () => {
      const text = add.value.trim();
      if (!text) return;
      const key = wordCurve(text);
      const line = curveOf(view, key);
      told.textContent = line ? "" : words.notFound(text);
      if (!line) return;
      if (!keys().includes(key)) toggle(key);
      add.value = "";
    },
  });
  update();
  return {
    update,
    element: section(
      "trends", words.trends, words.trendsLead, app,
      row,
      h("div", { class: "controls no-print" }, h("div", { class: "field" }, add, h("datalist", { id: "phrases-of-lines" }, known.map((keyphrase) => h("option", { value: keyphrase.text })))), unit, smooth),
      told, none, chart.element,
      periods.some((period) => period.sparse) && h("p", { class: "quiet small" }, words.fewNote),
      tableOf,
      view.isAll ? movements(archive, app) : h("p", { class: "quiet small" }, words.movementsOfAll),
    ),
  };
}

/** Movements listed per kind. */
const MOST_MOVEMENTS = 10;

/** The significant movements: rising, falling, bursts, new. */
function movements(archive, app) {
  const { trends } = archive.report;
  const all = archive.movements;
  if (!all.length) return h("p", { class: "quiet" }, words.nothingMoves);
  const kinds = ["rising", "falling", "burst", "new"].map((kind) => [kind, all.filter((movement) => movement.kind === kind)]);
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
