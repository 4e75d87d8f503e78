//! JSON documents, exports of Ghost and tables, whole and damaged.

use std::fmt::Write as _;

use super::{read, read_file, read_file_with, shown};
use glane::Post;
use glane::archive::{ErrorKind, Format, ReadOptions};

fn post(read: &super::Read, index: usize) -> &Post {
    read[index].as_ref().expect("a post")
}

#[test]
fn an_array_an_object_with_posts_and_a_post_alone_are_read() {
    let array = r#"[{"id": "un", "title": "Le sol", "text": "Il vit."}, {"text": "La haie.", "n": 3}]"#;
    for (name, text, ids) in [
        ("a.json", array.to_owned(), vec!["un", "a.json:2"]),
        (
            "b.json",
            format!("{{\"blog\": {{\"x\": [1]}},\n \"posts\": {array}, \"n\": 2}}"),
            vec!["un", "b.json:2"],
        ),
        ("c.json", "{\n\"text\": \"Le sol.\",\n\"titre\": \"Sol\"\n}".to_owned(), vec!["c.json"]),
        ("d.json", "{\"text\": \"Le sol.\"}".to_owned(), vec!["d.json:1"]),
    ] {
        let posts = read_file(name, text.as_bytes());
        assert_eq!(shown(&posts), ids, "{name}: {posts:?}");
    }
    let posts = read_file("a.json", array.as_bytes());
    assert_eq!((post(&posts, 0).title.as_str(), post(&posts, 0).text.as_str()), ("Le sol", "Il vit."));
    assert_eq!(post(&posts, 1).meta["n"], 3);
}

#[test]
fn a_json_feed_is_read() {
    let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Le potager", "items": [
        {"id": "https://a.fr/1", "url": "https://a.fr/1", "title": "Le sol", "tags": ["sol", "vie"],
         "content_html": "<p>Il <b>vit</b>.</p><pre>code</pre><p>Bien.</p>", "content_text": "Il vit.",
         "date_published": "2021-03-04T08:00:00+01:00", "authors": [{"name": "Ana"}, {"name": "Luc"}]},
        {"id": "2", "content_text": "La haie borde."}]}"#;
    let posts = read_file("feed.json", feed.as_bytes());
    assert_eq!(shown(&posts), ["https://a.fr/1", "2"]);
    let first = post(&posts, 0);
    assert_eq!(first.text, "Il vit.\n\nBien.");
    assert_eq!(first.published.map(|day| day.to_string()).as_deref(), Some("2021-03-04"));
    assert_eq!((first.author.as_deref(), first.url.as_deref()), (Some("Ana, Luc"), Some("https://a.fr/1")));
    assert_eq!(first.labels, ["sol", "vie"]);
    assert!(first.meta.is_empty(), "{:?}", first.meta);
}

const GHOST: &str = r##"{"db": [{"meta": {"version": "5.0"}, "data": {
    "posts": [
        {"id": "a", "title": "Le sol", "html": "<p>Il vit &amp; respire.</p>", "status": "published",
         "type": "post", "published_at": "2021-03-04T08:00:00.000Z", "slug": "sol", "lexical": "{}", "uuid": "x"},
        {"id": "b", "title": "Brouillon", "html": "<p>Non.</p>", "status": "draft", "type": "post"},
        {"id": "c", "title": "À propos", "html": "<p>Page.</p>", "status": "published", "type": "page"},
        {"id": "d", "title": "La haie", "html": "<p>Elle borde.</p>", "status": "published", "type": "post",
         "author_id": 1}],
    "posts_authors": [{"post_id": "a", "author_id": 2, "sort_order": 1}, {"post_id": "a", "author_id": 1, "sort_order": 0}],
    "posts_tags": [{"post_id": "a", "tag_id": "t2", "sort_order": 1}, {"post_id": "a", "tag_id": "t1", "sort_order": 0},
                   {"post_id": "a", "tag_id": "t3", "sort_order": 2}],
    "tags": [{"id": "t1", "name": "sol"}, {"id": "t2", "name": "vie"}, {"id": "t3", "name": "#interne"}],
    "users": [{"id": 1, "name": "Ana"}, {"id": 2, "name": "Luc"}]}}]}"##;

