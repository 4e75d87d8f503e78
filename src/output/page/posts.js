// The list of posts: search, theme, keyphrase, order and pages; the filter of the page applies too.

/** Posts per page. */
const PAGE = 25;

function postsSection(archive, app) {
  if (!archive.posts.length) return { element: null, update() {} };
  const { state } = app;
  let view = null;
  let page = 0;
  let found = [];
  let before = "";

  const list = h("ol", { class: "posts" });
  const status = h("p", { role: "status", class: "figure" });
  const chosen = h("div", { class: "chips" });
  const previous = button({ class: "button", onclick: () => turn(-1) }, words.previous);
  const next = button({ class: "button", onclick: () => turn(1) }, words.next);
  const place = h("span", { class: "quiet small figure" });
  const pager = h("nav", { class: "pager", "aria-label": words.pages }, previous, place, next);

  const search = h("input", {
    type: "search", autocomplete: "off",
    oninput: settled(() => state.set({ q: search.value, page: "" }, { replace: true }), 80),
  });
  const choice = (key, options) => h("select", { onchange: (event) => state.set({ [key]: event.target.value, page: "" }) },
    options.map(([value, name]) => h("option", { value }, name)));
  const collator = new Intl.Collator(language);
  const selects = {
    theme: archive.themes.length > 0 && [words.theme, choice("theme", [])],
    sort: [words.sort, choice("sort", Object.entries(words.sorts).map(([value, name]) => [value === "newest" ? "" : value, name]))],
  };

  const tests = {
    theme: (value) => {
      const theme = archive.themeAt(Number(value));
      const rows = new Set(theme ? archive.rowsOfTheme(theme) : []);
      return (post) => rows.has(post.row);
    },
    phrase: (value) => {
      const number = archive.numbers.get(value);
      const rows = new Set(number === undefined ? [] : archive.mentioning(number));
      return (post) => rows.has(post.row);
    },
    q: (value) => {
      const wanted = needles(value);
      return (post) => wanted.every((needle) => archive.search.has(post, needle));
    },
  };
  // Undated posts are last in both directions.
  const dated = (a, b) => (b.day ? 1 : 0) - (a.day ? 1 : 0);
  const orders = {
    newest: (a, b) => dated(a, b) || (a.day === b.day ? a.row - b.row : a.day < b.day ? 1 : -1),
    oldest: (a, b) => dated(a, b) || (a.day === b.day ? a.row - b.row : a.day < b.day ? -1 : 1),
    longest: (a, b) => b.words - a.words || a.row - b.row,
    title: (a, b) => collator.compare(a.title, b.title) || a.row - b.row,
  };

  let offered;

  /** The themes can be edited while the page is open. */
  function offerThemes() {
    if (offered === archive.themes || !selects.theme) return;
    offered = archive.themes;
    selects.theme[1].replaceChildren(h("option", { value: "" }, words.all), ...offered.map((theme) => h("option", { value: theme.at }, theme.name)));
  }

  /** Shows what the filter and the address ask for. */
  function update(now) {
    view = now;
    offerThemes();
    page = Math.max(0, Number(state.get("page")) - 1) || 0;
    find();
    // Matches in titles and keyphrases are shown at once, matches in texts when the texts are indexed.
    if (waits()) archive.search.hurry(() => state.get("q").trim() && find());
  }

  /** Whether the search waits for texts that are not indexed yet. */
  const waits = () => state.get("q").trim() !== "" && !archive.search.isReady;

  function find() {
    const active = Object.entries(tests).filter(([key]) => state.get(key).trim() !== "").map(([key, test]) => test(state.get(key)));
    found = archive.posts.filter((post) => view.mask[post.row] && active.every((test) => test(post))).sort(orders[state.get("sort")] ?? orders.newest);
    if (search.value.trim() !== state.get("q").trim()) search.value = state.get("q");
    for (const [key, one] of Object.entries(selects)) if (one) one[1].value = state.get(key);
    fill();
    list.setAttribute("aria-busy", String(waits()));
    // Said again only when it changes: the status is read aloud.
    const told = words.found(found.length, archive.posts.length) + (waits() ? words.searching : "");
    if (told !== before) status.textContent = before = told;
  }

  function turn(by) {
    state.set({ page: page + by > 0 ? page + by + 1 : "" });
    document.getElementById("posts").scrollIntoView();
    list.querySelector("button")?.focus({ preventScroll: true });
  }

  function fill() {
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    page = Math.min(page, pages - 1);
    const wanted = needles(state.get("q"));
    list.replaceChildren(...found.slice(page * PAGE, (page + 1) * PAGE).map((post) => item(post, wanted)));
    list.start = page * PAGE + 1;
    if (!found.length) list.append(h("li", { class: "quiet" }, words.nothingFound));
    pager.hidden = pages < 2;
    previous.disabled = page === 0;
    next.disabled = page >= pages - 1;
    place.textContent = words.pageOf(page + 1, pages);
    const off = (keys) => state.set(Object.fromEntries([...keys, "page"].map((key) => [key, ""])));
    const phrase = archive.phrases[archive.numbers.get(state.get("phrase"))];
    const any = Object.keys(tests).some((key) => state.get(key).trim() !== "");
    chosen.replaceChildren(
      phrase ? button({ class: "chip", "aria-pressed": "true", "aria-label": words.remove(phrase), onclick: () => off(["phrase"]) }, phrase, " ×") : "",
      any || !view.isAll ? button({ class: "chip no-print", onclick: () => off([...Object.keys(tests), ...FILTER_KEYS]) }, words.clear) : "",
    );
  }

  function item(post, wanted) {
    const excerpt = wanted.length ? excerptOf(archive.textOf(post.row), wanted) : null;
    return h(
      "li",
      {},
      h("h3", {}, button({ class: "plain", onclick: () => app.openPost(post.row) }, highlighted(post.title || post.id || words.untitled, wanted))),
      h("p", { class: "meta" }, metaOf(archive, post)),
      excerpt && h("p", { class: "excerpt" }, excerpt),
      chips(post.phrases.slice(0, 6).map((number) => [archive.phrases[number], null, () => state.set({ phrase: archive.lemmas[number], page: "" })])),
    );
  }

  const lead = words.postsLead(archive.textCount, archive.posts.length);
  return {
    update,
    element: section(
      "posts", words.posts, lead, app,
      h("div", { class: "filters no-print", role: "search" },
        h("label", { class: "wide" }, words.search, search),
        Object.values(selects).filter(Boolean).map(([name, select]) => h("label", {}, name, select))),
      h("div", { class: "status" }, status, chosen),
      list, pager,
      h("p", { class: "print-only quiet small" }, words.printed(PAGE)),
    ),
  };
}

/** The date, author, length and labels of a post in one line. */
function metaOf(archive, post) {
  return [
    post.day && dayName(post.day),
    post.author != null && archive.authors[post.author],
    post.words > 0 && words.nWords(post.words),
    post.language !== "fr" && languageName(post.language),
    post.labels.map((label) => archive.labels[label]).join(", "),
  ].filter(Boolean).join(" · ");
}
