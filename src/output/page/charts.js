// Charts as SVG: bars over time, and what charts have in common. Their input is counts and names, not posts; the same
// data and width give the same chart.

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

/**
 * A bar chart of counts by period with axes, as wide as its container. `choose(name)` is called when a bar is
 * activated.
 */
function histogram(periods, name, choose) {
  const place = h("div", { class: "chart histogram" });
  onWidth(place, (width) => {
    const [height, left, bottom, top] = [132, 34, 22, 8];
    const most = Math.max(1, ...periods.map((period) => period.posts));
    const steps = ticks(most, 3, true);
    const y = (count) => top + (height - top - bottom) * (1 - count / steps.at(-1));
    const step = (width - left) / Math.max(1, periods.length);
    const bar = Math.max(1, Math.min(step - Math.min(3, step * 0.2), 56));
    const nth = everyNth(periods.length, width - left, periods[0]?.name.length > 4 ? 76 : 44);
    const act = (period) => (event) => {
      if (event.type !== "click" && event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose(period.name);
    };
    place.replaceChildren(
      s(
        "svg",
        { width, height, viewBox: `0 0 ${width} ${height}`, role: choose ? "group" : "img", "aria-label": name },
        steps.map((count) => [
          s("line", { class: "axis", x1: left, x2: width, y1: y(count), y2: y(count) }),
          s("text", { class: "tick", x: left - 8, y: y(count) + 4, "text-anchor": "end" }, numbers.format(count)),
        ]),
        periods.map((period, at) => {
          const told = `${periodName(period.name)}${colon}${words.nPosts(period.posts)}`;
          const column = { x: left + at * step, width: step, y: 0, height: y(0) };
          return [
            s("rect", { class: period.sparse ? "bar few" : "bar", x: left + (at + 0.5) * step - bar / 2, width: bar, y: y(period.posts), height: y(0) - y(period.posts), rx: Math.min(2, bar / 4) },
              !choose && s("title", {}, told)),
            choose && s("rect", { class: "target", fill: "none", ...column, role: "button", tabindex: "0", "aria-label": words.onlyPeriod(told), onclick: act(period), onkeydown: act(period) }, s("title", {}, told)),
            at % nth === 0 &&
              s("text", { class: "tick", x: left + (at + 0.5) * step, y: height - 5, "text-anchor": "middle" }, periodName(period.name, true)),
          ];
        }),
      ),
    );
  });
  return exportable(place, name, () => [[words.period, words.posts], ...periods.map((period) => [period.name, period.posts])]);
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
