//! Laws of the readers of HTML and XML: whatever the bytes, no panic and no hang; the text of sound markup has no
//! markup left in it; time is linear in the input.

use std::fs;

use glane::Post;
use glane::archive::{self, ArchiveError, Format, Input, ReadOptions};
use proptest::prelude::*;
use tempfile::TempDir;

fn read(name: &str, format: Format, bytes: &[u8]) -> Vec<Result<Post, ArchiveError>> {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join(name);
    fs::write(&path, bytes).expect("a file");
    let options = ReadOptions::default().format(format);
    archive::read(vec![Input::Path(path)], options).collect()
}

fn check(post: &Post) {
    assert!(!post.id.is_empty());
    for annotation in &post.annotations {
        let marked = post.text.get(annotation.range.clone());
        assert!(marked.is_some_and(|marked| !marked.is_empty()), "{annotation:?} of {:?}", post.text);
    }
    assert!(post.annotations.is_sorted_by_key(|annotation| annotation.range.start));
    assert_eq!(post.text.trim(), post.text);
    assert!(!post.text.contains("\n\n\n") && !post.text.contains(" \n"), "{:?}", post.text);
}

/// Bytes in which the signs of HTML and XML lie between text and accidents.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        6 => prop::sample::select(vec![
            "<p>", "</p>", "<b>", "</b>", "<a href=x>", "</a>", "<div class='comments'>", "</div>", "<ul>", "<li>",
            "</ul>", "<table>", "<tr>", "<td>", "</table>", "<pre>", "</pre>", "<code>", "</code>", "<h1>", "</h1>",
            "<br>", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "]]>", "&amp;", "&lt;", "&#233;", "&x;", "<",
            ">", "\"", "<html>", "<article>", "</article>", "<main>", "<nav>", "<title>", "</title>", "<body>",
            "<meta property=og:title content='é'>", "<time datetime=2021-03-15>", "<script type='application/ld+json'>",
            "{\"@type\":\"Article\",\"headline\":\"x\"}", "<item>", "</item>", "<entry>", "</entry>", "</rss>", "<rss>",
            "<content:encoded>", "</content:encoded>", "<content type='xhtml'>", "</content>", "<wp:post_id>", "<title>",
            "[caption id=1]", "[/caption]", "[gallery]", "[[x]]", "[", "<!-- wp:p -->", "mot ", "l’été ", "\n", "\n\n",
            "\u{a0}", " Une phrase entière, avec des mots et un point. ",
        ]).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Well-formed HTML, and the words in it.
fn well_formed() -> impl Strategy<Value = (String, Vec<String>)> {
    let leaf = "[a-zé]{1,8}".prop_map(|word| (word.clone(), vec![word]));
    leaf.prop_recursive(6, 60, 6, |inner| {
        let element = prop::sample::select(vec!["div", "b", "em", "a", "section", "blockquote", "span", "q"]);
        (element, prop::collection::vec(inner, 1..6)).prop_map(|(name, parts)| {
            let words = parts.iter().flat_map(|(_, words)| words.clone()).collect();
            let inside: Vec<String> = parts.into_iter().map(|(html, _)| html).collect();
            (format!("<{name} class=\"x y\" title='<b>'>{}</{name}>", inside.join(" ")), words)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_posts_or_error_records(bytes in bytes()) {
        for format in [Format::Html, Format::WordPress, Format::Feed] {
            let posts = read("a.x", format, &bytes);
            for post in posts.iter().flatten() {
                check(post);
            }
            prop_assert!(!posts.is_empty());
            for error in posts.iter().filter_map(|post| post.as_ref().err()) {
                prop_assert!(!error.reason.is_empty() && error.source_name.ends_with("a.x"));
            }
        }
    }

    #[test]
    fn the_text_of_good_markup_has_its_words_and_no_tags((html, words) in well_formed()) {
        let posts = read("a.html", Format::Html, html.as_bytes());
        let post = posts[0].as_ref().expect("a post");
        check(post);
        prop_assert_eq!(post.text.split_whitespace().collect::<Vec<_>>(), words);
    }
}

/// A quarter of a megabyte of what makes careless readers slow. One that is quadratic takes hours here.
#[test]
fn time_is_linear() {
    let much = |piece: &str| piece.repeat((1 << 18) / piece.len());
    for piece in [
        "<div>",
        "</div>",
        "<p>",
        "<b>",
        "</b>",
        "<b></i>",
        "<a href=x>",
        "<table><tr><td>",
        "<li>",
        "<ul><li>",
        "<!--",
        "<![CDATA[",
        "&",
        "&amp",
        "<",
        "<a ",
        "<a b=",
        "<p class='comment'>x",
        "<h1>x",
        "<article>x",
        "<time>",
        "<div itemprop=author>x",
        "<script type=application/ld+json>{",
        "<main><b>x</main>",
        "x ",
        "\n",
        "\u{a0}",
        "<p>Le levain est vivant, il faut le nourrir tous les jours.</p>",
        "<b><p></b>",
        "<pre>",
        "<x-y>",
        "<select>",
    ] {
        for head in ["", "<html><title>x</title>"] {
            sound(Format::Html, piece, &format!("{head}{}", much(piece)));
        }
    }
    for piece in [
        "<item>",
        "<item><![CDATA[",
        "<item></item>",
        "</item>",
        "<a>",
        "<item><a>",
        "&",
        "<!--",
        "]]>",
        ">",
        "<",
        "<entry><content type='xhtml'><b>",
        "<item a='",
        "x",
        "\n",
        "<?",
        "<!DOCTYPE [",
    ] {
        for head in ["<rss>", "<rss><item>", "<rss><item><content:encoded><![CDATA["] {
            sound(Format::Feed, piece, &format!("{head}{}", much(piece)));
        }
    }
    for piece in ["[", "[a ", "[a]", "[/a]", "[[a]]", "[a b=\"", "[code]", "[a][/b]"] {
        let body = much(piece);
        let export = format!("<rss><item><content:encoded><![CDATA[{body}]]></content:encoded></item></rss>");
        sound(Format::WordPress, piece, &export);
    }
}

/// Reads a source of megabytes: a reader whose time grows with its square does not come back.
fn sound(format: Format, piece: &str, source: &str) {
    let read = read("a.x", format, source.as_bytes());
    assert!(!read.is_empty(), "{format:?}, {piece}: neither a post nor an error");
    for post in read.iter().flatten() {
        check(post);
    }
}
