// The overview: a summary in sentences, numbers of posts, dates, authors, and what could not be read.

function overview(view, app) {
  const { archive, count } = view;
  const { report, about } = archive;
  const { words: length, sentences: sentenceTotal, minutes } = view.measures;
  const authors = view.byName((post) => (post.author == null ? [] : [post.author]));
  const authorTotal = archive.posts.length ? authors.length : report.authors.length;
  const labelTotal = view.isAll ? report.labels.labels.length : view.byName((post) => post.labels).length;
  const tiles = [
    [numbers.format(count), words.nPosts(count).replace(/^[\d\s.,]+/, "")],
    [numbers.format(length), words.wordCount(length)],
    [numbers.format(sentenceTotal), words.sentenceCount(sentenceTotal)],
    [words.hours(Math.floor(minutes / 60), minutes % 60), words.readingTime],
    authorTotal > 0 && [numbers.format(authorTotal), words.authorCount(authorTotal)],
    labelTotal > 0 && [numbers.format(labelTotal), words.labelCount(labelTotal)],
    ...medians(view),
  ].filter(Boolean);
  const span = report.first ? words.spanOfMonths(monthOf(report.first), monthOf(report.last)) : "";
  const title = words.title(words.nPosts(report.posts.analyzed), span);
  const choose = archive.posts.length ? (name) => app.state.set({ from: name, to: name, page: "" }) : undefined;
  return h(
    "section",
    { id: "overview", "aria-labelledby": "overview-title" },
    h("div", { class: "title" },
      about.logo && h("img", { class: "logo", src: about.logo, alt: "" }),
      h("div", {},
        h("h1", { id: "overview-title", tabindex: "-1" }, about.title ?? title),
        about.subtitle && h("p", { class: "lead" }, about.subtitle),
        about.title && h("p", { class: "quiet" }, title))),
    !view.isAll && h("p", { class: "notice" }, words.filtered(view.selection.parts.map(([, name]) => name).join(", "), words.nPosts(count), numbers.format(report.posts.analyzed))),
    story(view, app),
    h("dl", { class: "tiles" }, tiles.map(([figure, name]) => h("div", {}, h("dt", {}, name), h("dd", {}, figure)))),
    reading(view),
    h("div", { class: "halves" },
      view.periods.length > 1 && h("div", {},
        heading("h3", words.postsByPeriod, "periods", app),
        choose && h("p", { class: "quiet small no-print" }, words.chooseBar(view.periods.some((period) => period.sparse))),
        histogram(view.periods, words.postsByPeriod, choose),
        fold(words.asTable, () =>
          table(words.postsByPeriod, [words.period, words.posts], view.periods.map((period, at) => [{ shown: periodName(period.name), value: at }, period.posts]), [1]), { class: "data" })),
      authorTotal > 1 && h("div", {}, authorsOf(view, authors, app))),
    notes(report),
  );
}

/** Authors shown at first. */
const FIRST_AUTHORS = 5;

function authorsOf(view, authors, app) {
  const { archive } = view;
  const all = archive.posts.length ? authors.map(([number, posts]) => [archive.authors[number], posts]) : archive.report.authors.map((author) => [author.name, author.posts]);
  const most = all[0][1];
  const line = ([name, posts]) =>
    amount(archive.posts.length ? button({ class: "plain", onclick: () => app.state.set({ author: name, page: "" }) }, name) : h("span", {}, name),
      posts / most, undefined, `${words.nPosts(posts)} (${shares.format(posts / Math.max(1, view.count))})`);
  return [
    h("h3", { id: "authors", class: "h4" }, words.whoWrote),
    h("ul", { class: "amounts" }, all.slice(0, FIRST_AUTHORS).map(line)),
    all.length > FIRST_AUTHORS && fold(words.otherAuthors(all.length - FIRST_AUTHORS), () => h("ul", { class: "amounts" }, all.slice(FIRST_AUTHORS, 500).map(line))),
  ];
}

const monthOf = (day) => months.format(new Date(`${day}T00:00:00Z`));

/** Text measures: the median post and sentence. */
function medians(view) {
  if (view.count < 2) return [];
  const { perPost, perSentence } = view.measures;
  const rounded = (value) => numbers.format(Math.round(value));
  return [
    [rounded(perPost), words.postLength],
    [rounded(perSentence), words.sentenceLength],
  ];
}

/** Readability and lexical diversity of all posts. */
function reading(view) {
  const { all } = view.archive.report.figures;
  const said = [
    all.readability !== undefined && words.readability(numbers.format(Math.round(all.readability))),
    all.lexical_diversity !== undefined && words.diversity(numbers.format(Math.round(all.lexical_diversity))),
  ].filter(Boolean);
  return said.length > 0 && h("p", { class: "quiet small reading" }, said.join(words.between), ".", !view.isAll && ` ${words.ofAll}`);
}

/** Notes on the numbers: undated posts, other languages, errors. */
function notes(report) {
  const { posts, errors, duplicates, boilerplate, left_out: leftOut } = report;
  const languages = Object.entries(posts.languages ?? {}).sort((a, b) => b[1] - a[1]);
  return h(
    "div",
    { class: "notes" },
    posts.undated > 0 && h("p", { class: "quiet small" }, words.undated(posts.undated), "."),
    (languages.length > 1 || posts.analyzed < posts.read) &&
      h("details", {},
        h("summary", {}, posts.analyzed < posts.read ? words.notAnalyzed(posts.read - posts.analyzed) : words.languages),
        h("ul", {}, languages.map(([code, count]) => h("li", {}, `${languageName(code)}${colon}${words.nPosts(count)}`)))),
    disclosure(duplicates, leftOut.duplicates, words.duplicates, copies, (post) => post.others.length),
    disclosure(boilerplate, leftOut.boilerplate, words.boilerplate, (line) => [h("q", {}, line.text), ` ${words.nPosts(line.posts)}`]),
    disclosure(errors, errors.length, words.unreadable, (error) => [
      error.source, error.line ? words.line(error.line) : "", colon, isFrench ? (words.kinds[error.kind] ?? words.kinds.other) : error.reason,
    ]),
  );
}

/** A duplicated post: its title and file, and the places of its copies. */
function copies({ kept, others }) {
  const place = (post) => post.source ?? post.url ?? post.id;
  const rest = others.length - MOST_COPIES;
  const places = others.slice(0, MOST_COPIES).map(place).join(", ");
  return [
    kept.title && [h("b", {}, kept.title), " "], place(kept),
    h("span", { class: "quiet" }, ` = ${places}`, rest > 0 && ` ${words.andMore(rest)}`),
  ];
}

/** Entries of a note, and copies of one post, at most. */
const MOST_NOTES = 500;
const MOST_COPIES = 3;

/** A disclosure element with a line per entry, each counting for `weight(entry)`; null without entries. */
function disclosure(entries, all, title, line, weight = () => 1) {
  if (!entries.length) return null;
  const shown = entries.slice(0, MOST_NOTES);
  const rest = all - shown.reduce((sum, entry) => sum + weight(entry), 0);
  return fold(title(all), () =>
    h("ul", {}, shown.map((entry) => h("li", {}, line(entry))), rest > 0 && h("li", { class: "quiet" }, words.andMoreInReport(rest))));
}
