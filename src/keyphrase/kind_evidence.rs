//! The kind of a family, by the evidence of its post and, where that is silent, by the kind that the name mostly has.

use rustc_hash::FxHashSet;

use super::background::WordKey;
use super::candidate::Occurrence;
use super::connector::Connector;
use super::cue::Cue;
use super::family::Family;
use super::kind::Kind;
use super::known_names::{is_known_given_name, known_kind};
use super::phrase_key::PhraseKey;
use super::shape::Shape;
use super::sources::Sources;
use super::topicality::Topicality;
use super::word::{Roles, Word};
use crate::text::TokenKind;

/// The least evidence for a finer kind; the weights below are in halves of a proof.
const PROOF: u32 = 4;

/// Occurrences of a name that are looked at.
const SEEN: usize = 20;
/// How often "à" before a name proves a place where most occurrences have it.
const TOWNS_AT_LEAST: u32 = 2;

/// Evidence for each finer kind.
#[derive(Clone, Copy, Default)]
struct Evidence {
    person: u32,
    place: u32,
    organisation: u32,
    work: u32,
    product: u32,
    /// Prepositions of place before a name that nothing else shows to be one.
    weak_place: u32,
    /// Those among them that are "à".
    towns: u32,
    /// "The book of" before a name: a person, or a group.
    weak_person: u32,
    /// Articles before a name, which persons seldom have.
    articles: u32,
    /// Common nouns right before a name: "un site Hugo".
    nouns: u32,
    /// Prepositions of place before a name that the lexicon has.
    toponym: u32,
    /// Occurrences of the name.
    occurrences: u32,
    /// Whether the name is a given name by itself.
    is_lone_given_name: bool,
}

impl Evidence {
    /// The kind with the most evidence, where that is a proof and no other has as much.
    fn kind(self) -> Option<Kind> {
        let mut all = [
            (self.person, Kind::Person),
            (self.place, Kind::Place),
            (self.organisation, Kind::Organisation),
            (self.work, Kind::Work),
            (self.product, Kind::Product),
        ];
        all.sort_by_key(|(evidence, _)| std::cmp::Reverse(*evidence));
        (all[0].0 >= PROOF && all[0].0 > all[1].0).then_some(all[0].1)
    }

    /// Whether the post uses the name like that of a product.
    fn is_used_as_product(self) -> bool {
        self.nouns > 0 || self.product >= 2
    }

    /// The evidence without that of a given name that is used like a product's, and without that of one "à" among
    /// many occurrences, which stands before firms too.
    fn without_doubts(mut self) -> Self {
        if self.is_lone_given_name && self.is_used_as_product() {
            self.person = self.person.saturating_sub(PROOF);
        }
        if self.toponym > 0 && self.occurrences >= 3 && 3 * self.toponym <= self.occurrences {
            self.place = self.place.saturating_sub(PROOF);
        }
        self
    }

    /// The evidence with a proof of a kind.
    fn with(mut self, kind: Kind) -> Self {
        match kind {
            Kind::Person => self.person += PROOF,
            Kind::Place => self.place += PROOF,
            Kind::Organisation => self.organisation += PROOF,
            Kind::Work => self.work += PROOF,
            Kind::Product => self.product += PROOF,
            Kind::Term | Kind::Name => {}
        }
        self
    }

    fn add(&mut self, cue: Cue, weight: u32) {
        match cue {
            Cue::Civility | Cue::Person => self.person += weight,
            Cue::Place => self.place += weight,
            Cue::Organisation | Cue::LegalForm => self.organisation += weight,
            Cue::Work => self.work += weight,
            Cue::Product => self.product += weight,
            _ => {}
        }
    }
}

/// The kind of a family of a post; `surnames` are the last words of its full names of persons.
pub(super) fn kind_of(
    family: &Family,
    words: &[Word],
    occurrences: &[Occurrence],
    surnames: &FxHashSet<WordKey>,
) -> Kind {
    match judge(family, words, occurrences, surnames, is_listed_given_name, is_listed_first_name) {
        Judgement::Certain(kind) => kind,
        Judgement::ProperName(evidence) => {
            let evidence = evidence.without_doubts();
            // Acronyms are institutions, whatever preposition they have: "à la CNIL", "au CNAM".
            let is_acronym = || words[occurrences[family.occurrences[0] as usize].range()][0].shape.acronym;
            let known = known_kind(family.key).filter(|kind| match kind {
                Kind::Person => !evidence.is_lone_given_name || !evidence.is_used_as_product(),
                Kind::Place => !is_acronym(),
                _ => true,
            });
            let shown = evidence.kind();
            // A preposition of place stands before firms and programs too: "accordé à Amazon".
            if let (Some(Kind::Place), Some(kind @ (Kind::Organisation | Kind::Product))) = (shown, known) {
                return kind;
            }
            shown.or_else(|| evidence.with(known?).kind()).unwrap_or(Kind::Name)
        }
    }
}

