//! Data, feeds and exports in XML as programs write them: each kind several times, with other orders of fields, other
//! markup and other damage, as importers of blogs meet them.

use glane::Post;
use serde_json::{Value, json};

use super::{read_file, shown};

const TEXT: &str = "Les élèves arrosent la serre. Où sont passées les fraises de l’été ?";
const HTML: &str = "Les &eacute;l&egrave;ves arrosent la serre. O&ugrave; sont pass&#233;es les fraises de l&rsquo;&#xE9;t&eacute; ?";

fn only(name: &str, source: &str) -> Post {
    let mut posts = read_file(name, source.as_bytes());
    assert_eq!(posts.len(), 1, "{source}: {posts:?}");
    posts.remove(0).unwrap_or_else(|error| panic!("{source}: {error}"))
}

/// The text of a line of JSON with this text.
fn text_of(text: &str) -> String {
    only("a.jsonl", &format!("{}\n", json!({"title": "T", "text": text}))).text
}

#[test]
fn html_in_data_is_read_however_it_is_written() {
    for html in [
        format!("<p>{HTML}</p>"),
        format!("<P CLASS=\"x\">{HTML}</P>"),
        format!("<p style=\"text-align: justify;\"><span>{HTML}</span></p>"),
        format!("<div><div>{HTML}</div></div><script>var x = 1;</script><style>p {{}}</style>"),
        format!("<!-- wp:paragraph -->\n<p>{HTML}</p>\n<!-- /wp:paragraph -->"),
        format!("<p>{}</p>", HTML.replace('&', "&amp;")),
        format!("&lt;p&gt;{TEXT}&lt;/p&gt;"),
        format!("<img src=\"a.png\" alt=\"x\"/>{TEXT}<pre><code>x = 1</code></pre>"),
        HTML.to_owned(),
        TEXT.replace("serre", "<strong>serre</strong>"),
        TEXT.replace("serre", "<a href=\"https://a.example/x\">serre</a>"),
    ] {
        assert_eq!(text_of(&html), TEXT, "{html}");
    }
    assert_eq!(text_of("Un mot.<br>Un autre."), "Un mot.\nUn autre.");
    for plain in ["Une balise <p> ouvre un paragraphe.", "3 < 4, et a<b.", "Un <br> va à la ligne."] {
        assert_eq!(text_of(plain), plain);
    }
    let table =
        format!("tags;texte;titre\n\"jardin|école\";\"<p>{HTML}</p>\";\"L&rsquo;&eacute;t&eacute;\"\n");
    let post = only("a.csv", &table);
    assert_eq!((post.title.as_str(), post.text.as_str(), post.labels.len()), ("L’été", TEXT, 2));
}

#[test]
fn markdown_in_data_is_read_however_it_is_written() {
    let with = |word: &str| TEXT.replace("serre", word);
    for (markdown, text) in [
        (with("**serre**"), TEXT.to_owned()),
        (with("[serre](https://a.example/x)"), TEXT.to_owned()),
        (format!("{}\n\n[1]: https://a.example/x", with("[serre][1]")), TEXT.to_owned()),
        (format!("{TEXT}\n\n```js\nvar x = 1;\n```"), TEXT.to_owned()),
        (format!("{TEXT}\n\n~~~\nvar x = 1;\n~~~"), TEXT.to_owned()),
        (format!("![x](a.png)\r\n\r\n{TEXT}"), TEXT.to_owned()),
        (format!("# Partie\n\n{TEXT}"), format!("Partie\n\n{TEXT}")),
        (format!("Partie\n======\n\n{TEXT}"), format!("Partie\n\n{TEXT}")),
        (format!("---\ntitle: x\ntags: [a]\n---\n\n{}", with("**serre**")), TEXT.to_owned()),
    ] {
        assert_eq!(text_of(&markdown), text, "{markdown}");
    }
    for plain in ["* un\n* deux", "2 ** 3 et 2 ** 4", "#jardin #école", "La méthode __init__ suffit."] {
        assert_eq!(text_of(plain), plain);
    }
}

