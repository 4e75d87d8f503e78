//! Fingerprints of posts, to compare two readings of an archive.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

use crate::Post;
use crate::clean::content_fingerprint as content;

/// A fingerprint of all fields of a post: it changes with the contents, the title, the labels, the source. It is meant
/// for comparing two readings by one program, and may change with the version.
///
/// ```
/// use glane::Post;
/// use glane::run::fingerprint;
///
/// let post = Post::new("1", "Le vélo cargo roule.");
/// assert_eq!(fingerprint(&post), fingerprint(&post.clone()));
/// assert_ne!(fingerprint(&post), fingerprint(&Post::new("1", "Le vélo cargo roule !")));
/// ```
pub fn fingerprint(post: &Post) -> u64 {
    of_source(content(post), post)
}

fn of_source(content: u64, post: &Post) -> u64 {
    let mut hasher = FxHasher::default();
    (content, &post.source).hash(&mut hasher);
    hasher.finish()
}

/// An order-sensitive fingerprint of all posts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ArchiveDigest {
    /// The number of posts.
    pub(super) posts: u64,
    /// The fingerprint.
    pub(super) value: u64,
}

impl ArchiveDigest {
    /// Adds a post; returns a hash of its contents, without the file that it was read from.
    pub(super) fn add(&mut self, post: &Post) -> u64 {
        let content = content(post);
        let mut hasher = FxHasher::default();
        (self.value, of_source(content, post)).hash(&mut hasher);
        self.value = hasher.finish();
        self.posts += 1;
        content
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_and_the_order_count() {
        let digest = |posts: &[Post]| {
            let mut digest = ArchiveDigest::default();
            for post in posts {
                digest.add(post);
            }
            digest
        };
        let (one, two) = (Post::new("1", "Un."), Post::new("2", "Deux."));
        let plain = digest(&[one.clone(), two.clone()]);
        assert_eq!(plain, digest(&[one.clone(), two.clone()]));
        assert_ne!(plain, digest(&[two.clone(), one.clone()]));
        let mut edited = one;
        edited.meta.insert("lang".to_owned(), "fr".into());
        assert_ne!(plain, digest(&[edited, two]));
    }
}
