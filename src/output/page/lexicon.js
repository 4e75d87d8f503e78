// The index of words: in which posts each word stands, in its other forms as well. How it is written is decided in
// `index.rs`; the sentences are found in `concordance.js`.

/** The key of a word in the index: folded, without hyphens, apostrophes and the mark of a hashtag. */
const wordKey = (word) => folded(word).replace(/['‐‑-]/g, "").replace(/^[#@]+/, "");

/** What is elided before a word: "l'" of "l'hadopi". */
const ELIDED = /^(?:[ldjmtsnc]|qu|lorsqu|puisqu|jusqu|quoiqu|presqu|entr)'/i;

/**
 * A query as words: `{ exact, words }`. In quotation marks every word counts, in the form that is written; elsewhere
 * determiners do not, unless there is nothing else.
 */
function phraseOf(query, isDeterminer = () => false) {
  const text = query.replaceAll("’", "'").trim();
  const exact = /^["“«].*["”»]$/.test(text) && text.length > 2;
  let found = [];
  for (let piece of text.split(/\s+/)) {
    piece = piece.replace(/^[^\p{L}\p{N}#@]+|[^\p{L}\p{N}+#']+$/gu, "");
    const elided = ELIDED.exec(piece)?.[0];
    if (elided && piece.length > elided.length) found.push(elided, piece.slice(elided.length));
    else if (piece) found.push(piece);
  }
  found = found.filter((word) => wordKey(word) !== "");
  if (!exact) {
    const kept = found.filter((word) => !isDeterminer(wordKey(word)));
    if (kept.length) found = kept;
  }
  return { exact, words: found };
}

class Lexicon {
  constructor(archive, data) {
    this.archive = archive;
    this.keys = data.keys.split("\n");
    this.forms = data.forms.split("\n");
    this.lists = new Bytes(data.rows);
    this.starts = new Uint32Array(this.keys.length);
    for (let at = 0; at < this.keys.length; at++) {
      const length = this.lists.number();
      this.starts[at] = this.lists.at;
      this.lists.at += length;
    }
    const variants = new Bytes(data.variants);
    this.variants = this.keys.map(() => variants.rising(variants.number()));
    this.determiners = new Set(data.determiners.map((word) => this.keys[word]));
    this.isDeterminer = (key) => this.determiners.has(key);
    this.mark(data.posts);
  }

  /** Marks the posts that are indexed: the newest, then those without a date. */
  mark(count) {
    const { posts } = this.archive;
    const analyzed = posts.filter((post) => post.analyzed);
    this.isWhole = count >= analyzed.length;
    if (!this.isWhole) analyzed.sort((a, b) => (a.day === b.day ? a.row - b.row : !a.day ? 1 : !b.day ? -1 : a.day < b.day ? 1 : -1));
    this.posts = analyzed.slice(0, count).map((post) => post.row).sort((a, b) => a - b);
    this.indexed = new Uint8Array(posts.length);
    for (const row of this.posts) this.indexed[row] = 1;
  }

  /** The number of the word with a key, or -1. */
  find(key) {
    let [low, high] = [0, this.keys.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (this.keys[middle] === key) return middle;
      if (this.keys[middle] < key) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  form(word) {
    return this.forms[word] || this.keys[word];
  }

  /** The number of posts with a word, without its other forms; of the commonest words a number above all others. */
  frequency(word) {
    this.lists.at = this.starts[word];
    return this.lists.number() || this.posts.length;
  }

  rowsOf(word) {
    const { lists } = this;
    lists.at = this.starts[word];
    const count = lists.number();
    if (count) return lists.rising(count);
    const rows = [];
    for (let row = 0; row < this.archive.posts.length; row++) if ((lists.bytes[lists.at + (row >> 3)] >> (row & 7)) & 1) rows.push(row);
    return rows;
  }

  /** The words that stand for a word of a query: itself and, unless `exact`, its other forms. */
  wordsFor(written, exact) {
    const key = wordKey(written);
    let word = this.find(key);
    // The singular may not occur where the plural does.
    if (word < 0 && !exact) word = [`${key}s`, `${key}x`, key.replace(/[sx]$/, "")].map((other) => this.find(other)).find((one) => one >= 0) ?? -1;
    if (word < 0) return [];
    return exact ? [word] : [word, ...this.variants[word]];
  }

  /** The rows that have any of some words, in order. */
  rowsOfAny(found) {
    if (found.length === 1) return this.rowsOf(found[0]);
    const has = new Uint8Array(this.archive.posts.length);
    for (const word of found) for (const row of this.rowsOf(word)) has[row] = 1;
    const rows = [];
    for (let row = 0; row < has.length; row++) if (has[row]) rows.push(row);
    return rows;
  }

  /** Common words that begin like the last word of a query. */
  suggest(query, most) {
    const last = /[^\s"“«'’]*$/.exec(query)[0];
    const key = wordKey(last);
    if (key.length < 2) return [];
    let low = 0;
    for (let high = this.keys.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.keys[middle] < key) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (let at = low; at < this.keys.length && this.keys[at].startsWith(key); at++) found.push(at);
    const before = query.slice(0, query.length - last.length);
    return found.sort((a, b) => this.frequency(b) - this.frequency(a) || a - b).slice(0, most).map((word) => before + this.form(word));
  }

  /**
   * The posts that have a word or a phrase: `{ words, rows, among, isTextual, pattern }`, or `{ missing }` with the
   * words that no post has. `among` are the rows that were searched.
   */
  search(query) {
    const { exact, words: written } = phraseOf(query, this.isDeterminer);
    if (!written.length) return null;
    const texts = written.flatMap((word) => (this.find(wordKey(word)) < 0 && /[-‐‑]/.test(word) ? word.split(/[-‐‑]/) : [word]));
    const found = texts.map((word) => this.wordsFor(word, exact));
    const missing = texts.filter((_, at) => !found[at].length);
    if (missing.length) return { missing, exact, rows: [], among: this.posts };
    const pattern = patternOf(found.map((list) => list.map((word) => [folded(this.form(word)), this.keys[word]])), exact ? undefined : [...this.determiners]);
    const lists = found.map((list) => this.rowsOfAny(list));
    if (found.length === 1) return { exact, rows: lists[0], among: this.posts, pattern };
    const known = exact ? undefined : this.knownPhrase(texts);
    if (known) return { exact, rows: known, among: this.posts, pattern };
    // Where a phrase stands is known from the texts alone.
    const { search } = this.archive;
    const among = this.posts.filter((row) => this.archive.hasText(row));
    const has = new Uint8Array(this.archive.posts.length);
    for (const list of lists) for (const row of list) has[row] += 1;
    const rows = among.filter((row) => has[row] === lists.length && (pattern.test(search.textOf(row)) || pattern.test(folded(this.archive.posts[row].title))));
    return { exact, rows, among, pattern, isTextual: among.length < this.posts.length };
  }

  /** The rows of the posts that mention a phrase of the report, if these are its words. */
  knownPhrase(texts) {
    const { archive } = this;
    const wanted = texts.map(wordKey).join(" ");
    this.known ??= new Map([...archive.counts.mentions].map(([lemma, { rows }]) =>
      [phraseOf(archive.phrases[archive.numbers.get(lemma)], this.isDeterminer).words.map(wordKey).join(" "), rows]));
    return this.known.get(wanted);
  }
}
