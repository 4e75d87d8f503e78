// The state of the page in the fragment of its address: what is open, filtered, sought and drawn. A link holds it, a
// reload keeps it, and the back button of the browser undoes it.

const STATE_KEYS = ["section", "view", "from", "to", "author", "label", "language", "search", "curves", "unit", "smooth", "group", "theme", "phrase", "q", "sort", "page"];

class State {
  constructor() {
    this.listeners = [];
    this.values = readAddress();
    addEventListener("popstate", () => this.arrive());
    addEventListener("hashchange", () => this.arrive());
  }

  /** The value of a key; an empty string if it is not set. */
  get(key) {
    return this.values.get(key) ?? "";
  }

  /** How many details were opened one from another, in this visit. */
  get depth() {
    return history.state?.depth ?? 0;
  }

  /** Changes values; an empty one is removed. `replace` makes no entry in the history. */
  set(changes, { replace = false, depth = 0 } = {}) {
    const next = new Map(this.values);
    for (const [key, value] of Object.entries(changes)) {
      if (value === "" || value == null) next.delete(key);
      else next.set(key, String(value));
    }
    if (changesBetween(this.values, next).size === 0) return;
    history[replace ? "replaceState" : "pushState"]({ depth }, "", addressOf(next));
    this.take(next);
  }

  /** Calls `action(changed, isArrival)` after every change, with the keys whose values changed; an arrival is by the address. */
  listen(action) {
    this.listeners.push(action);
  }

  arrive() {
    this.take(readAddress(), true);
  }

  take(next, isArrival = false) {
    const changed = changesBetween(this.values, next);
    this.values = next;
    if (changed.size) for (const listener of this.listeners) listener(changed, isArrival);
  }
}

function changesBetween(before, after) {
  return new Set(STATE_KEYS.filter((key) => before.get(key) !== after.get(key)));
}

/** `#themes` is a section; `#section=themes&from=2015` is the same with a filter. */
function readAddress() {
  const values = new Map();
  for (const [key, value] of new URLSearchParams(location.hash.slice(1))) {
    if (value !== "" && STATE_KEYS.includes(key)) values.set(key, value);
    else if (value === "" && !STATE_KEYS.includes(key)) values.set("section", key);
  }
  return values;
}

function addressOf(values) {
  if (values.size === 1 && values.has("section")) return `#${values.get("section")}`;
  return `#${new URLSearchParams(STATE_KEYS.filter((key) => values.has(key)).map((key) => [key, values.get(key)]))}`;
}
