// Labels: the tags and categories of the posts, and the proposals of the label audit.

/** Entries of a list that are shown at first. */
const FIRST_ENTRIES = 8;
/** Rows of the table of labels. */
const MOST_LABELS = 500;

function labelsSection(archive, app) {
  const audit = archive.report.labels;
  if (!audit.labels.length) return null;
  const labelButton = (name) => {
    const at = archive.labels.indexOf(name);
    return at < 0 ? name : button({ class: "plain", onclick: () => app.filterPosts({ label: String(at) }) }, name);
  };
  const columns = [
    [words.near, words.nearNote, audit.merges, (merge) => [
      h("span", {}, merge.rename.map((name, at) => [at > 0 && ", ", h("s", {}, name)]), " → ", labelButton(merge.keep)),
      h("span", { class: "quiet small" }, words.reasons[merge.reason] ?? merge.reason),
    ]],
    [words.missing, words.missingNote, audit.missing_on_posts, (missing) => {
      const row = archive.rowsById.get(missing.post.id);
      const title = missing.post.title || missing.post.id;
      return [
        h("span", {}, row === undefined ? title : button({ class: "plain", onclick: () => app.openPost(row) }, title),
          h("span", { class: "quiet small note" }, missing.evidence.slice(0, 3).join(", "))),
        h("span", { class: "badge" }, `+ ${missing.label}`),
      ];
    }],
    [words.unlabelled, words.unlabelledNote, audit.missing_labels, (theme) => {
      const found = archive.themeAt(theme.theme);
      return [found ? button({ class: "plain", onclick: () => app.openTheme(found) }, theme.name) : theme.name, h("span", { class: "quiet small figure" }, words.nPosts(theme.posts))];
    }],
  ];
  const names = (list) => chips(list.map((name) => [name, null, () => app.filterPosts({ label: String(archive.labels.indexOf(name)) })]));
  return section(
    "labels", words.labels, words.labelsLead,
    h("p", {}, words.labelled(audit.labels.length, audit.posts_with, audit.posts_without)),
    h("div", { class: "columns" }, columns.map(([title, note, list, line]) =>
      h("div", {},
        h("h3", {}, title),
        h("p", { class: "quiet small" }, list.length ? note : words.nothingToDo),
        listed(list, line)))),
    audit.rare.length > 0 && fold(words.rare(audit.rare.length), () => names(audit.rare)),
    fold(words.allLabels(audit.labels.length), () =>
      table(
        words.labels,
        [words.label, words.posts, words.keyphrases],
        audit.labels.slice(0, MOST_LABELS).map((label) => [labelButton(label.name), numbers.format(label.posts), label.keyphrases.slice(0, 5).join(", ")]),
        [1],
      )),
  );
}

/** A list with a button that shows the remaining entries. */
function listed(entries, line) {
  const items = (part) => part.map((entry) => h("li", {}, line(entry)));
  const list = h("ul", { class: "list" }, items(entries.slice(0, FIRST_ENTRIES)));
  const rest = entries.length - FIRST_ENTRIES;
  if (rest <= 0) return list;
  const more = button({ class: "button", onclick: () => { list.append(...items(entries.slice(FIRST_ENTRIES, FIRST_ENTRIES + 200))); more.remove(); } }, words.showMore(rest));
  return [list, more];
}
