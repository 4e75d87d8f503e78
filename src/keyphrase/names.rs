//! Names, titles and dotted names: candidates that capitals, quotation marks, markup and dots show.
//!
//! The tags of their words do not count: a title can hold any word, and the tagger misreads foreign names.

use std::ops::Range;

use super::connector::Connector;
use super::occurrence::{LONGEST, Occurrence};
use super::sources::Sources;
use super::word::{Markup, Roles, Word};
use crate::text::TokenKind;

/// Small words that may follow each other inside a name: "Leonardo di ser Piero", "de la".
const SMALL_WORDS: usize = 2;

/// Appends the spans that the rules of `wanted` find, in no order and some of them twice.
pub(super) fn find(words: &[Word], wanted: Sources, occurrences: &mut Vec<Occurrence>) {
    let mut add = |span: Range<usize>, source: Sources| {
        if wanted.has(source) && is_phrase(&words[span.clone()]) {
            let Range { start, end } = span;
            let (start, end) = (start as u32, end as u32);
            occurrences.push(Occurrence { start, end, nested: false, sources: source });
        }
    };
    for sentence in sentences(words) {
        let rules = rules(&words[sentence.clone()]);
        if rules.has(Sources::NAME) {
            names(words, sentence.clone(), &mut |span| add(span, Sources::NAME));
        }
        if rules.has(Sources::QUOTATION) {
            quotations(words, sentence.clone(), &mut |span| add(span, Sources::QUOTATION));
        }
        if rules.has(Sources::EMPHASIS) {
            emphasis(words, sentence.clone(), &mut |span| add(span, Sources::EMPHASIS));
        }
        if rules.has(Sources::DOTTED) {
            dotted(words, sentence, &mut |span| add(span, Sources::DOTTED));
        }
    }
}

/// The rules that may find something in a sentence, by the signs that each begins with: most sentences have few of them.
fn rules(sentence: &[Word]) -> Sources {
    let mut rules = Sources::default();
    // A dot or a slash joins what stands behind it, so that the last word of a sentence joins nothing.
    let last = sentence.len().saturating_sub(1);
    for (at, word) in sentence.iter().enumerate() {
        let mut add = |is: bool, rule: Sources| rules = if is { rules.and(rule) } else { rules };
        add(word.shape.capital, Sources::NAME);
        add(word.markup.has(Markup::EMPHASIS), Sources::EMPHASIS);
        add(word.kind == TokenKind::Url, Sources::DOTTED);
        match word.connector {
            Connector::QuoteOpen | Connector::QuoteClose | Connector::QuoteStraight => {
                add(true, Sources::QUOTATION);
            }
            Connector::Dot | Connector::Slash => add(at < last, Sources::DOTTED),
            _ => {}
        }
    }
    rules
}

/// The ranges of the sentences.
fn sentences(words: &[Word]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    words.chunk_by(|one, two| one.sentence == two.sentence).map(move |sentence| {
        let range = start..start + sentence.len();
        start = range.end;
        range
    })
}

/// Whether the words can be a phrase: not too long, without code, with letters and with a word that counts.
fn is_phrase(span: &[Word]) -> bool {
    let is_word_that_counts = |word: &Word| word.is_word() && !word.shape.stop && word.shape.letters > 0;
    (1..=LONGEST).contains(&span.len())
        && span.iter().all(|word| !word.markup.has(Markup::HIDDEN))
        && span.iter().any(is_word_that_counts)
        && span.iter().map(|word| u32::from(word.shape.letters)).sum::<u32>() >= 2
}

/// Whether the word can be a word of a name: a capital, or a name with dots.
fn is_capitalised(word: &Word) -> bool {
    match word.kind {
        TokenKind::Word | TokenKind::Abbreviation => word.shape.capital,
        TokenKind::Number => word.shape.capital && word.shape.letters > 0,
        _ => false,
    }
}

/// Whether a name can begin with the word. A capital at the beginning of a sentence is no evidence, nor is
/// that of a stop word, but for the article of a title.
fn begins_name(words: &[Word], at: usize, sentence: &Range<usize>) -> bool {
    let word = &words[at];
    if !is_capitalised(word) || word.markup.has(Markup::HIDDEN) {
        return false;
    }
    if at == sentence.start {
        let is_nominal = word.roles.has(Roles::NOUN.and(Roles::ADJECTIVE).and(Roles::LOOSE));
        return !word.shape.stop && (is_nominal || word.shape.acronym);
    }
    match word.connector {
        // Behind a mark, an article has the capital of a beginning.
        Connector::Article => words[at - 1].is_word(),
        Connector::Joiner => false,
        _ => can_be_in_name(word),
    }
}

