// The archive through a filter: the posts, periods, themes and keyphrases that are shown, counted anew. Without a filter
// they are those of the report.

/** Posts of a period below which shares are mostly chance; `sparse` of the report is the same. */
const FEW_POSTS = 5;

class View {
  constructor(archive, selection) {
    this.archive = archive;
    this.selection = selection;
    this.isAll = selection.isAll;
    this.mask = new Uint8Array(archive.posts.length);
    this.rows = [];
    for (const post of archive.posts) {
      if (!this.isAll && !selection.has(post)) continue;
      this.mask[post.row] = 1;
      this.rows.push(post.row);
    }
    const hasPeriods = archive.periods.length > 0 && !selection.undated;
    this.firstPeriod = hasPeriods ? selection.first : 0;
    const shown = hasPeriods ? archive.periods.slice(selection.first, selection.last + 1) : [];
    if (this.isAll) {
      this.periods = archive.periods;
      this.count = archive.report.posts.analyzed;
      return;
    }
    this.analyzed = this.rows.filter((row) => archive.posts[row].analyzed);
    this.count = this.analyzed.length;
    const { periods } = this.countRows(this.analyzed, shown.length);
    this.periods = shown.map((period, at) => ({ name: period.name, posts: periods[at], sparse: periods[at] < FEW_POSTS }));
  }

  /** Of some rows: the posts that are shown, their occurrences, and the posts of each period. */
  countRows(rows, length = this.periods.length, counts = undefined) {
    const { periodAt } = this.archive;
    const periods = new Array(length).fill(0);
    let [posts, occurrences] = [0, 0];
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index];
      if (!this.mask[row]) continue;
      posts += 1;
      occurrences += counts ? counts[index] : 0;
      const at = periodAt[row] - this.firstPeriod;
      if (periodAt[row] >= 0 && at >= 0 && at < length) periods[at] += 1;
    }
    return { posts, occurrences, periods };
  }

  /** The themes, those of most posts first if a filter is set. */
  get themes() {
    this.countedThemes ??= this.isAll
      ? this.archive.themes
      : this.archive.themes
          .map((theme) => {
            const { posts, periods } = this.countRows(this.archive.counts.themes[theme.at] ?? []);
            return { ...theme, posts, periods };
          })
          .filter((theme) => theme.posts > 0)
          .sort((a, b) => b.posts - a.posts || a.at - b.at);
    return this.countedThemes;
  }

  /** A theme of the archive as it is counted here. */
  theme(theme) {
    return this.themes.find((one) => one.at === theme.at) ?? { ...theme, posts: 0, periods: this.periods.map(() => 0) };
  }

  /** The keyphrases, those that are keyphrases of most posts first if a filter is set. */
  get keyphrases() {
    if (this.countedKeyphrases) return this.countedKeyphrases;
    const all = [...this.archive.keyphrases.values()];
    if (this.isAll) return (this.countedKeyphrases = all);
    const lists = new Uint32Array(this.archive.lemmas.length);
    for (const row of this.rows) for (const phrase of this.archive.posts[row].phrases) lists[phrase] += 1;
    const order = new Map(all.map((keyphrase, at) => [keyphrase.lemma, at]));
    return (this.countedKeyphrases = all
      .map((keyphrase) => ({ ...keyphrase, ...this.mentionsOf(keyphrase.lemma), keyphrase_of: lists[this.archive.numbers.get(keyphrase.lemma)] ?? 0 }))
      .filter((keyphrase) => keyphrase.posts > 0)
      .sort((a, b) => b.keyphrase_of - a.keyphrase_of || b.posts - a.posts || order.get(a.lemma) - order.get(b.lemma)));
  }

  /** Posts, occurrences and periods of a phrase of the report. */
  mentionsOf(lemma) {
    const mentions = this.archive.counts.mentions.get(lemma);
    return this.countRows(mentions?.rows ?? [], this.periods.length, mentions?.counts);
  }

  /** Counts of posts by author or by label: `[number, posts]`, most posts first. */
  byName(numbersOf) {
    const counts = new Map();
    for (const row of this.rows) {
      const post = this.archive.posts[row];
      if (post.analyzed) for (const number of numbersOf(post)) counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  }

  /** The view of the periods before, or null. */
  get before() {
    if (this.viewBefore === undefined) {
      const before = this.selection.before();
      this.viewBefore = before && new View(this.archive, before);
      if (this.viewBefore?.count === 0) this.viewBefore = null;
    }
    return this.viewBefore;
  }

  /** Words, sentences and medians of the posts that are shown. */
  get measures() {
    const { report, wordsPerMinute } = this.archive;
    if (this.isAll) {
      const { figures } = report;
      return { words: report.words, sentences: report.sentences, minutes: figures.reading_minutes, perPost: figures.words.median, perSentence: figures.words_per_sentence.median };
    }
    const posts = this.analyzed.map((row) => this.archive.posts[row]);
    const sum = (key) => posts.reduce((total, post) => total + post[key], 0);
    return {
      words: sum("words"), sentences: sum("sentences"), minutes: Math.ceil(sum("words") / wordsPerMinute),
      perPost: medianOf(posts.map((post) => post.words)),
      perSentence: medianOf(posts.filter((post) => post.sentences).map((post) => post.words / post.sentences)),
    };
  }
}

/** The median, as the report counts it: the lower one of the two in the middle. */
function medianOf(values) {
  if (!values.length) return 0;
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length / 2) - 1];
}
