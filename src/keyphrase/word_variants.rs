//! Which words of texts stand for which word that is looked for, for an index of the words of an archive. What makes
//! words variants of each other is decided in `phrase_words`.

use rustc_hash::FxHashMap;

use super::background::WordKey;
use super::phrase_words::WordKeys;
use crate::text::match_key;

/// The key of a form in an index: without accents, case, hyphens, apostrophes, and the mark of a hashtag; none for a
/// form that is no word.
pub(crate) fn index_key(form: &str) -> Option<String> {
    let key = match_key(form);
    let key = key.trim_start_matches(['#', '@']);
    key.contains(char::is_alphanumeric).then(|| key.to_owned())
}

/// For each word the others that a search for it finds as well, by their numbers, in order: "vélos" for "vélo". Each
/// word is given by all forms that share its key, the commonest first.
pub(crate) fn word_variants(words: &[Vec<&str>]) -> Vec<Vec<u32>> {
    let keys = WordKeys::new();
    let mut with_key: FxHashMap<WordKey, Vec<u32>> = FxHashMap::default();
    for (number, forms) in (0..).zip(words) {
        let mut own: Vec<WordKey> = forms.iter().flat_map(|form| keys.of_text_word(form)).collect();
        own.sort_unstable();
        own.dedup();
        for key in own {
            with_key.entry(key).or_default().push(number);
        }
    }
    (0..)
        .zip(words)
        .map(|(number, forms)| {
            let sought = forms.first().map(|form| keys.of_phrase_word(form)).unwrap_or_default();
            let mut found: Vec<u32> =
                sought.iter().filter_map(|key| with_key.get(key)).flatten().copied().collect();
            found.sort_unstable();
            found.dedup();
            found.retain(|&other| other != number);
            found
        })
        .collect()
}

/// The numbers of the words that a phrase that is looked for can lack: "la" of "la ville".
pub(crate) fn determiners(words: &[Vec<&str>]) -> Vec<u32> {
    let keys = WordKeys::new();
    let is_determiner = |forms: &Vec<&str>| forms.first().is_some_and(|form| keys.is_determiner(form));
    (0..).zip(words).filter(|(_, forms)| is_determiner(forms)).map(|(number, _)| number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_its_other_forms() {
        let words = [
            vec!["vélo", "Velo"],
            vec!["vélos"],
            vec!["porte"],
            vec!["porter"],
            vec!["portes"],
            vec!["ville"],
        ];
        let variants = word_variants(&words);
        assert_eq!(variants[0], [1]);
        assert_eq!(variants[1], [0]);
        assert_eq!(variants[2], [4]);
        assert_eq!(variants[3], [2, 4]);
        assert!(variants[5].is_empty());
    }

    #[test]
    fn determiners_are_told_from_other_words() {
        assert_eq!(
            determiners(&[vec!["la"], vec!["ville"], vec!["l'"], vec!["Notre"], vec!["qui"]]),
            [0, 2, 3]
        );
    }

    #[test]
    fn the_key_of_a_form_has_no_accent_case_or_mark() {
        assert_eq!(index_key("#Évènement").as_deref(), Some("evenement"));
        assert_eq!(index_key("Porte-Parole").as_deref(), Some("porteparole"));
        assert_eq!(index_key("…"), None);
    }
}