/// Whether the capital of the word can be that of a name. A stop word usually has it for another reason, articles
/// and acronyms apart ("Le Bon Coin", "Mistral AI").
fn can_be_in_name(word: &Word) -> bool {
    !word.shape.stop
        || word.shape.acronym
        || word.roles.has(Roles::LOOSE)
        || word.connector == Connector::Article
        || word.connector == Connector::Joiner
}

/// Names: runs of capitalised words with small words between them ("Ursula K. Le Guin", "Hervé Le Treut"), their
/// parts between conjunctions and prepositions, and the parts without any small word.
fn names(words: &[Word], sentence: Range<usize>, add: &mut impl FnMut(Range<usize>)) {
    let mut at = sentence.start;
    while at < sentence.end {
        if !begins_name(words, at, &sentence) {
            at += 1;
            continue;
        }
        let end = name_end(words, at, sentence.end);
        add_with_parts(words, at..end, add);
        at = end;
    }
}

/// One past the last word of the name that begins at `start`.
fn name_end(words: &[Word], start: usize, limit: usize) -> usize {
    let (mut at, mut end, mut small) = (start + 1, start + 1, 0);
    while at < limit && !words[at].markup.has(Markup::HIDDEN) {
        let word = &words[at];
        let is_year = word.roles.has(Roles::NUMBER) && word.shape.letters == 0;
        if (is_capitalised(word) && can_be_in_name(word)) || is_year {
            end = at + 1;
            small = 0;
        } else if words[at - 1].connector == Connector::Ampersand
            && word.roles.has(Roles::NOUN.and(Roles::DETERMINER))
        {
            // "Mille & une orchidées": what follows the sign belongs to the name.
            let is_determiner = word.roles.has(Roles::DETERMINER);
            let noun = at + usize::from(is_determiner);
            if !words.get(noun).is_some_and(|noun| noun.roles.has(Roles::NOUN)) || noun >= limit {
                break;
            }
            end = noun + 1;
            at = noun;
            small = 0;
        } else if is_small(words, at, limit) && small < SMALL_WORDS {
            small += 1;
        } else {
            break;
        }
        at += 1;
    }
    end
}

/// Whether the word joins others inside a name: a small word, or a sign without spaces around it.
fn is_small(words: &[Word], at: usize, limit: usize) -> bool {
    let is_glued = words[at].glued && at + 1 < limit && words[at + 1].glued;
    match words[at].connector {
        Connector::Hyphen | Connector::Apostrophe | Connector::Slash => is_glued,
        connector => connector.joins_names(),
    }
}

/// Adds a name, its parts between conjunctions and prepositions, and its runs of capitalised words.
fn add_with_parts(words: &[Word], name: Range<usize>, add: &mut impl FnMut(Range<usize>)) {
    add(name.clone());
    let is_number = |at: usize| words[at].roles.has(Roles::NUMBER) && words[at].shape.letters == 0;
    let mut without_number = name.clone();
    while without_number.len() > 1 && is_number(without_number.end - 1) {
        without_number.end -= 1;
    }
    if without_number != name {
        add(without_number);
    }
    let splits_parts = |word: &Word| {
        matches!(word.connector, Connector::Coordinator | Connector::Ampersand | Connector::Slash)
    };
    let splits_runs = |word: &Word| !is_capitalised(word) && !word.roles.has(Roles::NUMBER);
    for part in pieces(words, name.clone(), splits_parts).chain(pieces(words, name.clone(), splits_runs)) {
        let part = trimmed(words, part);
        if !part.is_empty() && part != name {
            add(part.clone());
        }
        // The title without its article: "Le Bon Coin", "Bon Coin".
        if part.len() > 1 && words[part.start].connector == Connector::Article {
            add(part.start + 1..part.end);
        }
    }
}

/// The pieces of a range between the words that split it.
fn pieces<'w>(
    words: &'w [Word],
    range: Range<usize>,
    splits: impl Fn(&Word) -> bool + 'w,
) -> impl Iterator<Item = Range<usize>> + 'w {
    let mut start = range.start;
    words[range].split(move |word| splits(word)).map(move |piece| {
        let range = start..start + piece.len();
        start = range.end + 1;
        range
    })
}

