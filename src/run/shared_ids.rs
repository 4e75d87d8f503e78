//! Posts that share an id: each gets its own, by contents and not by the order in which they are read.

use std::hash::{DefaultHasher, Hasher};
use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::Post;

/// The ids of the first pass. Some thirty bytes a post are kept.
#[derive(Debug, Default)]
pub(super) struct SharedIds {
    /// The post of each id that was met once, with what decides its place among others.
    once: FxHashMap<u64, Place>,
    /// The posts of each id that was met more often, and the id.
    shared: FxHashMap<u64, (String, Vec<Place>)>,
    posts: u64,
}

/// The place of a post among those of its id: by date, undated ones last, and then by a hash of all fields.
pub(super) type Place = ((bool, Option<Date>), u64, u64);

/// The ids that replace shared ones, by the numbers of the posts.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct UniqueIds(FxHashMap<u64, String>);

/// The place of a post.
pub(super) fn place(published: Option<Date>, content: u64, number: u64) -> Place {
    ((published.is_none(), published), content, number)
}

impl SharedIds {
    /// Adds the next post, with a hash of its contents.
    pub(super) fn add(&mut self, post: &Post, content: u64) {
        let number = self.posts;
        self.posts += 1;
        let key = hash(&post.id);
        let place = || place(post.published, content, number);
        if let Some((_, places)) = self.shared.get_mut(&key) {
            places.push(place());
        } else if let Some(first) = self.once.remove(&key) {
            self.shared.insert(key, (post.id.clone(), vec![first, place()]));
        } else {
            self.once.insert(key, place());
        }
    }

    /// Gives all posts of an id but the first one another id: `a`, `a#2`, `a#3`.
    pub(super) fn finish(self) -> UniqueIds {
        let Self { once, shared, .. } = self;
        let taken = once.keys().chain(shared.keys()).copied().collect();
        UniqueIds::new(taken, shared.into_values().collect())
    }
}

impl UniqueIds {
    /// The ids of posts that share one, where the ids of these hashes are taken.
    pub(super) fn new(mut taken: FxHashSet<u64>, mut groups: Vec<(String, Vec<Place>)>) -> Self {
        groups.sort_unstable();
        let mut ids = FxHashMap::default();
        for (id, mut places) in groups {
            places.sort_unstable();
            let mut number = 2_u64;
            for (_, _, post) in places.into_iter().skip(1) {
                let own = loop {
                    let own = format!("{id}#{number}");
                    number += 1;
                    if taken.insert(hash(&own)) {
                        break own;
                    }
                };
                ids.insert(post, own);
            }
        }
        Self(ids)
    }

    /// Those of the posts of these numbers.
    pub(super) fn part(&self, posts: &Range<u64>) -> Self {
        let inside = self.0.iter().filter(|(number, _)| posts.contains(number));
        Self(inside.map(|(&number, id)| (number, id.clone())).collect())
    }

    /// Gives the post of this number its own id, with a warning.
    pub(super) fn make_unique(&self, number: u64, post: &mut Post) {
        if let Some(own) = self.0.get(&number) {
            post.warnings.push(format!("the id {:?} was used before; this post has the id {own:?}", post.id));
            post.id.clone_from(own);
        }
    }
}

pub(super) fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(id.as_bytes());
    hasher.finish()
}
