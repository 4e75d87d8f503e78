// Charts as SVG: bars and lines over time. Their input is counts and names, not posts; the same data and
// width give the same chart.

/** A small bar chart of counts; `faint` when only its shape matters. */
function sparkline(counts, name) {
  const most = Math.max(1, ...counts);
  const step = 100 / Math.max(1, counts.length);
  const gap = Math.min(1, step * 0.18);
  const row = s(
    "svg",
    { class: "spark", viewBox: "0 0 100 20", preserveAspectRatio: "none", role: "img", "aria-label": name },
    counts.map((count, at) => {
      const height = count ? Math.max(1.2, (20 * count) / most) : 0.5;
      return s("rect", {
        class: count ? "bar" : "bar faint",
        x: (at * step + gap / 2).toFixed(2),
        y: (20 - height).toFixed(2),
        width: (step - gap).toFixed(2),
        height: height.toFixed(2),
      });
    }),
  );
  // Keeps a few bars narrow.
  row.style.maxWidth = `${counts.length * 1.5}rem`;
  return row;
}

/** The step at which names are shown, so that each has `room` pixels. */
const everyNth = (count, width, room) => Math.max(1, Math.ceil((count * room) / Math.max(1, width)));

/** Round tick values of an axis from 0 to at least `most`; at most `many` steps. */
function ticks(most, many, whole) {
  const rough = most / many;
  const power = 10 ** Math.floor(Math.log10(rough));
  let step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough);
  if (whole) step = Math.max(1, Math.ceil(step));
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}

