// The overview of the archive: numbers of posts, dates, and files that could not be read.

function overview(archive) {
  const { report } = archive;
  const minutes = report.figures.reading_minutes;
  const tiles = [
    [numbers.format(report.posts.analyzed), words.nPosts(report.posts.analyzed).replace(/^[\d\s.,]+/, "")],
    [numbers.format(report.words), words.wordCount],
    [numbers.format(report.sentences), words.sentenceCount],
    [words.hours(Math.floor(minutes / 60), minutes % 60), words.readingTime],
    report.authors.length > 0 && [numbers.format(report.authors.length), words.authorCount(report.authors.length)],
    report.labels.labels.length > 0 && [numbers.format(report.labels.labels.length), words.labelCount(report.labels.labels.length)],
    ...figures(report),
  ].filter(Boolean);
  const span = report.first ? words.spanOfMonths(monthOf(report.first), monthOf(report.last)) : "";
  const names = archive.themes.slice(0, 5).map((theme) => theme.name);
  return h(
    "section",
    { id: "overview", "aria-labelledby": "overview-title" },
    h("h1", { id: "overview-title" }, words.title(words.nPosts(report.posts.analyzed), span)),
    names.length > 1 && h("p", { class: "lead" }, words.aboutAll(lists.format(names))),
    h("dl", { class: "tiles" }, tiles.map(([figure, name]) => h("div", {}, h("dt", {}, name), h("dd", {}, figure)))),
    reading(report),
    archive.periods.length > 1 && [
      h("h4", {}, words.postsByPeriod),
      histogram(archive.periods, words.postsByPeriod),
      fold(words.asTable, () =>
        table(words.postsByPeriod, [words.period, words.posts], archive.periods.map((period) => [periodName(period.name), numbers.format(period.posts)]), [1])),
    ],
    notes(report),
  );
}

const monthOf = (day) => months.format(new Date(`${day}T00:00:00Z`));

/** Text measures: the median post and sentence. */
function figures({ figures: { words: length, words_per_sentence: sentence }, posts }) {
  if (posts.analyzed < 2) return [];
  const rounded = (value) => numbers.format(Math.round(value));
  return [
    [rounded(length.median), words.postLength],
    [rounded(sentence.median), words.sentenceLength],
  ];
}

/** Readability and lexical diversity of all posts. */
function reading({ figures: { all } }) {
  const said = [
    all.readability !== undefined && words.readability(numbers.format(Math.round(all.readability))),
    all.lexical_diversity !== undefined && words.diversity(numbers.format(Math.round(all.lexical_diversity))),
  ].filter(Boolean);
  return said.length > 0 && h("p", { class: "quiet small reading" }, said.join(words.between), ".");
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
