// The top of the page: the sections, how to read the page, light or dark, and the filter.

function masthead(names, app, filters) {
  const nav = h("nav", { "aria-label": words.sections });
  const links = names.map(([id, name]) => h("a", {
    href: `#${id}`,
    onclick: (event) => {
      event.preventDefault();
      app.goTo(id);
    },
  }, name));
  nav.append(...links);
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
  const help = button({ class: "button icon no-print", "aria-label": words.howToRead, title: words.howToRead, onclick: () => app.openHelp("") }, "?");
  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) if (entry.isIntersecting) mark(entry.target.id);
    },
    { rootMargin: "-20% 0px -70% 0px" },
  );

  function mark(id) {
    for (const link of links) {
      if (link.hash !== `#${id}`) {
        link.removeAttribute("aria-current");
        continue;
      }
      link.setAttribute("aria-current", "true");
      // On a phone the link may be out of sight.
      nav.scrollLeft = link.offsetLeft - nav.offsetLeft - (nav.clientWidth - link.clientWidth) / 2;
    }
  }

  return {
    element: h("header", { class: "masthead" }, h("div", { class: "bar" }, h("span", { class: "wordmark" }, "Glane"), nav, help, shade), filters),
    watch: (sections) => sections.forEach((one) => seen.observe(one)),
  };
}