/** A bar chart of counts by period with axes, as wide as its container. */
function histogram(periods, name) {
  const place = h("div", { class: "chart histogram" });
  return onWidth(place, (width) => {
    const [height, left, bottom, top] = [132, 34, 22, 8];
    const most = Math.max(1, ...periods.map((period) => period.posts));
    const steps = ticks(most, 3, true);
    const y = (count) => top + (height - top - bottom) * (1 - count / steps.at(-1));
    const step = (width - left) / periods.length;
    const bar = Math.max(1, Math.min(step - Math.min(3, step * 0.2), 56));
    const nth = everyNth(periods.length, width - left, periods[0]?.name.length > 4 ? 76 : 44);
    place.replaceChildren(
      s(
        "svg",
        { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": name },
        steps.map((count) => [
          s("line", { class: "axis", x1: left, x2: width, y1: y(count), y2: y(count) }),
          s("text", { class: "tick", x: left - 8, y: y(count) + 4, "text-anchor": "end" }, numbers.format(count)),
        ]),
        periods.map((period, at) => [
          s(
            "rect",
            { class: "bar", x: left + (at + 0.5) * step - bar / 2, width: bar, y: y(period.posts), height: y(0) - y(period.posts), rx: Math.min(2, bar / 4) },
            s("title", {}, `${periodName(period.name)}${colon}${words.nPosts(period.posts)}`),
          ),
          at % nth === 0 &&
            s("text", { class: "tick", x: left + (at + 0.5) * step, y: height - 5, "text-anchor": "middle" }, periodName(period.name, true)),
        ]),
      ),
    );
  });
}

/** Moves the labels at the ends of lines apart so that they do not overlap. */
function apart(labels, distance, top, bottom) {
  const sorted = [...labels].sort((a, b) => a.y - b.y);
  for (let at = 1; at < sorted.length; at++) sorted[at].y = Math.max(sorted[at].y, sorted[at - 1].y + distance);
  let limit = bottom;
  for (const label of sorted.reverse()) {
    label.y = Math.max(top, Math.min(label.y, limit));
    limit = label.y - distance;
  }
  return labels;
}

/**
 * Lines of shares over periods. `series` are `{ name, counts, colour }`; `periods` have the totals.
 * Pointer and arrow keys move a cursor, whose values are shown in a tooltip and read by screen readers.
 */
function lineChart(periods, name) {
  const figure = h("div", { class: "chart" });
  const announcement = h("p", { class: "unseen", "aria-live": "polite" });
  const tooltip = h("div", { class: "tooltip", hidden: true });
  let series = [];
  let width = 0;
  let cursor = -1;
  let geometry;

  const share = (line, at) => (periods[at].posts ? line.counts[at] / periods[at].posts : null);
  // Shares of a few posts jump between extremes: lines run over sparse periods, whose points are faint.
  const someAreDense = periods.some((period) => !period.sparse);
  const isOnLine = (line, at) => share(line, at) !== null && !(someAreDense && periods[at].sparse);

  function draw() {
    if (!width) return;
    const wide = width > 620;
    const [height, left, right, top, bottom] = [wide ? 340 : 260, 44, wide ? 34 + 7.2 * Math.max(8, ...series.map((line) => Math.min(23, line.name.length))) : 12, 12, 26];
    const most = Math.max(0.02, ...series.flatMap((line) => periods.map((_, at) => share(line, at) ?? 0)));
    const steps = ticks(most, 5, false);
    const x = (at) => left + (periods.length > 1 ? (at * (width - left - right)) / (periods.length - 1) : (width - left - right) / 2);
    const y = (value) => top + (height - top - bottom) * (1 - value / steps.at(-1));
    geometry = { x, height, top, bottom, left, right };
    const nth = everyNth(periods.length, width - left - right, periods[0]?.name.length > 4 ? 80 : 46);
    const ends = apart(
      series.map((line) => {
        const last = periods.findLastIndex((_, at) => isOnLine(line, at));
        return { line, y: y(last < 0 ? 0 : share(line, last)), x: x(Math.max(0, last)) };
      }),
      16, top + 6, height - bottom,
    );
    const path = (line) => {
      let pen = "M";
      return periods.map((_, at) => {
        const value = share(line, at);
        if (!isOnLine(line, at)) return "";
        const point = `${pen}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
        pen = "L";
        return point;
      }).join("");
    };
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
        s("text", { class: "tick", x: left - 8, y: y(value) + 4, "text-anchor": "end" }, (steps[1] < 0.01 ? fineShares : shares).format(value)),
      ]),
      periods.map((period, at) =>
        at % nth === 0 && s("text", { class: "tick", x: x(at), y: height - 6, "text-anchor": "middle" }, periodName(period.name, true))),
      s("line", { class: "cursor", y1: top, y2: height - bottom, visibility: "hidden" }),
      series.map((line) => [
        s("path", { class: `line s${line.colour}`, d: path(line), "data-line": line.name }),
        periods.length <= 40 &&
          periods.map((_, at) => share(line, at) !== null &&
            s("circle", { class: `f${line.colour}${isOnLine(line, at) ? "" : " sparse"}`, r: periods.length > 20 ? 2.2 : 3, cx: x(at).toFixed(1), cy: y(share(line, at)).toFixed(1) })),
      ]),
      wide && ends.map((end) =>
        s("text", { class: `end f${end.line.colour}`, x: end.x + 10, y: end.y + 4 }, shortened(end.line.name, 23))),
    );
    figure.replaceChildren(svg, tooltip, announcement);
    point(-1);
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
    const values = series
      .map((one) => ({ name: one.name, value: share(one, cursor), count: one.counts[cursor] }))
      .sort((a, b) => b.count - a.count);
    const few = periods[cursor].sparse ? ` (${words.fewPosts})` : "";
    const title = `${periodName(periods[cursor].name)} · ${words.nPosts(periods[cursor].posts)}${few}`;
    tooltip.replaceChildren(
      h("p", { class: "title" }, title),
      ...values.map((one) =>
        h("p", {}, h("span", {}, one.name), h("span", { class: "figure" }, one.value === null ? "–" : `${shares.format(one.value)} (${one.count})`))),
    );
    const room = width - x > tooltip.offsetWidth + 24;
    tooltip.style.left = `${room ? x + 12 : Math.max(0, x - 12 - tooltip.offsetWidth)}px`;
    tooltip.style.top = `${geometry.top}px`;
    if (announce) announcement.textContent = `${title}. ${values.map((one) => `${one.name} ${one.value === null ? "–" : shares.format(one.value)}`).join(", ")}`;
  }

  onWidth(figure, (now) => {
    width = now;
    draw();
  });
  return {
    element: figure,
    show(lines) {
      series = lines;
      draw();
    },
  };
}

const shortened = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

/** A name in lines of at most `most` characters, at most three lines. */
function wrapped(text, most) {
  const lines = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && (last + word).length + 1 <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  if (lines.length > 3) lines.splice(2, lines.length, `${lines[2]}…`);
  return lines.map((line) => shortened(line, Math.max(most, 16)));
}
