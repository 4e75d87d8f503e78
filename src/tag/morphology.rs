//! Gender, number, mood, tense and person of a word whose part of speech is known: each only where all
//! readings of the lexicon with that part of speech agree.

use std::fmt;

use super::upos::Upos;
use crate::french::{Analysis, Categories, Category, Gender, Lexicon, Number, Word};

/// The morphological features of a word on which all its readings agree. Displayed as the column FEATS of
/// CoNLL-U, by the conventions of Universal Dependencies: "_" when there are none.
///
/// # Examples
///
/// ```
/// use glane::tag::{Tagger, Upos};
///
/// let tagger = Tagger::new();
/// assert_eq!(tagger.morphology("Affiches", "affiches", Upos::Noun).to_string(), "Gender=Fem|Number=Plur");
/// assert_eq!(
///     tagger.morphology("devenaient", "devenaient", Upos::Verb).to_string(),
///     "Mood=Ind|Number=Plur|Person=3|Tense=Imp|VerbForm=Fin"
/// );
/// assert_eq!(tagger.morphology("Montbrison", "montbrison", Upos::Propn).to_string(), "_");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Morphology {
    /// The gender.
    pub gender: Option<Gender>,
    /// The number.
    pub number: Option<Number>,
    /// The person of a finite verb, 1 to 3.
    pub person: Option<u8>,
    /// The mood of a finite verb, in UD: "Ind", "Sub", "Cnd", "Imp".
    pub mood: Option<&'static str>,
    /// The tense of a verb, in UD: "Pres", "Imp", "Past", "Fut".
    pub tense: Option<&'static str>,
    /// The form of a verb, in UD: "Fin", "Inf", "Part".
    pub verb_form: Option<&'static str>,
}

const FINITE: Categories = Categories::of(&[Category::FiniteVerb]);
const INFINITIVE: Categories = Categories::of(&[Category::Infinitive]);
const PAST: Categories = Categories::of(&[Category::PastParticiple]);
const PRESENT: Categories = Categories::of(&[Category::PresentParticiple]);
const VERB: Categories = Categories(FINITE.0 | INFINITIVE.0 | PAST.0 | PRESENT.0);

/// Mood and tense of each bit of [`Analysis::moods`].
const MOODS: [(&str, Option<&str>); 8] = [
    ("Ind", Some("Pres")),
    ("Ind", Some("Imp")),
    ("Ind", Some("Past")),
    ("Ind", Some("Fut")),
    ("Cnd", Some("Pres")),
    ("Sub", Some("Pres")),
    ("Sub", Some("Imp")),
    ("Imp", Some("Pres")),
];

/// The categories of the readings that count for a part of speech; `None` for one without features.
fn categories(upos: Upos) -> Option<Categories> {
    Some(match upos {
        Upos::Noun => Categories::of(&[Category::Noun]),
        Upos::Adj => Categories::of(&[Category::Adjective]),
        Upos::Det => Categories::of(&[Category::Determiner, Category::Possessive]),
        Upos::Verb | Upos::Aux => VERB,
        _ => return None,
    })
}

impl Morphology {
    /// The features of the word `written`, whose comparison form is `folded`, as `upos`.
    pub(super) fn of(lexicon: &Lexicon<'_>, written: &str, folded: &str, upos: Upos) -> Self {
        if categories(upos).is_none() {
            return Self::default();
        }
        Self::of_entry(lexicon, &lexicon.lookup(written, folded), upos)
    }

    /// The features of a word, given by its entry in the lexicon, as `upos`.
    pub(super) fn of_entry(lexicon: &Lexicon<'_>, entry: &Word, upos: Upos) -> Self {
        let Some(wanted) = categories(upos) else { return Self::default() };
        let readings = lexicon.readings(entry).map(|reading| reading.analysis);
        readings
            .filter(|analysis| analysis.categories.meets(wanted))
            .map(Self::of_reading)
            .reduce(Self::common)
            .unwrap_or_default()
    }

    fn of_reading(analysis: Analysis) -> Self {
        let agreement = Self { gender: analysis.gender(), number: analysis.number(), ..Self::default() };
        let categories = Categories(analysis.categories.0 & VERB.0);
        match categories {
            FINITE => {
                let moods = || (0..8).filter(|bit| analysis.moods & (1 << bit) != 0).map(|bit| MOODS[bit]);
                let persons = (0..6).filter(|bit| analysis.persons & (1 << bit) != 0);
                Self {
                    mood: only(moods().map(|(mood, _)| mood)),
                    tense: only(moods().map(|(_, tense)| tense)).flatten(),
                    person: only(persons.clone().map(|bit| bit % 3 + 1)),
                    number: only(persons.map(|bit| if bit < 3 { Number::Singular } else { Number::Plural })),
                    verb_form: Some("Fin"),
                    gender: None,
                }
            }
            INFINITIVE => Self { verb_form: Some("Inf"), ..Self::default() },
            PAST => Self { verb_form: Some("Part"), tense: Some("Past"), ..agreement },
            PRESENT => Self { verb_form: Some("Part"), tense: Some("Pres"), ..Self::default() },
            _ => agreement,
        }
    }

    fn common(self, other: Self) -> Self {
        fn same<T: Copy + PartialEq>(a: Option<T>, b: Option<T>) -> Option<T> {
            if a == b { a } else { None }
        }
        Self {
            gender: same(self.gender, other.gender),
            number: same(self.number, other.number),
            person: same(self.person, other.person),
            mood: same(self.mood, other.mood),
            tense: same(self.tense, other.tense),
            verb_form: same(self.verb_form, other.verb_form),
        }
    }
}

/// The value that all items have, if they are equal.
fn only<T: PartialEq>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.all(|item| item == first).then_some(first)
}

impl fmt::Display for Morphology {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gender = self.gender.map(|gender| match gender {
            Gender::Masculine => "Masc",
            Gender::Feminine => "Fem",
        });
        let number = self.number.map(|number| match number {
            Number::Singular => "Sing",
            Number::Plural => "Plur",
        });
        let person = self.person.map(|person| match person {
            1 => "1",
            2 => "2",
            _ => "3",
        });
        let features = [
            ("Gender", gender),
            ("Mood", self.mood),
            ("Number", number),
            ("Person", person),
            ("Tense", self.tense),
            ("VerbForm", self.verb_form),
        ];
        let mut empty = true;
        for (name, value) in features.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            write!(f, "{}{name}={value}", if empty { "" } else { "|" })?;
            empty = false;
        }
        if empty { f.write_str("_") } else { Ok(()) }
    }
}
