// Themes: their map, their cards, and the details of a theme or a keyphrase.

/** Cards shown at first. */
const FIRST_CARDS = 12;

function themesSection(view, app) {
  const { themes } = view;
  if (!themes.length) return section("themes", words.themes, view.isAll ? words.noThemes : words.noThemesHere, app);
  const list = h("ul", { class: "cards" }, themes.slice(0, FIRST_CARDS).map((theme) => card(view, theme, app)));
  const rest = themes.length - FIRST_CARDS;
  const more = button(
    {
      class: "button",
      onclick: () => {
        const added = themes.slice(FIRST_CARDS).map((theme) => card(view, theme, app));
        list.append(...added);
        added[0].querySelector("button").focus();
        more.remove();
      },
    },
    words.moreThemes(rest),
  );
  return section("themes", words.themes, words.themesLead, app, app.edits.note(app),
    exportable(themeMap(themes, app.openTheme), words.mapOfThemes, () => [[words.theme, words.posts], ...themes.map((theme) => [theme.name, theme.posts])]),
    list, rest > 0 && more);
}

function card(view, theme, app) {
  const badge = view.isAll ? badgeOf(view.archive, theme) : comparison(view, theme);
  return h(
    "li",
    {},
    button(
      { class: "card", onclick: () => app.openTheme(theme) },
      h("span", { class: "head" }, h("span", { class: "serif" }, theme.name), h("span", { class: "quiet small figure" }, words.nPosts(theme.posts))),
      h("span", { class: "members" }, theme.members.slice(1, 8).map((member) => member.text).join(", ")),
      badge,
      view.periods.length > 1 && sparkline(theme.periods, `${theme.name}${colon}${words.postsByPeriod}`),
    ),
  );
}

/** The share of the posts of a theme, and the share in the periods before. */
function comparison(view, theme) {
  const { before } = view;
  if (!before || !view.count) return null;
  const earlier = before.theme(theme).posts / before.count;
  return h("span", { class: "quiet small" }, words.sharesThen(shares.format(theme.posts / view.count), shares.format(earlier)));
}

/** The movement of a theme as a word, if any. */
function badgeOf(archive, theme) {
  const movement = archive.movementOf("theme", theme.at);
  return movement && h("span", {}, h("span", { class: `badge ${movement.kind}` }, movementName(movement)));
}

/** The kind of a movement and its periods. */
function movementName({ kind, since, until }) {
  if (kind === "burst") return words.burst(periodName(since), since === until ? null : periodName(until));
  if (kind === "new") return words.newSince(periodName(since));
  return words.direction[kind];
}

/** The dialog content for a theme. */
function themeDetail(view, archived, app) {
  const { archive } = view;
  const theme = view.theme(archived);
  const rows = archive.rowsOfTheme(archived).filter((row) => view.mask[row]);
  const near = theme.neighbours.map((one) => [archive.themeAt(one.theme), one.posts]).filter(([other]) => other);
  const quoted = theme.excerpts.map((one) => excerpt(archive, one)).filter(({ post }) => !post || view.mask[post.row]);
  return [
    h("h2", { tabindex: "-1" }, theme.name),
    h("p", { class: "quiet" }, words.nPosts(theme.posts), filterNote(view)),
    view.isAll ? badgeOf(archive, theme) : comparison(view, theme),
    view.periods.length > 1 && periodBars(view, theme.periods, theme.name),
    rows.length > 0 && h("p", {}, button({ class: "button main", onclick: () => app.filterPosts({ theme: theme.at }) }, words.readThemePosts(rows.length))),
    h("h4", {}, words.itsFamilies),
    chips(theme.members.map(({ text, number, posts, lemma }) => [text, numbers.format(view.isAll ? posts : view.mentionsOf(lemma).posts), () => number !== undefined && app.openPhrase(number)])),
    view.isAll && theme.labels.length > 0 && [h("h4", {}, words.labels), chips(theme.labels.map((label) => [label.name, numbers.format(label.posts), () => app.filterPosts({ theme: theme.at, label: label.name })]))],
    sentences(quoted, words.itsSentences, app),
    h("h4", {}, words.itsPosts),
    postLinks(archive, rows.slice(0, 8), theme.top_posts, app),
    near.length > 0 && [
      h("h4", {}, words.itsNeighbours, !view.isAll && ` (${words.inAllPosts})`),
      chips(near.map(([other, common]) => [other.name, numbers.format(common), () => app.openTheme(other)])),
    ],
    app.edits.themeTools(theme, app),
  ];
}

