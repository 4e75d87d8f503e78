//! Errors of one kind that repeat in one file: the first are told one by one, the rest as one record with their number.
//! A file of a million damaged lines would otherwise give a million records, which are held until the end of a run.

use super::error::{ArchiveError, ErrorKind};
use super::stream::PostStream;
use crate::Post;

/// How many errors of one kind in one file are told one by one.
const TOLD: u64 = 100;

/// The posts and errors of a file named on disk, with those in all containers inside it.
pub(super) struct Folded {
    posts: Option<PostStream>,
    kinds: Vec<Kind>,
}

/// The errors of one kind.
struct Kind {
    kind: ErrorKind,
    count: u64,
    /// The first that was not told, which stands for the rest.
    rest: Option<ArchiveError>,
}

impl Folded {
    pub(super) fn new(posts: PostStream) -> Self {
        Self { posts: Some(posts), kinds: Vec::new() }
    }

    /// The error, unless there were many of its kind.
    fn take(&mut self, error: ArchiveError) -> Option<ArchiveError> {
        let known = self.kinds.iter().position(|known| known.kind == error.kind).unwrap_or_else(|| {
            self.kinds.push(Kind { kind: error.kind, count: 0, rest: None });
            self.kinds.len() - 1
        });
        let known = &mut self.kinds[known];
        known.count += 1;
        if known.count <= TOLD {
            return Some(error);
        }
        known.rest.get_or_insert(error).count = known.count - TOLD;
        None
    }
}

impl Iterator for Folded {
    type Item = Result<Post, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.posts.as_mut().and_then(Iterator::next) {
                Some(Ok(post)) => return Some(Ok(post)),
                Some(Err(error)) => {
                    if let Some(error) = self.take(error) {
                        return Some(Err(error));
                    }
                }
                None => {
                    self.posts = None;
                    return self.kinds.iter_mut().find_map(|kind| kind.rest.take()).map(Err);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_that_repeat_become_one_record_with_their_number() {
        let error = |line: u64| {
            let kind = if line == 7 { ErrorKind::Empty } else { ErrorKind::Json };
            if line.is_multiple_of(50) {
                Ok(Post::new("a", "x"))
            } else {
                Err(ArchiveError::new(kind, "a", "no").at_line(line))
            }
        };
        let read: Vec<_> = Folded::new(Box::new((1..=1000).map(error))).collect();
        let errors: Vec<&ArchiveError> = read.iter().filter_map(|post| post.as_ref().err()).collect();
        assert_eq!((read.len() - errors.len(), errors.len()), (20, 102));
        assert_eq!(errors.iter().map(|error| error.count).sum::<u64>(), 980);
        let last = errors.last().expect("an error");
        assert_eq!((last.line, last.count), (Some(104), 879));
        assert!(last.to_string().contains(", and 878 more errors of this kind in this file:"), "{last}");
    }
}
