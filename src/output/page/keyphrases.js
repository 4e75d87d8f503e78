// The table of the keyphrases of the archive, with variants, a filter and sortable columns.

/** Rows shown at first, and half of the rows added each time. */
const ROWS = 40;

function keyphrasesSection(archive, app) {
  const all = [...archive.keyphrases.values()].map((keyphrase, at) => ({
    ...keyphrase,
    rank: at + 1,
    number: archive.numbers.get(keyphrase.lemma),
    haystack: folded([keyphrase.text, ...keyphrase.variants].join("\n")),
  }));
  const columns = [
    { name: "№", key: "rank", numeric: true },
    { name: words.keyphrase, key: "text" },
    { name: words.posts, key: "posts", numeric: true, falling: true },
    { name: words.occurrences, key: "occurrences", numeric: true, falling: true, kind: "n occurrences" },
    archive.periods.length > 1 && { name: words.evolution },
    { name: words.variants, kind: "variants" },
  ].filter(Boolean);
  const collator = new Intl.Collator(language);
  let [key, turned, shown, query] = ["rank", false, ROWS, ""];
  const body = h("tbody");
  const more = button({ class: "button", onclick: () => { shown += ROWS * 2; fill(); } });
  const status = h("p", { class: "quiet small", role: "status" });

  const heads = columns.map((column) =>
    h("th", { scope: "col", class: column.kind ?? (column.numeric ? "n" : null), "aria-sort": column.key && "none" },
      column.key
        ? button({ class: "plain", onclick: () => { turned = key === column.key && !turned; key = column.key; shown = ROWS; fill(); } }, column.name)
        : column.name));

  function fill() {
    const column = columns.find((one) => one.key === key);
    const found = all.filter((keyphrase) => keyphrase.haystack.includes(query));
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
      archive.periods.length > 1 && h("td", { class: "trend" }, sparkline(keyphrase.periods, `${keyphrase.text}${colon}${words.postsByPeriod}`)),
      h("td", { class: "variants" }, others));
  };

  const search = h("input", {
    type: "search", placeholder: words.filterKeyphrases, "aria-label": words.filterKeyphrases,
    oninput: settled(() => { query = folded(search.value.trim()); shown = ROWS; fill(); }, 80),
  });
  fill();
  return section(
    "keyphrases", words.keyphrases, words.keyphrasesLead,
    h("div", { class: "filters" }, search), status,
    h("table", {}, h("caption", { class: "unseen" }, words.keyphrases), h("thead", {}, h("tr", {}, heads)), body),
    h("p", {}, more),
  );
}
