// The data of the page: the report, the posts, their texts, and look-up tables. Texts are parsed on first use,
// everything else when the page opens.

const readData = (id) => JSON.parse(document.getElementById(`data-${id}`).textContent);

/** The same for data that a page may lack. */
const optionalData = (id) => (document.getElementById(`data-${id}`) ? readData(id) : undefined);

/** The search key of a text: lower case, without accents, with ligatures and apostrophes normalized. */
const folded = (text) =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]+/g, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replaceAll("’", "'");

class Archive {
  constructor() {
    this.about = readData("page");
    this.report = readData("report");
    const { rows, lists } = readData("posts");
    this.lemmas = lists.lemmas;
    this.phrases = lists.phrases.map((text, at) => text || lists.lemmas[at]);
    this.numbers = new Map(this.lemmas.map((lemma, number) => [lemma, number]));
    // A report of saved aggregates has no posts: its phrases are then taken from the report.
    for (const { lemma, text } of [...this.report.keyphrases, ...this.report.themes.flatMap((theme) => theme.members)]) {
      if (this.numbers.has(lemma)) continue;
      this.numbers.set(lemma, this.lemmas.length);
      this.lemmas.push(lemma);
      this.phrases.push(text);
    }
    this.authors = lists.authors;
    this.labels = lists.labels;
    this.languages = lists.languages;
    this.textCount = lists.texts;
    this.wordsPerMinute = lists.words_per_minute;
    const leftAlone = new Set(lists.left_alone);
    this.posts = rows.map(([id, title, day, author, labels, words, sentences, language, phrases, url], row) => ({
      row, id, title, day, author, labels, words, sentences, language: lists.languages[language], phrases, url, analyzed: !leftAlone.has(row),
    }));
    this.periods = this.report.periods.map((period) => ({ name: period.period, posts: period.posts, sparse: period.sparse }));
    this.periodNumbers = new Map(this.periods.map((period, at) => [period.name, at]));
    this.periodsOfMonths = new Map();
    /** The period of each post, or -1. */
    this.periodAt = Int32Array.from(this.posts, (post) => this.periodOf(post.day) ?? -1);
    for (const keyphrase of this.report.keyphrases) {
      // The commonest variant in the archive is a better name than the first one read.
      const number = this.numbers.get(keyphrase.lemma);
      if (number !== undefined) this.phrases[number] = keyphrase.text;
    }
    this.keyphrases = new Map(this.report.keyphrases.map((keyphrase) => [keyphrase.lemma, keyphrase]));
    this.themes = this.report.themes
      .map((theme, at) => ({ ...theme, at, members: this.members(theme) }))
      .filter((theme) => theme.members.length > 1);
    this.themeNumbers = new Map(this.themes.map((theme) => [theme.at, theme]));
    this.rowsById = new Map(this.posts.map((post) => [post.id, post.row]));
    this.counts = new Counts(this);
    this.search = new Search(this);
  }

  /** The index of words, read on first use; undefined if the page has none. */
  get lexicon() {
    if (this.readLexicon === undefined) {
      const data = optionalData("words");
      this.readLexicon = data ? new Lexicon(this, data) : null;
    }
    return this.readLexicon ?? undefined;
  }

  /** The rows of the posts that mention a phrase of the report; of other phrases, those whose keyphrase it is. */
  mentioning(number) {
    return this.counts.mentions.get(this.lemmas[number])?.rows ?? this.rowsOf(number);
  }

  /** The phrases of a theme that are keyphrases of a post, with their numbers. */
  members(theme) {
    return theme.members.filter((member) => member.keyphrase_of > 0).map((member) => ({ ...member, number: this.numbers.get(member.lemma) }));
  }

  /** The theme of a number in the report, if the page shows it. */
  themeAt(number) {
    return this.themeNumbers.get(number);
  }

  /** The significant movements of themes and keyphrases that the page shows. */
  get movements() {
    const lemma = (index) => this.report.keyphrases[index]?.lemma;
    return this.report.trends.movements.filter(({ subject, index }) => (subject === "theme" ? this.themeNumbers.has(index) : this.keyphrases.has(lemma(index))));
  }

  /** The most significant movement of a theme or a keyphrase, or undefined. */
  movementOf(subject, index) {
    return this.movements
      .filter((movement) => movement.subject === subject && movement.index === index)
      .sort((a, b) => a.p_value - b.p_value)[0];
  }

  /** The rows of the posts that have a phrase among their keyphrases. */
  rowsOf(number) {
    if (!this.inverted) {
      this.inverted = this.lemmas.map(() => []);
      for (const post of this.posts) for (const phrase of post.phrases) this.inverted[phrase].push(post.row);
    }
    return this.inverted[number] ?? [];
  }