/// The kind of a family by the evidence of its post alone, and whether a preposition of place stands before it; `None`
/// for what is no proper name, or says its kind by its own words.
#[cfg(feature = "internals")]
pub(super) fn kind_by_evidence(
    family: &Family,
    words: &[Word],
    occurrences: &[Occurrence],
    surnames: &FxHashSet<WordKey>,
) -> Option<(Kind, bool)> {
    // The table of known names is made of what this counts, so it has no part in it.
    match judge(family, words, occurrences, surnames, |_| false, |_| false) {
        Judgement::Certain(_) => None,
        Judgement::ProperName(evidence) => {
            let first = words[occurrences[family.occurrences[0] as usize].range()][0].shape;
            // "en Homéopathie" is no place.
            let is_common = first.noun && !first.capital_only;
            Some((evidence.kind().unwrap_or(Kind::Name), evidence.weak_place > 0 && !is_common))
        }
    }
}

/// What a post says of the kind of a family.
enum Judgement {
    /// The words of the phrase say it.
    Certain(Kind),
    ProperName(Evidence),
}

fn judge(
    family: &Family,
    words: &[Word],
    occurrences: &[Occurrence],
    surnames: &FxHashSet<WordKey>,
    is_listed: fn(&Word) -> bool,
    is_first_name: fn(&Word) -> bool,
) -> Judgement {
    let spans: Vec<Occurrence> =
        family.occurrences.iter().map(|&number| occurrences[number as usize]).collect();
    let Some(&first) = spans.first() else { return Judgement::Certain(Kind::Term) };
    if let Some(kind) = by_head(&words[first.range()]) {
        return Judgement::Certain(kind);
    }
    if !is_name(&spans, words) {
        return Judgement::Certain(Kind::Term);
    }
    let mut evidence = of_form(&words[first.range()], is_first_name);
    let mut around = Evidence::default();
    for span in spans.iter().take(SEEN) {
        add_around(*span, words, &mut around);
    }
    // Two hints of the same sort prove a kind, many hints no more than that.
    evidence.person += around.person.min(PROOF + 2);
    evidence.place += around.place.min(PROOF + 2);
    evidence.organisation += around.organisation.min(PROOF + 2);
    evidence.work += around.work.min(PROOF + 2);
    evidence.product += around.product.min(PROOF + 2);
    if family.mentions > family.count || (family.words.len() == 1 && surnames.contains(&family.words[0])) {
        evidence.person += PROOF;
    }
    // "le petit Claude", "à Florence" and "utiliser Julia" are no proof of a person.
    let is_person = around.articles + around.weak_place == 0 && around.product < 2;
    if is_person && is_lone_given_name(&words[first.range()], is_listed) {
        evidence.person += PROOF;
        evidence.is_lone_given_name = true;
    }
    evidence.nouns = around.nouns;
    evidence.toponym = around.toponym;
    evidence.occurrences = spans.len() as u32;
    // Weak hints of a place are no proof, "migrer à Jekyll", unless most occurrences have one: "à Williamsburg".
    let is_mostly_placed = first.range().len() == 1
        && around.towns >= TOWNS_AT_LEAST
        && 2 * around.towns as usize > spans.len().min(SEEN)
        && around.articles + around.product == 0;
    evidence.place += if is_mostly_placed { PROOF } else { around.weak_place.min(PROOF - 1) };
    evidence.weak_place = around.weak_place;
    evidence.person += around.weak_person.min(2);
    Judgement::ProperName(evidence)
}