/// The range without small words and numbers at its edges.
fn trimmed(words: &[Word], mut range: Range<usize>) -> Range<usize> {
    while !range.is_empty() && !is_capitalised(&words[range.end - 1]) {
        range.end -= 1;
    }
    while !range.is_empty() && !is_capitalised(&words[range.start]) {
        range.start += 1;
    }
    range
}

/// Quotations that are written like titles: whole, short, with a capital at their beginning.
fn quotations(words: &[Word], sentence: Range<usize>, add: &mut impl FnMut(Range<usize>)) {
    let mut open = None;
    for at in sentence {
        let (closes, opens) = match words[at].connector {
            Connector::QuoteOpen => (false, true),
            Connector::QuoteClose => (true, false),
            Connector::QuoteStraight => (open.is_some(), open.is_none()),
            _ => continue,
        };
        if let (true, Some(start)) = (closes, open) {
            let inside = title(words, start..at);
            if !inside.is_empty() {
                add(inside);
            }
        }
        open = opens.then_some(at + 1);
    }
}

/// The range without marks at its end; empty where it is not written like a title.
fn title(words: &[Word], mut range: Range<usize>) -> Range<usize> {
    while !range.is_empty() && !words[range.end - 1].is_word() {
        range.end -= 1;
    }
    let span = &words[range.clone()];
    let begins = span.first().is_some_and(|first| first.shape.capital || first.shape.digit);
    let is_sentence = span.iter().any(|word| word.shape.person);
    if begins && !is_sentence { range } else { range.start..range.start }
}

/// Emphasized text that is written like a title.
fn emphasis(words: &[Word], sentence: Range<usize>, add: &mut impl FnMut(Range<usize>)) {
    for part in pieces(words, sentence.clone(), |word| !word.markup.has(Markup::EMPHASIS)) {
        // A sentence that is emphasized as a whole is not a title.
        if part.is_empty() || part == sentence {
            continue;
        }
        let inside = title(words, part);
        // "La reconnaissance faciale arrive": a phrase with an article at the start of a sentence is its subject.
        let is_subject = inside.start == sentence.start
            && words.get(inside.start).is_some_and(|word| word.roles.has(Roles::DETERMINER));
        if !inside.is_empty() && !is_subject {
            add(inside);
        }
    }
}

/// Words that dots and slashes join without spaces: "go.mod", "Debian/Ubuntu"; with the noun before or behind
/// them, too ("distribution GNU/Linux", "A/B testing").
fn dotted(words: &[Word], sentence: Range<usize>, add: &mut impl FnMut(Range<usize>)) {
    let mut at = sentence.start;
    while at < sentence.end {
        let mut end = at + 1;
        while end + 1 < sentence.end && joins(words, end) {
            end += 2;
        }
        let is_name = words[at].kind == TokenKind::Url && words[at].shape.is_dotted_name;
        if end > at + 1 || is_name {
            add(at..end);
            let is_noun = |word: &Word| word.roles.has(Roles::NOUN);
            if end < sentence.end && is_noun(&words[end]) && !words[end].glued {
                add(at..end + 1);
            }
            if at > sentence.start && is_noun(&words[at - 1]) && !words[at].glued {
                add(at - 1..end);
            }
        }
        at = end;
    }
}

/// Whether the dot or slash at `at` joins the words beside it. A small letter before a dot and a capital
/// behind it are two sentences without their space.
fn joins(words: &[Word], at: usize) -> bool {
    let (before, mark, behind) = (&words[at - 1], &words[at], &words[at + 1]);
    let is_part = |word: &Word| {
        matches!(word.kind, TokenKind::Word | TokenKind::Number | TokenKind::Abbreviation)
            && !word.markup.has(Markup::HIDDEN)
    };
    if !(mark.glued && behind.glued && is_part(before) && is_part(behind)) {
        return false;
    }
    match mark.connector {
        Connector::Dot => {
            before.shape.letters > 0
                && !behind.shape.stop
                && !before.shape.stop
                && (before.shape.capital || !behind.shape.capital)
        }
        Connector::Slash => before.shape.capital && (behind.shape.capital || before.shape.letters > 1),
        _ => false,
    }
}
