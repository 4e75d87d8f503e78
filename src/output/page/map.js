// The map of themes: one circle per theme, with an area proportional to its posts, near the themes with which it
// shares posts. A deterministic force simulation that starts from a spiral computes the layout.

/** Places `nodes` (`{ radius, reach }`) in a box; `links` are `{ from, to, weight }`, weights 0..=1. */
function arrange(nodes, links, width, height) {
  const turn = Math.PI * (3 - Math.sqrt(5));
  nodes.forEach((node, at) => {
    const distance = 0.42 * Math.sqrt((at + 0.3) / nodes.length);
    node.x = width * (0.5 + distance * Math.cos(at * turn));
    node.y = height * (0.5 + distance * Math.sin(at * turn));
  });
  const rounds = 500;
  for (let round = 0; round < rounds; round++) {
    const heat = 1 - round / rounds;
    for (const { from, to, weight } of links) {
      const [one, other] = [nodes[from], nodes[to]];
      const [dx, dy] = [other.x - one.x, other.y - one.y];
      const distance = Math.hypot(dx, dy) || 1;
      const pull = ((distance - one.reach - other.reach - 10) / distance) * 0.06 * weight * heat;
      one.x += dx * pull;
      one.y += dy * pull;
      other.x -= dx * pull;
      other.y -= dy * pull;
    }
    for (const node of nodes) {
      node.x += (width / 2 - node.x) * 0.002 * heat;
      node.y += (height / 2 - node.y) * 0.004 * heat;
    }
    for (let one = 0; one < nodes.length; one++) {
      for (let other = one + 1; other < nodes.length; other++) {
        const [a, b] = [nodes[one], nodes[other]];
        const [dx, dy] = [b.x - a.x || 0.01, b.y - a.y || 0.01];
        const distance = Math.hypot(dx, dy);
        const overlap = a.reach + b.reach + 8 - distance;
        if (overlap <= 0) continue;
        const push = (overlap / distance) * 0.5;
        a.x -= dx * push;
        a.y -= dy * push;
        b.x += dx * push;
        b.y += dy * push;
      }
    }
    for (const node of nodes) {
      node.x = Math.min(Math.max(node.x, node.reach + 6), width - node.reach - 6);
      node.y = Math.min(Math.max(node.y, node.radius + 6), height - node.radius - 6);
    }
  }
}

/** Spreads nodes horizontally until they fill the width; this creates no overlap. */
function stretch(nodes, width) {
  const left = Math.min(...nodes.map((node) => node.x - node.reach));
  const right = Math.max(...nodes.map((node) => node.x + node.reach));
  const middle = (left + right) / 2;
  const factors = nodes.map((node) => (width / 2 - node.reach - 8) / Math.max(1, Math.abs(node.x - middle)));
  const factor = Math.max(1, Math.min(2, ...factors));
  for (const node of nodes) node.x = width / 2 + (node.x - middle) * factor;
}

/** The map of themes; `open(theme)` is called when a theme is activated. */
function themeMap(themes, open) {
  const place = h("div", { class: "map" });
  return onWidth(place, (width) => {
    const wide = width > 640;
    const shown = themes.slice(0, wide ? 30 : 14);
    const size = wide ? 13 : 12;
    const most = Math.max(...shown.map((theme) => theme.posts));
    const height = Math.round(Math.min(Math.max(shown.length * (wide ? 22 : 42), wide ? 320 : 280), 640));
    // The circles cover a third of the map together.
    const weights = shown.reduce((sum, theme) => sum + theme.posts / most, 0);
    const largest = Math.min(Math.sqrt((0.34 * width * height) / (Math.PI * weights)), height / 4.2, width / 4.2);
    const nodes = shown.map((theme) => {
      const lines = wrapped(theme.name, wide ? 13 : 11);
      const longest = Math.max(...lines.map((line) => line.length)) * size * 0.27;
      const radius = Math.max(largest * Math.sqrt(theme.posts / most), wide ? 24 : 20);
      return { theme, lines, radius, reach: Math.max(radius, longest + 3, (lines.length + 1) * size * 0.62) };
    });
    const links = [];
    shown.forEach((theme, from) => {
      for (const near of theme.neighbours.slice(0, 3)) {
        const to = shown.findIndex((other) => other.at === near.theme);
        const isNew = !links.some((link) => (link.from === from && link.to === to) || (link.from === to && link.to === from));
        if (to >= 0 && isNew) links.push({ from, to, weight: Math.max(0.05, near.association) });
      }
    });
    arrange(nodes, links, width, height);
    stretch(nodes, width);
    const top = Math.min(...nodes.map((node) => node.y - node.radius)) - 12;
    const bottom = Math.max(...nodes.map((node) => node.y + node.radius)) + 12;
    const light = (at) => {
      const near = new Set(links.filter((link) => link.from === at || link.to === at).flatMap((link) => [link.from, link.to]));
      groups.forEach((group, other) => group.classList.toggle("dim", at >= 0 && other !== at && !near.has(other)));
    };
    const groups = nodes.map(({ theme, lines, radius, x, y }, at) => {
      const act = (event) => {
        if (event.type === "click" || event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          open(theme);
        }
      };
      const first = y - ((lines.length - 1) * size * 1.15) / 2 + size * 0.35 - 7;
      return s(
        "g",
        {
          role: "button", tabindex: "0", "aria-label": `${theme.name}, ${words.nPosts(theme.posts)}`,
          onclick: act, onkeydown: act, onpointerenter: () => light(at), onpointerleave: () => light(-1), onfocus: () => light(at), onblur: () => light(-1),
        },
        s("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: radius.toFixed(1) }),
        lines.map((line, row) => s("text", { x: x.toFixed(1), y: (first + row * size * 1.15).toFixed(1), "font-size": size }, line)),
        s("text", { class: "count", x: x.toFixed(1), y: (first + lines.length * size * 1.15 + 1).toFixed(1), "font-size": size - 1 }, numbers.format(theme.posts)),
      );
    });
    place.replaceChildren(
      s(
        "svg",
        { width, height: bottom - top, viewBox: `0 ${top} ${width} ${bottom - top}`, role: "group", "aria-label": words.mapOfThemes },
        links.map(({ from, to, weight }) =>
          s("line", {
            class: "link",
            x1: nodes[from].x.toFixed(1), y1: nodes[from].y.toFixed(1), x2: nodes[to].x.toFixed(1), y2: nodes[to].y.toFixed(1),
            "stroke-width": (0.75 + 5 * weight).toFixed(2),
          })),
        groups,
      ),
    );
  });
}
