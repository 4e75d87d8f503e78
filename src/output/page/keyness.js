// Keyness: the phrases typical of a year, an author or a label against all other posts.

/** Phrases shown per group. */
const MOST_TYPICAL = 14;

function keynessSection(archive, app) {
  const kinds = Object.entries(archive.report.keyness)
    .map(([kind, groups]) => [kind, groups.filter((group) => group.typical.length || group.too_small)])
    .filter(([, groups]) => groups.length);
  if (!kinds.length) return null;
  const all = kinds.flatMap(([kind, groups]) => groups.map((group) => ({ kind, ...group })));
  const place = h("div");
  const select = h(
    "select",
    { onchange: () => show(all[select.value]) },
    kinds.map(([kind]) =>
      h("optgroup", { label: words.groupKinds[kind] ?? kind },
        all.map((group, at) => group.kind === kind && h("option", { value: at }, `${group.name} (${numbers.format(group.posts)})`)))),
  );

  function show(group) {
    const most = Math.max(...group.typical.map((phrase) => Math.max(phrase.share, phrase.share_elsewhere)));
    place.replaceChildren(
      h("h4", {}, `${words.typicalOf(group.name)}, ${words.nPosts(group.posts)}`),
      ...(group.too_small ? [h("p", { class: "quiet" }, words.tooSmall)] : []),
      h("ul", { class: "amounts" }, group.typical.slice(0, MOST_TYPICAL).map((phrase) => {
        const number = archive.numbers.get(phrase.lemma);
        const name = number === undefined ? h("span", {}, phrase.text) : button({ class: "plain", onclick: () => app.openPhrase(number) }, phrase.text);
        return amount(name, phrase.share / most, phrase.share_elsewhere / most, words.against(shares.format(phrase.share), shares.format(phrase.share_elsewhere)));
      })),
    );
  }

  // The latest year that is large enough first, or the first author or label.
  const year = all.findLastIndex((group) => group.kind === "years" && !group.too_small);
  const first = Math.max(0, year < 0 ? all.findIndex((group) => !group.too_small) : year);
  select.value = String(first);
  show(all[first]);
  return section("keyness", words.keyness, words.keynessLead, h("div", { class: "field" }, h("label", {}, h("span", { class: "unseen" }, words.group), select)), place);
}
