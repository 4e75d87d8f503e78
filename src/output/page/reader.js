// The dialog: a post with its keyphrases marked, the details of a theme or a keyphrase, or help. What it shows is in the
// address, so that the back button of the browser leads back.

function dialogOf(app) {
  const { state } = app;
  const inside = h("div", { class: "inside" });
  const back = button({ class: "button", onclick: () => history.back() }, `← ${words.back}`);
  const dialog = h(
    "dialog",
    {
      "aria-label": words.readPost,
      onclose: () => {
        inside.replaceChildren();
        state.set({ view: "" });
      },
      // A click outside the dialog closes it.
      onclick: (event) => event.target === dialog && dialog.close(),
    },
    h("header", { class: "no-print" }, back, button({ class: "button", onclick: () => dialog.close() }, words.close, " ×")),
    inside,
  );

  return {
    element: dialog,
    get isOpen() {
      return dialog.open;
    },
    /** Shows what a view of the address names; nothing for an empty one. */
    show(view) {
      const content = view && detailOf(view, app);
      if (!content) {
        if (dialog.open) dialog.close();
        return;
      }
      inside.replaceChildren(...[content].flat(5).filter(Boolean));
      back.hidden = state.depth < 2;
      if (!dialog.open) dialog.showModal();
      dialog.scrollTop = 0;
      const title = inside.querySelector("h2");
      dialog.setAttribute("aria-label", title?.textContent ?? "");
      title?.focus();
    },
  };
}

/** The content for a view: `theme.3`, `phrase.vélo cargo`, `post.` and an id, `help.themes`; undefined for another one. */
function detailOf(view, app) {
  const [, kind, name] = /^(\w+)\.([^]*)$/.exec(view) ?? [];
  const { archive } = app;
  if (kind === "theme" && archive.themeAt(Number(name))) return themeDetail(app.view, archive.themeAt(Number(name)), app);
  if (kind === "phrase" && archive.numbers.has(name)) return phraseDetail(app.view, archive.numbers.get(name), app);
  if (kind === "post" && archive.rowsById.has(name)) return postDetail(archive, archive.rowsById.get(name), app);
  if (kind === "help") return helpDetail(name);
  return undefined;
}

/** The dialog content for a post; the marks of the phrase number `phrase` are highlighted. */
function postDetail(archive, row, app) {
  const post = archive.posts[row];
  const entry = archive.markedTextOf(row);
  const text = entry && h("div", { class: "text" }, marked(archive, entry));
  const themes = archive.themesOf(post);
  const keys = post.phrases.map((number) => {
    const chip = button({ class: "chip", "aria-pressed": "false", onclick: () => choose(number) }, archive.phrases[number]);
    return { number, chip };
  });
  let chosen = null;

  function choose(number) {
    chosen = chosen === number ? null : number;
    for (const { number: other, chip } of keys) chip.setAttribute("aria-pressed", String(other === chosen));
    if (!text) return;
    let first = null;
    for (const mark of text.querySelectorAll("mark")) {
      const on = mark.phrases.includes(chosen);
      mark.classList.toggle("on", on);
      if (on) first ??= mark;
    }
    first?.scrollIntoView({ block: "center" });
  }

  return h(
    "article",
    { class: "reader" },
    h("h2", { tabindex: "-1" }, post.title || words.untitled),
    h("p", { class: "meta" }, metaOf(archive, post)),
    post.url && h("p", { class: "small" }, h("a", { href: post.url, rel: "noopener noreferrer", target: "_blank" }, words.original)),
    themes.length > 0 && [h("h4", {}, words.inThemes), chips(themes.map((theme) => [theme.name, null, () => app.openTheme(theme)]))],
    keys.length > 0 && [
      h("h4", {}, words.itsKeyphrases),
      h("ul", { class: "chips" }, keys.map(({ chip }) => h("li", {}, chip))),
      entry && h("p", { class: "quiet small" }, words.markHelp),
    ],
    !keys.length && post.language !== "fr" && post.language !== "und" && h("p", { class: "quiet" }, words.notFrench(languageName(post.language))),
    text ?? h("p", { class: "quiet" }, words.noText),
    entry?.isCut && h("p", { class: "quiet" }, words.cutText),
  );
}

/** A text with its keyphrases in marks; each mark refers to the phrases at that place. */
function marked(archive, { text, marks }) {
  const edges = [...new Set(marks.flatMap(([, start, end]) => [start, end]))].sort((a, b) => a - b);
  const pieces = [];
  let at = 0;
  let open = [];
  let next = 0;
  for (const edge of edges) {
    if (edge > at) {
      const piece = text.slice(at, edge);
      const phrases = open.map(([phrase]) => phrase);
      if (phrases.length) {
        const mark = h("mark", { title: phrases.map((number) => archive.phrases[number]).join(", ") }, piece);
        mark.phrases = phrases;
        pieces.push(mark);
      } else pieces.push(piece);
      at = edge;
    }
    open = open.filter(([, , end]) => end > edge);
    while (next < marks.length && marks[next][1] === edge) open.push(marks[next++]);
  }
  pieces.push(text.slice(at));
  return pieces;
}
