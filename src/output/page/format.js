// The language of the page, and the formats of numbers, dates and lists. The language is that of the document
// (`<html lang>`); the strings are in `french.js` and `english.js`.

const NARROW = "\u202f"; // before ; ? ! and %
const FIRM = "\u00a0"; // before : and inside « »

const language = document.documentElement.lang === "en" ? "en" : "fr";
const isFrench = language === "fr";

const numbers = new Intl.NumberFormat(language);
const shares = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
const fineShares = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
const days = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
const months = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" });
const shortMonths = new Intl.DateTimeFormat(language, { month: "short", year: "numeric", timeZone: "UTC" });
const languageNames = new Intl.DisplayNames(language, { type: "language" });
const lists = new Intl.ListFormat(language, { type: "conjunction" });

/** The separator between a name and its description. */
const colon = isFrench ? `${FIRM}: ` : ": ";

/** A count with its noun; French says "0 billet", English "0 posts". */
function counted(count, one, many) {
  const plural = isFrench ? count >= 2 : count !== 1;
  return `${numbers.format(count)}${FIRM}${plural ? many : one}`;
}

/** `2021-03-05` as a day. */
const dayName = (iso) => {
  const text = days.format(new Date(`${iso}T00:00:00Z`));
  return isFrench ? text.replace(/^1 /, "1er ") : text;
};

/** `2021`, `2021-03` or `2021-Q1` in words, long or short. */
function periodName(period, short = false) {
  const month = /^(-?\d+)-(\d\d)$/.exec(period);
  if (month) return (short ? shortMonths : months).format(new Date(`${period}-01T00:00:00Z`));
  const quarter = /^(-?\d+)-?[QT](\d)$/.exec(period);
  if (quarter) return isFrench ? `T${quarter[2]} ${quarter[1]}` : `Q${quarter[2]} ${quarter[1]}`;
  return period;
}

function languageName(code) {
  if (!code || code === "und") return isFrench ? "langue inconnue" : "unknown language";
  try {
    return languageNames.of(code) ?? code;
  } catch {
    return code;
  }
}
