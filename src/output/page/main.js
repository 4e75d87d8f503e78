// The page as a whole: masthead, sections and navigation.

function masthead(names) {
  const links = names.map(([id, name]) => h("a", { href: `#${id}` }, name));
  const root = document.documentElement;
  const shade = button(
    {
      class: "button icon no-print", "aria-label": words.shade, title: words.shade,
      onclick: () => {
        const dark = root.dataset.shade ? root.dataset.shade === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
        root.dataset.shade = dark ? "light" : "dark";
      },
    },
    s("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" },
      s("circle", { cx: 10, cy: 10, r: 8, fill: "none", stroke: "currentColor", "stroke-width": 1.6 }),
      s("path", { d: "M10 2a8 8 0 0 1 0 16z", fill: "currentColor" })),
  );
  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        for (const link of links) {
          if (link.hash === `#${entry.target.id}`) link.setAttribute("aria-current", "true");
          else link.removeAttribute("aria-current");
        }
      }
    },
    { rootMargin: "-20% 0px -70% 0px" },
  );
  return {
    element: h("header", { class: "masthead" }, h("div", {}, h("span", { class: "wordmark" }, "Glane"), h("nav", { "aria-label": words.sections }, links), shade)),
    watch: (sections) => sections.forEach((one) => seen.observe(one)),
  };
}

function build() {
  const archive = new Archive();
  const dialog = dialogOf();
  const app = {
    openTheme: (theme) => dialog.open(() => themeDetail(archive, theme, app)),
    openPhrase: (number) => dialog.open(() => phraseDetail(archive, number, app)),
    openPost: (row) => dialog.open(() => postDetail(archive, row, app)),
    filterPosts: (filters) => {
      dialog.close();
      posts.filter(filters);
    },
  };
  const posts = postsSection(archive, app);
  const sections = [
    overview(archive),
    themesSection(archive, app),
    trendsSection(archive, app),
    keyphrasesSection(archive, app),
    keynessSection(archive, app),
    labelsSection(archive, app),
    posts.element,
  ].filter(Boolean);
  const head = masthead(sections.map((one) => [one.id, words[one.id]]));
  dress(document.getElementById("page"), {}, [
    posts.element && h("a", { class: "skip", href: "#posts" }, words.skip),
    head.element,
    h("main", {}, sections, h("p", { class: "quiet small" }, words.made)),
    dialog.element,
  ]);
  head.watch(sections);
  // Milliseconds since the start of navigation; the tests of the page read it.
  performance.measure("glane-ready", { start: 0 });
  document.documentElement.dataset.ready = "true";
  archive.search.prepare();
}

try {
  build();
} catch (error) {
  document.getElementById("page").append(h("main", {}, h("p", { role: "alert" }, words.broken), h("pre", {}, String(error))));
  throw error;
}
