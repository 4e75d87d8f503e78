//! Abbreviations, which keep their dot, and nouns that the title of a work follows.

/// Where an abbreviation keeps its dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Abbreviation {
    /// Anywhere ("cf.", "etc.").
    Always,
    /// Before a number only ("p. 12", "art. 3"), since it is a word as well.
    BeforeNumber,
    /// Before a capital only ("St. Louis", "Dr. House").
    BeforeName,
}

/// The length of the longest abbreviation, in bytes of UTF-8, without its dot. The fast scanner relies on it:
/// no longer word keeps its dot.
pub(crate) const LONGEST_ABBREVIATION: usize = 6;

/// Whether `word`, given without its dot, is an abbreviation, and where. Case matters where it distinguishes
/// an abbreviation from a word.
///
/// ```
/// use glane::french::{Abbreviation, abbreviation};
///
/// assert_eq!(abbreviation("etc"), Some(Abbreviation::Always));
/// assert_eq!(abbreviation("p"), Some(Abbreviation::BeforeNumber));
/// assert_eq!(abbreviation("fin"), None);
/// ```
pub fn abbreviation(word: &str) -> Option<Abbreviation> {
    use Abbreviation::{Always, BeforeName, BeforeNumber};
    if word.len() > LONGEST_ABBREVIATION {
        return None;
    }
    match word {
        "M" | "MM" | "Mr" | "Mrs" | "Ms" | "Mme" | "Mmes" | "Mlle" | "Mlles" | "Mgr" | "Me" | "Dr"
        | "Drs" | "Pr" | "Prof" | "St" | "Ste" | "Gal" | "Col" | "Cdt" | "Lt" | "Cap" => Some(BeforeName),
        "etc" | "Etc" | "ETC" | "cf" | "Cf" | "CF" | "c-à-d" | "ibid" | "Ibid" | "id" | "vs" | "env"
        | "apr" | "hab" | "Cie" | "Ltd" | "Inc" | "Corp" | "Bros" | "Jr" | "Sr" | "éd" | "Éd" | "éds"
        | "Éds" | "coll" | "trad" | "dir" | "réf" | "Réf" | "tél" | "Tél" | "ms" | "mss" | "bibl"
        | "suiv" | "fasc" | "ex" | "Ex" | "av" | "pp" => Some(Always),
        "p" | "P" | "vol" | "Vol" | "no" | "No" | "nos" | "n" | "art" | "Art" | "chap" | "Chap" | "fig"
        | "Fig" | "tab" | "t" | "T" | "ch" | "op" | "Op" | "col" | "f" | "al" | "sect" | "add" | "janv"
        | "févr" | "fév" | "sept" | "oct" | "nov" | "déc" | "v" | "s" | "l" | "R" | "N" | "bd" | "Bd" => {
            Some(BeforeNumber)
        }
        _ => None,
    }
}

/// Whether the title of a work may directly follow `word`: "le livre Un métier idéal", "les albums Un homme
/// nature".
pub(crate) fn takes_title(word: &str) -> bool {
    matches!(
        word.strip_suffix('s').unwrap_or(word),
        "album"
            | "article"
            | "ballet"
            | "blog"
            | "chanson"
            | "chaîne"
            | "clip"
            | "collection"
            | "comédie"
            | "disque"
            | "documentaire"
            | "dossier"
            | "essai"
            | "exposition"
            | "feuilleton"
            | "film"
            | "groupe"
            | "hebdomadaire"
            | "intitulé"
            | "intitulée"
            | "jeu"
            | "journal"
            | "journaux"
            | "label"
            | "livre"
            | "magazine"
            | "morceau"
            | "nouvelle"
            | "opéra"
            | "ouvrage"
            | "pièce"
            | "poème"
            | "programme"
            | "quotidien"
            | "recueil"
            | "revue"
            | "roman"
            | "rubrique"
            | "saga"
            | "single"
            | "site"
            | "spectacle"
            | "série"
            | "tableau"
            | "titre"
            | "titré"
            | "émission"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_past_the_longest_abbreviation_are_not_abbreviations() {
        assert_eq!(abbreviation("Mlles"), Some(Abbreviation::BeforeName));
        assert_eq!(abbreviation("illustr"), None);
    }
}
