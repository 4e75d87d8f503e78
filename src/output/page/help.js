// How to read the page, and how each figure is made.

function helpDetail(id) {
  const entries = Object.entries(words.help).map(([key, [title, ...texts]]) =>
    h("section", { class: "help", "data-help": key }, h("h3", {}, title), texts.map((text) => h("p", {}, text))));
  const asked = entries.find((entry) => entry.dataset.help === id);
  // What was asked for comes first.
  const ordered = asked ? [asked, ...entries.filter((entry) => entry !== asked)] : entries;
  return [h("h2", { tabindex: "-1" }, words.howToRead), ordered];
}
