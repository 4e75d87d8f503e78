//! Names of labels: which of them seem to be one.
//!
//! A name is folded step by step: capitals, accents, punctuation, inflection. Names that become equal at a step
//! are one; last come slips of the pen in long names that hardly any post has.

use std::collections::BTreeMap;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use crate::french::stem;

/// How two labels that seem to be one differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum MergeReason {
    /// In capitals and small letters: Pain, pain.
    Case,
    /// In accents: télétravail, teletravail.
    Accents,
    /// In hyphens, apostrophes, spaces or a hash: jardin partagé, jardin-partagé.
    Punctuation,
    /// In number or gender: tomate, tomates.
    Inflection,
    /// In a letter or two of a long word: rénovation, renovatoin.
    Spelling,
}

/// Labels that seem to be one: the one with most posts first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Same {
    pub(super) labels: Vec<usize>,
    pub(super) reason: MergeReason,
}

/// Characters of a name in which a slip of the pen is looked for, at least, and posts that a name with a slip
/// has, at most, and the right one has times as many.
const LEAST_LENGTH: usize = 7;
const MOST_SLIPS: usize = 2;
const TIMES: usize = 3;
/// Labels among which slips are looked for, at most: each is held against each.
const MOST_LABELS: usize = 5000;

/// The groups of names that seem to be one, the one of most posts first; `sizes` has the posts of each.
pub(super) fn same(names: &[&str], sizes: &[usize]) -> Vec<Same> {
    let keys: Vec<[String; 4]> = names.iter().map(|name| steps(name)).collect();
    let mut group_of: Vec<usize> = (0..names.len()).collect();
    // A stem depends on accents: names are one that are equal without them, or by their stems.
    for step in [2, 3] {
        let mut by_key: BTreeMap<&str, usize> = BTreeMap::new();
        for (label, key) in keys.iter().enumerate() {
            let (from, to) = (group_of[label], group_of[*by_key.entry(&key[step]).or_insert(label)]);
            let (least, most) = (from.min(to), from.max(to));
            if least != most {
                group_of.iter_mut().filter(|group| **group == most).for_each(|group| *group = least);
            }
        }
    }
    slips(&keys, sizes, &mut group_of);
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (label, &group) in group_of.iter().enumerate() {
        groups.entry(group).or_default().push(label);
    }
    let mut same: Vec<Same> = groups
        .into_values()
        .filter(|labels| labels.len() > 1)
        .map(|mut labels| {
            // Among equals the one with most accents, then the one in small letters.
            let accents = |label: usize| names[label].chars().filter(|c| !c.is_ascii()).count();
            labels.sort_by_key(|&label| {
                let capital = names[label].starts_with(char::is_uppercase);
                (std::cmp::Reverse((sizes[label], accents(label))), capital, label)
            });
            // The first step at which all are equal.
            let equal_at =
                |step: &usize| labels.iter().all(|&label| keys[label][*step] == keys[labels[0]][*step]);
            let reason = match (0..4).find(equal_at) {
                Some(0) => MergeReason::Case,
                Some(1) => MergeReason::Accents,
                Some(2) => MergeReason::Punctuation,
                Some(_) => MergeReason::Inflection,
                None => MergeReason::Spelling,
            };
            Same { labels, reason }
        })
        .collect();
    let posts = |group: &Same| group.labels.iter().map(|&label| sizes[label]).sum::<usize>();
    same.sort_by_key(|group| (std::cmp::Reverse(posts(group)), group.labels[0]));
    same
}

/// Joins names with a slip of the pen to the names that they were meant to be.
fn slips(keys: &[[String; 4]], sizes: &[usize], group_of: &mut [usize]) {
    if keys.len() > MOST_LABELS {
        return;
    }
    let letters: Vec<Vec<char>> = keys.iter().map(|key| key[2].chars().collect()).collect();
    for slip in 0..keys.len() {
        if sizes[slip] > MOST_SLIPS || letters[slip].len() < LEAST_LENGTH || group_of[slip] != slip {
            continue;
        }
        // Others may have joined it by inflection: then it was written so on purpose.
        if group_of.iter().enumerate().any(|(label, &group)| group == slip && label != slip) {
            continue;
        }
        let meant = (0..keys.len())
            .filter(|&other| other != slip && sizes[other] >= sizes[slip] * TIMES)
            .filter(|&other| is_slip(&letters[slip], &letters[other]))
            .max_by_key(|&other| (sizes[other], std::cmp::Reverse(other)));
        if let Some(meant) = meant {
            group_of[slip] = group_of[meant];
        }
    }
}

