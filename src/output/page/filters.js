// The filter as it is set: the form, and the parts that are set, each of which can be taken off.

function filterBar(archive, app) {
  const { state } = app;
  const collator = new Intl.Collator(language);
  const choice = (key, name, options) => {
    if (options.length < 2) return null;
    const select = h("select", { onchange: () => state.set({ [key]: select.value, page: "" }) },
      h("option", { value: "" }, words.any[key]), options.map(([value, text]) => h("option", { value }, text)));
    return { key, select, element: h("label", {}, name, select) };
  };
  const periods = archive.periods.map((period) => [period.name, `${periodName(period.name)} (${numbers.format(period.posts)})`]);
  const undated = archive.posts.some((post, row) => archive.periodAt[row] < 0);
  const names = (list) => list.map((name) => [name, name]).sort((a, b) => collator.compare(a[1], b[1]));
  const choices = [
    choice("from", words.from, undated && periods.length ? [...periods, [UNDATED, words.without]] : periods),
    choice("to", words.to, periods),
    choice("author", words.author, names(archive.authors)),
    choice("label", words.label, names(archive.labels)),
    choice("language", words.language, archive.languages.map((code) => [code, languageName(code)])),
  ].filter(Boolean);
  if (!archive.posts.length || !choices.length || !archive.counts.isThere) return { element: null, show() {} };
  const chosen = h("ul", { class: "chips chosen", "aria-label": words.filtersSet });
  const told = h("p", { class: "small quiet figure", role: "status" });
  const form = h("details", { class: "filter-form no-print" },
    h("summary", {}, words.filter),
    h("div", { class: "filters" }, choices.map((one) => one.element)));
  return {
    element: h("div", { class: "filterbar" }, h("div", {}, form, chosen, told)),
    show(view) {
      for (const { key, select } of choices) select.value = state.get(key);
      const { parts } = view.selection;
      const off = (keys) => Object.fromEntries([...keys, "page"].map((key) => [key, ""]));
      chosen.replaceChildren(
        ...parts.map(([keys, name]) => h("li", {},
          button({ class: "chip", "aria-pressed": "true", "aria-label": words.remove(name), onclick: () => state.set(off(keys)) }, name, h("span", { class: "no-print" }, " ×")))),
        ...(parts.length > 1 ? [h("li", {}, button({ class: "chip no-print", onclick: () => state.set(off(FILTER_KEYS)) }, words.removeAll))] : []),
      );
      chosen.hidden = !parts.length;
      const { before } = view;
      told.textContent = view.isAll ? "" : [
        words.found(view.count, archive.report.posts.analyzed),
        before && words.comparedWith(before.selection.rangeName, before.count),
      ].filter(Boolean).join(` · `);
    },
  };
}
