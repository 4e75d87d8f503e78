//! References to characters that are left in a text without markup (`r&eacute;seau`): the source
//! encoded them twice, or not at all.

use super::edit::{self, Edited};
use super::html::fragment;
use crate::{AnnotationKind, Post};

/// The longest reference, in bytes.
const LONGEST: usize = 12;

/// Decodes what is left in the title, the text, the author and the labels; returns whether there was any.
pub(super) fn decode(post: &mut Post) -> bool {
    if !has_any(post) {
        return false;
    }
    let mut changed = false;
    // Encoded twice, or three times.
    for _ in 0..3 {
        let code: Vec<_> = post
            .annotations
            .iter()
            .filter(|annotation| annotation.kind == AnnotationKind::Code)
            .map(|annotation| annotation.range.clone())
            .collect();
        let (text, title) = (post.text.clone(), post.title.clone());
        let again = edit::apply(post, |piece| {
            // A reference in prose may be its subject; inside a word it is not.
            if piece == text && piece != title {
                if in_words(piece) {
                    decoded(piece, |at| code.iter().any(|range| range.contains(&at)))
                } else {
                    None
                }
            } else {
                decoded(piece, |_| false)
            }
        });
        changed |= again;
        if !again {
            break;
        }
    }
    changed
}

fn has_any(post: &Post) -> bool {
    let others = [&post.title, &post.text].into_iter().chain(&post.author).chain(&post.labels);
    others.into_iter().any(|text| references(text).next().is_some())
}

/// The references of a text: where they stand, how long they are, and their characters.
fn references(text: &str) -> impl Iterator<Item = (usize, usize, String)> {
    memchr::memchr_iter(b'&', text.as_bytes()).filter_map(move |at| {
        let rest = &text.as_bytes()[at + 1..];
        let length = rest.iter().take(LONGEST).position(|byte| *byte == b';')?;
        let name = &rest[..length];
        let is_name = name.first().is_some_and(|first| first.is_ascii_alphabetic() || *first == b'#')
            && name[1..].iter().all(u8::is_ascii_alphanumeric);
        let reference = is_name.then(|| &text[at..at + length + 2])?;
        let character = match reference {
            "&nbsp;" | "&#160;" | "&#xA0;" | "&#xa0;" => "\u{a0}".to_owned(),
            "&lt;" => "<".to_owned(),
            _ => fragment::line(reference),
        };
        (character != reference && !character.is_empty()).then_some((at, reference.len(), character))
    })
}

/// Whether a reference to a letter, or to an apostrophe, is inside a word.
fn in_words(text: &str) -> bool {
    references(text).any(|(at, length, character)| {
        let is_word = character.chars().all(|c| c.is_alphabetic() || matches!(c, '’' | '\''));
        let before = text[..at].chars().next_back().is_some_and(char::is_alphabetic);
        let behind = text[at + length..].chars().next().is_some_and(|c| c.is_alphabetic() || c == '&');
        (is_word && (before || behind)) || (character == "&" && is_reference_behind(&text[at + length..]))
    })
}

/// Whether the rest of a reference follows, as in `&amp;eacute;`.
fn is_reference_behind(text: &str) -> bool {
    let name = text.bytes().take(LONGEST).position(|byte| byte == b';').map(|end| &text.as_bytes()[..end]);
    name.is_some_and(|name| {
        name.len() > 1 && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
    })
}

fn decoded(text: &str, is_code: impl Fn(usize) -> bool) -> Option<Edited> {
    let mut edited = Edited::with_capacity(text.len());
    let mut done = 0;
    for (at, length, character) in references(text).filter(|(at, ..)| !is_code(*at)) {
        edited.text.push_str(&text[done..at]);
        done = at + length;
        edited.replace(done, &character);
    }
    edited.text.push_str(&text[done..]);
    (done > 0).then_some(edited)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Annotation;

    fn decoded_text(text: &str) -> String {
        let mut post = Post::new("x", text);
        decode(&mut post);
        post.text
    }

    #[test]
    fn references_inside_words_are_decoded_whatever_they_went_through() {
        for text in [
            "L&rsquo;&eacute;t&eacute; &agrave; Lyon",
            "L&amp;rsquo;&amp;eacute;t&amp;eacute; &amp;agrave; Lyon",
        ] {
            assert_eq!(decoded_text(text), "L’été à Lyon");
        }
        let mut post = Post::new("x", "Rien.").with_title("Q &amp; R");
        assert!(decode(&mut post));
        assert_eq!(post.title, "Q & R");
    }

    #[test]
    fn references_that_are_the_subject_stay() {
        for text in ["Tapez &eacute; pour é.", "a & b ; c", "AT&T; R&D", "&inconnu;e", "x &#;y"] {
            assert_eq!(decoded_text(text), text);
        }
        let mut post = Post::new("x", "caf&eacute; ou caf&eacute;");
        post.annotations = vec![Annotation { kind: AnnotationKind::Code, range: 15..26 }];
        assert!(decode(&mut post));
        assert_eq!(post.text, "café ou caf&eacute;");
        assert_eq!(&post.text[post.annotations[0].range.clone()], "caf&eacute;");
    }
}
