//! What a training measured.

/// The measurements of the cross-validation: means over posts, in per cent, 0..=100, of F1@10 against the labels. A
/// label that does not stand in its post counts as missed, so 100 is out of reach.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct TrainingFigures {
    /// The number of labelled posts that the ranker was trained on.
    pub posts: usize,
    /// The mean number of labels of a post: 1 or more.
    pub labels: f64,
    /// The share of the labels that stand in their posts as candidates, 0..=1.
    pub present: f64,
    /// F1@10 of the ranker that the training started from.
    pub before: f64,
    /// F1@10 of rankers trained on four fifths of the posts, measured on the other fifth.
    pub after: f64,
    /// The mean difference of the two, post by post.
    pub gain: f64,
    /// The standard error of that mean.
    pub error: f64,
}
