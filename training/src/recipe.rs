//! The recipe: what the tagger is trained on, how often, and under which settings.

use anyhow::Result;
use glane::french::Lexicon;

use crate::augment;
use crate::lemmas::{self, Counts};
use crate::lexicon::Tables;
use crate::perceptron::{Data, Model, Options, Sentence, TAGS, train};
use crate::treebank::Treebank;

/// The settings of a training.
#[derive(Clone, Debug)]
pub struct Recipe {
    pub options: Options,
    /// One written sentence in so many is copied in each of the ways blogs write.
    pub copies: usize,
    /// How often each sentence of the supplement is read in an epoch.
    pub supplement: usize,
    /// The share of weights, the largest, that small integers cut off.
    pub cut: f32,
    /// The lead over the second best tag that makes a margin of one half.
    pub even_lead: u32,
}

impl Recipe {
    /// The settings of the shipped tables, chosen by cross-validation (see `evaluate`).
    pub const FROZEN: Self = Self {
        options: Options { bits: 17, epochs: 16, margin: 20.0, dropout: 0.3, seeds: 6 },
        copies: 12,
        supplement: 10,
        cut: 0.0001,
        even_lead: 400,
    };
}

/// The tables of the tagger.
pub struct Built {
    pub weights: Vec<u8>,
    pub rows: usize,
    pub lemmas: Tables,
}

/// What is learned from some treebanks: a model with weights in small integers, and lemma counts.
pub struct Taught {
    pub model: Model,
    pub rows: Vec<[i8; TAGS]>,
    pub counts: Counts,
}

/// Trains on all of `treebanks`.
pub fn teach(data: &mut Data<'_>, treebanks: &[Treebank], recipe: &Recipe) -> Result<Taught> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut counts = Counts::default();
    for treebank in treebanks {
        // Treebanks disagree on the lemmas of pronouns and determiners: GSD and Sequoia are followed,
        // and GSD three to one, whose nouns keep their gender.
        let tokens = treebank.sentences.iter().flatten();
        let weight = if treebank.is_gsd() { 3.0 } else { 1.0 };
        counts.add(tokens.filter(|token| treebank.is_written() || token.upos.is_content()), weight);
        sentences.extend(treebank.sentences.iter().map(|sentence| data.sentence(sentence)));
        if treebank.is_written() {
            let copies = augment::copies(&treebank.sentences, recipe.copies);
            sentences.extend(copies.iter().map(|sentence| data.sentence(sentence)));
        }
    }
    for words in augment::supplement()? {
        counts.add_supplied(&words);
        let sentence = data.partial(&words);
        sentences.extend(std::iter::repeat_n(sentence, recipe.supplement));
    }
    counts.add_supplied(&augment::lemmas()?);
    let mut model = train(data, &sentences, &recipe.options);
    let rows = model.quantize(recipe.cut);
    Ok(Taught { model, rows, counts })
}

/// The tables to ship.
pub fn build(lexicon: &Lexicon<'_>, treebanks: &[Treebank], recipe: &Recipe) -> Result<Built> {
    let taught = teach(&mut Data::new(lexicon), treebanks, recipe)?;
    let mut weights = recipe.even_lead.to_le_bytes().to_vec();
    weights.extend(taught.rows.iter().flatten().map(|weight| weight.cast_unsigned()));
    let lemmas = lemmas::build(&taught.counts.taught(lexicon))?;
    Ok(Built { weights, rows: taught.rows.len(), lemmas })
}
