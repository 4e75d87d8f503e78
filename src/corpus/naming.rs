//! Which families may name a theme: not the words that any theme could have.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Lemmas that say what kind of thing something is, how much of it there is, or when, but not what it is
/// about.
const VAGUE: &str = "\
    abord an année après-midi août aujourd'hui avril besoin bilan billet bout bruit but cas centimètre chapitre chiffre chose cm coin \
    côté coup dernier dimanche début décembre détail différence effet endroit ensemble erreur étape euro exemple exercice fait fin \
    février fois façon forme genre gens gramme grand heure hier histoire homme idée information intérêt janvier jeudi jour journée \
    juillet juin kg kilo kilogramme kilomètre km lien lieu ligne liste litre lundi mai main maison manière mardi mars matin \
    mercredi mètre million min minute mois moment monde mot moyen mm nom nombre note novembre objectif octobre paragraphe part \
    partie pas personne petit phrase place plaisir plupart point pot pourcentage pratique premier principe printemps problème question raison \
    reste résultat réponse sac samedi seconde semaine septembre simple soir sorte suite sujet système temps tour trimestre truc type \
    valeur vendredi vie week-end été œuvre automne hiver élément okay bisou bonne petite grande monsieur madame \
    cl ml dl g m cm2 m2 cuillère demi-heure quart quelqu'un fonctionnalité comportement changement modification convention";

static WORDS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| VAGUE.split_whitespace().collect());

/// Whether a family may name a theme.
pub(super) fn can_lead(lemma: &str) -> bool {
    !WORDS.contains(lemma) && lemma.chars().filter(|c| c.is_alphabetic()).count() >= 2
}
