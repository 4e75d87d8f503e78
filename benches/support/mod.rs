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
