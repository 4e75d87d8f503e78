// The line chart: shares or counts over periods, with a cursor that pointer and arrow keys move.

/** The format of shares that shows each of these values as it is. */
function formatOfShares(values) {
  const digits = [0, 1, 2, 3].find((digits) => values.every((value) => Math.abs(value * 100 * 10 ** digits - Math.round(value * 100 * 10 ** digits)) < 1e-6)) ?? 3;
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: digits });
}

/** Dashes a line, the `at`th of `count` lines that lie on each other, so that each shows where the others do not. */
function dashed(path, at, count) {
  if (count < 2) return path;
  path.style.strokeDasharray = `9 ${9 * (count - 1)}`;
  path.style.strokeDashoffset = String(-9 * at);
  return path;
}

/**
 * Lines over periods. `series` are `{ name, counts, colour }`, and `of` the posts of each period if they are not those of
 * `periods`. The options are `{ unit: "share" | "count", smooth }`; `smooth` shows the mean of a period and its neighbours.
 */
function lineChart(periods, name) {
  const figure = h("div", { class: "chart lines" });
  const announcement = h("p", { class: "unseen", "aria-live": "polite" });
  const tooltip = h("div", { class: "tooltip", hidden: true });
  let series = [];
  let options = { unit: "share", smooth: false };
  let width = 0;
  let cursor = -1;
  let geometry;

  const among = (line, at) => (line.of ?? periods.map((period) => period.posts))[at];
  // Shares of a few posts jump between extremes: lines run over sparse periods, whose points are faint.
  const someAreDense = periods.some((period) => !period.sparse);
  const isOut = (at) => options.unit === "share" && someAreDense && periods[at].sparse;
  const isOnLine = (line, at) => line.values[at] !== null && !isOut(at);

  function valuesOf(line) {
    const single = options.unit === "count" ? line.counts : line.counts.map((count, at) => (among(line, at) ? count / among(line, at) : null));
    if (!options.smooth) return single;
    return single.map((value, at) => {
      if (value === null) return null;
      const near = [at - 1, at, at + 1].filter((other) => other in single && single[other] !== null && !isOut(other));
      if (!near.length) return value;
      const sum = (list) => near.reduce((total, other) => total + list[other], 0);
      if (options.unit === "count") return sum(line.counts) / near.length;
      return sum(line.counts) / near.reduce((total, other) => total + among(line, other), 0);
    });
  }

  const told = (line, at) => {
    const count = `${numbers.format(line.counts[at])}/${numbers.format(among(line, at))}`;
    if (!among(line, at)) return "–";
    return options.unit === "count" ? numbers.format(line.counts[at]) : `${fineShares.format(line.counts[at] / among(line, at))} (${count})`;
  };

  function draw() {
    if (!width) return;
    for (const line of series) line.values = valuesOf(line);
    const wide = width > 620;
    const [height, left, right, top, bottom] = [wide ? 340 : 260, 52, wide ? 34 + 7.2 * Math.max(8, ...series.map((line) => Math.min(23, line.name.length))) : 12, 12, 26];
    const most = Math.max(options.unit === "count" ? 1 : 0.02, ...series.flatMap((line) => line.values.map((value) => value ?? 0)));
    const steps = ticks(most, 5, options.unit === "count");
    const format = options.unit === "count" ? numbers : formatOfShares(steps);
    const x = (at) => left + (periods.length > 1 ? (at * (width - left - right)) / (periods.length - 1) : (width - left - right) / 2);
    const y = (value) => top + (height - top - bottom) * (1 - value / steps.at(-1));
    geometry = { x, top };
    const nth = everyNth(periods.length, width - left - right, periods[0]?.name.length > 4 ? 80 : 46);
    const ends = apart(
      series.map((line) => {
        const last = periods.findLastIndex((_, at) => isOnLine(line, at));
        return { line, y: y(last < 0 ? 0 : line.values[last]), x: x(Math.max(0, last)) };
      }),
      16, top + 6, height - bottom,
    );
    const path = (line) => {
      let pen = "M";
      return line.values.map((value, at) => {
        if (!isOnLine(line, at)) return "";
        const point = `${pen}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
        pen = "L";
        return point;
      }).join("");
    };
    const paths = series.map(path);
    const same = (at) => paths.map((other, index) => [other, index]).filter(([other]) => other === paths[at]).map(([, index]) => index);
    const svg = s(
      "svg",
      {
        width, height, viewBox: `0 0 ${width} ${height}`, tabindex: "0", role: "img",
        "aria-label": `${name}. ${words.chartHelp}`,
        onpointermove: (event) => point(Math.round(((event.clientX - svg.getBoundingClientRect().left - left) / Math.max(1, width - left - right)) * (periods.length - 1))),
        onpointerleave: () => point(-1),
        onblur: () => point(-1),
        onkeydown: (event) => {
          const moves = { ArrowLeft: cursor < 0 ? periods.length - 1 : cursor - 1, ArrowRight: cursor + 1, Home: 0, End: periods.length - 1, Escape: -1 };
          if (!(event.key in moves)) return;
          event.preventDefault();
          point(moves[event.key] < 0 && event.key !== "Escape" ? 0 : moves[event.key], true);
        },
      },
      steps.map((value) => [
        s("line", { class: "axis", x1: left, x2: width - right, y1: y(value), y2: y(value) }),
        s("text", { class: "tick", x: left - 8, y: y(value) + 4, "text-anchor": "end" }, format.format(value)),
      ]),
      periods.map((period, at) =>
        at % nth === 0 && s("text", { class: "tick", x: x(at), y: height - 6, "text-anchor": "middle" }, `${periodName(period.name, true)}${period.sparse ? " *" : ""}`)),
      s("line", { class: "cursor", y1: top, y2: height - bottom, visibility: "hidden" }),
      series.map((line, at) => {
        const shared = same(at);
        return s("g", { class: "of-line", "data-line": line.name, onpointerenter: () => dim(line.name), onpointerleave: () => dim() },
          dashed(s("path", { class: `line s${line.colour}${shared.length > 1 ? " shared" : ""}`, d: paths[at] }), shared.indexOf(at), shared.length),
          periods.length <= 40 &&
            line.values.map((value, index) => value !== null &&
              s("circle", { class: `f${line.colour}${isOnLine(line, index) ? "" : " sparse"}`, r: periods.length > 20 ? 2.2 : 3, cx: x(index).toFixed(1), cy: y(value).toFixed(1) })),
          wide && s("text", { class: `end f${line.colour}`, x: ends.find((end) => end.line === line).x + 10, y: ends.find((end) => end.line === line).y + 4 }, shortened(line.name, 23)));
      }),
    );
    figure.replaceChildren(svg, tooltip, announcement);
    point(-1);
  }

  /** Dims all lines but one, or none. */
  function dim(name) {
    for (const group of figure.querySelectorAll(".of-line")) group.classList.toggle("dim", name !== undefined && group.dataset.line !== name);
  }

  function point(at, announce = false) {
    cursor = Math.max(-1, Math.min(at, periods.length - 1));
    const line = figure.querySelector(".cursor");
    line?.setAttribute("visibility", cursor < 0 ? "hidden" : "visible");
    tooltip.hidden = cursor < 0 || !series.length;
    if (cursor < 0 || !line) return;
    const x = geometry.x(cursor);
    line.setAttribute("x1", x);
    line.setAttribute("x2", x);
    const shown = [...series].sort((a, b) => b.counts[cursor] - a.counts[cursor]);
    const few = periods[cursor].sparse ? ` (${words.fewPosts})` : "";
    const title = `${periodName(periods[cursor].name)} · ${words.nPosts(periods[cursor].posts)}${few}`;
    tooltip.replaceChildren(
      h("p", { class: "title" }, title),
      ...shown.map((one) => h("p", {}, h("span", {}, one.name), h("span", { class: "figure" }, told(one, cursor)))),
    );
    const room = width - x > tooltip.offsetWidth + 24;
    tooltip.style.left = `${room ? x + 12 : Math.max(0, x - 12 - tooltip.offsetWidth)}px`;
    tooltip.style.top = `${geometry.top}px`;
    if (announce) announcement.textContent = `${title}. ${shown.map((one) => `${one.name} ${told(one, cursor)}`).join(", ")}`;
  }

  onWidth(figure, (now) => {
    width = now;
    draw();
  });
  return {
    element: exportable(figure, name, () => [
      [words.period, words.posts, ...series.map((line) => line.name)],
      ...periods.map((period, at) => [period.name, series[0]?.of?.[at] ?? period.posts, ...series.map((line) => line.counts[at])]),
    ], () => (periods.some((period) => period.sparse) ? words.fewNote : "")),
    dim,
    show(lines, changes = {}) {
      series = lines.map((line) => ({ ...line }));
      options = { ...options, ...changes };
      draw();
    },
  };
}