/// The kind of a phrase whose own words name the class: "lac Léman", "association Vert le Jardin".
fn by_head(span: &[Word]) -> Option<Kind> {
    let (head, rest) = span.split_first()?;
    if !rest.iter().any(|word| word.shape.capital) {
        return None;
    }
    match head.cue {
        Cue::Civility | Cue::Person if head.shape.capital && rest.iter().all(|word| word.shape.capital) => {
            Some(Kind::Person)
        }
        // A title in capitals is no place: "L'ARCHIPEL FRANÇAIS".
        Cue::Place | Cue::Street if !head.shape.acronym => Some(Kind::Place),
        Cue::Organisation if head.shape.capital || rest.len() <= 2 => Some(Kind::Organisation),
        _ => match span.last().filter(|last| last.shape.capital)?.cue {
            Cue::LegalForm => Some(Kind::Organisation),
            // Not "Stuart Hall".
            Cue::Venue if head.shape.capital && !head.shape.given_name => Some(Kind::Place),
            _ => None,
        },
    }
}

/// Whether the occurrences are those of a proper name: with capitals, where no sentence begins.
fn is_name(spans: &[Occurrence], words: &[Word]) -> bool {
    let (mut inside, mut capitals, mut whole) = (0, 0, 0);
    for span in spans {
        let text = &words[span.range()];
        let before = (span.start as usize).checked_sub(1).map(|at| &words[at]);
        let begins_sentence = !before.is_some_and(|before| {
            before.sentence == text[0].sentence && (before.is_word() || before.connector == Connector::Comma)
        });
        let head = text.iter().find(|word| word.is_word() && word.connector != Connector::Article);
        let Some(head) = head else { continue };
        let last_is_capital = text.last().is_some_and(|last| last.shape.capital || last.shape.digit);
        let is_capital = head.shape.capital || head.shape.is_dotted_name || has_inner_capital(head);
        let is_title = text.len() > 1 && span.sources.has(Sources::QUOTATION.and(Sources::EMPHASIS));
        if is_title && is_capital {
            whole += 1;
            continue;
        }
        if begins_sentence {
            // The capital is no evidence at the start of a sentence; the lexicon and the following words are.
            let known = head.shape.given_name || head.shape.proper_noun || head.shape.unknown;
            whole += u32::from(is_capital && (known || (text.len() > 1 && last_is_capital)));
            continue;
        }
        inside += 1;
        capitals += u32::from(
            is_capital && (last_is_capital || text.len() == 1 || span.sources.has(Sources::QUOTATION)),
        );
    }
    if inside > 0 { 2 * capitals > inside } else { 2 * whole > spans.len() as u32 }
}

/// Whether the word is written like "iPhone" or "eBay".
fn has_inner_capital(word: &Word) -> bool {
    word.shape.mixed
}

/// What the words of the name say of it.
fn of_form(span: &[Word], is_first_name: impl Fn(&Word) -> bool) -> Evidence {
    let mut evidence = Evidence::default();
    let names: Vec<&Word> =
        span.iter().filter(|word| word.is_word() && word.connector == Connector::None).collect();
    let (Some(first), Some(last)) = (names.first(), names.last()) else { return evidence };
    // "Ruby On Rails" and "Hilda et le Roi" are no full names, "Oussama Ben Laden" is.
    let joins = |word: &Word| matches!(word.connector, Connector::Coordinator | Connector::Ampersand);
    let all_capital = names.iter().all(|word| word.shape.capital) && !span.iter().any(joins);
    let has_digit = names.iter().any(|word| word.shape.digit);
    if all_capital && !has_digit {
        let is_plain = first.shape.given_name && !first.shape.acronym;
        if (2..=4).contains(&names.len())
            && !last.shape.acronym
            && matches!(last.cue, Cue::None | Cue::Person | Cue::Venue)
        {
            if is_plain {
                evidence.person += if first.shape.proper_noun { 2 } else { PROOF + 1 };
            }
            if (!is_plain || first.shape.proper_noun) && is_first_name(first) && can_be_surname(last) {
                evidence.person += PROOF;
            }
            let has_initial = names[1..].iter().any(|word| word.kind == TokenKind::Abbreviation);
            evidence.person += if has_initial { PROOF } else { 0 };
            evidence.person += if last.shape.family_name && !last.shape.noun { 2 } else { 0 };
            evidence.person += if !is_plain && is_rated_person(&names) { PROOF } else { 0 };
        }
    }
    if first.shape.mixed && !first.shape.given_name {
        evidence.product += 2;
    }
    evidence.place += if is_known_toponym(span) { 2 } else { 0 };
    evidence
}

/// Whether a word of the name is rated as a name of persons, and none as that of something else: "Trent Reznor".
fn is_rated_person(names: &[&Word]) -> bool {
    let classes = || names.iter().filter_map(|word| Some((word, Topicality::of(word.key)?.class)));
    let is_name = |word: &Word| word.shape.unknown || word.shape.capital_only;
    classes().any(|(word, class)| class == Topicality::PERSON && is_name(word))
        && classes().all(|(_, class)| class == Topicality::PERSON)
}

