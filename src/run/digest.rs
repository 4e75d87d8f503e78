//! A fingerprint of posts in their order, to compare two readings of an archive.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::Post;

/// An order-sensitive fingerprint of all fields of all posts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ArchiveDigest {
    /// The number of posts.
    pub(super) posts: u64,
    /// The fingerprint.
    pub(super) value: u64,
}

impl ArchiveDigest {
    /// Adds a post.
    pub(super) fn add(&mut self, post: &Post) {
        let Post { id, title, text, annotations, published, author, labels, url, source, meta, warnings } =
            post;
        let mut hasher = FxHasher::default();
        (self.value, id, title, text, annotations, published).hash(&mut hasher);
        (author, labels, url, source, meta, warnings).hash(&mut hasher);
        self.value = hasher.finish();
        self.posts += 1;
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
