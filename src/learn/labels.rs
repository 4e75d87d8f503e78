//! The labels of a post that a training uses, and the candidates that they are. What a training does with them is
//! decided in `fit`.

use crate::Post;
use crate::keyphrase::{PhraseList, TrainingExample};

/// Labels, each with its alternatives.
pub(super) type Labels = Vec<Vec<String>>;

/// A post with the labels that its author gave it.
#[derive(Clone, Debug)]
pub struct LabelledPost {
    /// Title, text and annotations; nothing else is kept.
    pub(super) post: Post,
    list: PhraseList,
    /// The number of the label of each phrase of the list.
    label_of: Vec<usize>,
    label_count: usize,
}

impl LabelledPost {
    /// A post with labels, each with its alternatives.
    pub fn new(post: Post, labels: &[Vec<String>]) -> Self {
        let list = PhraseList::new(labels.iter().flatten().map(String::as_str));
        let label_of = labels.iter().enumerate().flat_map(|(label, all)| vec![label; all.len()]).collect();
        let Post { title, text, annotations, .. } = post;
        let post = Post { title, text, annotations, ..Post::default() };
        Self { post, list, label_of, label_count: labels.len() }
    }

    /// The number of its labels, those that do not stand in the post included.
    pub(super) fn label_count(&self) -> usize {
        self.label_count
    }

    /// The number of the label that each candidate is.
    pub(super) fn label_numbers(&self, example: &TrainingExample) -> Vec<Option<usize>> {
        example.positions(&self.list).into_iter().map(|at| at.map(|at| self.label_of[at])).collect()
    }
}

/// The categories that platforms give to posts without one.
const PLATFORM_DEFAULTS: [&str; 9] = [
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

/// The labels of a post that a training uses, each with its alternatives: its own, and the `keyphrases` of a line of
/// gold. Labels that differ only in case are one.
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
            !PLATFORM_DEFAULTS.contains(&text.as_str())
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
    fn defaults_of_platforms_are_not_used() {
        let mut post = Post::new("1", "Le levain.");
        post.labels = ["Non classé", "levain", "Levain", "Uncategorized", "!"].map(str::to_owned).to_vec();
        assert_eq!(of(&post), [["levain"]]);
    }

    #[test]
    fn the_keyphrases_of_a_line_of_gold_are_used() {
        let mut post = Post::new("1", "La RSE.");
        let gold = serde_json::json!(["levain", ["RSE", "responsabilité sociétale"], []]);
        post.meta.insert("keyphrases".to_owned(), gold);
        assert_eq!(of(&post), [vec!["levain"], vec!["RSE", "responsabilité sociétale"]]);
    }
}