fn answer(changes: Value) -> Value {
    let mut post = json!({
        "content": {"protected": false, "rendered": format!("<p>{HTML}</p>\n")}, "title": {"rendered": "L&rsquo;&eacute;t&eacute;"},
        "id": 7, "type": "post", "status": "publish", "date": "2015-04-07T09:00:00", "date_gmt": "2015-04-07T07:00:00", "link": "https://a.example/7",
        "author": 3, "tags": [8], "categories": [9], "meta": [], "excerpt": {"rendered": "<p>x</p>"},
        "_embedded": {"author": [{"id": 3, "name": "In&egrave;s Dufour"}], "wp:term": [
            [{"name": "jardin", "taxonomy": "category"}], [{"name": "&eacute;cole", "taxonomy": "post_tag"}], [{"name": "lien", "taxonomy": "post_format"}]]}
    });
    if let (Some(post), Value::Object(changes)) = (post.as_object_mut(), changes) {
        post.extend(changes);
    }
    post
}

#[test]
fn answers_of_the_rest_interface_of_wordpress() {
    let whole = answer(json!({}));
    for (name, source) in [
        ("a.json", json!([whole]).to_string()),
        ("b.json", serde_json::to_string_pretty(&json!([whole])).expect("JSON").replace('\n', "\r\n")),
        ("c.json", whole.to_string()),
        ("d.jsonl", format!("{whole}\n")),
        ("e.json", json!({"posts": [whole]}).to_string()),
        (
            "f",
            json!([answer(json!({"type": "page"})), answer(json!({"status": "draft"})), whole]).to_string(),
        ),
    ] {
        let post = only(name, &source);
        assert_eq!((post.title.as_str(), post.text.as_str()), ("L’été", TEXT), "{name}");
        assert_eq!(
            (post.author.as_deref(), post.labels.as_slice()),
            (Some("Inès Dufour"), &["jardin".to_owned(), "école".to_owned()][..])
        );
        assert_eq!(post.published.map(|day| day.to_string()).as_deref(), Some("2015-04-07"));
    }
    let failed =
        answer(json!({"_embedded": {"author": [{"code": "rest_user_invalid_id"}], "wp:term": [[], []]}}));
    let post = only("a.json", &json!([failed]).to_string());
    assert_eq!((post.author, post.labels.len()), (None, 0));
}

#[test]
fn collections_of_activitypub() {
    let note = |changes: Value| {
        let mut note = json!({
            "type": "Note", "id": "https://a.example/1", "published": "2015-04-07T09:00:00Z", "content": format!("<p>{HTML}</p>"), "summary": null,
            "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["https://a.example/users/ines/followers"],
            "attributedTo": "https://a.example/users/ines", "tag": [{"type": "Hashtag", "name": "#jardin"}, {"type": "Mention", "name": "@luc"}]
        });
        if let (Some(note), Value::Object(changes)) = (note.as_object_mut(), changes) {
            note.extend(changes);
        }
        note
    };
    let create =
        |object: Value| json!({"type": "Create", "actor": "https://a.example/users/ines", "object": object});
    let private = note(json!({"to": ["https://a.example/users/luc"], "cc": []}));
    let unlisted = note(json!({"to": ["https://a.example/users/ines/followers"], "cc": ["as:Public"]}));
    for (name, source) in [
        ("a.json", json!({"type": "OrderedCollection", "orderedItems": [create(note(json!({})))]})),
        (
            "b.json",
            json!({"orderedItems": [create(private), create(unlisted)], "type": "OrderedCollectionPage", "partOf": "x"}),
        ),
        (
            "c.json",
            json!({"type": "Collection", "items": [note(json!({"content": null, "contentMap": {"en": "x", "fr": format!("<p>{HTML}</p>")}}))]}),
        ),
        (
            "d.json",
            json!({"type": "OrderedCollection", "orderedItems": [
            {"type": "Announce", "actor": "https://a.example/users/ines", "object": "https://b.example/1"},
            create(json!({"type": "Tombstone", "id": "x"})), create(note(json!({"type": "Article"})))]}),
        ),
    ] {
        for source in [source.to_string(), serde_json::to_string_pretty(&source).expect("JSON")] {
            let post = only(name, &source);
            assert_eq!(
                (post.text.as_str(), post.author.as_deref(), post.labels.as_slice()),
                (TEXT, Some("ines"), &["jardin".to_owned()][..])
            );
            assert_eq!(post.published.map(|day| day.to_string()).as_deref(), Some("2015-04-07"));
        }
    }
}