/** The dialog content for a keyphrase. */
function phraseDetail(view, number, app) {
  const { archive } = view;
  const lemma = archive.lemmas[number];
  const keyphrase = archive.keyphrases.get(lemma);
  const rows = [...archive.mentioning(number)].filter((row) => view.mask[row]);
  const isCounted = archive.counts.mentions.has(lemma);
  const { posts, occurrences, periods } = view.isAll && keyphrase ? keyphrase : isCounted ? view.mentionsOf(lemma) : view.countRows(archive.rowsOf(number));
  const lists = archive.rowsOf(number).filter((row) => view.mask[row]).length;
  const themes = archive.themes.filter((theme) => theme.members.some((member) => member.number === number));
  return [
    h("h2", { tabindex: "-1" }, archive.phrases[number]),
    h("p", { class: "quiet" }, [(keyphrase || isCounted) && words.mentionedIn(posts), (keyphrase || isCounted) && words.nOccurrences(occurrences), words.keyphraseOf(lists || keyphrase?.keyphrase_of || 0)].filter(Boolean).join(", "), filterNote(view)),
    view.periods.length > 1 && periodBars(view, periods, archive.phrases[number]),
    h("p", { class: "buttons" },
      rows.length > 0 && button({ class: "button main", onclick: () => app.filterPosts({ phrase: lemma }) }, isCounted ? words.readMentions(rows.length) : words.readPosts(rows.length)),
      archive.lexicon && button({ class: "button", onclick: () => app.goTo("wordsearch", { view: "", search: archive.phrases[number] }) }, words.seeInContext)),
    keyphrase?.variants.length > 1 && [h("h4", {}, words.variants), h("p", {}, keyphrase.variants.join(", "))],
    themes.length > 0 && [h("h4", {}, words.inThemes), chips(themes.map((theme) => [theme.name, null, () => app.openTheme(theme)]))],
    sentences(sentencesOf(view, number, keyphrase), words.someSentences, app),
    h("h4", {}, words.itsPosts),
    postLinks(archive, rows.slice(0, 8), keyphrase?.top_posts ?? [], app),
    keyphrase && app.edits.phraseTools(keyphrase, app),
  ];
}

const filterNote = (view) => (view.isAll ? "" : ` (${view.selection.parts.map(([, name]) => name).join(", ")})`);

const periodBars = (view, counts, name) =>
  histogram(view.periods.map((period, at) => ({ name: period.name, posts: counts[at] ?? 0, sparse: period.sparse })), `${name}${colon}${words.postsByPeriod.toLowerCase()}`);

/** Sentences that contain a keyphrase: the excerpts of the report, then those of the stored texts. */
function sentencesOf(view, number, keyphrase) {
  const { archive } = view;
  const best = (keyphrase?.excerpts ?? []).map((one) => excerpt(archive, one)).filter(({ post }) => !post || view.mask[post.row]);
  const others = archive.sentencesOf(number, 10, view.mask).filter(({ post }) => !best.some((one) => one.post === post));
  return [...best, ...others].slice(0, 8);
}

/** Sentences as quotations; each opens its post. */
function sentences(list, title, app) {
  if (!list.length) return null;
  return [
    h("h4", {}, title),
    list.map(({ post, text, places, title: from }) => {
      let at = 0;
      const pieces = places.flatMap(([start, end]) => {
        const piece = [text.slice(at, start), h("mark", {}, text.slice(start, end))];
        at = end;
        return piece;
      });
      return h(
        "blockquote",
        {},
        pieces, text.slice(at),
        post
          ? h("footer", {}, button({ class: "plain", onclick: () => app.openPost(post.row) }, post.title || words.untitled), post.day && h("span", {}, dayName(post.day)))
          : from && h("footer", {}, h("span", {}, from)),
      );
    }),
  ];
}

/** Posts as a short list of links; taken from the report when the page has no posts. */
function postLinks(archive, rows, named, app) {
  const day = (date) => date && h("span", { class: "quiet small figure" }, dayName(date));
  const links = rows.map((row) => {
    const post = archive.posts[row];
    return h("li", {}, button({ class: "plain", onclick: () => app.openPost(row) }, post.title || post.id || words.untitled), day(post.day));
  });
  return h("ul", { class: "list" }, links.length ? links : named.map((post) => h("li", {}, h("span", {}, post.title || post.id), day(post.published))));
}
