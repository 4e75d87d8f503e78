//! Explanations as text: one aligned table for each keyphrase, with French names of the features. What they say is
//! decided in [`glane::keyphrase`].

use std::io::{self, Write};

use glane::keyphrase::{Explanation, Part};

/// The number of features that have their own line.
const SHOWN: usize = 8;

/// The French names of the features, and of the other parts of a score.
const FRENCH: [(&str, &str); 64] = [
    ("occurrences", "occurrences (log)"),
    ("occurrences per 100 words", "occurrences pour 100 mots"),
    ("occurrences of its own", "occurrences autonomes (log)"),
    ("share inside longer phrases", "part dans une expression plus longue"),
    ("occurrences beside the commonest", "occurrences, face à la plus fréquente"),
    ("in the title", "dans le titre"),
    ("share of the title", "part du titre"),
    ("first position", "première position (log)"),
    ("first position in the post", "première position dans le billet"),
    ("last position in the post", "dernière position dans le billet"),
    ("reach over the post", "étendue dans le billet"),
    ("sentences", "phrases (log)"),
    ("share of the sentences", "part des phrases"),
    ("words", "mots de l’expression"),
    ("letters", "lettres de l’expression"),
    ("background frequency", "fréquence en français courant (log)"),
    ("tf-idf", "tf-idf"),
    ("tf-idf beside the best", "tf-idf, face au meilleur"),
    ("rarity of its rarest word", "rareté du mot le plus rare"),
    ("rarity of its commonest word", "rareté du mot le plus courant"),
    ("mean rarity of its words", "rareté moyenne des mots"),
    ("occurrences of its rarest word here", "occurrences du mot le plus rare ici (log)"),
    ("occurrences of its commonest word here", "occurrences du mot le plus courant ici (log)"),
    ("tf-idf of its words", "tf-idf des mots"),
    ("c-value", "valeur C"),
    ("greatest phrase around it", "plus fréquente expression englobante"),
    ("phrases around it", "expressions englobantes (log)"),
    ("cohesion", "cohésion dans le billet"),
    ("in headings", "dans les intertitres"),
    ("emphasised", "mise en valeur"),
    ("in links", "dans les liens"),
    ("a name", "nom propre"),
    ("capitals", "part des majuscules"),
    ("an acronym", "sigle"),
    ("a digit", "contient un chiffre"),
    ("a noun by the lexicon alone", "nom d’après le seul lexique"),
    ("a preposition inside", "contient une préposition"),
    ("begins with an adjective", "commence par un adjectif"),
    ("ends with an adjective", "finit par un adjectif"),
    ("company of its words", "voisinage des mots (log)"),
    ("in the first sentence", "dans la première phrase"),
    ("prior of its words", "a priori des mots"),
    ("prior of its best word", "a priori du meilleur mot"),
    ("prior of its worst word", "a priori du moins bon mot"),
    ("prior of its first word", "a priori du premier mot"),
    ("adjectives", "adjectifs"),
    ("cohesion in the background", "cohésion en français courant"),
    ("a determiner inside", "contient un déterminant"),
    ("occurrences in the first tenth", "part dans le premier dixième"),
    ("prior of the phrase", "a priori de l’expression"),
    ("words of the post", "mots du billet (log)"),
    ("candidates of the post", "candidats du billet (log)"),
    ("words a sentence", "mots par phrase"),
    ("names in the post", "part des noms propres du billet"),
    ("first and second person in the post", "part de je, nous, vous… dans le billet"),
    ("mean rarity of the words of the post", "rareté moyenne des mots du billet"),
    ("words of the title", "mots du titre"),
    ("rank by tf-idf", "rang par tf-idf (log)"),
    ("behind a determiner", "après un déterminant"),
    ("behind a preposition", "après une préposition"),
    ("at the beginning of a sentence", "en tête de phrase"),
    ("words the lexicon lacks", "mots absents du lexique"),
    (Explanation::DIVERSITY, "proche d’une meilleure (facteur)"),
    (Explanation::OTHERS, "autres traits"),
];

/// The French name of a feature; the feature itself by default.
fn french(feature: &str) -> &str {
    FRENCH.iter().find(|(name, _)| *name == feature).map_or(feature, |(_, french)| french)
}

/// Writes an explanation as a table: for each part its name, its value, and what it adds to the score.
pub(super) fn write(out: &mut impl Write, explanation: &Explanation) -> io::Result<()> {
    let short = explanation.shortened(SHOWN);
    let names = short.parts.iter().map(|part| french(&part.feature));
    let width = names.chain([START, TOTAL]).map(|name| name.chars().count()).max().unwrap_or(0);
    let mut line = |name: &str, value: &str, figure: String| {
        writeln!(out, "        {name:<width$}  {value:>8}  {figure:>7}")
    };
    line(START, "", format!("{:.2}", short.base))?;
    for Part { feature, value, added } in &short.parts {
        let value = value.map(|value| format!("{value:.2}")).unwrap_or_default();
        line(french(feature), &value, format!("{added:+.2}"))?;
    }
    line(TOTAL, "", format!("{:.2}", short.total))
}

const START: &str = "au départ";
const TOTAL: &str = "total (log-cote du score)";

#[cfg(test)]
mod tests {
    use super::*;
    use glane::keyphrase::learned::features::NAMES;

    #[test]
    fn every_feature_has_one_french_name() {
        for name in NAMES.into_iter().chain([Explanation::DIVERSITY, Explanation::OTHERS]) {
            let named = FRENCH.iter().filter(|(feature, _)| *feature == name).count();
            assert_eq!(named, 1, "{name:?} needs one French name in FRENCH");
        }
        for (at, (_, french)) in FRENCH.iter().enumerate() {
            assert!(FRENCH[..at].iter().all(|(_, other)| other != french), "{french:?} stands twice");
        }
    }
}
