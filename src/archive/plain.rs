//! Plain text: one post a file.

use super::options::ReadOptions;
use super::stream::{PostStream, Reader};
use super::{fields, header_lines, whole};
use crate::Post;

/// The longest first line, in characters, that is taken for a title.
const LONGEST_TITLE: usize = 120;

/// The post of a text file.
pub(super) fn read(reader: Reader, name: &str, id: &str, options: &ReadOptions) -> PostStream {
    whole::post(reader, name, options, |text| parse(id, text))
}

/// Reads a text: a short first line with a blank line below it is the title.
fn parse(id: &str, content: &str) -> Post {
    let content = content.trim_start_matches(['\n', '\u{feff}']).trim_end();
    if let Some((found, body)) = header_lines::split_strictly(content) {
        let mut post = Post::new(id, body);
        fields::apply(found, &mut post);
        return post;
    }
    if let Some((first, rest)) = content.split_once('\n') {
        let title = first.trim();
        let alone = rest.lines().next().is_none_or(|line| line.trim().is_empty());
        let ends_like_a_sentence = title.ends_with(['.', ':', ';', ',']);
        if alone && !title.is_empty() && !ends_like_a_sentence && title.chars().count() <= LONGEST_TITLE {
            return Post::new(id, rest.trim_start_matches(['\n', ' '])).with_title(title);
        }
    }
    Post::new(id, content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_line_followed_by_a_blank_line_is_the_title() {
        let post = parse("x", "Le compost\n\nOn y met les épluchures.\n");
        assert_eq!((post.title.as_str(), post.text.as_str()), ("Le compost", "On y met les épluchures."));
    }

    #[test]
    fn a_first_sentence_is_not_a_title() {
        for text in ["On y met tout.\n\nEt voilà", "Une ligne\net la suivante", "Une seule ligne"] {
            let post = parse("x", text);
            assert_eq!((post.title.as_str(), post.text.as_str()), ("", text));
        }
    }
}
