// The filter of the page: periods, author, label and language. Every figure, chart and list follows it.

const FILTER_KEYS = ["from", "to", "author", "label", "language"];
/** The value of `from` for posts without a date. */
const UNDATED = "none";

class Selection {
  /** The filter that the address asks for; what this archive does not have is ignored. */
  static of(archive, state) {
    const period = (name) => archive.periodNumbers.get(name);
    const undated = state.get("from") === UNDATED;
    let [from, to] = [period(state.get("from")), period(state.get("to"))];
    if (from !== undefined && to !== undefined && from > to) [from, to] = [to, from];
    const at = (names, name) => (name === "" ? undefined : names.indexOf(name) < 0 ? undefined : names.indexOf(name));
    return new Selection(archive, {
      undated, from, to,
      author: at(archive.authors, state.get("author")),
      label: at(archive.labels, state.get("label")),
      language: archive.languages.includes(state.get("language")) ? state.get("language") : undefined,
    });
  }

  constructor(archive, { undated, from, to, author, label, language: code }) {
    Object.assign(this, { archive, undated, from, to, author, label, language: code });
    this.hasRange = from !== undefined || to !== undefined;
  }

  get isAll() {
    return !this.undated && !this.hasRange && this.author === undefined && this.label === undefined && this.language === undefined;
  }

  get first() {
    return this.from ?? 0;
  }

  get last() {
    return this.to ?? this.archive.periods.length - 1;
  }

  has(post) {
    const at = this.archive.periodAt[post.row];
    if (this.undated && at >= 0) return false;
    if (this.hasRange && (at < this.first || at > this.last || at < 0)) return false;
    return (
      (this.author === undefined || post.author === this.author) &&
      (this.label === undefined || post.labels.includes(this.label)) &&
      (this.language === undefined || post.language === this.language)
    );
  }

  /** The same filter over as many periods before, or null without a range or without such periods. */
  before() {
    if (!this.hasRange || this.undated) return null;
    const length = this.last - this.first + 1;
    if (this.first - length < 0) return null;
    return new Selection(this.archive, { ...this, from: this.first - length, to: this.first - 1 });
  }

  /** The range in words. */
  get rangeName() {
    const name = (at) => periodName(this.archive.periods[at].name);
    if (this.undated) return words.without;
    return this.first === this.last ? name(this.first) : words.range(name(this.first), name(this.last));
  }

  /** The parts of the filter that are set: `[keys, name]`. */
  get parts() {
    return [
      (this.undated || this.hasRange) && [["from", "to"], this.rangeName],
      this.author !== undefined && [["author"], this.archive.authors[this.author]],
      this.label !== undefined && [["label"], this.archive.labels[this.label]],
      this.language !== undefined && [["language"], languageName(this.language)],
    ].filter(Boolean);
  }
}
