//! A part of an archive: the posts of some days, authors and labels.

use jiff::civil::Date;

use crate::Post;
use crate::text::match_key;

/// Which posts of an archive are analyzed; all of them by default. Boilerplate and duplicates are those of the whole
/// archive.
///
/// ```
/// use glane::Post;
/// use glane::run::Selection;
///
/// let mut selection = Selection::default();
/// selection.from = Some(jiff::civil::date(2021, 1, 1));
/// selection.labels = vec!["velo".to_owned()];
/// let mut post = Post::new("1", "La piste longe le canal.").with_labels(["Vélo"]);
/// assert!(!selection.holds(&post), "it has no date");
/// post.published = Some(jiff::civil::date(2021, 6, 1));
/// assert!(selection.holds(&post));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Selection {
    /// The first day. Posts without a date are left out where a first or a last day is given.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// The author is one of these, whatever case and accents; any author where there are none.
    pub authors: Vec<String>,
    /// One of the labels is one of these, whatever case and accents; any labels where there are none.
    pub labels: Vec<String>,
}

impl Selection {
    /// Whether a post belongs to it.
    pub fn holds(&self, post: &Post) -> bool {
        let Self { from, to, authors, labels } = self;
        let day = post.published;
        let is_one = |name: &str, names: &[String]| {
            let key = match_key(name.trim());
            names.iter().any(|other| match_key(other.trim()) == key)
        };
        from.is_none_or(|from| day.is_some_and(|day| day >= from))
            && to.is_none_or(|to| day.is_some_and(|day| day <= to))
            && (authors.is_empty() || post.author.as_deref().is_some_and(|author| is_one(author, authors)))
            && (labels.is_empty() || post.labels.iter().any(|label| is_one(label, labels)))
    }
}
