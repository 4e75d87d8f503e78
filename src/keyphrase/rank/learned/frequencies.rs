//! Frequencies as features have them: logarithms of counts, inverse document frequencies, burstiness.

use std::sync::LazyLock;

use crate::keyphrase::background::Background;
use crate::keyphrase::usage::{Usage, UsageTable};

/// The natural logarithm of a count plus one.
pub(super) fn ln_1p(count: u32) -> f32 {
    /// Most counts of a post are small, and a logarithm costs more than all else of a feature.
    const SMALL: usize = 2048;
    static TABLE: LazyLock<Vec<f32>> =
        LazyLock::new(|| (0..SMALL).map(|count| (count as f32).ln_1p()).collect());
    TABLE.get(count as usize).copied().unwrap_or_else(|| (count as f32).ln_1p())
}

/// The natural logarithm of a figure plus one.
pub(super) fn ln_1p_of(figure: f32) -> f32 {
    let count = figure as u32;
    if figure.to_bits() == (count as f32).to_bits() { ln_1p(count) } else { figure.ln_1p() }
}

/// The logarithm of the occurrences of a word or phrase in a text that has it.
pub(super) fn burstiness(usage: Usage) -> f32 {
    if (usage.occurrences, usage.documents) == (0, 0) {
        return 0.0;
    }
    ((usage.occurrences as f32 + 0.5) / (usage.documents as f32 + 0.5)).ln()
}

/// Document frequencies of words and phrases, by the background of the user or the one in the binary.
pub(super) struct Frequencies {
    documents: u32,
    ln_documents: f32,
    /// The background in the binary has the document frequencies of the usage: one look-up gives both.
    is_of_usage: bool,
}

impl Frequencies {
    pub(super) fn of(background: &Background, usage: &UsageTable) -> Self {
        let documents = background.documents();
        let is_of_usage = background.is_of(usage);
        Self { documents, ln_documents: ln_1p(documents), is_of_usage }
    }

    /// The inverse document frequency of a document frequency.
    pub(super) fn idf(&self, frequency: u32) -> f32 {
        self.ln_documents - ln_1p(frequency.min(self.documents))
    }

    /// The document frequency of a word or phrase with this usage; `background` looks it up where it has another.
    pub(super) fn of_usage(&self, usage: Usage, background: impl FnOnce() -> u32) -> u32 {
        if self.is_of_usage { usage.documents } else { background() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_by_table_are_those_of_the_function() {
        for figure in [0.0, 0.5, 1.0, 1.5, 2047.0, 2048.0, 1e9, 1e10] {
            let figure: f32 = figure;
            assert_eq!(ln_1p_of(figure).to_bits(), figure.ln_1p().to_bits(), "{figure}");
        }
    }
}
