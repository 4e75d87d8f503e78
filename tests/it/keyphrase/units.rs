//! Units: what is a candidate and what is not, which variants are one family, and what kind of thing a keyphrase
//! names. With every rule in use, whether the built-in ranker was trained with it or not. Two of the tests need the
//! trained tables of the tagger: the rules tag their words otherwise.

use glane::keyphrase::{Extractor, Kind, Options, Source, Sources};
use glane::text::{Document, Forms};
use glane::{Annotation, AnnotationKind, Keyphrase};
use proptest::prelude::*;

/// Every candidate of a text that the ranking does not leave out.
fn candidates_of(text: &str, annotations: &[Annotation]) -> Vec<Keyphrase> {
    let mut forms = Forms::new();
    let (title, body) = (Document::parse("", &mut forms), Document::parse(text, &mut forms));
    let options = Options {
        sources: Sources::WIDE,
        fill: true,
        at_most: 1000,
        diversity: Some(0.0),
        ..Options::default()
    };
    Extractor::default().extract(Source { title: &title, body: &body, annotations }, &forms, &options)
}

fn candidates(text: &str) -> Vec<String> {
    candidates_of(text, &[]).into_iter().map(|keyphrase| keyphrase.text).collect()
}

/// The family that has the variant.
fn family(text: &str, variant: &str) -> Keyphrase {
    let all = candidates_of(text, &[]);
    let shown: Vec<String> = all.iter().map(|keyphrase| keyphrase.text.clone()).collect();
    all.into_iter()
        .find(|keyphrase| keyphrase.variants.iter().any(|other| other.text == variant))
        .unwrap_or_else(|| panic!("no {variant:?} in {shown:?}"))
}

fn has(text: &str, phrase: &str) -> bool {
    candidates(text).iter().any(|other| other == phrase)
}

#[test]
fn names_with_small_words_and_initials_are_whole() {
    for (text, name) in [
        ("Elle relit les récits d'Ursula K. Le Guin chaque été.", "Ursula K. Le Guin"),
        ("Un entretien avec Hervé Le Treut sur le climat.", "Hervé Le Treut"),
        ("Nous irons au salon Mille & une orchidées demain.", "Mille & une orchidées"),
        ("Ils ont vendu la table sur Le Bon Coin hier.", "Le Bon Coin"),
        ("Le site passe par Let's Encrypt depuis mai.", "Let's Encrypt"),
        ("La firme Mistral AI publie un modèle.", "Mistral AI"),
    ] {
        assert!(has(text, name), "{name}: {:?}", candidates(text));
    }
}

#[test]
fn titles_in_quotation_marks_are_whole_and_have_no_parts() {
    let text = "Elle a lu « Dix petits navires blancs » hier soir.";
    assert!(has(text, "Dix petits navires blancs"), "{:?}", candidates(text));
    assert!(!has(text, "petits navires") && !has(text, "navires blancs"), "{:?}", candidates(text));
    // What also stands by itself is a phrase of its own.
    assert!(has(&format!("{text} Les navires blancs sont loin."), "navires blancs"));
    // A quotation of speech is no title.
    assert!(!has("Il a dit « Je ne sais pas » hier.", "Je ne sais pas"));
}

#[test]
fn titles_that_stand_out_by_their_markup_are_whole() {
    let text = "Elle a vu Partir sans revenir au cinéma.";
    let range = text.find("Partir").expect("it")..text.find(" au").expect("it");
    let emphasis = Annotation::new(AnnotationKind::Emphasis, range);
    let shown: Vec<String> = candidates_of(text, &[emphasis]).into_iter().map(|one| one.text).collect();
    assert!(shown.contains(&"Partir sans revenir".to_owned()), "{shown:?}");
}

#[test]
fn dotted_names_and_words_joined_by_slashes_are_whole() {
    for (text, name) in [
        ("Les cartes viennent de data.gouv.fr depuis un an.", "data.gouv.fr"),
        ("Ce serveur tourne avec Node.js depuis un an.", "Node.js"),
        ("Le fichier go.mod décrit le module.", "go.mod"),
        ("Une distribution GNU/Linux suffit.", "distribution GNU/Linux"),
    ] {
        assert!(has(text, name), "{name}: {:?}", candidates(text));
    }
    assert!(!has("Nous sommes à la mer.La plage est belle.", "mer.La"));
}

#[test]
#[cfg(feature = "trained-tables")]
fn adjectives_can_be_nouns_and_phrases_can_be_long() {
    for (text, phrase) in [
        ("Une critique radicale du numérique.", "numérique"),
        ("La capacité de rétention d'eau baisse.", "capacité de rétention d'eau"),
        ("Les sciences humaines et sociales évoluent.", "sciences humaines et sociales"),
        ("Un panier de fruits et légumes.", "fruits et légumes"),
        ("Une semaine en zéro déchet.", "zéro déchet"),
    ] {
        assert!(has(text, phrase), "{phrase}: {:?}", candidates(text));
    }
}

#[test]
fn units_behind_numbers_are_no_phrases() {
    let text = "Il faut 20 euros, 3 litres et 15 min de marche.";
    let shown = candidates(text);
    assert!(!shown.iter().any(|one| ["euros", "litres", "min"].contains(&one.as_str())), "{shown:?}");
    assert!(has("L'euro est une monnaie.", "euro"));
}

#[test]
#[cfg(feature = "trained-tables")]
fn residue_of_markup_and_code_is_no_phrase() {
    let text = "[caption id=\"photo_3\" align=\"aligncenter\" width=\"300\"] Un verger [/caption] \
                {: .encadre} La fonction get_post_meta rend un champ. <div class=\"colonne\"> Un puits";
    let shown = candidates(text);
    for residue in ["caption", "aligncenter", "encadre", "get_post_meta", "colonne", "align", "div"] {
        assert!(!shown.iter().any(|one| one.contains(residue)), "{residue}: {shown:?}");
    }
    assert!(shown.contains(&"verger".to_owned()) && shown.contains(&"puits".to_owned()), "{shown:?}");
}