/// Whether the name is one word that is a given name and no common noun: "Jade" and "Pierre" are both.
fn is_lone_given_name(span: &[Word], is_listed: fn(&Word) -> bool) -> bool {
    let [name] = span else { return false };
    let Shape { capital, acronym, digit, given_name, capital_only, noun, proper_noun, .. } = name.shape;
    let is_only_given = capital_only || !(noun || proper_noun);
    capital && !acronym && !digit && ((given_name && is_only_given) || is_listed(name))
}

/// Whether the word is a given name by the list of given names, and no common word, place or brand.
pub(super) fn is_listed_given_name(word: &Word) -> bool {
    let Shape { capital, acronym, mixed, unknown, capital_only, proper_noun, .. } = word.shape;
    capital
        && !acronym
        && !mixed
        && (unknown || (capital_only && !proper_noun))
        && is_known_given_name(word.key)
        && known_kind(PhraseKey::of(&[word.key])).is_none_or(|kind| kind == Kind::Person)
}

/// Whether the word is a given name by the list, as the first word of a full name.
fn is_listed_first_name(word: &Word) -> bool {
    let Shape { capital, acronym, mixed, unknown, noun, .. } = word.shape;
    capital && !acronym && !mixed && (unknown || !noun) && is_known_given_name(word.key)
}

/// Whether the word can be the last one of a full name that begins with a given name of the list.
fn can_be_surname(word: &Word) -> bool {
    let Shape { mixed, unknown, given_name, family_name, capital_only, .. } = word.shape;
    !mixed && (unknown || given_name || family_name || capital_only)
}

/// Whether the lexicon has the name as a proper noun that is no name of persons: mostly a toponym.
fn is_known_toponym(span: &[Word]) -> bool {
    let name = &span[0].shape;
    let is_of_persons = name.given_name || name.family_name;
    span.len() == 1 && name.proper_noun && name.capital_only && !name.acronym && !name.mixed && !is_of_persons
}

