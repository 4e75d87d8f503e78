// The summary in sentences, from the figures alone. Each sentence opens the chart of what it says.

/** Years that are told at first, and themes and movements at most. */
const FIRST_YEARS = 6;
const THEMES_OF_YEAR = 3;
const MOVEMENTS_OF_KIND = 2;

/** The sentences as a list; null if there is nothing to say. */
function story(view, app) {
  const said = (sentence) => h("li", {}, button({ class: "plain sentence", onclick: () => app.goTo("trends", { curves: curvesOf(sentence.curves) }) }, sentence.text));
  const years = sentencesOfYears(view);
  const moved = view.isAll ? sentencesOfMovements(view.archive) : [];
  const who = sentenceOfAuthors(view);
  if (!years.length && !moved.length && !who) return null;
  return h("div", { class: "story" },
    h("h2", { class: "h4" }, words.inShort),
    h("ul", {},
      years.slice(0, FIRST_YEARS).map(said), moved.map(said),
      who && h("li", {}, button({ class: "plain sentence", onclick: () => document.getElementById("authors")?.scrollIntoView({ block: "center" }) }, who))),
    years.length > FIRST_YEARS && fold(words.earlierYears(years.length - FIRST_YEARS), () => h("ul", {}, years.slice(FIRST_YEARS).map(said))));
}

/** What is most written about in each year, the latest first; of all posts where no year has enough. */
function sentencesOfYears(view) {
  const years = new Map(); // year -> the numbers of its periods
  view.periods.forEach((period, at) => {
    const year = /^-?\d+/.exec(period.name)[0];
    years.set(year, [...(years.get(year) ?? []), at]);
  });
  const sum = (counts, list) => list.reduce((total, at) => total + counts[at], 0);
  const told = [...years].reverse().map(([year, list]) => {
    const posts = list.reduce((total, at) => total + view.periods[at].posts, 0);
    const top = heaviest(view.themes.map((theme) => [theme, sum(theme.periods, list)]));
    return posts >= FEW_POSTS && top.length > 0 && sentence(words.inPeriod(nameOfPeriods(view, year, list), posts), top);
  }).filter(Boolean);
  if (told.length || !view.count) return told;
  const top = heaviest(view.themes.map((theme) => [theme, theme.posts]));
  return top.length ? [sentence(words.inAll(view.count), top)] : [];
}

/** A year, or those of its periods that are shown. */
function nameOfPeriods(view, year, list) {
  const isOf = (period) => /^-?\d+/.exec(period.name)[0] === year;
  if (list.length === view.archive.periods.filter(isOf).length) return words.during(year);
  const [first, last] = [list[0], list.at(-1)].map((at) => view.periods[at].name);
  return first === last ? words.during(first) : words.fromTo(periodName(first), periodName(last));
}

const heaviest = (themes) => themes.filter(([, posts]) => posts > 0).sort((a, b) => b[1] - a[1] || a[0].at - b[0].at).slice(0, THEMES_OF_YEAR);

const sentence = (start, top) => ({
  text: words.mostlyAbout(start, lists.format(top.map(([theme, posts], at) => words.aboutTheme(theme.name, at ? numbers.format(posts) : words.nPosts(posts), at)))),
  curves: top.map(([theme]) => themeCurve(theme)),
});

/** The clearest movements of each kind. */
function sentencesOfMovements(archive) {
  const { movements } = archive;
  return ["new", "rising", "falling", "burst"].flatMap((kind) =>
    movements.filter((movement) => movement.kind === kind)
      .sort((a, b) => a.p_value - b.p_value)
      .slice(0, MOVEMENTS_OF_KIND)
      .map((movement) => {
        const theme = movement.subject === "theme" ? archive.themeAt(movement.index) : undefined;
        const name = theme ? words.theTheme(movement.name) : words.quoted(movement.name);
        const [before, after] = [movement.share_before, movement.share_after].map((share) => fineShares.format(share));
        const since = movement.since && periodName(movement.since);
        const until = movement.until && movement.until !== movement.since ? periodName(movement.until) : null;
        return { text: words.moved[kind](name, before, after, since, until), curves: [theme ? themeCurve(theme) : wordCurve(movement.name)] };
      }));
}

function sentenceOfAuthors(view) {
  const authors = view.byName((post) => (post.author == null ? [] : [post.author]));
  if (authors.length < 2) return null;
  const named = authors.slice(0, 3).map(([number, posts], at) => `${view.archive.authors[number]} (${at ? numbers.format(posts) : words.nPosts(posts)})`);
  return words.whoWrites(authors.length, lists.format(named));
}