/// Whether two names begin alike and differ in one letter that is missing, changed or swapped with the next;
/// never in a digit.
fn is_slip(one: &[char], two: &[char]) -> bool {
    let (short, long) = if one.len() <= two.len() { (one, two) } else { (two, one) };
    if short.first() != long.first() || long.len() - short.len() > 1 {
        return false;
    }
    let start = short.iter().zip(long).take_while(|(one, two)| one == two).count();
    let end = short[start..].iter().rev().zip(long[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short[start..short.len() - end], &long[start..long.len() - end]);
    if short.iter().chain(long).any(char::is_ascii_digit) {
        return false;
    }
    match (short, long) {
        ([] | [_], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

/// A name by its stems, without capitals, accents and punctuation: equal for all ways to write a label.
pub(super) fn key(name: &str) -> String {
    let [.., key] = steps(name);
    key
}

fn steps(name: &str) -> [String; 4] {
    let small = name.to_lowercase().replace('’', "'");
    let bare: String = small
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .collect::<String>()
        .replace('œ', "oe")
        .replace('æ', "ae");
    let plain: Vec<&str> =
        bare.split(|c: char| !c.is_alphanumeric() && c != '+').filter(|word| !word.is_empty()).collect();
    let plain = if plain.is_empty() { bare.clone() } else { plain.concat() };
    // Stems want their accents; what differs in them alone was equal before.
    let stems: Vec<String> = small
        .split(|c: char| !c.is_alphanumeric() && c != '+')
        .filter(|word| !word.is_empty())
        .map(|word| match word.chars().count() {
            ..=3 => word.to_owned(),
            4 => stem(word).into_owned(),
            _ => stem(word.trim_end_matches(['s', 'x'])).into_owned(),
        })
        .collect();
    let stems: String = if stems.is_empty() { bare.clone() } else { stems.concat() };
    let stems = stems.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect();
    [small, bare, plain, stems]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(one: &str, two: &str) -> Option<MergeReason> {
        same(&[one, two], &[9, 1]).first().map(|group| group.reason)
    }

    #[test]
    fn names_that_differ_little_are_one() {
        assert_eq!(reason("Pain", "pain"), Some(MergeReason::Case));
        assert_eq!(reason("télétravail", "teletravail"), Some(MergeReason::Accents));
        assert_eq!(reason("jardin partagé", "jardin-partagé"), Some(MergeReason::Punctuation));
        assert_eq!(reason("jardin partagé", "#JardinPartagé"), Some(MergeReason::Punctuation));
        assert_eq!(same(&["vie privée", "Vie privee", "vies privées"], &[3, 2, 1]).len(), 1);
        assert_eq!(reason("vélo", "vélos"), Some(MergeReason::Inflection));
        assert_eq!(reason("tomate", "Tomates"), Some(MergeReason::Inflection));
        assert_eq!(reason("accessibilité", "accesibilité"), Some(MergeReason::Spelling));
        assert_eq!(reason("rénovation", "renovatoin"), Some(MergeReason::Spelling));
    }

    #[test]
    fn names_that_differ_are_two() {
        for (one, two) in [
            ("ES6", "ES5"),
            ("C", "C++"),
            ("pain", "bain"),
            ("2021", "2022"),
            ("vue", "vie"),
            ("php5", "php7"),
        ] {
            assert_eq!(reason(one, two), None, "{one}, {two}");
        }
        assert_eq!(same(&["bouturage", "boutorage"], &[5, 4]), []);
        assert_eq!(same(&["", "!"], &[1, 1]), []);
    }
}
