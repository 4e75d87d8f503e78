//! Unique ids: every post of a run has its own. Eight bytes a post are kept.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, DefaultHasher, Hasher};

use rustc_hash::FxHasher;

use crate::Post;

/// The ids of the posts so far.
#[derive(Default)]
pub(super) struct Ids {
    /// Their hashes, which are the same in every run.
    seen: HashSet<u64, BuildHasherDefault<FxHasher>>,
    /// For the hash of each id that was used before, the number that was given last: the next one is tried after it.
    last: HashMap<u64, u64, BuildHasherDefault<FxHasher>>,
}

impl Ids {
    /// Gives the post another id where its own was used before (`a`, `a#2`, `a#3`), with a warning.
    pub(super) fn make_unique(&mut self, post: &mut Post) {
        if self.seen.insert(hash(&post.id)) {
            return;
        }
        let number = self.last.entry(hash(&post.id)).or_insert(1);
        let own = loop {
            *number += 1;
            let own = format!("{}#{number}", post.id);
            if self.seen.insert(hash(&own)) {
                break own;
            }
        };
        post.warnings.push(format!("the id {:?} was used before; this post has the id {own:?}", post.id));
        post.id = own;
    }
}

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(id.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_repeat_are_numbered() {
        let mut ids = Ids::default();
        let told: Vec<Post> = ["a", "a", "b", "a#2", "a"]
            .map(|id| {
                let mut post = Post::new(id, "x");
                ids.make_unique(&mut post);
                post
            })
            .into();
        let ids: Vec<&str> = told.iter().map(|post| post.id.as_str()).collect();
        assert_eq!(ids, ["a", "a#2", "b", "a#2#2", "a#3"]);
        assert_eq!(told[1].warnings, ["the id \"a\" was used before; this post has the id \"a#2\""]);
    }
}
