//! Loose readings: words that can be nouns, and units of measure, whatever their tags.

use super::connector::Connector;
use super::cue::Cue;
use super::word::{Roles, Word};
use crate::tag::{Tag, Upos};
use crate::text::TokenKind;

/// Marks the words that can be nouns in the loose grammar.
///
/// The tagger misreads foreign words and nouns made of adjectives ("le numérique", "le processus archiver",
/// "xfce"). What follows a determiner and ends its phrase, what the lexicon lacks, and what mixes letters and
/// digits can be a noun whatever the tag.
pub(super) fn loosen(words: &mut [Word], tags: &[Tag]) {
    for index in 0..words.len() {
        let word = &words[index];
        let is_behind_number = || {
            index > 0
                && words[index - 1].sentence == word.sentence
                && (words[index - 1].kind == TokenKind::Number || tags[index - 1].upos == Upos::Num)
        };
        if word.cue == Cue::UnitSymbol || (word.cue == Cue::Unit && is_behind_number()) {
            words[index].roles = word.roles.and(Roles::UNIT);
            continue;
        }
        if word.roles.has(Roles::NOUN) || word.shape.letters == 0 || is_closed(word, tags[index].upos) {
            continue;
        }
        let is_in_sentence = |other: &&Word| other.sentence == word.sentence;
        let before = index.checked_sub(1).map(|at| &words[at]).filter(is_in_sentence);
        let behind = words.get(index + 1).filter(is_in_sentence);
        let behind_determiner = before.is_some_and(|before| before.roles.has(Roles::DETERMINER));
        let behind_noun = before.is_some_and(|before| before.roles.has(Roles::NOUN));
        let ends = !behind.is_some_and(|behind| behind.roles.has(Roles::NOUN.and(Roles::ADJECTIVE)));
        let is_loose = match word.kind {
            TokenKind::Url => word.shape.is_dotted_name,
            // "Mistral AI", "Le Bon Accueil": a stop word by its form, a word of a name by its capital.
            TokenKind::Word if word.shape.stop => {
                word.connector == Connector::None
                    && word.shape.letters >= 2
                    && (word.shape.acronym || (word.shape.capital && before.is_some()))
            }
            TokenKind::Word | TokenKind::Number => match tags[index].upos {
                _ if word.shape.letters == 1 && !word.shape.digit => word.shape.capital && behind_noun,
                Upos::Adj => (behind_determiner && ends) || word.shape.unknown || word.shape.capital,
                Upos::Verb => {
                    word.shape.unknown
                        || (behind_determiner && ends && !word.roles.has(Roles::PARTICIPLE))
                        || (word.shape.infinitive && behind_noun)
                        || (word.shape.noun && before.is_some_and(is_plain_adjective))
                }
                Upos::Num => word.shape.letters > 0 && (word.shape.digit || word.cue == Cue::Zero),
                Upos::Noun | Upos::Propn | Upos::X => word.shape.letters >= 2 || word.shape.digit,
                Upos::Adv | Upos::Intj | Upos::Sym => word.shape.unknown && word.shape.letters >= 3,
                _ => false,
            },
            _ => false,
        };
        if is_loose {
            words[index].roles = word.roles.and(Roles::LOOSE);
        }
    }
}

/// Whether the word is a stop word whose tag speaks for nothing else, as most words are that are no nouns.
fn is_closed(word: &Word, tag: Upos) -> bool {
    let is_nominal = matches!(tag, Upos::Noun | Upos::Propn | Upos::X | Upos::Adj);
    word.kind == TokenKind::Word && word.shape.stop && !is_nominal
}

fn is_plain_adjective(word: &Word) -> bool {
    word.roles.has(Roles::ADJECTIVE) && !word.roles.has(Roles::NOUN.and(Roles::PARTICIPLE))
}
