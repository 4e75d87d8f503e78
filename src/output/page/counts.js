// The posts that mention each phrase of the report, and the posts of each theme: what figures are counted from when a
// filter is set. How they are written is decided in `index.rs`.

class Counts {
  constructor(archive) {
    this.mentions = new Map(); // lemma -> { rows, counts }
    this.themes = [];
    const data = optionalData("counts");
    this.isThere = Boolean(data);
    if (!data) return;
    const lemmas = new Set(archive.report.keyphrases.map((keyphrase) => keyphrase.lemma));
    for (const theme of archive.report.themes) for (const member of theme.members) lemmas.add(member.lemma);
    const bytes = new Bytes(data.mentions);
    for (const lemma of lemmas) this.mentions.set(lemma, countedRows(bytes));
    const themes = new Bytes(data.themes);
    this.themes = archive.report.themes.map(() => themes.rising(themes.number()));
  }
}

/** The rows of the posts with a phrase, and how often each mentions it. */
function countedRows(bytes) {
  const length = bytes.number();
  const [rows, counts] = [new Uint32Array(length), new Uint32Array(length)];
  let row = 0;
  for (let at = 0; at < length; at++) {
    const value = bytes.number();
    row += value >>> 1;
    rows[at] = row;
    counts[at] = value & 1 ? bytes.number() : 1;
  }
  return { rows, counts };
}
