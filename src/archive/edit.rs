//! Corrections of the text of a post that keep its annotations at their words.

use crate::{Annotation, Post};

/// A text after pieces of it were replaced.
pub(super) struct Edited {
    pub(super) text: String,
    /// Where each replaced piece ended before, and where its replacement ends now.
    pub(super) ends: Vec<(usize, usize)>,
}

impl Edited {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self { text: String::with_capacity(capacity), ends: Vec::new() }
    }

    /// Adds the replacement of a piece that ended at `before`.
    pub(super) fn replace(&mut self, before: usize, replacement: &str) {
        self.text.push_str(replacement);
        self.ends.push((before, self.text.len()));
    }

    /// The place where a place of the text before is now.
    fn place(&self, before: usize) -> usize {
        match self.ends.partition_point(|(old, _)| *old <= before).checked_sub(1) {
            Some(index) => before - self.ends[index].0 + self.ends[index].1,
            None => before,
        }
    }

    /// These corrections followed by `later` ones of their text.
    pub(super) fn then(self, later: Self) -> Self {
        let ends = self.ends.iter().map(|(old, new)| (*old, later.place(*new))).collect();
        Self { text: later.text, ends }
    }

    /// Moves an annotation to the place where its text is now; returns whether it still covers whole characters.
    fn move_annotation(&self, annotation: &mut Annotation) -> bool {
        let (start, end) = (self.place(annotation.range.start), self.place(annotation.range.end));
        annotation.range = start..end;
        start < end && self.text.is_char_boundary(start) && self.text.is_char_boundary(end)
    }
}

/// Applies a correction to the title, the text, the author and the labels of a post; returns whether it
/// changed any. The correction is given the text and whether it is the text of the post.
pub(super) fn apply(post: &mut Post, correct: impl Fn(&str) -> Option<Edited>) -> bool {
    let mut changed = false;
    if let Some(edited) = correct(&post.text) {
        post.annotations.retain_mut(|annotation| edited.move_annotation(annotation));
        post.text = edited.text;
        trim(post);
        changed = true;
    }
    let others = [&mut post.title]
        .into_iter()
        .chain(&mut post.author)
        .chain(&mut post.labels)
        .chain(&mut post.categories);
    for other in others {
        if let Some(edited) = correct(other) {
            *other = edited.text;
            changed = true;
        }
    }
    changed
}

/// Removes the white space that a correction left at the ends of the text.
fn trim(post: &mut Post) {
    let end = post.text.trim_end().len();
    post.text.truncate(end);
    let start = end - post.text.trim_start().len();
    post.text.drain(..start);
    post.annotations.retain_mut(|annotation| {
        annotation.range =
            annotation.range.start.max(start) - start..annotation.range.end.min(end).max(start) - start;
        !annotation.range.is_empty()
    });
}