/// A feed whose posts hold these texts as they stand in the source.
fn feed(descriptions: &[&str]) -> String {
    let mut items = String::new();
    for text in descriptions {
        items.push_str("<item><title>L&amp;rsquo;&amp;eacute;t&amp;eacute;</title><description>");
        items.push_str(text);
        items.push_str("</description></item>");
    }
    format!("<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>x</title>{items}</channel></rss>")
}

#[test]
fn references_are_decoded_as_often_as_they_were_encoded() {
    let once = HTML.replace('&', "&amp;");
    let twice = once.replace('&', "&amp;");
    let texts = [
        format!("&lt;p&gt;{once}&lt;/p&gt;"),
        format!("&lt;p&gt;{twice}&lt;/p&gt;"),
        format!("&amp;lt;p&amp;gt;{twice}&amp;lt;/p&amp;gt;"),
        format!("<![CDATA[<p>{HTML}</p>]]>"),
        format!("<![CDATA[<p>{once}</p>]]>"),
        format!("<p>{TEXT}</p>"),
        TEXT.to_owned(),
    ];
    let posts = read_file("a.xml", feed(&texts.each_ref().map(String::as_str)).as_bytes());
    assert_eq!(posts.len(), texts.len());
    for (post, source) in posts.iter().zip(&texts) {
        let post = post.as_ref().expect("a post");
        assert_eq!((post.title.as_str(), post.text.as_str()), ("L’été", TEXT), "{source}");
    }
}

/// An export of WordPress with one post of this body; `more` follows its fields.
fn export(prolog: &str, title: &str, body: &str, more: &str) -> String {
    format!(
        "{prolog}<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:wp=\"http://wordpress.org/export/1.2/\">\
         <channel><title>x</title>\n<item><title>{title}</title><content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>7</wp:post_id>\
         <wp:post_type>post</wp:post_type><wp:status>publish</wp:status>{more}</item>\n</channel></rss>"
    )
}

#[test]
fn exports_of_wordpress_with_odd_beginnings() {
    let whole = export("", "La serre", "<p>Un mot.</p>", "");
    for prolog in [
        "\n\n \t\n<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n",
        "\u{feff}\n<?xml version='1.0'?>",
        "<!-- generator=\"WordPress\" -->\n<!-- une page de commentaires -->\n",
        "",
    ] {
        assert_eq!(only("a.xml", &format!("{prolog}{whole}")).text, "Un mot.", "{prolog:?}");
        assert_eq!(only("a.txt", &format!("{prolog}{whole}")).text, "Un mot.", "{prolog:?}");
    }
    // Without a version, with an old one, and with the version but without the namespace.
    for source in [
        whole.replace("export/1.2", "export/1.0"),
        whole.replace("<title>x</title>", "<wp:wxr_version>1.1</wp:wxr_version>"),
        whole
            .replace("xmlns:wp=\"http://wordpress.org/export/1.2/\"", "")
            .replace("<title>x</title>", "<wp:wxr_version>1.2</wp:wxr_version>"),
    ] {
        assert_eq!(only("a.xml", &source).text, "Un mot.");
    }
}

