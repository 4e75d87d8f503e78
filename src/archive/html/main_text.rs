//! The main text of a page: which of its nodes are the post, and which are page chrome.
//!
//! The page's own marks come first: schema.org's `articleBody`, microformats' `e-content` and the class names of
//! common blog programs, then `article`, then `main`. Where there are none, or they cover too little of the
//! text, paragraphs are classified by their length, their links and their share of stop words (`paragraphs`).

use std::ops::Range;

use super::element::Element;
use super::paragraphs;
use super::tree::{Attribute, Node, Tree};

/// Which parts of a page are its main text.
pub(super) struct MainText {
    /// The nodes to read, in order.
    pub(super) ranges: Vec<Range<usize>>,
    /// For each node, whether the element that opens there is page chrome.
    pub(super) page_chrome: Vec<bool>,
}

/// Classes that blog programs give to the body of a post.
const BODY_CLASSES: [&str; 14] = [
    "e-content",
    "entry-content",
    "post-content",
    "post-body",
    "post__content",
    "post-full-content",
    "gh-content",
    "article-body",
    "article-content",
    "article__body",
    "blog-post-content",
    "td-post-content",
    "available-content",
    "storycontent",
];

/// Words of classes and ids that are always page chrome.
const NEVER: [&str; 30] = [
    "comment",
    "comments",
    "commentlist",
    "commentaire",
    "commentaires",
    "respond",
    "disqus",
    "cookie",
    "cookies",
    "gdpr",
    "rgpd",
    "consent",
    "share",
    "sharing",
    "sharedaddy",
    "partage",
    "partager",
    "addtoany",
    "addthis",
    "relatedposts",
    "similaires",
    "breadcrumb",
    "breadcrumbs",
    "pagination",
    "newsletter",
    "outbrain",
    "taboola",
    "popup",
    "modal",
    "webmentions",
];

/// Words of classes and ids that are page chrome where they contain the smaller part of the page's text.
const PERHAPS: [&str; 44] = [
    "sidebar",
    "social",
    "related",
    "recommended",
    "nav",
    "navigation",
    "navbar",
    "menu",
    "pager",
    "subscribe",
    "subscription",
    "abonnement",
    "widget",
    "widgets",
    "ad",
    "ads",
    "advert",
    "advertisement",
    "publicite",
    "sponsor",
    "footer",
    "byline",
    "meta",
    "postmeta",
    "metadata",
    "tags",
    "taglinks",
    "labels",
    "toc",
    "skip",
    "banner",
    "masthead",
    "toolbar",
    "print",
    "signup",
    "promo",
    "copyright",
    "credits",
    "heateor",
    "login",
    "search",
    "posted",
    "authorbox",
    "likes",
];

/// Finds the main text of a page.
pub(super) fn find(tree: &Tree) -> MainText {
    let weights = weights(tree, |_| false);
    let page_chrome = page_chrome(tree, &weights);
    let weights = self::weights(tree, |at| page_chrome[at]);
    let all = 0..tree.nodes.len();
    let weight = |range: &Range<usize>| weights[range.end] - weights[range.start];
    let whole = weight(&all);
    let outermost = |wanted: &dyn Fn(usize, Element) -> bool| outermost(tree, &page_chrome, wanted);

    let bodies = outermost(&|at, _| {
        tree.has_word(at, Attribute::ItemProp, &["articleBody"])
            || tree.has_word(at, Attribute::Class, &BODY_CLASSES)
    });
    if bodies.iter().any(|body| weight(body) > 0) {
        return MainText { ranges: main_ones(bodies, weight), page_chrome };
    }
    let articles = outermost(&|_, element| element == Element::Article);
    let mains =
        outermost(&|at, element| element == Element::Main || tree.has_word(at, Attribute::Role, &["main"]));
    for found in [articles, mains] {
        let found = main_ones(found, weight);
        // Cards beside the text are articles too: the main text is a fair share of the page.
        if !found.is_empty() && found.iter().map(weight).sum::<usize>() * 4 >= whole {
            return MainText { ranges: found, page_chrome };
        }
    }
    let ranges = paragraphs::good(tree, &page_chrome);
    if ranges.is_empty() {
        return MainText { ranges: vec![all], page_chrome };
    }
    MainText { ranges, page_chrome }
}

/// The element with most of the text of all, or all of them where no element has most.
fn main_ones(found: Vec<Range<usize>>, weight: impl Fn(&Range<usize>) -> usize) -> Vec<Range<usize>> {
    let whole: usize = found.iter().map(&weight).sum();
    match found.iter().find(|range| weight(range) * 2 > whole) {
        Some(range) => vec![range.clone()],
        None => found,
    }
}

