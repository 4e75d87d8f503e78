//! The memory that a text will need: in proportion to its words and signs, not to its bytes. A text of signs alone, or of
//! words that never repeat, is no prose, and is not read where it would need much more memory than prose of its size.

use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault};

use rustc_hash::FxHasher;

use super::error::{ArchiveError, ErrorKind};
use super::options::ReadOptions;
use crate::Post;

/// Bytes of text for a word or a sign, at least, in a post of the greatest size; prose has five.
const BYTES_A_SIGN: u64 = 3;
/// The most different words of a post; a novel has twenty thousand.
const MOST_WORDS: usize = 1 << 18;

/// Whether the post can be analyzed in the memory that [`ReadOptions::max_post_bytes`] promises.
pub(super) fn check(post: Post, name: &str, options: &ReadOptions) -> Result<Post, ArchiveError> {
    let most = options.max_post_bytes / BYTES_A_SIGN;
    let reason = match counts(&post.text, most) {
        (signs, _) if signs > most => {
            format!("the text of the post {:?} has more than {most} words and signs", post.id)
        }
        (_, words) if words > MOST_WORDS => {
            format!("the text of the post {:?} has more than {MOST_WORDS} different words", post.id)
        }
        _ => return Ok(post),
    };
    Err(ArchiveError::new(ErrorKind::TooLarge, name, reason)
        .with_remedy("check that it is prose, or divide it into several posts"))
}

/// Whether the source of a text with markup has so many words and signs that its markup is not to be looked at: a parser
/// needs fifty bytes and more for each. As plain text, [`check`] refuses it.
pub(super) fn is_too_dense(source: &str, options: &ReadOptions) -> bool {
    let most = options.max_post_bytes / BYTES_A_SIGN;
    counts(source, most).0 > most
}

/// The words and signs of a text, and its different words; a short text cannot have too many, and is not read. Counting
/// ends when there are too many.
fn counts(text: &str, most: u64) -> (u64, usize) {
    let may_have_words = text.len() > 2 * MOST_WORDS;
    if (text.len() as u64) <= most && !may_have_words {
        return (0, 0);
    }
    let mut signs = 0;
    let mut words: HashSet<u64, BuildHasherDefault<FxHasher>> = HashSet::default();
    let hasher = BuildHasherDefault::<FxHasher>::default();
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| !letter.is_whitespace()) {
        rest = &rest[start..];
        let end = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
        if end == 0 {
            let sign = rest.chars().next().map_or(1, char::len_utf8);
            rest = &rest[sign..];
        } else {
            if may_have_words {
                words.insert(hasher.hash_one(&rest[..end]));
            }
            rest = &rest[end..];
        }
        signs += 1;
        if signs > most || words.len() > MOST_WORDS {
            break;
        }
    }
    (signs, words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_of_the_greatest_size_is_read_and_signs_alone_are_not() {
        let options = ReadOptions { max_post_bytes: 3 << 20, ..ReadOptions::default() };
        let read = |text: String| check(Post::new("a", text), "a.txt", &options);
        let size = 3 << 20;
        assert!(read("L’été, le vélo cargo remplace la voiture : on roule. ".repeat(size / 56)).is_ok());
        for piece in ["!", "#a ", "é,", "a."] {
            assert!(read(piece.repeat(size / piece.len())).is_err(), "{piece}");
        }
        assert!(read("!".repeat(1 << 20)).is_ok());
    }

    #[test]
    fn words_that_never_repeat_are_no_prose() {
        let options = ReadOptions::default();
        let text = |words: usize| {
            (0..words)
                .flat_map(|number| ["mot".to_owned(), number.to_string(), " ".to_owned()])
                .collect::<String>()
        };
        assert!(check(Post::new("a", text(MOST_WORDS)), "a.txt", &options).is_ok());
        assert!(check(Post::new("a", text(MOST_WORDS + 1)), "a.txt", &options).is_err());
    }
}