#[test]
fn slashes_and_backslashes_stay_as_they_are() {
    let labels = "<category domain=\"post_tag\" nicename=\"a-b\"><![CDATA[a\\b]]></category><category domain=\"category\" nicename=\"c\"><![CDATA[c/d]]></category>\
        <dc:creator><![CDATA[DOM\\ines]]></dc:creator>";
    let body = r#"<p>Le dossier C:\serre\notes et /srv//blog/, "\n" et \\ et l\'été.</p>"#;
    let post = only("a.xml", &export("", r"<![CDATA[Serre \ école / été \']]>", body, labels));
    assert_eq!(post.title, r"Serre \ école / été \'");
    assert_eq!(post.text, r#"Le dossier C:\serre\notes et /srv//blog/, "\n" et \\ et l\'été."#);
    assert_eq!(
        (post.labels, post.author.as_deref()),
        (vec!["a\\b".to_owned(), "c/d".to_owned()], Some("DOM\\ines"))
    );
}

#[test]
fn nested_character_data_costs_no_text() {
    for (body, text) in [
        ("<p>Avant ]]]]><![CDATA[> après.</p>", "Avant ]]> après."),
        ("<p>Avant ]]> après.</p>", "Avant ]]> après."),
        ("<p>Avant <![CDATA[milieu]]> après.</p>", "Avant milieu après."),
        ("<p>Avant.</p>]]> <![CDATA[<p>Après.</p>", "Avant.\n\nAprès."),
    ] {
        let source = export("", "La serre", body, "<category><![CDATA[jardin]]></category>");
        let post = only("a.xml", &source);
        assert_eq!((post.text.as_str(), post.labels.len()), (text, 1), "{body}");
        // The next post is whole.
        let two =
            source.replace("</item>", "</item><item><title>Deux</title><wp:post_id>8</wp:post_id></item>");
        assert_eq!(shown(&read_file("a.xml", two.as_bytes())), ["7", "8"], "{body}");
    }
}

#[test]
fn serialized_metadata_is_no_text() {
    for value in [
        "a:2:{s:5:\"title\";s:9:\"tomate(s)\";i:0;O:8:\"stdClass\":1:{s:1:\"x\";b:1;}}",
        "s:12:\"<p>tomate</p",
        "]]> tomate",
        "{\"tomate\": \"\\u00e9\"}",
    ] {
        let meta = format!(
            "<wp:postmeta><wp:meta_key>_x</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
        );
        let post = only("a.xml", &export("", "La serre", "<p>Un mot.</p>", &meta));
        assert_eq!((post.title.as_str(), post.text.as_str()), ("La serre", "Un mot."), "{value}");
        assert!(!serde_json::to_string(&post.meta).expect("JSON").contains("tomate"), "{value}");
    }
}

#[test]
fn placeholders_of_dates_are_no_dates_and_other_ways_of_writing_are() {
    let day =
        |date: Value| only("a.jsonl", &format!("{}\n", json!({"text": "Un mot.", "date": date}))).published;
    for zero in [
        "0001-01-01T00:00:00",
        "0000-00-00",
        "9999-12-31T23:59:59Z",
        "1970-01-01T00:00:00.000Z",
        "1970-01-01T01:00:00+01:00",
        "-0001-11-30 00:00:00",
    ] {
        assert_eq!(day(zero.into()), None, "{zero}");
    }
    for written in [
        json!("07/04/2015"),
        json!("2015-4-7"),
        json!("7 avril 2015"),
        json!("20150407"),
        json!(1_428_400_000),
        json!(1_428_400_000_000_i64),
    ] {
        assert_eq!(
            day(written.clone()).map(|day| day.to_string()).as_deref(),
            Some("2015-04-07"),
            "{written}"
        );
    }
    let source = export(
        "",
        "La serre",
        "<p>Un mot.</p>",
        "<wp:post_date>0000-00-00 00:00:00</wp:post_date><pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate>",
    );
    let post = only("a.xml", &source);
    assert_eq!((post.published, post.warnings.len()), (None, 1), "{:?}", post.warnings);
}
