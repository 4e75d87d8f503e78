//! Which labels of a post can teach, and which of its candidates they are.

use crate::keyphrase::{PhraseList, TrainingExample};
use crate::{Annotation, Post};

/// Labels, each by its alternatives.
pub(super) type Labels = Vec<Vec<String>>;

/// A post with the labels that its author gave it.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct LabelledPost {
    pub(super) title: String,
    pub(super) text: String,
    pub(super) annotations: Vec<Annotation>,
    list: PhraseList,
    /// The label that each phrase of the list is.
    label_of: Vec<usize>,
    labels: usize,
}

impl LabelledPost {
    /// A post with labels, each by its alternatives.
    pub fn new(post: Post, labels: &[Vec<String>]) -> Self {
        let list = PhraseList::new(labels.iter().flatten().map(String::as_str));
        let label_of = labels.iter().enumerate().flat_map(|(label, all)| vec![label; all.len()]).collect();
        let Post { title, text, annotations, .. } = post;
        Self { title, text, annotations, list, label_of, labels: labels.len() }
    }

    /// How many labels it has, in the text or not.
    pub(super) fn labels(&self) -> usize {
        self.labels
    }

    /// Which label each candidate is.
    pub(super) fn which(&self, example: &TrainingExample) -> Vec<Option<usize>> {
        example.positions(&self.list).into_iter().map(|at| at.map(|at| self.label_of[at])).collect()
    }
}

/// What platforms give to posts that their author gave no category.
const GIVEN_BY_NOBODY: [&str; 9] = [
    "non classé",
    "non classe",
    "non classifié(e)",
    "non catégorisé",
    "non-catégorisé",
    "sans catégorie",
    "sans étiquette",
    "uncategorized",
    "uncategorised",
];

/// The labels of a post that can teach, each by its alternatives: its own, or the `keyphrases` of a line of
/// gold. Capitals make no second label.
pub(super) fn of(post: &Post) -> Labels {
    let own = post.labels.iter().map(|label| vec![label.clone()]);
    let gold = post.meta.get("keyphrases").and_then(|keyphrases| keyphrases.as_array());
    let gold = gold.into_iter().flatten().map(|one| match one.as_array() {
        Some(alternatives) => {
            alternatives.iter().filter_map(|text| text.as_str()).map(str::to_owned).collect()
        }
        None => one.as_str().map(str::to_owned).into_iter().collect(),
    });
    let mut labels: Labels = Vec::new();
    for mut alternatives in own.chain(gold) {
        alternatives.retain(|text| text.contains(char::is_alphanumeric));
        let small = |text: &String| text.trim().to_lowercase();
        let is_new = |text: &String| {
            let text = small(text);
            !GIVEN_BY_NOBODY.contains(&text.as_str())
                && labels.iter().flatten().all(|known| small(known) != text)
        };
        if !alternatives.is_empty() && alternatives.iter().all(is_new) {
            labels.push(alternatives);
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_chose_does_not_teach() {
        let mut post = Post::new("1", "Le levain.");
        post.labels = ["Non classé", "levain", "Levain", "Uncategorized", "!"].map(str::to_owned).to_vec();
        assert_eq!(of(&post), [["levain"]]);
    }

    #[test]
    fn the_keyphrases_of_a_line_of_gold_teach() {
        let mut post = Post::new("1", "La RSE.");
        let gold = serde_json::json!(["levain", ["RSE", "responsabilité sociétale"], []]);
        post.meta.insert("keyphrases".to_owned(), gold);
        assert_eq!(of(&post), [vec!["levain"], vec!["RSE", "responsabilité sociétale"]]);
    }
}
