// Themes: their map, their cards, and the details of a theme or a keyphrase.

/** Cards shown at first. */
const FIRST_CARDS = 12;

function themesSection(archive, app) {
  const { themes } = archive;
  if (!themes.length) return section("themes", words.themes, words.noThemes);
  const list = h("ul", { class: "cards" }, themes.slice(0, FIRST_CARDS).map((theme) => card(archive, theme, app)));
  const rest = themes.length - FIRST_CARDS;
  const more = button(
    {
      class: "button",
      onclick: () => {
        const added = themes.slice(FIRST_CARDS).map((theme) => card(archive, theme, app));
        list.append(...added);
        added[0].querySelector("button").focus();
        more.remove();
      },
    },
    words.moreThemes(rest),
  );
  return section("themes", words.themes, words.themesLead, themeMap(themes, app.openTheme), list, rest > 0 && more);
}

function card(archive, theme, app) {
  const badge = badgeOf(archive, theme);
  return h(
    "li",
    {},
    button(
      { class: "card", onclick: () => app.openTheme(theme) },
      h("span", { class: "head" }, h("span", { class: "serif" }, theme.name), h("span", { class: "quiet small figure" }, words.nPosts(theme.posts))),
      h("span", { class: "members" }, theme.members.slice(1, 8).map((member) => member.text).join(", ")),
      badge,
      archive.periods.length > 1 && sparkline(theme.periods, `${theme.name}${colon}${words.postsByPeriod}`),
    ),
  );
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
function themeDetail(archive, theme, app) {
  const rows = archive.rowsOfTheme(theme);
  const near = theme.neighbours.map((one) => [archive.themeAt(one.theme), one.posts]).filter(([other]) => other);
  const quoted = theme.excerpts.map((one) => excerpt(archive, one));
  return [
    h("h2", { tabindex: "-1" }, theme.name),
    h("p", { class: "quiet" }, words.nPosts(theme.posts)),
    badgeOf(archive, theme),
    archive.periods.length > 1 && periodBars(archive, theme.periods, theme.name),
    rows.length > 0 && h("p", {}, button({ class: "button main", onclick: () => app.filterPosts({ theme: String(theme.at) }) }, words.readThemePosts(rows.length))),
    h("h4", {}, words.itsFamilies),
    chips(theme.members.map(({ text, number, posts }) => [text, numbers.format(posts), () => number !== undefined && app.openPhrase(number)])),
    theme.labels.length > 0 && [h("h4", {}, words.labels), chips(theme.labels.map((label) => [label.name, numbers.format(label.posts), () => app.filterPosts({ theme: String(theme.at), label: String(archive.labels.indexOf(label.name)) })]))],
    sentences(quoted, words.itsSentences, app),
    h("h4", {}, words.itsPosts),
    postLinks(archive, rows.slice(0, 8), theme.top_posts, app),
    near.length > 0 && [
      h("h4", {}, words.itsNeighbours),
      chips(near.map(([other, common]) => [other.name, numbers.format(common), () => app.openTheme(other)])),
    ],
  ];
}

/** The dialog content for a keyphrase. */
function phraseDetail(archive, number, app) {
  const keyphrase = archive.keyphrases.get(archive.lemmas[number]);
  const rows = archive.rowsOf(number);
  const themes = archive.themes.filter((theme) => theme.members.some((member) => member.number === number));
  return [
    h("h2", { tabindex: "-1" }, archive.phrases[number]),
    h("p", { class: "quiet" }, [keyphrase && words.mentionedIn(keyphrase.posts), keyphrase && words.nOccurrences(keyphrase.occurrences), words.keyphraseOf(keyphrase?.keyphrase_of ?? rows.length)].filter(Boolean).join(", ")),
    archive.periods.length > 1 && periodBars(archive, archive.periodsOf(number), archive.phrases[number]),
    rows.length > 0 && h("p", {}, button({ class: "button main", onclick: () => app.filterPosts({ phrase: number }) }, words.readPosts(rows.length))),
    keyphrase?.variants.length > 1 && [h("h4", {}, words.variants), h("p", {}, keyphrase.variants.join(", "))],
    themes.length > 0 && [h("h4", {}, words.inThemes), chips(themes.map((theme) => [theme.name, null, () => app.openTheme(theme)]))],
    sentences(sentencesOf(archive, number, keyphrase), words.someSentences, app),
    h("h4", {}, words.itsPosts),
    postLinks(archive, rows.slice(0, 8), keyphrase?.top_posts ?? [], app),
  ];
}

const periodBars = (archive, counts, name) =>
  histogram(archive.periods.map((period, at) => ({ name: period.name, posts: counts[at] ?? 0 })), `${name}${colon}${words.postsByPeriod}`);

/** Sentences that contain a keyphrase: the excerpts of the report, then those of the stored texts. */
function sentencesOf(archive, number, keyphrase) {
  const best = (keyphrase?.excerpts ?? []).map((one) => excerpt(archive, one));
  const others = archive.sentencesOf(number, 10).filter(({ post }) => !best.some((one) => one.post === post));
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
