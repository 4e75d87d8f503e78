//! Tests of the text layer, and the texts that its laws are tested on: hard cases, the demonstration archive,
//! and the data beside the repository.

mod laws;
mod sentences;
mod stems;
mod tokens;

use std::fs;
use std::path::PathBuf;

use crate::support::{BLOGS, root, shared};

/// Short texts that contain hard cases.
pub(crate) const HARD: &[&str] = &[
    "",
    " ",
    "L’oiseau s’envole-t-il aujourd’hui ?",
    "C'est-à-dire qu'il n'y a quelqu'un que l'on attend sur la presqu'île d'Arvert, à l'onde.",
    "« Viens-tu ? » dit-elle. — Oui, j’y vais… Peut-être ! Va-t'en, donne-le-moi, allons-y.",
    "M. Dupont et Mme Durand (J.-C. R.E.M.) cf. p. 12, etc. Le P.I.B. monte. Vitamine C. Fin.",
    "En 2006, 1 000 ou 1\u{a0}000 000 ou 1\u{202f}234,5 ; 3,14 ; 20h30 ; 19e ; 20% ; -1,5 ; n° 7 ; 1.8.2. suit 10'000.",
    "Voir https://exemple.fr/a_(b)?c=d#e, www.exemple.fr. ou jean.dupont@exemple.fr! @Compte #télétravail #1",
    "étudiant·e·s, collaborateur·rice·s, étudiant(e)s, tou.te.s, salarié-e-s et lecteur(trice)s (en ligne)",
    "👩‍👩‍👧 🇫🇷 👍🏽 ❤️ ☀ 1️⃣ :-) e\u{301}te\u{301} com\u{ad}mu\u{ad}nauté \u{feff}mot\u{200b}",
    "Œuvre d’Æthelred × ÷ ½ m² 25 °C R&D AT&T IIb/IIIa et/ou O'Hara rock'n roll j~ d' abord l'«or» p'tit P’TÊTE",
    "a-le-la-les-lui t-elle celui-là jusque-là Saint-Denis-en-Val Val-d'Oise main-d’œuvre Jong-Il",
    "''''’’’’----....((((@@@@####::::////\u{2028}\u{a0}\u{202f}\u{3000}",
    "Dagobert I. Il régna, A. L'Heureux vint ; p. ex. C. À midi. P.\u{a0}Le bris ; Naturellement, p.\u{202f}ex. non",
    "http://http://www..fr a..b.fr x@y@z.fr mailto:a@b.fr fin.de suite mot.Mot 10.JPG over-blog.com/a Node.js data.gouv.fr d3.js.",
];

/// The text files of some directories, as they are. Directories and files in other encodings are left out.
fn texts_in(directories: impl IntoIterator<Item = PathBuf>) -> Vec<String> {
    let mut texts = Vec::new();
    for directory in directories {
        let entries = fs::read_dir(directory).expect("a directory of texts");
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
        paths.sort();
        texts.extend(paths.iter().filter_map(|path| fs::read_to_string(path).ok()));
    }
    texts
}

/// Every file of the demonstration archive.
pub(crate) fn texts_of_ours() -> Vec<String> {
    texts_in(BLOGS.into_iter().map(|blog| root().join(blog)))
}

/// All available texts: the hard cases, the demonstration archive, and some directories beside the
/// repository.
pub(crate) fn texts() -> Vec<String> {
    let mut texts: Vec<String> = HARD.iter().map(ToString::to_string).collect();
    texts.push(HARD.join("\n"));
    texts.extend(texts_of_ours());
    texts.extend(texts_in(
        ["treebank", "archive/markdown-blog", "eval", "seed"].into_iter().filter_map(shared),
    ));
    texts
}
