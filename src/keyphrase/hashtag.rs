//! Hashtags: tokens of several words, and the keys of these.

use smallvec::SmallVec;

use super::background::WordKey;
use super::keys::Keys;
use crate::french::{Categories, Category, stem};
use crate::tag::Tagger;
use crate::text::fold;

/// For each word of a hashtag: the key of the form that is shown, and the key of the word when it occurs nowhere
/// else in the post.
pub(super) type HashtagWords = SmallVec<[(WordKey, WordKey); 2]>;

/// The words of the phrase that a hashtag makes: "#MarqueEmployeur" is "marque employeur".
pub(super) fn words_of_hashtag(written: &str, tagger: &Tagger) -> HashtagWords {
    let words = hashtag_words(written.trim_start_matches('#')).into_iter().map(fold);
    words.map(|word| keys_of_part(&word, tagger)).collect()
}

/// The two keys of a word of a hashtag: see [`HashtagWords`].
fn keys_of_part(folded: &str, tagger: &Tagger) -> (WordKey, WordKey) {
    let shown = WordKey::of(&lemma_in_hashtag(folded, tagger));
    (shown, Keys::of(folded, folded, &stem(folded), tagger).noun_or_stem())
}

/// The lemmas of the phrase that a hashtag makes: "#MarquesEmployeurs" is "marque employeur".
pub(super) fn lemma_of_hashtag(written: &str, tagger: &Tagger) -> String {
    let words = hashtag_words(written.trim_start_matches('#')).into_iter().map(fold);
    let lemmas: Vec<String> = words.map(|word| lemma_in_hashtag(&word, tagger)).collect();
    lemmas.join(" ")
}

/// The lemma of a folded word of a hashtag, which is read as a noun where the lexicon has it as one.
fn lemma_in_hashtag(folded: &str, tagger: &Tagger) -> String {
    let lexicon = tagger.lexicon();
    let entry = lexicon.lookup(folded, folded);
    let nouns = Categories::of(&[Category::Noun]);
    let noun = lexicon.readings(&entry).find(|reading| reading.analysis.categories.meets(nouns));
    noun.map_or_else(|| folded.to_owned(), |reading| reading.lemma().to_lowercase())
}

/// The words of a hashtag: cut at capitals that follow small letters, and at underscores.
pub(super) fn hashtag_words(tag: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut small) = (0, false);
    for (at, character) in tag.char_indices() {
        if character == '_' || (character.is_uppercase() && small) {
            words.push(&tag[start..at]);
            start = at + usize::from(character == '_');
        }
        small = character.is_lowercase();
    }
    words.push(&tag[start..]);
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::hashtag_words;

    #[test]
    fn hashtags_are_cut_into_their_words() {
        assert_eq!(hashtag_words("MarqueEmployeur"), ["Marque", "Employeur"]);
        assert_eq!(hashtag_words("télétravail"), ["télétravail"]);
        assert_eq!(hashtag_words("RSE"), ["RSE"]);
        assert_eq!(hashtag_words("zéro_déchet"), ["zéro", "déchet"]);
    }
}
