//! Stop lists for themes: words that are left out of the co-occurrence graph, and words that do not name a
//! theme.
//!
//! Both are closed lists by meaning, independent of any archive. Words that are merely frequent in French are
//! left to the scores.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Units of measure and of money, numbers and the calendar.
const MEASURES: &str = "\
    an année août avril aujourd'hui centaine centime centimètre cl cm cm2 demi-heure degré dimanche dizaine \
    dl douzaine décembre euro février g gr gramme h heure hier janvier jeudi jour journée juillet juin kg kilo \
    kilogramme kilomètre kilomètre-heure km l litre lundi m m2 m3 mai mardi mars matin matinée mercredi mg milliard \
    millier million millimètre min minute ml mm mois mètre novembre octobre pourcentage quart samedi seconde \
    semaine septembre siècle soir soirée tonne trentaine trimestre vendredi vingtaine week-end";

/// Shell nouns (Schmid 2000) and general nouns of quantity, place and person.
const GENERAL: &str = "\
    besoin but cas changement chapitre chose coin condition conséquence coup côté différence début détail effet \
    endroit ensemble erreur exemple exercice fait façon fin fois forme genre gens grand grande hasard homme idée \
    information intérêt lien lieu ligne liste manière modification moment monde mot moyen niveau nom nombre note \
    objectif paragraphe part partie pas personne petit petite phrase place plupart point possibilité pratique premier \
    principe problème quantité quelqu'un question raison reste réponse résultat sens simple situation solution sorte \
    suite sujet système temps tour truc type valeur vie élément étape";

static MEASURE_WORDS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| MEASURES.split_whitespace().collect());
static GENERAL_WORDS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| GENERAL.split_whitespace().collect());

/// Whether a family is a measure or a time, and left out of the graph.
pub(super) fn is_measure(lemma: &str) -> bool {
    MEASURE_WORDS.contains(lemma)
}

/// Whether a family may name a theme.
pub(super) fn can_name_theme(lemma: &str) -> bool {
    !GENERAL_WORDS.contains(lemma) && lemma.chars().filter(|c| c.is_alphabetic()).count() >= 2
}
