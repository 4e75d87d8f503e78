// Labels: the tags and categories of the posts, and the proposals of the label audit. Merges are in `merges.js`.

/** Entries of a list that are shown at first. */
const FIRST_ENTRIES = 8;
/** Rows of a table that are printed; the style says the same. */
const PRINTED_ROWS = 40;
/** Rows of the table of labels. */
const MOST_LABELS = 500;

function labelsSection(view, app) {
  const { archive } = view;
  const audit = archive.report.labels;
  if (!audit.labels.length) return null;
  const labelButton = (name) =>
    archive.labels.includes(name) ? button({ class: "plain", onclick: () => app.filterPosts({ label: name }) }, name) : name;
  const columns = [
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
  const names = (list) => chips(list.map((name) => [name, null, () => app.filterPosts({ label: name })]));
  const inView = view.isAll ? undefined : new Map(view.byName((post) => post.labels));
  const column = (title, note, isEmpty, content) =>
    h("div", {}, h("h3", {}, title), h("p", { class: "quiet small" }, isEmpty ? words.nothingToDo : note), content);
  return section(
    "labels", words.labels, words.labelsLead, app,
    !view.isAll && h("p", { class: "notice" }, words.auditOfAll),
    h("p", {}, words.labelled(audit.labels.length, audit.posts_with, audit.posts_without)),
    h("div", { class: "columns" },
      column(words.near, words.nearNote, !audit.merges.length, audit.merges.length > 0 && mergeProposals(audit.merges, labelButton, app)),
      columns.map(([title, note, list, line]) => column(title, note, !list.length, listed(list, line)))),
    audit.rare.length > 0 && fold(words.rare(audit.rare.length), () => [h("p", { class: "quiet small" }, words.rareNote), names(audit.rare)]),
    fold(words.allLabels(audit.labels.length), () => [h("p", { class: "print-only quiet small" }, words.printed(PRINTED_ROWS)),
      table(
        words.labels,
        [words.label, words.posts, inView && words.postsHere, words.keyphrases].filter(Boolean),
        audit.labels.slice(0, MOST_LABELS).map((label) =>
          [labelButton(label.name), label.posts, inView && (inView.get(archive.labels.indexOf(label.name)) ?? 0), label.keyphrases.slice(0, 5).join(", ")].filter((cell) => cell !== undefined)),
        inView ? [1, 2] : [1],
      )]),
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
