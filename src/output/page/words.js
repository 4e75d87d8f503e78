// The strings of the user interface in French and in English, and the formats of numbers and dates.
// The language is that of the document (`<html lang>`); no other file contains strings for users.

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

const WORDS = {
  fr: {
    skip: "Aller aux billets",
    sections: "Sections",
    shade: "Clair ou sombre",
    overview: "Aperçu",
    themes: "Thèmes",
    trends: "Tendances",
    keyphrases: "Mots-clés",
    keyness: "Particularités",
    labels: "Étiquettes",
    posts: "Billets",
    title: (count, span) => `${count}${span}`,
    spanOfMonths: (first, last) => (first === last ? `, ${first}` : `, de ${first} à ${last}`),
    aboutAll: (names) => `On y lit surtout${FIRM}: ${names}.`,
    nPosts: (n) => counted(n, "billet", "billets"),
    nOccurrences: (n) => counted(n, "occurrence", "occurrences"),
    nWords: (n) => counted(n, "mot", "mots"),
    wordCount: "mots",
    sentenceCount: "phrases",
    readingTime: "de lecture",
    authorCount: (n) => (n >= 2 ? "auteurs" : "auteur"),
    labelCount: (n) => (n >= 2 ? "étiquettes" : "étiquette"),
    postLength: "mots par billet (médiane)",
    sentenceLength: "mots par phrase (médiane)",
    readability: (score) => `Lisibilité de Kandel et Moles${FIRM}: ${score} (de 60 à 70, courante${NARROW}; au-dessus, facile)`,
    diversity: (score) => `diversité lexicale (MTLD)${FIRM}: ${score}`,
    between: `${NARROW}; `,
    hours: (h, m) => (h ? `${numbers.format(h)}${FIRM}h${m && h < 100 ? FIRM + String(m).padStart(2, "0") : ""}` : `${m}${FIRM}min`),
    postsByPeriod: "Billets par période",
    undated: (n) => `${counted(n, "billet", "billets")} sans date, hors de ce graphique`,
    languages: "Langues des billets",
    notAnalyzed: (n) => `${counted(n, "billet lu mais non analysé", "billets lus mais non analysés")} (autre langue que le français)`,
    unreadable: (n) => `${counted(n, "fichier ou ligne n’a pas pu être lu", "fichiers ou lignes n’ont pas pu être lus")}`,
    line: (n) => `, ligne${FIRM}${n}`,
    kinds: {
      unreadable: "introuvable, ou la lecture en est refusée",
      empty: "aucun texte",
      "not-text": "ce n’est pas du texte",
      json: "ce n’est pas un objet JSON",
      field: `le champ «${FIRM}text${FIRM}» manque, ou n’est pas une chaîne`,
      "too-large": "trop long",
      "unknown-format": "format inconnu",
      xml: "balises mal formées",
      truncated: "la fin manque",
      damaged: "abîmé, ou la fin manque",
      "too-deep": "trop d’archives les unes dans les autres",
      other: "lecture impossible",
    },
    duplicates: (n) => counted(n, "billet venu de nouveau, compté une seule fois", "billets venus de nouveau, comptés une seule fois"),
    andMore: (n) => `… et ${counted(n, "autre", "autres")}`,
    andMoreInReport: (n) => `… et ${counted(n, "autre", "autres")}, dans report.json`,
    boilerplate: (n) => counted(n, "ligne répétée de billet en billet, laissée de côté", "lignes répétées de billet en billet, laissées de côté"),
    themesLead: "Des expressions qui vont ensemble d’un billet à l’autre. La taille d’un cercle dit le nombre de billets, un trait les billets communs. Ouvrez un thème pour lire ses phrases et ses billets.",
    mapOfThemes: "Carte des thèmes",
    noThemes: "Pas de thème ici : il en faut au moins deux billets qui partagent des expressions.",
    sharedPosts: (n) => counted(n, "billet commun", "billets communs"),
    moreThemes: (n) => `Montrer ${counted(n, "autre thème", "autres thèmes")}`,
    trendsLead: "La part des billets de chaque période qui traitent d’un thème ou d’un mot-clé. Choisissez les courbes à montrer.",
    shareOfPosts: "Part des billets de la période",
    chooseLines: "Courbes",
    addLine: "Ajouter une courbe",
    noLines: `Aucune courbe choisie${FIRM}: touchez un thème ci-dessus.`,
    chartHelp: "Flèches gauche et droite pour lire période par période.",
    asTable: "Le même en tableau",
    period: "Période",
    theme: "Thème",
    direction: { rising: "en hausse", falling: "en baisse" },
    movers: { rising: "En hausse", falling: "En baisse", burst: "Des pics", new: "Nouveaux" },
    burst: (since, until) => (until ? `pic de ${since} à ${until}` : `pic en ${since}`),
    newSince: (since) => `depuis ${since}`,
    moversNote: (level) => `Part des billets avant et après. Ne sont nommés que les changements que le hasard n’explique guère (${level} de fausses découvertes au plus).`,
    nothingMoves: "Aucun changement que le hasard n’expliquerait pas.",
    keyphrasesLead: "Les expressions qui pèsent le plus dans l’archive, toutes variantes réunies.",
    filterKeyphrases: "Filtrer les mots-clés",
    keyphrase: "Mot-clé",
    occurrences: "Occurrences",
    evolution: "Évolution",
    variants: "Variantes",
    showMore: (n) => `Montrer ${counted(n, "autre", "autres")}`,
    nothingFound: "Rien ne correspond.",
    keynessLead: "Ce qui distingue une année, un auteur ou une étiquette du reste de l’archive.",
    group: "Groupe",
    typicalOf: (name) => `Typique de «${FIRM}${name}${FIRM}»`,
    tooSmall: "Trop peu de billets pour distinguer du hasard ce qui en serait typique.",
    fewPosts: "trop peu pour une tendance",
    groupKinds: { years: "Années", authors: "Auteurs", labels: "Étiquettes" },
    against: (share, elsewhere) => `${share} contre ${elsewhere} ailleurs`,
    labelsLead: "Les étiquettes du blog comparées à ce que disent les billets.",
    labelled: (labels, withOne, without) =>
      `${counted(labels, "étiquette", "étiquettes")} pour ${counted(withOne, "billet", "billets")}${NARROW}; ${counted(without, "billet n’en a", "billets n’en ont")} pas.`,
    near: "À fusionner",
    nearNote: "Des étiquettes qui semblent n’en faire qu’une.",
    reasons: { case: "majuscules", accents: "accents", punctuation: "ponctuation", inflection: "nombre ou genre", spelling: "orthographe" },
    rare: (n) => `Presque inutilisées${FIRM}: ${counted(n, "étiquette", "étiquettes")}`,
    unlabelled: "Thèmes sans étiquette",
    unlabelledNote: "Des thèmes dont aucune étiquette ne parle.",
    missing: "Billets à étiqueter",
    missingNote: "Des billets à qui une étiquette semble manquer, et les mots-clés qui le disent.",
    nothingToDo: "Rien à signaler.",
    allLabels: (n) => (n >= 2 ? `Les ${numbers.format(n)} étiquettes` : "L’étiquette"),
    postsLead: (withText, all) =>
      withText === all
        ? "Cherchez dans les titres, les mots-clés et les textes. Les accents ne comptent pas."
        : `Cherchez dans les titres et les mots-clés, et dans le texte de ${counted(withText, "billet", "billets")} sur ${numbers.format(all)} (les plus récents, dans la limite de taille de la page). Les accents ne comptent pas.`,
    search: "Chercher",
    all: "Tous",
    allF: "Toutes",
    author: "Auteur",
    label: "Étiquette",
    sort: "Ordre",
    sorts: { newest: "Plus récents", oldest: "Plus anciens", longest: "Plus longs", title: "Titre" },
    without: "Sans date",
    clear: "Effacer les filtres",
    remove: (name) => `Retirer le filtre ${name}`,
    found: (n, all) => (n === all ? counted(n, "billet", "billets") : `${counted(n, "billet", "billets")} sur ${numbers.format(all)}`),
    searching: ` dans les titres et les mots-clés${NARROW}; les textes suivent…`,
    previous: "Précédents",
    next: "Suivants",
    pageOf: (page, pages) => `Page ${numbers.format(page)} sur ${numbers.format(pages)}`,
    pages: "Pages de billets",
    untitled: "Sans titre",
    close: "Fermer",
    back: "Retour",
    readPosts: (n) => `Lire ses ${counted(n, "billet", "billets")}`,
    readThemePosts: (n) => (n === 1 ? "Lire le billet qui en parle" : `Lire les ${counted(n, "billet", "billets")} qui en parlent`),
    readPost: "Lire le billet",
    itsFamilies: "Ses expressions",
    itsSentences: "Les phrases qui le disent le mieux",
    someSentences: "Des phrases où il paraît",
    itsPosts: "Ses billets",
    itsNeighbours: "Thèmes voisins",
    inThemes: "Thèmes",
    original: "Page d’origine",
    itsKeyphrases: "Mots-clés",
    markHelp: "Un mot-clé choisi se montre dans le texte.",
    noText: "Le texte de ce billet n’est pas dans cette page, dont la taille est limitée. L’option --page-texts en admet davantage.",
    cutText: "Le texte est coupé ici.",
    notFrench: (name) => `Ce billet est en ${name}${FIRM}: il n’a pas été analysé.`,
    broken: "Les données de cette page n’ont pas pu être lues.",
    made: "Page faite par Glane. Elle fonctionne hors ligne et n’envoie rien.",
  },
  en: {
    skip: "Go to the posts",
    sections: "Sections",
    shade: "Light or dark",
    overview: "Overview",
    themes: "Themes",
    trends: "Trends",
    keyphrases: "Keyphrases",
    keyness: "What is typical",
    labels: "Labels",
    posts: "Posts",
    title: (count, span) => `${count}${span}`,
    spanOfMonths: (first, last) => (first === last ? `, ${first}` : `, ${first} to ${last}`),
    aboutAll: (names) => `Mostly about: ${names}.`,
    nPosts: (n) => counted(n, "post", "posts"),
    nOccurrences: (n) => counted(n, "occurrence", "occurrences"),
    nWords: (n) => counted(n, "word", "words"),
    wordCount: "words",
    sentenceCount: "sentences",
    readingTime: "to read",
    authorCount: (n) => (n === 1 ? "author" : "authors"),
    labelCount: (n) => (n === 1 ? "label" : "labels"),
    postLength: "words a post (median)",
    sentenceLength: "words a sentence (median)",
    readability: (score) => `Readability by Kandel and Moles: ${score} (60 to 70 is plain, above is easy)`,
    diversity: (score) => `lexical diversity (MTLD): ${score}`,
    between: "; ",
    hours: (h, m) => (h ? `${numbers.format(h)}${FIRM}h${m && h < 100 ? FIRM + String(m).padStart(2, "0") : ""}` : `${m}${FIRM}min`),
    postsByPeriod: "Posts by period",
    undated: (n) => `${counted(n, "post", "posts")} without a date, not in this chart`,
    languages: "Languages of the posts",
    notAnalyzed: (n) => `${counted(n, "post", "posts")} read and not analyzed (another language than French)`,
    unreadable: (n) => `${counted(n, "file or line", "files or lines")} could not be read`,
    line: (n) => `, line${FIRM}${n}`,
    kinds: {
      unreadable: "not there, or reading it is refused",
      empty: "no text",
      "not-text": "it is not text",
      json: "it is no JSON object",
      field: "the field “text” is missing, or no string",
      "too-large": "too long",
      "unknown-format": "unknown format",
      xml: "ill-formed markup",
      truncated: "its end is missing",
      damaged: "damaged, or its end is missing",
      "too-deep": "too many archives in one another",
      other: "it could not be read",
    },
    duplicates: (n) => counted(n, "post that was there before, counted once", "posts that were there before, counted once"),
    andMore: (n) => `… and ${numbers.format(n)} more`,
    andMoreInReport: (n) => `… and ${numbers.format(n)} more (see report.json)`,
    boilerplate: (n) => counted(n, "line repeats from post to post, left out", "lines repeat from post to post, left out"),
    themesLead: "Phrases that co-occur in posts. A circle is as large as its posts are many; a line shows posts in common. Open a theme for its sentences and its posts.",
    mapOfThemes: "Map of themes",
    noThemes: "No theme here: it takes at least two posts that share phrases.",
    sharedPosts: (n) => counted(n, "post in common", "posts in common"),
    moreThemes: (n) => `Show ${counted(n, "more theme", "more themes")}`,
    trendsLead: "The share of each period’s posts that treat of a theme or a keyphrase. Choose the lines to show.",
    shareOfPosts: "Share of the period’s posts",
    chooseLines: "Lines",
    addLine: "Add a line",
    noLines: "No line chosen: press a theme above.",
    chartHelp: "Left and right arrows read it period by period.",
    asTable: "The same as a table",
    period: "Period",
    theme: "Theme",
    direction: { rising: "rising", falling: "falling" },
    movers: { rising: "Rising", falling: "Falling", burst: "Bursts", new: "New" },
    burst: (since, until) => (until ? `burst, ${since} to ${until}` : `burst in ${since}`),
    newSince: (since) => `since ${since}`,
    moversNote: (level) => `Share of posts before and after. Only changes that chance hardly explains are named (at most ${level} of false discoveries).`,
    nothingMoves: "No change that chance would not explain.",
    keyphrasesLead: "The phrases that weigh most in the archive, all variants together.",
    filterKeyphrases: "Filter keyphrases",
    keyphrase: "Keyphrase",
    occurrences: "Occurrences",
    evolution: "Over time",
    variants: "Variants",
    showMore: (n) => `Show ${numbers.format(n)} more`,
    nothingFound: "Nothing matches.",
    keynessLead: "What sets a year, an author or a label apart from the rest of the archive.",
    group: "Group",
    typicalOf: (name) => `Typical of “${name}”`,
    tooSmall: "Too few posts to tell typical phrases from chance.",
    fewPosts: "too few for a trend",
    groupKinds: { years: "Years", authors: "Authors", labels: "Labels" },
    against: (share, elsewhere) => `${share}, elsewhere ${elsewhere}`,
    labelsLead: "The labels of the posts, compared with their content.",
    labelled: (labels, withOne, without) =>
      `${counted(labels, "label", "labels")} on ${counted(withOne, "post", "posts")}; ${counted(without, "post has", "posts have")} none.`,
    near: "To be merged",
    nearNote: "Labels that seem to be one.",
    reasons: { case: "capitals", accents: "accents", punctuation: "punctuation", inflection: "number or gender", spelling: "spelling" },
    rare: (n) => `Hardly used: ${counted(n, "label", "labels")}`,
    unlabelled: "Themes without a label",
    unlabelledNote: "Themes that no label speaks of.",
    missing: "Posts to be labelled",
    missingNote: "Posts that seem to miss a label, and the keyphrases that say so.",
    nothingToDo: "Nothing to report.",
    allLabels: (n) => (n === 1 ? "The label" : `All ${numbers.format(n)} labels`),
    postsLead: (withText, all) =>
      withText === all
        ? "Search titles, keyphrases and texts. Accents do not matter."
        : `Search titles and keyphrases, and the text of ${numbers.format(withText)} of ${counted(all, "post", "posts")} (the newest, within the size of the page). Accents do not matter.`,
    search: "Search",
    all: "All",
    allF: "All",
    author: "Author",
    label: "Label",
    sort: "Order",
    sorts: { newest: "Newest", oldest: "Oldest", longest: "Longest", title: "Title" },
    without: "No date",
    clear: "Clear filters",
    remove: (name) => `Remove the filter ${name}`,
    found: (n, all) => (n === all ? counted(n, "post", "posts") : `${numbers.format(n)} of ${counted(all, "post", "posts")}`),
    searching: " in titles and keyphrases; texts follow…",
    previous: "Previous",
    next: "Next",
    pageOf: (page, pages) => `Page ${numbers.format(page)} of ${numbers.format(pages)}`,
    pages: "Pages of posts",
    untitled: "Untitled",
    close: "Close",
    back: "Back",
    readPosts: (n) => `Read its ${counted(n, "post", "posts")}`,
    readThemePosts: (n) => (n === 1 ? "Read the post that speaks of it" : `Read the ${counted(n, "post", "posts")} that speak of it`),
    readPost: "Read the post",
    itsFamilies: "Its phrases",
    itsSentences: "The sentences that say it best",
    someSentences: "Sentences that have it",
    itsPosts: "Its posts",
    itsNeighbours: "Themes nearby",
    inThemes: "Themes",
    original: "Where it was published",
    itsKeyphrases: "Keyphrases",
    markHelp: "A keyphrase that is chosen shows in the text.",
    noText: "The text of this post is not in this page, whose size is limited. The option --page-texts admits more.",
    cutText: "The text is cut here.",
    notFrench: (name) => `This post is in ${name}: it was not analyzed.`,
    broken: "The data of this page could not be read.",
    made: "Made by Glane. It works offline and sends nothing.",
  },
};

const words = WORDS[language];

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
