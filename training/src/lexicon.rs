//! Writes the tables of the lexicon, `lexicon.fst` and `lexicon.bin`, from the forms of the dictionary.
//!
//! `glane::french::Lexicon` defines and reads the format.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use glane::french::{Analysis, Categories, Category, MOODS};

use crate::hunspell;

/// The two tables, and a summary of their content.
pub struct Tables {
    pub words: Vec<u8>,
    pub entries: Vec<u8>,
    pub report: String,
}

/// A reading with its lemma.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Reading {
    analysis: Analysis,
    lemma: String,
}

/// Builds the tables of the expanded dictionary.
pub fn build(forms: &[hunspell::Form]) -> Result<Tables> {
    let mut words: BTreeMap<String, BTreeSet<Reading>> = BTreeMap::new();
    for form in forms {
        let word = key(&form.form);
        if !word.is_empty() && !word.contains(char::is_whitespace) {
            words.entry(word).or_default().extend(readings(form));
        }
    }
    let words = words
        .into_iter()
        .map(|(word, readings)| {
            let mut readings: Vec<_> = readings.into_iter().map(|r| (r.analysis, r.lemma)).collect();
            readings.sort_by_cached_key(|(analysis, lemma)| (lemma.len(), *analysis, lemma.clone()));
            (word, readings)
        })
        .collect();
    write(&words)
}

/// Writes the tables of these words, the readings of each in order of preference.
pub fn write(words: &BTreeMap<String, Vec<(Analysis, String)>>) -> Result<Tables> {
    let mut analyses = Numbering::default();
    let mut scripts = Numbering::default();
    let mut entries = Numbering::default();
    let mut map = fst::MapBuilder::memory();
    for (word, readings) in words {
        let entry: Vec<[u16; 2]> = readings
            .iter()
            .map(|(analysis, lemma)| {
                let analysis = analyses.number(&analysis.to_bytes());
                Ok([short(analysis)?, short(scripts.number(&script(word, lemma)))?])
            })
            .collect::<Result<_>>()?;
        map.insert(word, u64::from(entries.number(&entry)))?;
    }
    let report = format!(
        "{} forms, {} readings, {} analyses, {} scripts, {} entries",
        words.len(),
        words.values().map(Vec::len).sum::<usize>(),
        analyses.items.len(),
        scripts.items.len(),
        entries.items.len()
    );
    let mut bytes = Vec::new();
    let readings: usize = entries.items.iter().map(Vec::len).sum();
    for count in [analyses.items.len(), entries.items.len(), readings, scripts.items.len()] {
        bytes.extend((count as u32).to_le_bytes());
    }
    analyses.items.iter().for_each(|analysis| bytes.extend(analysis));
    bytes.extend(starts(entries.items.iter().map(Vec::len)));
    entries.items.iter().flatten().flatten().for_each(|number| bytes.extend(number.to_le_bytes()));
    bytes.extend(starts(scripts.items.iter().map(Vec::len)));
    scripts.items.iter().for_each(|script| bytes.extend(script));
    Ok(Tables { words: map.into_inner()?, entries: bytes, report })
}

/// Numbers distinct items in the order of their first occurrence.
struct Numbering<T> {
    numbers: BTreeMap<T, u32>,
    items: Vec<T>,
}

impl<T> Default for Numbering<T> {
    fn default() -> Self {
        Self { numbers: BTreeMap::new(), items: Vec::new() }
    }
}

impl<T: Ord + Clone> Numbering<T> {
    fn number(&mut self, item: &T) -> u32 {
        if let Some(&number) = self.numbers.get(item) {
            return number;
        }
        let number = self.items.len() as u32;
        self.numbers.insert(item.clone(), number);
        self.items.push(item.clone());
        number
    }
}

fn short(number: u32) -> Result<u16> {
    u16::try_from(number).context("more than 65,536 analyses or scripts: the format needs wider numbers")
}

/// Where items of these lengths start, and where the last one ends.
fn starts(lengths: impl Iterator<Item = usize>) -> Vec<u8> {
    let mut at = 0u32;
    let mut bytes = at.to_le_bytes().to_vec();
    for length in lengths {
        at += length as u32;
        bytes.extend(at.to_le_bytes());
    }
    bytes
}

/// The spelling of the lexicon: lower case, `'` for apostrophes; œ and æ stay.
fn key(form: &str) -> String {
    form.to_lowercase().replace('’', "'")
}

/// The script that turns `word` into `lemma`: the number of bytes to remove, then the ending to append.
fn script(word: &str, lemma: &str) -> Vec<u8> {
    let same: usize =
        word.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let mut script = vec![(word.len() - same) as u8];
    script.extend(&lemma.as_bytes()[same..]);
    script
}

/// The readings of one form. A past participle is also an adjective, whose lemma is its own
/// masculine singular; a feminine noun keeps its gender ("actrice", not "acteur").
fn readings(form: &hunspell::Form) -> Vec<Reading> {
    let analysis = analysis(form);
    let categories = analysis.categories;
    if categories.is_empty() {
        return Vec::new();
    }
    let with = |keep: Categories, lemma: String| Reading {
        analysis: Analysis { categories: Categories(categories.0 & keep.0), ..analysis },
        lemma,
    };
    let verb = Categories::of(&[
        Category::Infinitive,
        Category::PastParticiple,
        Category::PresentParticiple,
        Category::FiniteVerb,
        Category::Auxiliary,
    ]);
    let noun = Categories::of(&[Category::Noun]);
    let rest = Categories(!verb.0 & !noun.0);
    let stem =
        if categories.meets(NAMES) && !categories.meets(noun) { key(&form.form) } else { form.stem.clone() };
    let mut readings = Vec::new();
    if categories.meets(verb) {
        readings.push(with(verb, stem.clone()));
    }
    if categories.meets(noun) {
        readings.push(with(noun, noun_lemma(form, analysis).unwrap_or_else(|| stem.clone())));
    }
    if categories.meets(rest) {
        let lemma = if categories.contains(Category::PastParticiple) {
            masculine_singular(form, analysis).unwrap_or_else(|| key(&form.form))
        } else {
            stem
        };
        readings.push(with(rest, lemma));
    }
    readings
}

