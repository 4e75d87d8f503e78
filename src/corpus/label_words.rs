//! The words of labels: how a label is split into words, and whether two words are spellings or inflections of
//! one word.
//!
//! Which labels are compared and which one is kept is decided in [`label_names`](super::label_names).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::french::{Category, Lexicon, Reading};

/// Characters, at least, of a word outside the lexicon whose form with an s counts as its plural.
const LEAST_UNKNOWN: usize = 5;
/// Words that the spelling reform of 1990 distinguishes by their circumflex (Journal officiel, 6 December 1990).
const KEEPS_CIRCUMFLEX: [&str; 5] = ["du", "mur", "sur", "jeune", "croit"];

/// The words of a name in lower case: letters and digits. Signs that distinguish names belong to words: "c++",
/// "c#", ".net"; any separator between two digits becomes a point ("2.0" is not "20").
pub(super) fn words(lower: &str) -> Vec<String> {
    let characters: Vec<char> = lower.chars().collect();
    let at = |index: Option<usize>| index.and_then(|index| characters.get(index)).copied();
    let mut words = vec![String::new()];
    for (index, &c) in characters.iter().enumerate() {
        let (before, after) = (at(index.checked_sub(1)), at(Some(index + 1)));
        let is_after_word = before.is_some_and(|c| c.is_alphanumeric() || c == '#' || c == '+');
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if c.is_alphanumeric() || c == '+' || is_combining_mark(c) {
            words.last_mut().into_iter().for_each(|word| word.push(c));
        } else if is_digit(before) && is_digit(after) {
            words.last_mut().into_iter().for_each(|word| word.push('.'));
        } else if c == '#' && is_after_word && !after.is_some_and(char::is_alphanumeric)
            || c == '.' && before.is_none() && after.is_some_and(char::is_alphanumeric)
        {
            words.last_mut().into_iter().for_each(|word| word.push(c));
        } else {
            words.push(String::new());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

pub(super) fn without_accents(text: &str) -> String {
    text.nfd().filter(|&c| !is_combining_mark(c)).collect::<String>().replace('œ', "oe").replace('æ', "ae")
}

/// Whether two words are equal but for accents, and at most one of them is in the lexicon.
pub(super) fn is_same_word(lexicon: &Lexicon<'_>, one: &str, two: &str) -> bool {
    if one == two {
        return true;
    }
    let bare = without_accents(one);
    if bare != without_accents(two) {
        return false;
    }
    let is_reform = reformed(one) == reformed(two) && !KEEPS_CIRCUMFLEX.contains(&bare.as_str());
    is_reform || lexicon.lookup_exact(one).is_unknown() || lexicon.lookup_exact(two).is_unknown()
}

/// A word without the accents that the spelling reform of 1990 changes: événement, évènement; île, ile.
fn reformed(word: &str) -> String {
    let changed = |c| match c {
        'è' => 'é',
        'î' => 'i',
        'û' => 'u',
        c => c,
    };
    word.chars().map(changed).collect()
}

/// The confidence that two words are inflections of one noun or adjective.
pub(super) fn inflected(lexicon: &Lexicon<'_>, one: &str, two: &str) -> Option<f64> {
    // Accents may be missing ("metiers"): the lookup restores them where nothing else is found.
    let [first, second] = [one, two].map(|word| lexicon.lookup(word, word));
    let lemmas = |word, is_class: fn(&Reading<'_>) -> bool| -> Vec<String> {
        lexicon.readings(word).filter(is_class).map(|reading| reading.lemma()).collect()
    };
    let noun: fn(&Reading<'_>) -> bool = |reading| reading.analysis.categories.contains(Category::Noun);
    let adjective: fn(&Reading<'_>) -> bool = |reading| {
        let categories = reading.analysis.categories;
        categories.contains(Category::Adjective) || categories.contains(Category::PastParticiple)
    };
    let shares = |one: &[String], two: &[String]| one.iter().any(|lemma| two.contains(lemma));
    let (nouns, other_nouns) = (lemmas(&first, noun), lemmas(&second, noun));
    if !nouns.is_empty() && !other_nouns.is_empty() {
        // Two different nouns may share an adjective: "la morale", "le moral".
        return shares(&nouns, &other_nouns).then_some(0.95);
    }
    if shares(&lemmas(&first, adjective), &lemmas(&second, adjective)) {
        return Some(0.9);
    }
    let (singular, plural) = if one.len() < two.len() { (one, two) } else { (two, one) };
    let (known, other) = if one.len() < two.len() { (&first, &second) } else { (&second, &first) };
    let is_plural = plural.strip_suffix('s') == Some(singular)
        && singular.chars().count() >= LEAST_UNKNOWN
        && singular.chars().all(char::is_alphabetic)
        && !singular.ends_with(['s', 'x', 'z']);
    let is_noun = known.is_unknown() || lexicon.readings(known).any(|reading| noun(&reading));
    (is_plural && other.is_unknown() && is_noun).then_some(0.7)
}

/// How two words differ in one letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slip {
    /// Two letters are swapped.
    Swapped,
    /// A letter is doubled in one of them.
    Doubled,
    /// A letter is missing or another one.
    Changed,
}

/// The slip by which two words differ that begin alike; none in a digit or in a final s.
pub(super) fn slip(one: &[char], two: &[char]) -> Option<Slip> {
    let (short, long) = if one.len() <= two.len() { (one, two) } else { (two, one) };
    if short.first() != long.first() || long.len() - short.len() > 1 {
        return None;
    }
    let start = short.iter().zip(long).take_while(|(one, two)| one == two).count();
    let end = short[start..].iter().rev().zip(long[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (rest, longer) = (&short[start..short.len() - end], &long[start..long.len() - end]);
    if rest.iter().chain(longer).any(|c| !c.is_alphabetic()) || (end == 0 && longer.len() == 1) {
        return None;
    }
    match (rest, longer) {
        ([], [letter]) if start > 0 && long[start - 1] == *letter => Some(Slip::Doubled),
        ([] | [_], [_]) => Some(Slip::Changed),
        ([a, b], [c, d]) if a == d && b == c => Some(Slip::Swapped),
        _ => None,
    }
}

/// The lemma of a word as a noun, else as an adjective; of another word the word without the s of a plural.
pub(super) fn nominal_lemma(lexicon: &Lexicon<'_>, word: &str) -> String {
    let found = lexicon.lookup(word, word);
    for category in [Category::Noun, Category::Adjective] {
        let mut readings = lexicon.readings(&found);
        if let Some(reading) = readings.find(|reading| reading.analysis.categories.contains(category)) {
            return reading.lemma();
        }
    }
    match word.strip_suffix(['s', 'x']) {
        Some(singular) if found.is_unknown() && singular.chars().count() >= LEAST_UNKNOWN => {
            singular.to_owned()
        }
        _ => word.to_owned(),
    }
}
