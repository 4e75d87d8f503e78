//! Explanations as text: one aligned table for each keyphrase, with names of the features in the language of the user.
//! What they say is decided in [`glane::keyphrase`].

use std::io::{self, Write};

use super::catalogue::{decimal, signed, tr};
use super::language::{Language, language};
use glane::keyphrase::{Explanation, Part};

/// The number of features that have their own line.
const SHOWN: usize = 8;

/// The French names of the features, and of the other parts of a score.
const FRENCH: [(&str, &str); 177] = [
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
    ("tf-idf of its words beside the best", "tf-idf des mots, face au meilleur"),
    ("rank by tf-idf of its words", "rang par tf-idf des mots (log)"),
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
    ("extended to the right", "suivie d’un nom ou d’un adjectif"),
    ("extended to the left", "précédée d’un nom ou d’un adjectif"),
    ("followed by de", "suivie de « de »"),
    ("noun and de before", "précédée d’un nom et de « de »"),
    ("entropy of the next word", "variété du mot suivant"),
    ("entropy of the previous word", "variété du mot précédent"),
    ("share of the commonest next word", "part du mot suivant le plus fréquent"),
    ("share of the commonest previous word", "part du mot précédent le plus fréquent"),
    ("cut from a name", "coupée d’un nom propre"),
    ("inside longer names", "dans un nom propre plus long"),
    ("longer names", "noms propres plus longs"),
    ("greatest name around it", "plus fréquent nom propre englobant"),
    ("tokens of the longest phrase around it", "allongement par l’expression englobante"),
    ("tokens of the shortest extension", "moindre allongement"),
    ("maximal in the title", "entière dans le titre"),
    ("a longer phrase in the title", "expression englobante dans le titre"),
    ("own occurrences of the best longer phrase", "autonomie de l’expression englobante"),
    ("words of the best longer phrase", "mots de plus de l’expression englobante"),
    ("background frequency of the best longer phrase", "fréquence de l’expression englobante (log)"),
    ("occurrences beside the commonest part", "occurrences, face à sa partie la plus fréquente"),
    ("occurrences beside the rarest part", "occurrences, face à sa partie la plus rare"),
    ("own occurrences of a part", "occurrences autonomes d’une partie (log)"),
    ("share maximal in the background", "part d’emplois entiers en français courant"),
    ("occurrences in the background", "occurrences en français courant (log)"),
    ("least affinity inside", "moindre affinité entre ses mots"),
    ("mean affinity inside", "affinité moyenne entre ses mots"),
    ("t-score", "score t"),
    ("mutual information of all words", "information mutuelle des mots"),
    ("greatest affinity across the edges", "plus grande affinité avec ses voisins"),
    ("mean affinity across the edges", "affinité moyenne avec ses voisins"),
    ("capitals inside sentences", "majuscule en cours de phrase"),
    ("small letters", "minuscule initiale"),
    ("capitals at both edges", "majuscules aux deux bouts"),
    ("all capitals", "tout en capitales"),
    ("a capital inside a word", "majuscule dans un mot"),
    ("a foreign word", "contient un mot étranger"),
    ("quoted", "entre guillemets"),
    ("in parentheses", "entre parenthèses"),
    ("words unknown to the background", "mots inconnus en français courant"),
    ("tokens", "mots, petits mots compris"),
    ("mentions", "mentions (log)"),
    ("mentions beside occurrences", "mentions, face aux occurrences"),
    ("found by the grammar", "trouvée par la grammaire"),
    ("found as a name", "trouvée comme nom propre"),
    ("found as a quotation", "trouvée entre guillemets"),
    ("found by its dots", "trouvée par ses points"),
    ("found by the loose grammar", "trouvée par la grammaire souple"),
    ("found by the deep grammar", "trouvée par la grammaire profonde"),
    ("found as a coordination", "trouvée comme coordination"),
    ("frequency in news", "fréquence dans la presse (log)"),
    ("frequency in blogs", "fréquence dans les blogs (log)"),
    ("blogs with it", "blogs qui l’emploient"),
    ("frequency in blogs beside news", "blogs face à la presse"),
    ("burstiness", "répétition par texte"),
    ("mean burstiness of its words", "répétition moyenne des mots"),
    ("least burstiness of its words", "moindre répétition des mots"),
    ("rarity of its head", "rareté de la tête"),
    ("prior of its head", "a priori de la tête"),
    ("burstiness of its head", "répétition de la tête"),
    ("topicality of its head", "thématicité de la tête"),
    ("topicality of its head inside", "thématicité de la tête dans un groupe"),
    ("class of its head", "classe de la tête"),
    ("least topicality of its words", "moindre thématicité des mots"),
    ("greatest topicality of its words", "plus grande thématicité des mots"),
    ("least topicality of its words inside", "moindre thématicité des mots dans un groupe"),
    ("greatest topicality of its words inside", "plus grande thématicité des mots dans un groupe"),
    ("greatest topicality beside its head", "plus grande thématicité hors de la tête"),
    ("greatest topicality inside beside its head", "la même dans un groupe"),
    ("phrases with its head", "expressions de même tête (log)"),
    ("phrases beside occurrences of its head", "expressions par occurrence de la tête"),
    ("suffix of its head", "suffixe de la tête"),
    ("letters of its head", "lettres de la tête"),
    ("plural head", "tête au pluriel"),
    ("possessive", "après un possessif"),
    ("demonstrative", "après un démonstratif"),
    ("indefinite", "après un indéfini"),
    ("definite", "après un défini"),
    ("quantified", "après un quantifieur"),
    ("behind a number", "après un nombre"),
    ("object of a verb", "complément d’un verbe"),
    ("before a finite verb", "devant un verbe conjugué"),
    ("before a copula", "devant « être »"),
    ("behind a copula", "après « être »"),
    ("before a colon", "devant deux-points"),
    ("behind a colon", "après deux-points"),
    ("in a list", "dans une énumération"),
    ("at the end of a sentence", "en fin de phrase"),
    ("length of its sentences", "longueur de ses phrases"),
    ("lines", "part des lignes"),
    ("lines beside occurrences", "lignes par occurrence"),
    ("share of its words in the title", "part de ses mots dans le titre"),
    ("its head in the title", "tête dans le titre"),
    ("first sentence of its earliest word", "première phrase de son premier mot (log)"),
    ("first sentence of its latest word", "première phrase de son dernier mot (log)"),
    ("dispersion", "dispersion dans le billet"),
    ("first pass: score", "premier tour : score"),
    ("first pass: probability", "premier tour : probabilité"),
    ("first pass: rank", "premier tour : rang (log)"),
    ("first pass: rank beside candidates", "premier tour : rang, face aux candidats"),
    ("first pass: best longer phrase", "premier tour : meilleure englobante"),
    ("first pass: lead over the best longer phrase", "premier tour : avance sur l’englobante"),
    ("first pass: best part", "premier tour : meilleure partie"),
    ("first pass: lead over the best part", "premier tour : avance sur la partie"),
    ("first pass: best phrase with a word of it", "premier tour : meilleure avec un de ses mots"),
    ("first pass: lead over the best phrase with a word of it", "premier tour : avance sur celle-ci"),
    ("first pass: better phrases with a word of it", "premier tour : meilleures avec un de ses mots (log)"),
    ("first pass: phrases with a word of it", "premier tour : expressions avec un de ses mots (log)"),
    ("first pass: better phrases with its head", "premier tour : meilleures de même tête (log)"),
    ("first pass: words that a better phrase has", "premier tour : mots pris par une meilleure"),
    ("first pass: least of the best scores of its words", "premier tour : moindre score de ses mots"),
    ("first pass: sum of the ten best probabilities", "premier tour : somme des dix meilleures"),
    (Explanation::DIVERSITY, "proche d’une meilleure (facteur)"),
    (Explanation::OTHERS, "autres traits"),
];