  /** The rows of the posts of a theme, greatest weight first. */
  rowsOfTheme(theme) {
    if (!theme.rows) {
      const strengths = new Map();
      for (const { number, strength } of theme.members)
        for (const row of number === undefined ? [] : this.rowsOf(number)) strengths.set(row, (strengths.get(row) ?? 0) + strength);
      const top = new Map(theme.top_posts.map((post) => [this.rowsById.get(post.id), post.weight]));
      const of = (map, row) => map.get(row) ?? 0;
      theme.rows = [...(this.counts.themes[theme.at] ?? [])].sort((a, b) => of(top, b) - of(top, a) || of(strengths, b) - of(strengths, a) || a - b);
    }
    return theme.rows;
  }

  /** The themes with a phrase among the keyphrases of a post. */
  themesOf(post) {
    return this.themes.filter((theme) => theme.members.some(({ number }) => post.phrases.includes(number)));
  }

  /** The index of the period of a date, or undefined. */
  periodOf(day) {
    if (!day) return undefined;
    const month = day.slice(0, -3);
    if (!this.periodsOfMonths.has(month)) {
      const year = month.slice(0, -3);
      const names = [month, `${year}-Q${Math.ceil(Number(month.slice(-2)) / 3)}`, year];
      this.periodsOfMonths.set(month, names.map((name) => this.periodNumbers.get(name)).find((at) => at !== undefined));
    }
    return this.periodsOfMonths.get(month);
  }

  /** The stored text of a post, `[row, text, marks, isCut]`, or undefined. */
  entryOf(row) {
    this.entries ??= new Map(readData("texts").map((entry) => [entry[0], entry]));
    return this.entries.get(row);
  }

  /** Whether the page has the text of a post. */
  hasText(row) {
    return this.entryOf(row) !== undefined;
  }

  /** The text of a post, or undefined. */
  textOf(row) {
    return this.entryOf(row)?.[1];
  }

  /** The same as `{ text, marks, isCut }`, a mark being `[phrase, start, end]`. */
  markedTextOf(row) {
    const entry = this.entryOf(row);
    if (!entry) return undefined;
    const [, text, flat, isCut] = entry;
    const marks = [];
    for (let at = 0; at < flat.length; at += 3) marks.push([flat[at], flat[at + 1], flat[at + 2]]);
    return { text, marks, isCut };
  }

  /** Sentences that contain a phrase, from the stored texts of the posts in a mask: `{ post, text, places }`. */
  sentencesOf(number, most, mask) {
    const found = [];
    for (const row of this.rowsOf(number)) {
      if (!mask[row]) continue;
      const entry = this.markedTextOf(row);
      const mark = entry?.marks.find(([phrase]) => phrase === number);
      if (!mark) continue;
      found.push({ post: this.posts[row], ...sentenceAround(entry.text, mark[1], mark[2]) });
      if (found.length === most) break;
    }
    return found;
  }
}

/** An excerpt of the report as `{ post, title, text, places }`; its spans count bytes of UTF-8, places UTF-16 units. */
function excerpt(archive, { text, spans, post, title }) {
  const units = [];
  for (const character of text) {
    const bytes = character.codePointAt(0) < 0x80 ? 1 : character.codePointAt(0) < 0x800 ? 2 : character.codePointAt(0) < 0x10000 ? 3 : 4;
    const unit = units.length ? units.at(-1).next : 0;
    const byte = units.length ? units.at(-1).nextByte : 0;
    units.push({ byte, unit, next: unit + character.length, nextByte: byte + bytes });
  }
  const unitOf = (byte) => units.find((one) => one.byte === byte)?.unit ?? text.length;
  return { post: archive.posts[archive.rowsById.get(post)], text, title, places: spans.map(([start, end]) => [unitOf(start), unitOf(end)]) };
}

/** The sentence around a span of a text, with the span in it. */
function sentenceAround(text, start, end) {
  const before = text.slice(Math.max(0, start - 400), start);
  const after = text.slice(end, end + 400);
  const opening = before.match(/[\s\S]*(?:[.!?…][»”"')\]]*\s|\n)/)?.[0].length ?? 0;
  const closing = after.search(/[.!?…](?:\s|[»”"')\]]|$)|\n/);
  const close = closing < 0 ? after.length : closing + (after[closing] === "\n" ? 0 : 1);
  const head = before.slice(opening);
  return { text: head + text.slice(start, end) + after.slice(0, close), places: [[head.length, head.length + end - start]] };
}
