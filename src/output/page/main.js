// The page as a whole: its sections, which follow the filter, and its state, which is in the address.

/** The sections in order; one that makes null is left out. `posts` stays and is updated. */
const SECTIONS = { overview, themes: themesSection, trends: trendsSection, wordsearch: wordSearchSection, keyphrases: keyphrasesSection, keyness: keynessSection, labels: labelsSection };

function build() {
  const archive = new Archive();
  const state = new State();
  const app = {
    archive, state,
    /** What sections remember while the filter changes. */
    memory: new Map(),
    edits: new Edits(archive),
    open: (view) => state.set({ view }, { depth: dialog.isOpen ? state.depth + 1 : 1 }),
    openTheme: (theme) => app.open(`theme.${theme.at}`),
    openPhrase: (number) => app.open(`phrase.${archive.lemmas[number]}`),
    openPost: (row) => app.open(`post.${archive.posts[row].id}`),
    openHelp: (id) => app.open(`help.${id}`),
    filterPosts: (filters) => app.goTo("posts", { view: "", theme: "", phrase: "", q: "", page: "", ...filters }),
    goTo(id, changes = {}) {
      state.set({ ...changes, section: id });
      reveal(id);
    },
    rebuild: () => show(),
  };
  const main = h("main");
  const dialog = dialogOf(app);
  const filters = filterBar(archive, app);
  const posts = postsSection(archive, app);
  const foot = footer(archive, app);
  let parts = {};

  /** Makes the sections for the filter of the address, and keeps the place of the reader. */
  function show() {
    const view = new View(archive, Selection.of(archive, state));
    app.view = view;
    const held = [...main.querySelectorAll("section")].find((one) => one.getBoundingClientRect().bottom > innerHeight / 4);
    const top = held?.getBoundingClientRect().top;
    parts = Object.fromEntries(Object.entries(SECTIONS).map(([id, make]) => [id, make(view, app)]).filter(([, part]) => part));
    const elements = Object.values(parts).map((part) => part.element ?? part);
    main.replaceChildren(...[...elements, posts.element, foot].filter(Boolean));
    posts.update(view);
    filters.show(view);
    head?.watch([...elements, posts.element].filter(Boolean));
    const again = held && document.getElementById(held.id);
    if (again) scrollBy({ top: again.getBoundingClientRect().top - Math.max(top, again.getBoundingClientRect().height * -0.5), behavior: "instant" });
  }

  function reveal(id, behavior = "auto") {
    const section = document.getElementById(id);
    section?.scrollIntoView({ behavior });
    document.getElementById(`${id}-title`)?.focus({ preventScroll: true });
  }

  let head;
  show();
  head = masthead([...main.querySelectorAll("section")].map(({ id }) => [id, words[id]]), app, filters.element);
  dress(document.getElementById("page"), {}, [
    posts.element && h("a", { class: "skip", href: "#posts", onclick: (event) => { event.preventDefault(); reveal("posts"); } }, words.skip),
    head.element, main, dialog.element,
  ]);
  head.watch([...main.querySelectorAll("section")]);
  const opens = () => dialog.show(state.get("view"));
  state.listen((changed, isArrival) => {
    const has = (...keys) => keys.some((key) => changed.has(key));
    if (has(...FILTER_KEYS)) show();
    else {
      if (has("theme", "phrase", "q", "sort", "page")) posts.update(app.view);
      if (has("curves", "unit", "smooth")) parts.trends?.update();
      if (has("search")) parts.wordsearch?.update();
      if (has("group")) parts.keyness?.update();
    }
    if (has("view", ...FILTER_KEYS)) opens();
    if (isArrival && has("section") && state.get("section") && !state.get("view")) reveal(state.get("section"));
  });
  addEventListener("beforeprint", () => prepareForPrint());
  opens();
  // A reload keeps the place by itself. Charts are drawn in the first frame.
  const isReload = performance.getEntriesByType("navigation")[0]?.type === "reload";
  if (state.get("section") && !state.get("view") && !isReload) requestAnimationFrame(() => requestAnimationFrame(() => reveal(state.get("section"), "instant")));
  // Milliseconds since the start of navigation; the tests of the page read it.
  performance.measure("glane-ready", { start: 0 });
  document.documentElement.dataset.ready = "true";
  archive.search.prepare();
}

/** The foot: dates of the archive, and what made the page. */
function footer(archive, app) {
  const { report, about } = archive;
  return h("footer", { class: "foot quiet small" },
    h("p", {}, words.made(about.version), report.first ? ` ${words.archiveSpan(dayName(report.first), dayName(report.last))}` : ""),
    h("p", { class: "no-print" }, button({ class: "plain link", onclick: () => app.openHelp("") }, words.howToRead)));
}

/** On paper nothing can be opened: what is folded is shown, but for the data of charts. */
function prepareForPrint() {
  for (const details of document.querySelectorAll("main details:not(.data):not([open])")) {
    details.build?.();
    details.open = true;
    addEventListener("afterprint", () => { details.open = false; }, { once: true });
  }
}

try {
  build();
} catch (error) {
  document.getElementById("page").append(h("main", {}, h("p", { role: "alert" }, words.broken), h("pre", {}, String(error))));
  throw error;
}
