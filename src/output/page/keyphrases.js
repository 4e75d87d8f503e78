// The table of the keyphrases of the archive, with variants, a filter and sortable columns.

/** Rows shown at first, and half of the rows added each time. */
const ROWS = 40;

function keyphrasesSection(view, app) {
  const { archive, before } = view;
  const all = view.keyphrases.map((keyphrase, at) => ({
    ...keyphrase,
    rank: at + 1,
    earlier: before && before.count ? before.mentionsOf(keyphrase.lemma).posts / before.count : 0,
    number: archive.numbers.get(keyphrase.lemma),
    haystack: folded([keyphrase.text, ...keyphrase.variants].join("\n")),
  }));
  const columns = [
    { name: "№", key: "rank", numeric: true },
    { name: words.keyphrase, key: "text" },
    { name: words.posts, key: "posts", numeric: true, falling: true },
    { name: words.occurrences, key: "occurrences", numeric: true, falling: true, kind: "n occurrences" },
    before && { name: words.shareHere, key: "posts", numeric: true, falling: true },
    before && { name: words.shareBefore, key: "earlier", numeric: true, falling: true },
    view.periods.length > 1 && { name: words.evolution },
    { name: words.variants, kind: "variants" },
  ].filter(Boolean);
  const collator = new Intl.Collator(language);
  const remembered = app.memory.get("keyphrases") ?? { key: "rank", turned: false, query: "", kind: "" };
  app.memory.set("keyphrases", remembered);
  let { key, turned, query, kind } = remembered;
  let shown = ROWS;
  const body = h("tbody");
  const more = button({ class: "button", onclick: () => { shown += ROWS * 2; fill(); } });
  const status = h("p", { class: "quiet small", role: "status" });

  const heads = columns.map((column) =>
    h("th", { scope: "col", class: column.kind ?? (column.numeric ? "n" : null), "aria-sort": column.key && "none" },
      column.key
        ? button({ class: "plain", onclick: () => { turned = key === column.key && !turned; key = column.key; shown = ROWS; fill(); } }, column.name)
        : column.name));

  function fill() {
    Object.assign(remembered, { key, turned, query, kind });
    const column = columns.find((one) => one.key === key) ?? columns[0];
    const found = all.filter((keyphrase) => keyphrase.haystack.includes(query) && (kind === "" || groupOf(keyphrase.kind) === kind));
    const down = Boolean(column.falling) !== turned ? -1 : 1;
    found.sort((a, b) => down * (key === "text" ? collator.compare(a.text, b.text) : a[key] - b[key]) || a.rank - b.rank);
    body.replaceChildren(...found.slice(0, shown).map(line));
    heads.forEach((head, at) => columns[at].key && head.setAttribute("aria-sort", columns[at].key === key ? (down > 0 ? "ascending" : "descending") : "none"));
    status.textContent = found.length ? "" : words.nothingFound;
    more.hidden = found.length <= shown;
    more.textContent = words.showMore(Math.min(ROWS * 2, found.length - shown));
  }

  const line = (keyphrase) => {
    const others = keyphrase.variants.slice(1, 5).join(", ");
    return h("tr", {},
      h("td", { class: "n quiet" }, String(keyphrase.rank)),
      h("td", {},
        keyphrase.number === undefined ? keyphrase.text : button({ class: "plain", onclick: () => app.openPhrase(keyphrase.number) }, keyphrase.text),
        others && h("span", { class: "under" }, others)),
      h("td", { class: "n" }, numbers.format(keyphrase.posts)),
      h("td", { class: "n occurrences" }, numbers.format(keyphrase.occurrences)),
      before && [keyphrase.posts / Math.max(1, view.count), keyphrase.earlier].map((share) => h("td", { class: "n" }, shares.format(share))),
      view.periods.length > 1 && h("td", { class: "trend" }, sparkline(keyphrase.periods, `${keyphrase.text}${colon}${words.postsByPeriod}`)),
      h("td", { class: "variants" }, others));
  };

  const search = h("input", {
    type: "search", placeholder: words.filterKeyphrases, "aria-label": words.filterKeyphrases,
    oninput: settled(() => { query = folded(search.value.trim()); shown = ROWS; fill(); }, 80),
  });
  search.value = remembered.query;
  const groups = KIND_GROUPS.filter((group) => all.some((keyphrase) => groupOf(keyphrase.kind) === group));
  const kindChip = (group) => button({ class: "chip", "aria-pressed": String(kind === group), onclick: () => {
    kind = group;
    shown = ROWS;
    for (const [own, chip] of kinds) chip.setAttribute("aria-pressed", String(own === kind));
    fill();
  } }, words.kindsOfPhrases[group || "all"]);
  const kinds = groups.length > 1 ? ["", ...groups].map((group) => [group, kindChip(group)]) : [];
  fill();
  return section(
    "keyphrases", words.keyphrases, words.keyphrasesLead, app,
    h("div", { class: "filters no-print" }, search),
    kinds.length > 0 && h("p", { class: "chips no-print" }, kinds.map(([, chip]) => chip)), status,
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": words.keyphrases },
      h("table", {}, h("caption", { class: "unseen" }, words.keyphrases), h("thead", {}, h("tr", {}, heads)), body)),
    h("p", { class: "buttons no-print" }, more,
      button({ class: "button", onclick: () => downloadTable([[words.keyphrase, words.posts, words.occurrences, words.variants], ...all.map((one) => [one.text, one.posts, one.occurrences, one.variants.join(", ")])], "glane-keyphrases") }, words.saveTable)),
    h("p", { class: "print-only quiet small" }, words.printed(PRINTED_ROWS)),
  );
}

/** The groups of kinds of keyphrases, in the order of their buttons. */
const KIND_GROUPS = ["topics", "people", "places", "names"];

/** The group of a kind of keyphrases: topics apart from people, places and other names. */
function groupOf(kind) {
  if (kind === undefined || kind === "term") return "topics";
  return { person: "people", place: "places" }[kind] ?? "names";
}
