//! The texts of the benchmarks, written for this purpose; the same on every run.
#![allow(dead_code, reason = "each benchmark uses a part of this module")]

use std::fs;
use std::path::Path;

const SENTENCES: [&str; 24] = [
    "Le marché du samedi déborde sur la place, et l’on y croise tout le quartier avant midi.",
    "J’ai longtemps cru qu’il suffisait d’arroser les tomates chaque soir d’été.",
    "« Viens-tu avec nous ? » demanda-t-elle en rangeant ses outils dans la remise.",
    "Aujourd’hui, les bibliothèques prêtent des perceuses, des machines à coudre et même des graines.",
    "M. Lefèvre, le maire, n’a pas répondu à la question posée par le conseil, cf. p. 12 du rapport.",
    "En 2014, près de 12 500 visiteurs ont traversé l’exposition, soit 20 % de plus qu’en 2013.",
    "Peut-être faudrait-il réparer la vieille presse à cidre plutôt que d’en acheter une neuve…",
    "La transition énergétique demande du temps, de l’argent et beaucoup de pédagogie.",
    "Les étudiant·e·s ont présenté leurs travaux ; quelques-uns étaient remarquables.",
    "Rendez-vous à 18h30 devant la gare : on partira ensemble, c’est-à-dire à vélo.",
    "Une abeille butine jusqu’à trois kilomètres autour de sa ruche (quand le temps s’y prête).",
    "Ce billet s’appuie sur les notes prises pendant l’atelier du mois de février.",
    "Il n’y a rien de plus simple : on pétrit, on attend, on façonne, on enfourne.",
    "Le logiciel libre n’est pas gratuit, il est partagé ; la nuance compte.",
    "Les communes voisines, Saint-Julien-en-Vexin et Val-d’Aurige, ont signé la même charte.",
    "Qu’est-ce qu’un bon compost ? De la matière sèche, de la matière verte et de la patience.",
    "Ma grand-mère disait toujours que les champignons se cueillent la veille de la pluie.",
    "Les données ouvertes du département décrivent chaque arrêt, chaque ligne, chaque horaire.",
    "Nous avons relu trois fois le règlement : l’article 7 contredit l’article 3.",
    "À l’automne, les hirondelles quittent le hangar et laissent leurs nids de terre sèche.",
    "L’atelier de réparation ouvre à neuf heures ; on y répare grille-pain, lampes et vélos.",
    "Écrire un journal, c’est d’abord apprendre à regarder ce qui ne change pas.",
    "Plusieurs entreprises de la vallée emploient désormais des apprentis toute l’année.",
    "Voilà dix ans que ce carnet existe, et je n’ai toujours pas trouvé son vrai titre !",
];

/// One kind of text.
pub(crate) struct Kind {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its posts.
    pub(crate) posts: Vec<String>,
}

impl Kind {
    /// The bytes of all posts together.
    pub(crate) fn bytes(&self) -> usize {
        self.posts.iter().map(String::len).sum()
    }
}

/// A linear congruential generator with a fixed seed.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// All kinds of text, about `bytes` bytes of each.
pub(crate) fn kinds(bytes: usize) -> Vec<Kind> {
    vec![
        Kind { name: "prose", posts: prose(bytes) },
        Kind {
            name: "accents", posts: filled(bytes, "é à Œuvre élève ÂGÉE naïveté où çà ", 4_000)
        },
        Kind {
            name: "tweets",
            posts: filled(bytes, "RT @Compte : l’#été arrive 🌻👍🏽 https://exemple.fr/a?b=c … ", 240),
        },
        Kind { name: "one line", posts: vec![prose(bytes).concat().replace('\n', " ")] },
        Kind {
            name: "marks", posts: filled(bytes, "...,;:!?«»()[]{}'’-–—\"/\\@#%&*+=<>|~^°", 4_000)
        },
    ]
}

/// Posts of ordinary prose, at least `bytes` bytes: those of the demonstration archive if it is there, then
/// the sentences of this file in pseudo-random order.
pub(crate) fn prose(bytes: usize) -> Vec<String> {
    let mut posts = Vec::new();
    archive(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora"), &mut posts);
    archive(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora"), &mut posts);
    let mut total: usize = posts.iter().map(String::len).sum();
    let mut numbers = Numbers(7);
    while total < bytes {
        let mut post = String::new();
        while post.len() < 5_000 {
            for _ in 0..3 + numbers.below(5) {
                post.push_str(SENTENCES[numbers.below(SENTENCES.len())]);
                post.push(' ');
            }
            post.push('\n');
        }
        total += post.len();
        posts.push(post);
    }
    posts
}

/// Appends the posts in Markdown and plain text below `folder`.
fn archive(folder: &Path, posts: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            archive(&path, posts);
        } else if path.extension().is_some_and(|extension| extension == "md" || extension == "txt") {
            posts.extend(fs::read_to_string(path));
        }
    }
}

/// Posts of about `post` bytes each that repeat `piece`, together about `bytes` bytes.
fn filled(bytes: usize, piece: &str, post: usize) -> Vec<String> {
    (0..bytes.div_ceil(post)).map(|_| piece.repeat(post.div_ceil(piece.len()))).collect()
}

