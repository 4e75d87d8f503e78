//! Exports and heads of posts as platforms and site generators write them, with odd line ends, orders of keys and
//! encodings.

use proptest::prelude::*;

use super::{read_file, read_file_with, shown};
use glane::Post;
use glane::archive::{Markup, ReadOptions};

fn only(name: &str, bytes: &[u8]) -> Post {
    let mut posts = read_file(name, bytes);
    assert_eq!(posts.len(), 1, "{name}: {posts:?}");
    posts.remove(0).expect("a post")
}

fn latin_1(text: &str) -> Vec<u8> {
    text.chars().map(|letter| letter as u8).collect()
}

#[test]
fn heads_of_static_sites_are_not_prose() {
    let heads = [
        ("a.md", "Slug: ruche\nTags: ruche;miel\nTitle: La ruche d'été\nDate: 2014-06-02\n\n"),
        ("b.md", "Date: 2014-06-02 10:00\nTitle: La ruche d'été\nKeywords: ruche, miel\nAuthors: Zoé\n\n\n"),
        ("c.md", "tags: [ruche, miel]\ntitle: \"La ruche d'été\"\ndate: 2014-06-02\n---\n\n"),
        (
            "d.md",
            "<!--\n.. slug: ruche\n.. tags: ruche, miel\n.. title: La ruche d'été\n.. date: 2014-06-02 10:00:00\n-->\n\n",
        ),
        (
            "e.md",
            "+++\ntitle = \"La ruche d'été\"\ndate = 2014-06-02\n[taxonomies]\ntags = [\"ruche\", \"miel\"]\n+++\n",
        ),
        ("f.md", "---\ntitle: La ruche d'été\ndate: 2014-06-02\ntaxonomy:\n  tag: [ruche, miel]\n---\n"),
        (
            "g.md",
            "{\n\"tags\": [\"ruche\", \"miel\"],\n\"title\": \"La ruche d'été\", \"date\": \"2014-06-02\"\n}\n\n",
        ),
        ("h.rst", "La ruche d'été\n==============\n:tags: ruche, miel\n:date: 2014-06-02\n\n"),
        ("i.rst", ".. title: La ruche d'été\n.. tags: ruche, miel\n.. date: 2014-06-02\n\n"),
        ("j.adoc", "= La ruche d'été\nZoé <z@a.example>\n2014-06-02\n:jbake-tags: ruche, miel\n\n"),
        ("k.org", "#+title: La ruche d'été\n#+filetags: :ruche:miel:\n#+date: [2014-06-02 lun.]\n\n"),
        ("l.txt", "Title: La ruche d'été\nDate: 2014-06-02\nTags: ruche, miel\n\n"),
    ];
    for (name, head) in heads {
        for ends in ["\n", "\r\n"] {
            let source = format!("{head}Les abeilles rentrent.\n").replace('\n', ends);
            for bytes in
                [source.clone().into_bytes(), latin_1(&source), format!("\u{feff}{source}").into_bytes()]
            {
                let post = only(name, &bytes);
                assert_eq!(
                    (post.title.as_str(), post.text.trim()),
                    ("La ruche d'été", "Les abeilles rentrent."),
                    "{name}"
                );
                assert_eq!(post.labels, ["ruche", "miel"], "{name}");
                assert_eq!(
                    post.published.map(|day| day.to_string()).as_deref(),
                    Some("2014-06-02"),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn exports_are_told_from_plain_text_in_any_encoding() {
    let movable_type = "TITLE: La ruche d'été\nSTATUS: Publish\nDATE: 06/02/2014 10:00:00 AM\n-----\nBODY:\nLes abeilles.\n\nElles rentrent.\n-----\n--------\n";
    let dotclear = "///DOTCLEAR|2.1|single\n\n[post post_id,post_title,post_content_xhtml,post_status]\n\"1\",\"La ruche d'été\",\"<p>Les abeilles.</p>\\n<p>Elles rentrent.</p>\",\"1\"\n";
    for source in [movable_type, dotclear] {
        for ends in ["\n", "\r\n"] {
            let source = source.replace('\n', ends);
            for bytes in [
                source.clone().into_bytes(),
                latin_1(&source),
                source.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            ] {
                let post = only("export.txt", &bytes);
                assert_eq!(
                    (post.title.as_str(), post.text.as_str()),
                    ("La ruche d'été", "Les abeilles.\n\nElles rentrent.")
                );
            }
        }
    }
    assert_eq!(only("a.txt", b"TITLE: rien\nUne phrase.\n").title, "");
}

#[test]
fn markup_in_data_is_guessed_or_told() {
    let line =
        |text: &str| format!("{}\n", serde_json::json!({"title": "L&rsquo;&eacute;t&eacute;", "text": text}));
    let html = only("a.jsonl", line("<p>La <b>ruche</b> d&rsquo;&eacute;t&eacute;.</p>").as_bytes());
    assert_eq!(
        (html.title.as_str(), html.text.as_str(), html.annotations.len()),
        ("L’été", "La ruche d’été.", 1)
    );
    let markdown = only("a.jsonl", line("## Ruche\n\nVoir [le plan](https://a.example).").as_bytes());
    assert_eq!(markdown.text, "Ruche\n\nVoir le plan.");
    let plain = "La balise <p> ouvre\nun paragraphe.";
    assert_eq!(only("a.jsonl", line(plain).as_bytes()).text, plain);
    let options = ReadOptions::default().markup(Markup::Plain);
    let told = read_file_with("a.jsonl", line("<p>Un.</p>").as_bytes(), options);
    assert_eq!(told[0].as_ref().expect("a post").text, "<p>Un.</p>");
    let table = only("a.csv", "titre;texte;tags\nRuche;\"La **ruche** d'été\";\"miel|ruche\"\n".as_bytes());
    assert_eq!((table.text.as_str(), table.labels.len()), ("La ruche d'été", 2));
}

#[test]
fn odd_xml_is_read_as_far_as_it_goes() {
    let source = "<?xml version=\"1.0\"?>\n<!DOCTYPE rss [\n<!ENTITY ruche \"la ruche\">\n]>\n<rss><channel>\n<!-- <item><title>Non</title></item> -->\n\
        <item><title>Un</title><description>Voici &ruche;.</description></item>\n\
        <item><title>Deux</title><description><![CDATA[<p>Avant ]]> apr\u{e8}s.</p>]]></description></item>\n\
        <item><title>Trois</title><description>Un\u{8} mot.</description></item></channel></rss>";
    let posts = read_file("feed.xml", source.as_bytes());
    let texts: Vec<&str> = posts.iter().map(|post| post.as_ref().expect("a post").text.as_str()).collect();
    assert_eq!(texts, ["Voici la ruche.", "Avant ]]> après.", "Un mot."]);
    let warnings: Vec<usize> =
        posts.iter().map(|post| post.as_ref().expect("a post").warnings.len()).collect();
    assert_eq!(warnings, [0, 1, 1]);
}

#[test]
fn an_outbox_on_one_line_gives_its_public_notes() {
    let source = serde_json::json!({
        "@context": "https://www.w3.org/ns/activitystreams", "type": "OrderedCollection", "orderedItems": [
            {"type": "Announce", "actor": "https://a.example/users/zoe", "object": "https://b.example/1"},
            {"type": "Create", "actor": "https://a.example/users/zoe", "object": {
                "type": "Note", "id": "https://a.example/1", "published": "2023-04-05T06:07:08Z",
                "to": ["https://www.w3.org/ns/activitystreams#Public"], "tag": [{"type": "Hashtag", "name": "#Ruche"}],
                "content": "<p>La ruche <a href=\"https://a.example/x\"><span class=\"invisible\">https://</span>a.example/x</a></p>"}}
        ]
    });
    let post = only("outbox.json", source.to_string().as_bytes());
    assert_eq!((post.text.as_str(), post.author.as_deref()), ("La ruche a.example/x", Some("zoe")));
    assert_eq!(
        (post.labels.as_slice(), post.id.as_str()),
        (&["Ruche".to_owned()][..], "https://a.example/1")
    );
}

#[test]
fn a_zero_date_is_no_date() {
    let posts = read_file("a.jsonl", b"{\"text\": \"Un.\", \"date\": \"9999-12-31\"}\n{\"text\": \"Deux.\", \"date\": \"0000-00-00 00:00:00\"}\n");
    assert_eq!(shown(&posts).len(), 2);
    for post in posts {
        let post = post.expect("a post");
        assert_eq!((post.published, post.warnings.len()), (None, 1));
    }
}

proptest! {
    /// No reader panics, and every annotation covers whole characters of the text.
    #[test]
    fn no_input_breaks_a_reader(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "///DOTCLEAR|2|single\n", "[post post_id,post_title,post_content_xhtml,post_status]\n", "\"1\",\"é\",\"<p>x</p>\",\"1\"\n",
            "\"", "\\", "[meta meta_id,meta_type,post_id]\n", "TITLE: é\n", "AUTHOR: x\n", "-----\n", "BODY:\n", "--------\n", "COMMENT:\n",
            "<root><posts>", "<post>", "</post>", "<title>", "</title>", "<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE rss [", "<!ENTITY a \"&a;é\">", "]>",
            "&a;", "&eacute;", "&amp;eacute;", "<content>", "</content>", "Title: é\n", "Date: 2012-01-01\n", ".. title: é\n", "= é\n", ":tags: é, à\n",
            "#+TITLE: é\n", "#+BEGIN_SRC\n", "[[a][é]]", "`é <a>`_", "``é``", "|===\n", "|é |à\n", "+--+--+\n", "* é\n", "=====\n", "\n", "é", "Ã©", "\u{82}", " ",
            "{\"orderedItems\": [", "{\"type\": \"Create\", \"actor\": 1, \"object\": ", "{\"text\": \"é\"}", "]}", "+AOk-",
        ]), 0..30),
        name in prop::sample::select(vec!["a.txt", "a.md", "a.rst", "a.adoc", "a.org", "a.xml", "a.json", "a.jsonl", "a.csv"]),
    ) {
        for post in read_file(name, pieces.concat().as_bytes()).into_iter().flatten() {
            for annotation in &post.annotations {
                prop_assert!(post.text.get(annotation.range.clone()).is_some_and(|marked| !marked.is_empty()));
            }
        }
    }
}
