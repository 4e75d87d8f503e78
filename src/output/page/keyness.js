// Keyness: the phrases typical of a year, an author, a label or the posts of the filter, against all other posts.

/** Phrases shown per group. */
const MOST_TYPICAL = 14;

function keynessSection(view, app) {
  const { archive } = view;
  const kinds = Object.entries(archive.report.keyness)
    .map(([kind, groups]) => [kind, groups.filter((group) => group.typical.length || group.too_small)])
    .filter(([, groups]) => groups.length);
  const here = view.isAll || !view.count ? [] : [{ kind: "here", ...typicalHere(view) }];
  const all = [...here, ...kinds.flatMap(([kind, groups]) => groups.map((group) => ({ kind, ...group })))];
  if (!all.length) return null;
  const place = h("div");
  const keyOf = (group) => `${group.kind}.${group.name}`;
  const select = h(
    "select",
    { onchange: () => app.state.set({ group: keyOf(all[select.value]) }, { replace: true }) },
    here.length > 0 && h("option", { value: 0 }, words.filterHere),
    kinds.map(([kind]) =>
      h("optgroup", { label: words.groupKinds[kind] ?? kind },
        all.map((group, at) => group.kind === kind && h("option", { value: at }, `${group.name} (${numbers.format(group.posts)})`)))),
  );

  function show(group) {
    const most = Math.max(...group.typical.map((phrase) => Math.max(phrase.share, phrase.share_elsewhere)));
    place.replaceChildren(
      h("h3", { class: "h4" }, `${words.typicalOf(group.name)}, ${words.nPosts(group.posts)}`),
      ...(group.too_small ? [h("p", { class: "quiet" }, words.tooSmall)] : group.typical.length ? [] : [h("p", { class: "quiet" }, words.nothingTypical)]),
      h("ul", { class: "amounts" }, group.typical.slice(0, MOST_TYPICAL).map((phrase) => {
        const number = archive.numbers.get(phrase.lemma);
        const name = number === undefined ? h("span", {}, phrase.text) : button({ class: "plain", onclick: () => app.openPhrase(number) }, phrase.text);
        return amount(name, phrase.share / most, phrase.share_elsewhere / most, words.against(shares.format(phrase.share), shares.format(phrase.share_elsewhere)));
      })),
    );
  }

  /** The group of the address, or first what is filtered, the latest year that is large enough, an author or a label. */
  function update() {
    const asked = all.findIndex((group) => keyOf(group) === app.state.get("group"));
    const year = here.length ? 0 : all.findLastIndex((group) => group.kind === "years" && !group.too_small);
    const first = asked >= 0 ? asked : Math.max(0, year < 0 ? all.findIndex((group) => !group.too_small) : year);
    select.value = String(first);
    show(all[first]);
  }

  update();
  return {
    update,
    element: section("keyness", words.keyness, words.keynessLead, app,
      h("div", { class: "field no-print" }, h("label", {}, h("span", { class: "unseen" }, words.group), select)), place),
  };
}

/** The log-likelihood above which a difference is significant at one in a thousand. */
const LEAST_LIKELIHOOD = 10.83;
/** Posts of a group below which nothing is tested, as in the report. */
const LEAST_GROUP = 5;

/** The phrases typical of the posts of a filter, against all other posts. */
function typicalHere(view) {
  const { archive, count } = view;
  const others = archive.report.posts.analyzed - count;
  const name = view.selection.parts.map(([, part]) => part).join(", ");
  if (count < LEAST_GROUP || others < LEAST_GROUP) return { name, posts: count, too_small: true, typical: [] };
  const typical = view.keyphrases
    .map((keyphrase) => {
      const elsewhere = archive.keyphrases.get(keyphrase.lemma).posts - keyphrase.posts;
      const [share, shareElsewhere] = [keyphrase.posts / count, elsewhere / others];
      return { text: keyphrase.text, lemma: keyphrase.lemma, share, share_elsewhere: shareElsewhere, likelihood: logLikelihood(keyphrase.posts, count, elsewhere, others) };
    })
    .filter((phrase) => phrase.share > phrase.share_elsewhere && phrase.likelihood >= LEAST_LIKELIHOOD)
    .sort((a, b) => b.likelihood - a.likelihood);
  return { name, posts: count, too_small: false, typical };
}

/** The log-likelihood ratio (Dunning 1993) of `a` of `m` posts and `b` of `n`. */
function logLikelihood(a, m, b, n) {
  const share = (a + b) / (m + n);
  const term = (seen, expected) => (seen > 0 ? seen * Math.log(seen / expected) : 0);
  return 2 * (term(a, m * share) + term(m - a, m * (1 - share)) + term(b, n * share) + term(n - b, n * (1 - share)));
}
