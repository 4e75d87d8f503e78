// Any word or phrase: how many posts have it in each period, and its sentences.

/** Lines of a concordance shown at first, and added each time. */
const FIRST_SENTENCES = 30;
const SUGGESTIONS = 8;

function wordSearchSection(view, app) {
  const { archive } = view;
  const { state } = app;
  if (!archive.posts.length || !document.getElementById("data-words")) return null;
  const result = h("div", { class: "found" });
  const told = h("p", { role: "status", class: "answer" });
  const suggestions = h("datalist", { id: "words-of-archive" });
  const input = h("input", {
    type: "search", list: "words-of-archive", autocomplete: "off", spellcheck: "false", "aria-label": words.wordOrPhrase, placeholder: words.wordExample,
    oninput: settled(() => {
      suggestions.replaceChildren(...archive.lexicon.suggest(input.value, SUGGESTIONS).map((value) => h("option", { value })));
      state.set({ search: input.value.trim() }, { replace: true });
    }, 120),
    onfocus: () => archive.lexicon,
  });

  function update() {
    const query = state.get("search");
    element.classList.toggle("empty", !query);
    if (input.value.trim() !== query) input.value = query;
    const start = performance.now();
    const found = query && archive.lexicon.search(query);
    if (query) performance.measure("glane-count", { start });
    if (!found || found.missing) {
      told.textContent = found ? words.notFound(lists.format(found.missing.map(words.quoted))) : "";
      result.replaceChildren();
      return;
    }
    show(query, found);
  }

  function show(query, found) {
    const [has, among] = [found.rows, found.among].map((rows) => view.countRows(rows));
    const name = words.quoted(query.replace(/^["«“]\s*|\s*["»”]$/g, ""));
    told.textContent = has.posts ? words.foundIn(name, has.posts, among.posts, fineShares.format(has.posts / Math.max(1, among.posts))) : words.notFound(name);
    if (!has.posts) {
      result.replaceChildren();
      return;
    }
    const rows = found.rows.filter((row) => view.mask[row]);
    result.replaceChildren(...[
      growth(view, has.periods, among.periods),
      found.isTextual && h("p", { class: "quiet small" }, words.phraseInTexts(found.among.length, archive.lexicon.posts.length)),
      !archive.lexicon.isWhole && h("p", { class: "quiet small" }, words.indexedPosts(archive.lexicon.posts.length, archive.report.posts.analyzed)),
      view.periods.length > 1 && overTime(name, has.periods, among.periods),
      concordance(rows, found),
    ].flat().filter(Boolean));
  }

  function overTime(name, counts, of) {
    const periods = view.periods.map((period, at) => ({ ...period, posts: of[at], sparse: of[at] < FEW_POSTS }));
    const chart = lineChart(periods, words.shareWith(name));
    chart.show([{ name, counts, of, colour: 0 }]);
    return [
      chart.element,
      h("p", { class: "no-print" }, button({ class: "button", onclick: () => app.goTo("trends", { curves: curvesOf([...(state.get("curves").split("|").filter((key) => key && key !== NO_CURVES)), wordCurve(state.get("search"))].slice(-MOST_LINES)) }) }, words.compareIt)),
      fold(words.asTable, () => table(words.shareWith(name), [words.period, words.postsWithIt, words.posts, words.share],
        periods.map((period, at) => [{ shown: periodName(period.name), value: at }, counts[at], of[at], of[at] ? { shown: fineShares.format(counts[at] / of[at]), value: counts[at] / of[at] } : { shown: "–", value: -1 }]), [1, 2, 3]), { class: "data" }),
    ];
  }

  /** The sentences, aligned at the word; those of posts whose texts the page has. */
  function concordance(rows, { pattern }) {
    const newest = [...rows].sort((a, b) => ((archive.posts[a].day ?? "") < (archive.posts[b].day ?? "") ? 1 : (archive.posts[a].day ?? "") > (archive.posts[b].day ?? "") ? -1 : a - b));
    const withText = newest.filter((row) => archive.hasText(row));
    const lines = concordanceLines(archive, withText, pattern);
    const list = h("ol", { class: "concordance", "aria-label": words.sentencesWithIt });
    const more = button({ class: "button no-print", onclick: () => add(FIRST_SENTENCES) }, words.moreSentences);

    function add(count) {
      for (; count > 0; count--) {
        const { value, done } = lines.next();
        if (done) {
          more.hidden = true;
          return;
        }
        const { post, left, keyword, right } = value;
        list.append(h("li", {},
          h("p", { class: "line" }, h("span", { class: "left" }, h("span", {}, left)), h("mark", {}, keyword), h("span", { class: "right" }, right)),
          button({ class: "plain source", onclick: () => app.openPost(post.row) }, [post.day && dayName(post.day), post.title || words.untitled].filter(Boolean).join(" · "))));
      }
    }

    add(FIRST_SENTENCES);
    const without = rows.length - withText.length;
    return [
      h("h3", { class: "h4" }, words.sentencesWithIt),
      without > 0 && h("p", { class: "quiet small" }, words.textsMissing(without, rows.length)),
      list, more,
      h("p", { class: "no-print" }, button({ class: "plain link", onclick: () => app.filterPosts({ q: state.get("search") }) }, words.seePosts)),
    ];
  }

  const element = section("wordsearch", words.wordsearch, words.wordsearchLead, app, h("div", { class: "field wide" }, input, suggestions), told, result);
  update();
  return { update, element };
}

/** Whether a word grew: its share in the first and in the second half of the periods, in words. */
function growth(view, counts, of) {
  const { periods } = view;
  if (periods.length < 2) return null;
  const all = of.reduce((sum, count) => sum + count, 0);
  // The half is where the posts before and after are most alike in number.
  let [middle, passed, least] = [1, 0, Infinity];
  for (let at = 1; at < periods.length; at++) {
    passed += of[at - 1];
    if (Math.abs(2 * passed - all) < least) [middle, least] = [at, Math.abs(2 * passed - all)];
  }
  const sum = (list, from, to) => list.slice(from, to).reduce((total, count) => total + count, 0);
  const [[a, m], [b, n]] = [[0, middle], [middle, periods.length]].map(([from, to]) => [sum(counts, from, to), sum(of, from, to)]);
  if (!m || !n) return null;
  const pooled = (a + b) / (m + n);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / m + 1 / n));
  // The two-sided test of two shares at one percent.
  const isClear = error > 0 && Math.abs(b / n - a / m) / error > 2.576;
  const part = (count, total) => `${fineShares.format(count / total)} (${numbers.format(count)}/${numbers.format(total)})`;
  return h("p", { class: "growth" }, words.grew(isClear ? Math.sign(b / n - a / m) : 0, periodName(periods[middle].name), part(a, m), part(b, n)));
}
