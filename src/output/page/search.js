// Search: the incremental index of the texts, and the places of matches in a text.

/** Milliseconds of indexing before the page handles other events. */
const SLICE = 12;

/** Runs an action when the page is idle, or soon if the browser has no idle callback. */
const whenIdle = (action) => (window.requestIdleCallback ? requestIdleCallback(action, { timeout: 500 }) : setTimeout(action, 20));

/**
 * What free text is searched in: the title, keyphrases, labels and author of every post, which are at hand
 * at once, and the texts that the page has, which are folded when the page is idle.
 */
class Search {
  constructor(archive) {
    this.archive = archive;
    this.heads = new Array(archive.posts.length);
    this.texts = new Array(archive.posts.length);
    this.done = 0;
  }

  /** Whether the texts are indexed. */
  get isReady() {
    return this.done === this.archive.posts.length;
  }

  /** Indexes the texts while the page is idle. */
  prepare() {
    whenIdle(() => this.step());
  }

  /** Indexes them without waiting for idle time, and then calls the last action given. */
  hurry(action) {
    const isHurried = Boolean(this.action);
    this.action = action;
    if (!isHurried) setTimeout(() => this.step());
  }

  step() {
    for (const end = performance.now() + SLICE; !this.isReady && performance.now() < end; this.done++) this.textOf(this.done);
    const { action } = this;
    if (!this.isReady) {
      if (action) setTimeout(() => this.step());
      else this.prepare();
    } else if (action) {
      this.action = undefined;
      action();
    }
  }

  /** The folded text of a post; undefined if the page does not have it. */
  textOf(row) {
    if (this.texts[row] === undefined) {
      const text = this.archive.textOf(row);
      this.texts[row] = text === undefined ? null : folded(text);
    }
    return this.texts[row] ?? undefined;
  }

  /** Whether a needle occurs in a post, in what is indexed so far. */
  has(post, needle) {
    if (placeOf((this.heads[post.row] ??= folded(this.head(post))), needle, 0) >= 0) return true;
    const text = this.texts[post.row];
    return typeof text === "string" && placeOf(text, needle, 0) >= 0;
  }

  head({ title, phrases, labels, author }) {
    const { archive } = this;
    return [
      title,
      ...phrases.map((number) => archive.phrases[number]),
      ...labels.map((label) => archive.labels[label]),
      author == null ? "" : archive.authors[author],
    ].join("\n");
  }
}

/** The terms of a query: its words, and each quoted phrase as one term. */
const needles = (query) =>
  [...query.matchAll(/["“«]\s*([^"”»]+?)\s*["”»]|(\S+)/g)].map((match) => folded(match[1] ?? match[2])).filter((needle) => needle !== "");

const WITHIN_A_WORD = /[\p{L}\p{N}]/u;

/** The first index from which a needle occurs at the start of a word of a folded text, or -1. */
function placeOf(plain, needle, from) {
  for (let at = plain.indexOf(needle, from); at >= 0; at = plain.indexOf(needle, at + 1)) {
    if (at === 0 || !WITHIN_A_WORD.test(plain[at - 1]) || !WITHIN_A_WORD.test(needle[0])) return at;
  }
  return -1;
}

/** A folded text, and the place in the original text of each of its units. */
function foldedWithOrigins(text) {
  let plain = "";
  const origins = [];
  let at = 0;
  for (const character of text) {
    const fold = character < "\u0080" ? character.toLowerCase() : folded(character);
    for (let unit = 0; unit < fold.length; unit++) origins.push(at);
    plain += fold;
    at += character.length;
  }
  origins.push(at);
  return { plain, origins };
}

/** The matches of any needle in a text, as `[start, end]` in the original text. */
function placesOf(text, wanted) {
  const { plain, origins } = foldedWithOrigins(text);
  const places = [];
  for (const needle of wanted) {
    for (let from = placeOf(plain, needle, 0); from >= 0; from = placeOf(plain, needle, from + needle.length)) {
      let end = from + needle.length;
      while (end < plain.length && origins[end] === origins[end - 1]) end++;
      places.push([origins[from], origins[end]]);
    }
  }
  return places.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
}

/** A text with the needles marked. */
function highlighted(text, wanted) {
  if (!wanted.length) return text;
  const pieces = [];
  let at = 0;
  for (const [start, end] of placesOf(text, wanted)) {
    if (start < at) continue;
    pieces.push(text.slice(at, start), h("mark", {}, text.slice(start, end)));
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces;
}

/** Characters of a long text that are searched at a time. */
const STRETCH = 2000;

/** The first match of any needle in a text, as `[start, end]`, or undefined. */
function firstPlace(text, wanted) {
  for (let start = 0; start < text.length; ) {
    // A chunk reaches from space to space, and beyond its end by the longest needle.
    const space = text.indexOf(" ", start + STRETCH);
    const next = space < 0 ? text.length : space;
    const piece = text.slice(start, next + STRETCH);
    const plain = folded(piece);
    if (wanted.some((needle) => placeOf(plain, needle, 0) >= 0)) {
      const [[from, to]] = placesOf(piece, wanted);
      return [start + from, start + to];
    }
    start = next;
  }
  return undefined;
}

/** The context of the first match in a text, with marks, or null. */
function excerptOf(text, wanted) {
  const first = text && firstPlace(text, wanted);
  if (!first) return null;
  const start = first[0] < 90 ? 0 : text.indexOf(" ", first[0] - 80) + 1;
  const end = text.length - first[1] < 170 ? text.length : Math.max(first[1], text.lastIndexOf(" ", first[1] + 150));
  const piece = text.slice(Math.min(start, first[0]), end).replace(/\s+/g, " ").replace(start > 0 ? /^[^\p{L}\p{N}]+/u : "", "");
  return [start > 0 && "… ", highlighted(piece, wanted), end < text.length && " …"];
}