/// Adds what stands beside an occurrence.
fn add_around(span: Occurrence, words: &[Word], evidence: &mut Evidence) {
    let (start, end) = (span.start as usize, span.end as usize);
    let sentence = words[start].sentence;
    let is_here = |word: &&Word| word.sentence == sentence;
    let before = |back: usize| start.checked_sub(back).map(|at| &words[at]).filter(is_here);
    let behind = |forth: usize| words.get(end + forth).filter(is_here);
    let is_quote = |word: &Word| {
        matches!(word.connector, Connector::QuoteOpen | Connector::QuoteStraight | Connector::QuoteClose)
    };

    let can_be_plain_name =
        !words[start].shape.mixed && !words[start].shape.acronym && words[start].shape.capital;
    // Back over an opening quotation mark to the word that names the class.
    let quoted = before(1).is_some_and(is_quote) && behind(0).is_some_and(is_quote);
    let skip = usize::from(quoted);
    if let Some(one) = before(1 + skip) {
        let is_article = one.connector == Connector::Article && one.roles.has(Roles::DETERMINER);
        evidence.articles += u32::from(is_article);
        let is_noun = one.roles.has(Roles::NOUN) && !one.roles.has(Roles::PROPER) && !one.shape.capital;
        evidence.nouns += u32::from(is_noun && !quoted && matches!(one.cue, Cue::None | Cue::Product));
        let is_of = matches!(one.connector, Connector::Joiner) && one.roles.has(Roles::PREPOSITION);
        match one.cue {
            Cue::Civility => evidence.person += PROOF + 2,
            Cue::Person if !quoted && can_be_plain_name => evidence.person += PROOF,
            // With a capital, the noun is a part of the name: "Union" before "Européenne".
            Cue::Place | Cue::Organisation | Cue::Work | Cue::Product
                if one.roles.has(Roles::NOUN) && !one.shape.capital =>
            {
                // An acronym can be the adjective of any noun: "association LGBT".
                evidence.add(one.cue, if words[start].shape.acronym { PROOF - 1 } else { PROOF });
            }
            Cue::PersonVerb if !quoted && can_be_plain_name => evidence.person += 2,
            Cue::In | Cue::At | Cue::AtThe if !quoted && one.roles.has(Roles::PREPOSITION) => {
                let hints = evidence.weak_place;
                add_place(&words[span.range()], before(2), evidence);
                evidence.towns += if one.cue == Cue::At { evidence.weak_place - hints } else { 0 };
            }
            Cue::With if !quoted => evidence.product += 1,
            Cue::ProductVerb if !quoted => evidence.product += 2,
            // A postal code: "rue des Lilas, 67000 Strasbourg"; without the comma it can be a number of people.
            Cue::None
                if one.kind == TokenKind::Number
                    && one.shape.digits == 5
                    && can_be_plain_name
                    && before(2).is_some_and(|two| two.connector == Connector::Comma) =>
            {
                evidence.place += PROOF;
            }
            Cue::None if is_of => {
                let class = before(2 + skip).map_or(Cue::None, |two| two.cue);
                // "la ville de X" is X; "le roman de X" is by X, "l'association de X" is X's own.
                match class {
                    Cue::Place => evidence.place += PROOF,
                    Cue::Organisation | Cue::Person if words[start].shape.proper_noun => evidence.place += 3,
                    Cue::Work if !quoted => evidence.weak_person += 1,
                    // "partis de X": a hint, for one can come from a firm or a book.
                    // "à partir de X" says nothing of X.
                    Cue::PlaceVerb
                        if can_be_plain_name && before(3).is_none_or(|three| three.cue != Cue::At) =>
                    {
                        evidence.place += PROOF - 1;
                    }
                    _ => {}
                }
            }
            Cue::None if is_article && is_country(&words[span.range()]) => evidence.place += PROOF,
            // A street tells nothing: it has the name of a person or of another place ("rue Voltaire").
            _ => {}
        }
    }
    if quoted && span.range().len() >= 2 && span.sources.has(Sources::QUOTATION) {
        evidence.work += if span.range().len() >= 3 { PROOF } else { 2 };
    }
    if span.sources.has(Sources::EMPHASIS) && span.range().len() >= 3 {
        evidence.work += 2;
    }
    let Some(next) = behind(0) else { return };
    match next.cue {
        Cue::PersonVerb if next.roles.has(Roles::PREPOSITION.and(Roles::NOUN)) => {}
        Cue::PersonVerb if can_be_plain_name => evidence.person += 2,
        Cue::LegalForm if next.shape.capital => evidence.organisation += PROOF,
        _ => {}
    }
    if next.roles.has(Roles::NUMBER) && next.kind == TokenKind::Number && next.is_version() {
        evidence.product += 2;
    }
    // "X, écrivaine", "X (roman)", "X, une association".
    if matches!(next.connector, Connector::Comma) {
        let apposed =
            behind(1).filter(|word| word.roles.has(Roles::DETERMINER)).map_or(behind(1), |_| behind(2));
        if let Some(apposed) = apposed.filter(|word| word.cue != Cue::Civility && word.roles.has(Roles::NOUN))
        {
            evidence.add(apposed.cue, 3);
        }
    }
}

/// Whether the lexicon has the name as a noun with its capital alone, which takes an article: "la Chine".
fn is_country(span: &[Word]) -> bool {
    let name = &span[0];
    let is_person = name.shape.given_name || name.shape.family_name;
    span.len() == 1 && name.shape.noun && name.shape.capital_only && !name.shape.acronym && !is_person
}

/// Adds the evidence of a preposition of place before a name: a proof where the lexicon has the name with its capital
/// alone or a verb of going stands before, a hint otherwise.
fn add_place(span: &[Word], verb: Option<&Word>, evidence: &mut Evidence) {
    let name = &span[0];
    if name.shape.acronym || !name.shape.capital || name.shape.mixed {
        return;
    }
    let is_person = name.shape.given_name || name.shape.family_name;
    let is_toponym = name.shape.proper_noun || name.shape.capital_only;
    // "Paris Web" is no town.
    let is_toponym = is_toponym && span.len() == 1;
    let is_going = verb.is_some_and(|verb| verb.cue == Cue::PlaceVerb);
    if is_going {
        evidence.place += PROOF;
    } else if is_toponym && !is_person {
        evidence.place += PROOF;
        evidence.toponym += 1;
    } else if !is_person {
        evidence.weak_place += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_needs_a_proof_and_no_rival() {
        let evidence = Evidence { person: PROOF, ..Evidence::default() };
        assert_eq!(evidence.kind(), Some(Kind::Person));
        assert_eq!(Evidence { place: PROOF, ..evidence }.kind(), None);
        assert_eq!(Evidence { person: PROOF - 1, ..Evidence::default() }.kind(), None);
    }
}
