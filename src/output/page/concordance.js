// The sentences in which words stand, from the texts of the page, and the pattern that finds them.

const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** What stands behind a verb with a hyphen and is a word of its own: "dit-il". */
const CLITICS = "(?:t-)?(?:je|tu|ils?|elles?|on|nous|vous|ce|moi|toi|l[aes]|lui|leur|y|en|ci)";
// Not within a word, a compound, a URL or a dotted name.
const BEFORE = "(?<![\\p{L}\\p{N}]|[\\p{L}\\p{N}][-‐‑@.]|//)";
const AFTER = `(?![\\p{L}\\p{N}]|[.@]\\p{L}|[-‐‑](?!${CLITICS}(?![\\p{L}\\p{N}]))[\\p{L}\\p{N}])`;
const PREPOSITIONS = new Set("a d de du en dans pour par sur avec sans chez vers sous contre entre".split(" "));

/**
 * A pattern over folded texts for a phrase; each of its words is a list of spellings. `determiners` may stand behind
 * its prepositions.
 */
function patternOf(phrase, determiners) {
  const parts = phrase.map((spellings) => `(?:${[...new Set(spellings.flat())].sort((a, b) => b.length - a.length).map(escaped).join("|")})`);
  const between = (at) => {
    const first = phrase[at][0][1];
    // "droit à la déconnexion" is a variant of "droit à déconnexion".
    const skipped = determiners?.length && PREPOSITIONS.has(first) ? `(?:(?:${determiners.map(escaped).join("|")})(?:\\s+|'))?` : "";
    return `(?:\\s+|[-‐‑]|'\\s*|(?<='))${skipped}`;
  };
  return new RegExp(BEFORE + parts.map((part, at) => part + (at < parts.length - 1 ? between(at) : "")).join("") + AFTER, "u");
}

/** The places of a pattern in a text, as `[start, end]` in the original text. */
function placesOfPattern(text, pattern) {
  const { plain, origins } = foldedWithOrigins(text);
  return [...plain.matchAll(new RegExp(pattern.source, "gu"))].map((match) => {
    let end = match.index + match[0].length;
    while (end < plain.length && origins[end] === origins[end - 1]) end++;
    return [origins[match.index], origins[end]];
  });
}

/** The lines of a concordance, as they are asked for: `{ post, left, keyword, right }`. */
function* concordanceLines(archive, rows, pattern) {
  for (const row of rows) {
    const post = archive.posts[row];
    for (const text of [post.title, archive.textOf(row)]) {
      if (!text || !pattern.test(folded(text))) continue;
      for (const [start, end] of placesOfPattern(text, pattern)) {
        const { text: sentence, places: [[from, to]] } = sentenceAround(text, start, end);
        const shown = (piece) => piece.replace(/\s+/g, " ");
        yield { post, left: shown(sentence.slice(0, from)), keyword: shown(sentence.slice(from, to)), right: shown(sentence.slice(to)) };
      }
    }
  }
}