/// The outermost elements of a kind outside of page chrome.
fn outermost(
    tree: &Tree,
    page_chrome: &[bool],
    wanted: &dyn Fn(usize, Element) -> bool,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tree.nodes.len() {
        if let Node::Open { element, end, .. } = tree.nodes[at] {
            let chosen = wanted(at, element);
            if chosen {
                found.push(at..end + 1);
            }
            if chosen || page_chrome[at] || element.is_without_prose() {
                at = end.max(at);
            }
        }
        at += 1;
    }
    found
}

/// For each node, the number of bytes of visible text before it.
fn weights(tree: &Tree, leave_out: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut weights = Vec::with_capacity(tree.nodes.len() + 1);
    let (mut sum, mut silent_until) = (0, 0);
    for (at, node) in tree.nodes.iter().enumerate() {
        weights.push(sum);
        match node {
            Node::Text(text) if at >= silent_until => {
                sum += tree.text(text).split_ascii_whitespace().map(str::len).sum::<usize>();
            }
            Node::Open { element, end, .. } if element.is_without_prose() || leave_out(at) => {
                silent_until = silent_until.max(*end);
            }
            _ => {}
        }
    }
    weights.push(sum);
    weights
}

fn page_chrome(tree: &Tree, weights: &[usize]) -> Vec<bool> {
    let whole = weights[tree.nodes.len()];
    // How many elements that may be the post open before each node: an element that contains one is not page chrome.
    let mut holders = Vec::with_capacity(tree.nodes.len() + 1);
    let mut count = 0;
    for (at, node) in tree.nodes.iter().enumerate() {
        holders.push(count);
        if let Node::Open { element, .. } = node {
            count += usize::from(
                *element == Element::Main
                    || (*element == Element::Article && !is_named(tree, at, &NEVER))
                    || tree.has_word(at, Attribute::ItemProp, &["articleBody"])
                    || tree.has_word(at, Attribute::Class, &BODY_CLASSES),
            );
        }
    }
    holders.push(count);
    tree.nodes
        .iter()
        .enumerate()
        .map(|(at, node)| {
            let Node::Open { element, end, .. } = node else { return false };
            let end = (*end).max(at);
            if matches!(element, Element::Html | Element::Body | Element::Main) || element.is_heading() {
                return false;
            }
            let holds_the_post = holders[end] > holders[at + 1]
                || tree.has_word(at, Attribute::Class, &BODY_CLASSES)
                || tree.has_word(at, Attribute::ItemProp, &["articleBody"]);
            if holds_the_post {
                return false;
            }
            if is_named(tree, at, &NEVER) {
                return true;
            }
            let is_small = (weights[end] - weights[at]) * 2 <= whole;
            let is_article = *element == Element::Article;
            is_small
                && (is_chrome_element(*element)
                    || has_role_of_chrome(tree, at)
                    || (!is_article && is_named(tree, at, &PERHAPS)))
        })
        .collect()
}

fn is_chrome_element(element: Element) -> bool {
    use Element::{Aside, Footer, Form, Header, Nav};
    matches!(element, Nav | Aside | Header | Footer | Form)
}

fn has_role_of_chrome(tree: &Tree, at: usize) -> bool {
    const ROLES: [&str; 10] = [
        "navigation",
        "banner",
        "contentinfo",
        "complementary",
        "search",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "toolbar",
    ];
    tree.has_word(at, Attribute::Role, &ROLES) || tree.has_word(at, Attribute::ItemProp, &["comment"])
}

/// Whether a class or the id contains one of the words: `post-comments`, `shareButtons`.
fn is_named(tree: &Tree, at: usize, words: &[&str]) -> bool {
    [Attribute::Class, Attribute::Id].into_iter().any(|attribute| {
        tree.attribute(at, attribute).is_some_and(|value| {
            value
                .split_ascii_whitespace()
                // WordPress lists the labels of a post among the classes of its article.
                .filter(|class| !class.starts_with("tag-") && !class.starts_with("category-"))
                .flat_map(parts)
                .any(|part| words.iter().any(|word| part.eq_ignore_ascii_case(word)))
        })
    })
}

/// The words of a name: `post-comments` and `postComments` have two.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        if rest.is_empty() {
            return None;
        }
        let bytes = rest.as_bytes();
        let end = (1..bytes.len())
            .find(|at| {
                !bytes[*at].is_ascii_alphanumeric()
                    || (bytes[*at].is_ascii_uppercase() && bytes[*at - 1].is_ascii_lowercase())
            })
            .unwrap_or(bytes.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_into_words() {
        assert_eq!(
            parts("jp-post_comments2 shareButtonsBar").collect::<Vec<_>>(),
            ["jp", "post", "comments2", "share", "Buttons", "Bar"]
        );
        assert_eq!(parts("étéA").collect::<Vec<_>>(), ["t", "A"]);
    }
}
