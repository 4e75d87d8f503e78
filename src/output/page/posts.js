// The list of posts: search, filters and pagination.

/** Posts per page. */
const PAGE = 25;

function postsSection(archive, app) {
  if (!archive.posts.length) return { element: null, filter() {} };
  const nothing = { query: "", theme: "", phrase: null, label: "", author: "", period: "", sort: "newest" };
  let filters = { ...nothing };
  let page = 0;
  let found = [];

  const list = h("ol", { class: "posts" });
  const status = h("p", { role: "status", class: "figure" });
  const chosen = h("div", { class: "chips" });
  const previous = button({ class: "button", onclick: () => turn(-1) }, words.previous);
  const next = button({ class: "button", onclick: () => turn(1) }, words.next);
  const place = h("span", { class: "quiet small figure" });
  const pager = h("nav", { class: "pager", "aria-label": words.pages }, previous, place, next);

  const search = h("input", {
    type: "search", autocomplete: "off",
    oninput: settled(() => apply({ query: search.value }), 80),
  });
  const choice = (key, options) => h("select", { onchange: (event) => apply({ [key]: event.target.value }) },
    options.map(([value, name]) => h("option", { value }, name)));
  const all = (name) => ["", name];
  const collator = new Intl.Collator(language);
  const alphabetic = (names) => names.map((name, at) => [String(at), name]).sort((a, b) => collator.compare(a[1], b[1]));
  const undated = archive.posts.some((post) => archive.periodOf(post.day) === undefined);
  const selects = {
    theme: archive.themes.length > 0 && [words.theme, choice("theme", [all(words.all), ...archive.themes.map((theme) => [String(theme.at), theme.name])])],
    label: archive.labels.length > 0 && [words.label, choice("label", [all(words.allF), ...alphabetic(archive.labels)])],
    author: archive.authors.length > 1 && [words.author, choice("author", [all(words.all), ...alphabetic(archive.authors)])],
    period: archive.periods.length > 1 && [words.period, choice("period", [
      all(words.allF),
      ...archive.periods.map((period, at) => [String(at), `${periodName(period.name)} (${numbers.format(period.posts)})`]),
      ...(undated ? [["none", words.without]] : []),
    ])],
    sort: [words.sort, choice("sort", Object.entries(words.sorts))],
  };

  const tests = {
    theme: (value) => {
      const rows = new Set(archive.rowsOfTheme(archive.themeAt(Number(value))));
      return (post) => rows.has(post.row);
    },
    phrase: (value) => (post) => post.phrases.includes(value),
    label: (value) => (post) => post.labels.includes(Number(value)),
    author: (value) => (post) => post.author === Number(value),
    period: (value) => (post) => archive.periodOf(post.day) === (value === "none" ? undefined : Number(value)),
    query: (value) => {
      const wanted = needles(value);
      return (post) => wanted.every((needle) => placeOf(archive.search.of(post), needle, 0) >= 0);
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

  function apply(changes, quietly) {
    filters = { ...filters, ...changes };
    page = 0;
    find(quietly);
    // Matches in titles and keyphrases are shown at once, matches in texts when the texts are indexed.
    if (waits()) archive.search.hurry(() => filters.query.trim() && find());
  }

  /** Whether the search waits for texts that are not indexed yet. */
  const waits = () => filters.query.trim() !== "" && !archive.search.isReady;

  function find(quietly) {
    const active = Object.entries(tests)
      .filter(([key]) => (key === "query" ? filters.query.trim() : filters[key] !== "" && filters[key] !== null))
      .map(([key, test]) => test(filters[key]));
    found = archive.posts.filter((post) => active.every((test) => test(post))).sort(orders[filters.sort]);
    if (search.value !== filters.query) search.value = filters.query;
    for (const [key, one] of Object.entries(selects)) if (one) one[1].value = filters[key];
    fill();
    list.setAttribute("aria-busy", String(waits()));
    if (!quietly) status.textContent = words.found(found.length, archive.posts.length) + (waits() ? words.searching : "");
  }

  function turn(by) {
    page += by;
    fill();
    document.getElementById("posts").scrollIntoView();
    list.querySelector("button")?.focus({ preventScroll: true });
  }

  function fill() {
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    const wanted = needles(filters.query);
    list.replaceChildren(...found.slice(page * PAGE, (page + 1) * PAGE).map((post) => item(post, wanted)));
    list.start = page * PAGE + 1;
    if (!found.length) list.append(h("li", { class: "quiet" }, words.nothingFound));
    pager.hidden = pages < 2;
    previous.disabled = page === 0;
    next.disabled = page >= pages - 1;
    place.textContent = words.pageOf(page + 1, pages);
    const any = Object.keys(tests).some((key) => filters[key] !== "" && filters[key] !== null);
    chosen.replaceChildren(
      filters.phrase !== null
        ? button({ class: "chip", "aria-pressed": "true", "aria-label": words.remove(archive.phrases[filters.phrase]), onclick: () => apply({ phrase: null }) },
            archive.phrases[filters.phrase], " ×")
        : "",
      any ? button({ class: "chip", onclick: () => apply({ ...nothing, sort: filters.sort }) }, words.clear) : "",
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
      chips(post.phrases.slice(0, 6).map((number) => [archive.phrases[number], null, () => apply({ phrase: number })])),
    );
  }

  const lead = words.postsLead(archive.textCount, archive.posts.length);
  const element = section(
    "posts", words.posts, lead,
    h("div", { class: "filters", role: "search" },
      h("label", { class: "wide" }, words.search, search),
      Object.values(selects).filter(Boolean).map(([name, select]) => h("label", {}, name, select))),
    h("div", { class: "status" }, status, chosen),
    list, pager,
  );
  apply({}, true);
  status.textContent = words.found(found.length, archive.posts.length);
  return {
    element,
    /** Shows exactly the posts that match these filters. */
    filter(changes) {
      apply({ ...nothing, sort: filters.sort, ...changes });
      element.scrollIntoView();
      document.getElementById("posts-title").focus({ preventScroll: true });
    },
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