#[test]
fn a_ghost_export_is_read_with_its_tags_and_authors() {
    let text = GHOST;
    let posts = read_file("blog.ghost.json", text.as_bytes());
    assert_eq!(shown(&posts), ["a", "d"]);
    let first = post(&posts, 0);
    assert_eq!((first.title.as_str(), first.text.as_str()), ("Le sol", "Il vit & respire."));
    assert_eq!(first.labels, ["sol", "vie"]);
    assert_eq!(first.author.as_deref(), Some("Ana, Luc"));
    assert_eq!(first.published.map(|day| day.to_string()).as_deref(), Some("2021-03-04"));
    assert_eq!(first.meta.keys().collect::<Vec<_>>(), ["slug"]);
    assert_eq!(post(&posts, 1).author.as_deref(), Some("Ana"));
    // Cut after the first post: what precedes the cut is read.
    let cut = text.find("\"Brouillon\"").expect("there");
    assert_eq!(shown(&read_file("x.json", &text.as_bytes()[..cut])), ["a", "!damaged"]);
    let less = ReadOptions::default().max_held_bytes(100);
    assert_eq!(shown(&read_file_with("x.json", text.as_bytes(), less)), ["!too-large"]);
}

#[test]
fn bad_elements_and_cuts_cost_no_other() {
    let text =
        r#"[{"text": "Un."}, {"text": nul}, {"n": 1}, "x", {"text": "Deux.", "id": "deux"}, {"text": "Tro"#;
    let posts = read_file("a.json", text.as_bytes());
    assert_eq!(shown(&posts), ["a.json:1", "!json", "!field", "!json", "deux", "!damaged"]);
    let long = format!("[{{\"text\": \"{}\"}}, {{\"text\": \"Deux.\"}}]", "x".repeat(500));
    let less = ReadOptions::default().max_post_bytes(100);
    assert_eq!(shown(&read_file_with("a.json", long.as_bytes(), less)), ["!too-large", "a.json:2"]);
}

#[test]
fn half_a_pair_of_escapes_loses_no_post() {
    for (name, text) in
        [("a.jsonl", "{\"text\": \"Un \\ud83d chat.\"}\n"), ("a.json", "[{\"text\": \"Un \\ud83d chat.\"}]")]
    {
        let posts = read_file(name, text.as_bytes());
        assert_eq!(post(&posts, 0).text, "Un \u{fffd} chat.");
        assert_eq!(post(&posts, 0).warnings.len(), 1);
    }
}

#[test]
fn json_that_holds_no_posts_is_passed_over_in_a_walk_and_told_when_named() {
    let directory = tempfile::TempDir::new().expect("a directory");
    let write = |name: &str, text: &str| std::fs::write(directory.path().join(name), text).expect("a file");
    write("a.txt", "Le sol.");
    write("package.json", "{\n  \"name\": \"blog\",\n  \"version\": \"1.0.0\"\n}");
    write("tags.json", "[\"un\", \"deux\"]");
    write("data.csv", "nom;age\nAna;3\n");
    write("pom.xml", "<project><x/></project>");
    assert_eq!(shown(&read(directory.path())), ["a.txt"]);
    for name in ["package.json", "data.csv", "pom.xml"] {
        assert_eq!(shown(&read(&directory.path().join(name))), ["!unknown-format"], "{name}");
    }
}

