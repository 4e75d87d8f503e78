//! The recipe: what the tagger is trained on, how often, and with which settings.

use anyhow::Result;
use glane::french::Lexicon;
use glane::tag::internals::TAGS;

use crate::augment;
use crate::lemmas::{self, Counts};
use crate::lexicon::Tables;
use crate::perceptron::{Data, Model, Options, Sentence, train};
use crate::treebank::Treebank;

/// The settings of a training.
#[derive(Clone, Debug)]
pub struct Recipe {
    pub options: Options,
    /// One written sentence in `copies` is copied in each of the spellings of blogs; 0 for none.
    pub copies: usize,
    /// How often each sentence of the supplement is read in an epoch.
    pub supplement: usize,
    /// The share of the weights, the largest, that is clipped when weights become small integers.
    pub cut: f32,
    /// The lead over the second best tag that gives a margin of one half.
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

/// The result of training on some treebanks: a model with weights in small integers, and lemma counts.
pub struct Trained {
    pub model: Model,
    pub rows: Vec<[i8; TAGS]>,
    pub counts: Counts,
}

/// Trains on all of `treebanks`.
pub fn train_all(data: &mut Data<'_>, treebanks: &[Treebank], recipe: &Recipe) -> Result<Trained> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut counts = Counts::default();
    for treebank in treebanks {
        // Treebanks disagree on the lemmas of pronouns and determiners: those of GSD and Sequoia count. GSD,
        // whose nouns keep their gender, counts three times.
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
    Ok(Trained { model, rows, counts })
}

/// The tables to ship.
pub fn build(lexicon: &Lexicon<'_>, treebanks: &[Treebank], recipe: &Recipe) -> Result<Built> {
    let trained = train_all(&mut Data::new(lexicon), treebanks, recipe)?;
    let mut weights = recipe.even_lead.to_le_bytes().to_vec();
    weights.extend(trained.rows.iter().flatten().map(|weight| weight.cast_unsigned()));
    let lemmas = lemmas::build(&trained.counts.exceptions(lexicon))?;
    Ok(Built { weights, rows: trained.rows.len(), lemmas })
}