/// Stems of French words, which take the endings of [`ENDINGS`].
const STEMS: [&str; 96] = [
    "aid",
    "aim",
    "ajout",
    "apport",
    "assur",
    "attach",
    "augment",
    "aval",
    "avanc",
    "baliz",
    "bord",
    "bross",
    "calcul",
    "camp",
    "cart",
    "cass",
    "chant",
    "charg",
    "chass",
    "chauff",
    "coll",
    "combin",
    "command",
    "compost",
    "compt",
    "conserv",
    "consol",
    "cont",
    "contrôl",
    "coup",
    "crois",
    "cultiv",
    "cuisin",
    "dans",
    "dessin",
    "donn",
    "dur",
    "éclair",
    "écout",
    "empil",
    "emprunt",
    "enregistr",
    "entour",
    "équip",
    "étal",
    "évit",
    "ferm",
    "film",
    "flott",
    "form",
    "fouill",
    "frott",
    "gard",
    "glan",
    "grav",
    "gratt",
    "grill",
    "habit",
    "imagin",
    "import",
    "install",
    "invent",
    "jardin",
    "jou",
    "laiss",
    "lav",
    "lou",
    "march",
    "marqu",
    "mesur",
    "mont",
    "observ",
    "organis",
    "pass",
    "pêch",
    "plant",
    "plong",
    "port",
    "pos",
    "pouss",
    "prépar",
    "prêt",
    "racont",
    "ramass",
    "récolt",
    "répar",
    "rest",
    "roul",
    "sauv",
    "signal",
    "souffl",
    "tail",
    "tourn",
    "transport",
    "trouv",
    "visit",
];
/// Endings of verbs, and of the nouns and adjectives made of them.
const ENDINGS: [&str; 40] = [
    "er", "e", "es", "ons", "ez", "ent", "é", "ée", "és", "ées", "ant", "ais", "ait", "ions", "iez", "aient",
    "ai", "as", "a", "âmes", "èrent", "erai", "eras", "era", "erons", "erez", "eront", "erais", "erait",
    "eraient", "asse", "age", "ages", "eur", "eurs", "euse", "euses", "ement", "ements", "able",
];
/// Beginnings of further words.
const PREFIXES: [&str; 9] = ["", "re", "dé", "sur", "pré", "co", "inter", "trans", "sous"];
/// Syllables of names.
const SYLLABLES: [&str; 24] = [
    "ba", "cor", "dan", "el", "far", "gué", "hem", "ibi", "jol", "kar", "lou", "mé", "nor", "ol", "pen",
    "quin", "rau", "sel", "tan", "ul", "vin", "wa", "yen", "zou",
];
/// The share of new words: the constant and the power of Heaps' law for the words that a slot takes.
const HEAPS: (f64, f64) = (13.0, 0.62);

/// Posts of French sentences, at least `bytes` bytes together, whose vocabulary grows by Heaps' law: every other place
/// takes a word that came before, the likelier the more often it came, or now and then a new one.
pub(crate) fn growing(bytes: usize) -> Vec<String> {
    let mut numbers = Numbers(11);
    // Every use of a word, so that a use drawn at random is a word drawn by its frequency.
    let mut uses: Vec<u32> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut posts = Vec::new();
    let mut total = 0;
    while total < bytes {
        let mut post = String::new();
        while post.len() < 3_000 {
            let sentence = SENTENCES[numbers.below(SENTENCES.len())];
            for word in sentence.split(' ') {
                let is_slot = word.chars().count() > 5 && word.chars().all(char::is_lowercase);
                if is_slot {
                    let new = HEAPS.0 * ((uses.len() + 1) as f64).powf(HEAPS.1);
                    let number = if (words.len() as f64) < new {
                        words.push(new_word(words.len(), &mut numbers));
                        words.len() as u32 - 1
                    } else {
                        uses[numbers.below(uses.len())]
                    };
                    uses.push(number);
                    post.push_str(&words[number as usize]);
                } else {
                    post.push_str(word);
                }
                post.push(' ');
            }
            if numbers.below(5) == 0 {
                post.push('\n');
            }
        }
        total += post.len();
        posts.push(post);
    }
    posts
}

/// A word of the lexicon's kind, or in one case of four a name.
fn new_word(number: usize, numbers: &mut Numbers) -> String {
    if number % 4 == 3 {
        let name: String = (0..3).map(|_| SYLLABLES[numbers.below(SYLLABLES.len())]).collect();
        let mut letters = name.chars();
        return letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    }
    let of_all = number * 7_919 % (STEMS.len() * ENDINGS.len() * PREFIXES.len());
    let (stem, rest) = (of_all % STEMS.len(), of_all / STEMS.len());
    // Words without a prefix first.
    let prefix = PREFIXES[(number / 3_000).min(PREFIXES.len() - 1)];
    format!("{prefix}{}{}", STEMS[stem], ENDINGS[rest % ENDINGS.len()])
}
