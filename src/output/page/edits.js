// Changes by hand: themes and keyphrases that are hidden, and themes that are merged. They are saved as a file, which
// the page takes again when it is made (see `edits` of `data-page`).

const EDITS_SCHEMA = "glane.edits/1";

class Edits {
  constructor(archive) {
    this.archive = archive;
    this.base = { themes: archive.themes, keyphrases: archive.keyphrases, rows: archive.counts.themes };
    const saved = archive.about.edits ?? {};
    this.hiddenThemes = new Set(saved.hide_themes ?? []);
    this.hiddenPhrases = new Set(saved.hide_keyphrases ?? []);
    this.merged = new Map((saved.merge_themes ?? []).map(({ from, into }) => [from, into]));
    this.apply();
  }

  get count() {
    return this.hiddenThemes.size + this.hiddenPhrases.size + this.merged.size;
  }

  /** Puts the themes and keyphrases that remain into the archive. */
  apply() {
    const { archive, base } = this;
    const named = new Map(base.themes.map((theme) => [theme.name, theme]));
    const parts = new Map(); // theme -> the themes merged into it
    for (const [from, into] of this.merged) {
      const [one, other] = [named.get(from), named.get(into)];
      if (one && other && one !== other) parts.set(other, [...(parts.get(other) ?? []), one]);
    }
    archive.counts.themes = [...base.rows];
    archive.themes = base.themes
      .filter((theme) => !this.hiddenThemes.has(theme.name) && !this.merged.has(theme.name))
      .map((theme) => (parts.has(theme) ? this.joined(theme, parts.get(theme)) : theme));
    archive.themeNumbers = new Map(archive.themes.map((theme) => [theme.at, theme]));
    archive.keyphrases = new Map([...base.keyphrases].filter(([lemma]) => !this.hiddenPhrases.has(lemma)));
  }

  /** A theme with others merged into it, counted anew. */
  joined(theme, others) {
    const { archive, base } = this;
    const rows = [...new Set([theme, ...others].flatMap((one) => [...(base.rows[one.at] ?? [])]))].sort((a, b) => a - b);
    archive.counts.themes[theme.at] = rows;
    const periods = archive.periods.map(() => 0);
    for (const row of rows) if (archive.periodAt[row] >= 0) periods[archive.periodAt[row]] += 1;
    return { ...theme, rows: undefined, posts: rows.length, periods, members: [...theme.members, ...others.flatMap((one) => one.members)] };
  }

  change(action, app) {
    action();
    this.apply();
    app.state.set({ view: "" });
    app.rebuild();
  }

  /** The file with these changes. */
  file() {
    const edits = {
      schema: EDITS_SCHEMA,
      hide_themes: [...this.hiddenThemes],
      hide_keyphrases: [...this.hiddenPhrases],
      merge_themes: [...this.merged].map(([from, into]) => ({ from, into })),
    };
    return new Blob([`${JSON.stringify(edits, null, 2)}\n`], { type: "application/json" });
  }

  /** What can be done with a theme, in its details. */
  themeTools(theme, app) {
    const others = this.archive.themes.filter((other) => other.at !== theme.at);
    const select = h("select", { "aria-label": words.mergeInto }, h("option", { value: "" }, words.mergeInto), others.map((other) => h("option", { value: other.name }, other.name)));
    select.addEventListener("change", () => select.value && this.change(() => {
      // What was merged into this theme goes along.
      for (const [from, into] of this.merged) if (into === theme.name) this.merged.set(from, select.value);
      this.merged.set(theme.name, select.value);
    }, app));
    return [
      h("h4", {}, words.byHand),
      h("p", { class: "buttons no-print" },
        button({ class: "button", onclick: () => this.change(() => this.hiddenThemes.add(theme.name), app) }, words.hideTheme),
        others.length > 0 && this.archive.counts.isThere && select),
    ];
  }

  /** What can be done with a keyphrase, in its details. */
  phraseTools(keyphrase, app) {
    return [
      h("h4", {}, words.byHand),
      h("p", { class: "buttons no-print" }, button({ class: "button", onclick: () => this.change(() => this.hiddenPhrases.add(keyphrase.lemma), app) }, words.hidePhrase)),
    ];
  }

  /** The changes that are made, with buttons to save and to undo them; null without changes. */
  note(app) {
    if (!this.count) return null;
    return h("p", { class: "notice" },
      words.edited(this.hiddenThemes.size, this.merged.size, this.hiddenPhrases.size), " ",
      h("span", { class: "buttons no-print" },
        button({ class: "button", onclick: () => download(this.file(), "glane-edits.json") }, words.saveEdits),
        button({ class: "button", onclick: () => this.change(() => { this.hiddenThemes.clear(); this.hiddenPhrases.clear(); this.merged.clear(); }, app) }, words.undoEdits)));
  }
}