const NAMES: Categories = Categories::of(&[Category::ProperNoun, Category::GivenName, Category::FamilyName]);

/// The singular of a feminine noun made from a masculine headword.
fn noun_lemma(form: &hunspell::Form, analysis: Analysis) -> Option<String> {
    if analysis.genders != 2 || form.flag.is_empty() || !form.flag.starts_with(['F', 'W', 'G']) {
        return None;
    }
    let word = key(&form.form);
    Some(if analysis.numbers == 2 { word.strip_suffix('s')?.to_owned() } else { word })
}

/// The masculine singular of a past participle: "portées" gives "porté".
fn masculine_singular(form: &hunspell::Form, analysis: Analysis) -> Option<String> {
    let word = key(&form.form);
    let singular =
        if analysis.numbers == 2 && analysis.genders == 2 { word.strip_suffix('s')? } else { &word };
    if analysis.genders == 2 {
        // "dissoute", "absoute" end in -s in the masculine.
        let bare = singular.strip_suffix('e')?;
        let bare = match bare {
            "dissout" | "absout" => return Some(format!("{}s", bare.strip_suffix('t')?)),
            "du" | "mu" | "recru" | "redu" => return Some(bare.replace('u', "û")),
            bare => bare,
        };
        return Some(bare.to_owned());
    }
    if analysis.numbers == 2 {
        let bare = word.strip_suffix('s')?;
        return Some(match bare {
            "du" | "mu" | "recru" | "redu" => bare.replace('u', "û"),
            _ => bare.to_owned(),
        });
    }
    Some(word)
}

fn analysis(form: &hunspell::Form) -> Analysis {
    let mut analysis = Analysis::default();
    let mut categories = Vec::new();
    for field in &form.fields {
        let Some((name, value)) = field.split_once(':') else { continue };
        if !matches!(name, "po" | "is") {
            continue;
        }
        if let Some(at) = MOODS.iter().position(|mood| *mood == value) {
            analysis.moods |= 1 << at;
            categories.push(Category::FiniteVerb);
            continue;
        }
        match value {
            "mas" => analysis.genders |= 1,
            "fem" => analysis.genders |= 2,
            "epi" => analysis.genders |= 3,
            "sg" => analysis.numbers |= 1,
            "pl" => analysis.numbers |= 2,
            "inv" => analysis.numbers |= 3,
            "1sg" | "1jsg" | "1isg" => analysis.persons |= 1,
            "2sg" => analysis.persons |= 2,
            "3sg" => analysis.persons |= 4,
            "1pl" => analysis.persons |= 8,
            "2pl" => analysis.persons |= 16,
            "3pl" | "3pl!" => analysis.persons |= 32,
            "1pe" => analysis.persons |= 1 | 8,
            "2pe" => analysis.persons |= 2 | 16,
            "3pe" => analysis.persons |= 4 | 32,
            _ => categories.extend(category(value)),
        }
    }
    let is_verb_form = |c: &Category| {
        matches!(
            c,
            Category::Infinitive
                | Category::PastParticiple
                | Category::PresentParticiple
                | Category::FiniteVerb
        )
    };
    if categories.contains(&Category::Auxiliary) && !categories.iter().any(is_verb_form) {
        categories.retain(|c| *c != Category::Auxiliary);
    }
    analysis.categories = Categories::of(&categories);
    analysis
}

/// The category that a `po:` value of the dictionary stands for.
fn category(value: &str) -> Option<Category> {
    Some(match value {
        "nom" | "loc.nom" => Category::Noun,
        "npr" => Category::ProperNoun,
        "prn" => Category::GivenName,
        "patr" | "loc.patr" => Category::FamilyName,
        "titr" => Category::Title,
        "adj" | "loc.adj" => Category::Adjective,
        "adv" | "loc.adv" => Category::Adverb,
        "negadv" => Category::Negation,
        "advint" => Category::InterrogativeAdverb,
        "infi" => Category::Infinitive,
        "ppas" => Category::PastParticiple,
        "ppre" => Category::PresentParticiple,
        "det" | "detind" | "detdem" | "detneg" | "detex" => Category::Determiner,
        "detpos" => Category::Possessive,
        "propersuj" => Category::SubjectPronoun,
        "properobj" | "preverb" => Category::ObjectPronoun,
        "prodem" | "proind" | "proneg" | "proadv" => Category::Pronoun,
        "prorel" => Category::RelativePronoun,
        "proint" => Category::InterrogativePronoun,
        "prep" | "prepv" | "loc.prep" | "loc.prepv" => Category::Preposition,
        "cjco" => Category::Coordination,
        "cj" | "cjsub" | "loc.cj" | "loc.cjsub" => Category::Subordination,
        "interj" | "loc.interj" => Category::Interjection,
        "nb" | "nbro" => Category::Numeral,
        "sign" | "ponc" | "div" => Category::Symbol,
        "pfx" | "sfx" | "err" => Category::Other,
        v if v.starts_with("v0") => Category::Auxiliary,
        _ => return None,
    })
}