#[test]
fn tables_are_read_by_the_names_of_their_columns() {
    for (name, text) in [
        (
            "a.csv",
            "id,Titre,Texte,Date,Auteur,étiquettes,url,note\nun,Le sol,\"Il vit, dit-on.\nBien.\",14/09/2021,Ana,\"sol, vie\",https://a.fr,3\n",
        ),
        (
            "a.csv",
            "id;Titre;Texte;Date;Auteur;étiquettes;url;note\r\nun;Le sol;\"Il vit, dit-on.\nBien.\";2021-09-14;Ana;sol,vie;https://a.fr;3\r\n",
        ),
        (
            "a.tsv",
            "id\tTitre\tTexte\tDate\tAuteur\tétiquettes\turl\tnote\nun\tLe sol\t\"Il vit, dit-on.\nBien.\"\t2021-09-14 08:00:00\tAna\tsol;vie\thttps://a.fr\t3\n",
        ),
    ] {
        let posts = read_file(name, text.as_bytes());
        assert_eq!(shown(&posts), ["un"], "{posts:?}");
        let first = post(&posts, 0);
        assert_eq!((first.title.as_str(), first.text.as_str()), ("Le sol", "Il vit, dit-on.\nBien."));
        assert_eq!(first.published.map(|day| day.to_string()).as_deref(), Some("2021-09-14"), "{text}");
        assert_eq!((first.author.as_deref(), first.url.as_deref()), (Some("Ana"), Some("https://a.fr")));
        assert_eq!(first.labels, ["sol", "vie"]);
        assert_eq!(first.meta["note"], "3");
    }
}

#[test]
fn the_column_of_the_text_can_be_told() {
    let text = b"n,corps_du_billet\n1,Le sol.\n2,\n3,<p>La <i>haie</i>.</p>\n";
    assert_eq!(shown(&read_file("a.csv", text)), ["!unknown-format"]);
    let told = ReadOptions::default().text_column("Corps_du_billet".to_owned());
    let posts = read_file_with("a.csv", text, told);
    assert_eq!(shown(&posts), ["a.csv:1", "!empty", "a.csv:3"]);
    assert_eq!(post(&posts, 2).text, "La haie.");
    assert_eq!(posts[1].as_ref().expect_err("empty").line, Some(3));
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_stopped() {
    let mut text = "id,text\nun,Le sol.\ndeux,\"La haie\n".to_owned();
    for n in 0..100_000 {
        let _ = writeln!(text, "{n},Encore une ligne.");
    }
    let less = ReadOptions::default().max_post_bytes(100_000);
    let posts = read_file_with("a.csv", text.as_bytes(), less);
    assert_eq!(shown(&posts), ["un", "!too-large"]);
    assert!(posts[1].as_ref().expect_err("endless").remedy.contains("quotation mark"));
}

#[test]
fn a_table_that_is_cut_inside_a_row_says_so() {
    let text = "id,text\nun,\"Le sol, \"\"vivant\"\".\"\ndeux,\"La haie.\nElle borde";
    let posts = read_file("a.csv", text.as_bytes());
    assert_eq!(shown(&posts), ["un", "!truncated"]);
    assert_eq!(posts[1].as_ref().expect_err("cut").line, Some(3));
    // A whole one, without a line break at its end, with quotation marks in it, or closed at the very end.
    for end in ["un,Le sol", "un,Le \"sol", "un,\"Le sol\"", "un,\"Le\nsol\"\r\n\r\n"] {
        assert_eq!(shown(&read_file("a.csv", format!("id,text\n{end}").as_bytes())), ["un"], "{end}");
    }
    assert_eq!(shown(&read_file("a.csv", b"id,text\n")), ["!empty"]);
    assert_eq!(shown(&read_file("a.csv", b"id,\"text\nun,Le sol")), ["!truncated"]);
}

#[test]
fn a_long_array_is_never_held_whole() {
    // 200 000 elements of a stream that would not fit the limit of one post.
    let mut text = "[".to_owned();
    for n in 0..200_000 {
        let _ =
            write!(text, "{}{{\"id\": \"{n}\", \"text\": \"Le sol vit.\"}}", if n == 0 { "" } else { ",\n" });
    }
    text.push(']');
    let less = ReadOptions::default().max_post_bytes(200).format(Format::Json);
    let posts = read_file_with("a", text.as_bytes(), less);
    assert_eq!(posts.iter().filter(|post| post.is_ok()).count(), 200_000);
    assert!(posts.iter().all(|post| !matches!(post, Err(error) if error.kind == ErrorKind::TooLarge)));
}