#[test]
fn variants_of_a_name_are_one_family() {
    let react =
        family("React Native est lent. On quitte React-Native. Adieu, React Native !", "React-Native");
    assert_eq!((react.text.as_str(), react.count), ("React Native", 3));
    let law = family("La loi HADOPI a dix ans. On parle encore de l'Hadopi. L’Hadopi existe.", "HADOPI");
    assert_eq!(law.count, 3);
    // Composed and decomposed letters, straight and curly apostrophes.
    let text = "L'e\u{301}nergie e\u{301}olienne monte. L’énergie éolienne descend.";
    let energy = family(text, "énergie éolienne");
    assert_eq!(energy.count, 2);
    let [Some(one), Some(two)] = [0, 1].map(|at| energy.spans.get(at)) else { panic!("{:?}", energy.spans) };
    assert_eq!(&text[one.0..one.1], "e\u{301}nergie e\u{301}olienne");
    assert_eq!(&text[two.0..two.1], "énergie éolienne");
}

#[test]
fn a_compound_alone_stays_one_word() {
    let text = "Un après-midi au jardin. L'après-midi passe. Plus rien après. Midi sonne.";
    assert_eq!(family(text, "après-midi").count, 2);
}

#[test]
fn short_forms_of_a_name_are_mentions_of_it() {
    let text = "Victor Lambrin habite ici. Le roman de Lambrin parle du port. Victor aime le port.";
    let full = family(text, "Victor Lambrin");
    assert_eq!((full.count, full.mentions), (1, 3));
    assert!(!has(text, "Lambrin") && !has(text, "Victor"), "{:?}", candidates(text));
    // Two full names: it is not known which is meant.
    let text = "Victor Lambrin et Julie Lambrin habitent ici. Le roman de Lambrin parle du port.";
    assert_eq!(family(text, "Victor Lambrin").mentions, 1);
    assert!(has(text, "Lambrin"));
    // A firm is no person: its parts are names of their own.
    let text = "Air France a un vol. La France a des avions.";
    assert_eq!(family(text, "Air France").mentions, 1);
}

#[test]
fn kinds_follow_the_evidence_of_the_text() {
    for (text, name, kind) in [
        ("Le chantier de Mme Trévidic avance.", "Trévidic", Kind::Person),
        ("Une lettre de Victor Lambrin est arrivée.", "Victor Lambrin", Kind::Person),
        ("Nous allons dans la ville de Kerbrac demain.", "Kerbrac", Kind::Place),
        ("Ils habitent à Kerbrac depuis mai.", "Kerbrac", Kind::Place),
        ("Écrivez au four, rue des Lilas, 67000 Kerbrac.", "Kerbrac", Kind::Place),
        ("La fête réunit 15000 Kerbrac chaque année.", "Kerbrac", Kind::Name),
        ("Depuis mai, l'association Trévidic tient un verger.", "Trévidic", Kind::Organisation),
        ("Elle a lu le roman « Partir sans revenir » hier.", "Partir sans revenir", Kind::Work),
        ("On écrit avec le logiciel Zarbic tous les jours.", "Zarbic", Kind::Product),
        ("On parle de Zarbic tous les jours.", "Zarbic", Kind::Name),
        ("On parle du verger partagé tous les jours.", "verger partagé", Kind::Term),
        ("Le verger est ouvert. Un autre verger ferme.", "verger", Kind::Term),
    ] {
        assert_eq!(family(text, name).kind, kind, "{text}");
    }
}

/// Pieces from which texts are made: every rule has its own.
const PIECES: [&str; 44] = [
    "Le",
    "le",
    "de",
    "d'",
    "l’",
    "et",
    "&",
    "à",
    "Victor",
    "Lambrin",
    "K.",
    "Hugo",
    "verger",
    "Verger",
    "partagé",
    "éolienne",
    "e\u{301}olienne",
    "React",
    "Native",
    "React-Native",
    "node",
    ".",
    "js",
    "/",
    "«",
    "»",
    "\"",
    "[",
    "]",
    "=",
    "{:",
    "}",
    "20",
    "euros",
    "min",
    "#VergerPartagé",
    "\n",
    "numérique",
    "zéro",
    "ville",
    "roman",
    "un",
    "après-midi",
    "😀",
];

fn text() -> impl Strategy<Value = String> {
    let piece = (0..PIECES.len(), any::<bool>());
    prop::collection::vec(piece, 0..80).prop_map(|pieces| {
        pieces.into_iter().flat_map(|(at, glued)| [PIECES[at], if glued { "" } else { " " }]).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Laws 3 and 5: every keyphrase stands in the text where its spans say, and the same text gives the same list.
    #[test]
    fn every_unit_stands_in_the_text(text in text()) {
        let found = candidates_of(&text, &[]);
        for keyphrase in &found {
            prop_assert_eq!(keyphrase.spans.len(), keyphrase.count as usize);
            prop_assert_eq!(keyphrase.variants.iter().map(|variant| variant.count).sum::<u32>(), keyphrase.count);
            prop_assert!(keyphrase.mentions >= keyphrase.count);
            prop_assert!(keyphrase.spans.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{:?}", keyphrase);
            for span in &keyphrase.spans {
                let here = text[span.0..span.1].split_whitespace().collect::<Vec<_>>().join(" ");
                prop_assert!(keyphrase.variants.iter().any(|variant| variant.text == here), "{:?}", keyphrase);
            }
        }
        prop_assert_eq!(found, candidates_of(&text, &[]));
    }
}