/// The name of a feature in the language of the run; the feature itself by default.
fn named(feature: &str) -> &str {
    if language() == Language::English {
        return match feature {
            Explanation::DIVERSITY => "close to a better phrase (factor)",
            Explanation::OTHERS => "other features",
            feature => feature,
        };
    }
    FRENCH.iter().find(|(name, _)| *name == feature).map_or(feature, |(_, french)| french)
}

/// Writes an explanation as a table: for each part its name, its value, and what it adds to the score.
pub(super) fn write(out: &mut impl Write, explanation: &Explanation) -> io::Result<()> {
    let short = explanation.shortened(SHOWN);
    let (start, total) = (tr!("explanation-start"), tr!("explanation-total"));
    let names = short.parts.iter().map(|part| named(&part.feature));
    let width = names.chain([start.as_str(), &total]).map(|name| name.chars().count()).max().unwrap_or(0);
    let mut line = |name: &str, value: &str, figure: String| {
        writeln!(out, "        {name:<width$}  {value:>8}  {figure:>7}")
    };
    line(&start, "", decimal(short.base, 2))?;
    for Part { feature, value, added, .. } in &short.parts {
        let value = value.map(|value| decimal(value, 2)).unwrap_or_default();
        line(named(feature), &value, signed(*added, 2))?;
    }
    line(&total, "", decimal(short.total, 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use glane::keyphrase::learned::features::NAMES;
    use glane::keyphrase::learned::second::SECOND_NAMES;

    #[test]
    fn every_feature_has_one_french_name() {
        for name in NAMES.into_iter().chain(SECOND_NAMES).chain([Explanation::DIVERSITY, Explanation::OTHERS])
        {
            let named = FRENCH.iter().filter(|(feature, _)| *feature == name).count();
            assert_eq!(named, 1, "{name:?} needs one French name in FRENCH");
        }
        for (at, (_, french)) in FRENCH.iter().enumerate() {
            assert!(FRENCH[..at].iter().all(|(_, other)| other != french), "{french:?} stands twice");
        }
    }
}
