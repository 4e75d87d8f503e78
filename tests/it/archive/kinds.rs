//! Files as platforms, generators and programs write them: each kind several times, with other orders of keys, line ends and
//! encodings. Every file here is the same post, so that what a reader loses shows.

use glane::Post;
use glane::archive::{Include, ReadOptions};

use super::{read_file, read_file_with};

const TITLE: &str = "La serre de l’école";
const TEXT: &str = "Les élèves arrosent la serre. Où sont passées les fraises de l’été ?";

/// A file: its name, and its source with `{title}` and `{text}`.
type File = (&'static str, &'static str);

/// The source with the post in it.
fn filled(source: &str) -> String {
    source.replace("{title}", TITLE).replace("{text}", TEXT)
}

/// The bytes of a source with other line ends and in other encodings, and what they are.
fn written(source: &str) -> Vec<(&'static str, Vec<u8>)> {
    let windows = encoding_rs::WINDOWS_1252.encode(source).0.into_owned();
    vec![
        ("line feeds", source.into()),
        ("carriage returns and line feeds", source.replace('\n', "\r\n").into()),
        ("carriage returns", source.replace('\n', "\r").into()),
        ("a byte order mark", format!("\u{feff}{source}").into()),
        ("windows-1252", windows),
        ("UTF-16", source.encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ]
}

fn check(post: &Post, place: &str) {
    assert_eq!((post.title.as_str(), post.text.trim()), (TITLE, TEXT), "{place}");
    assert_eq!(post.published.map(|day| day.to_string()).as_deref(), Some("2015-04-07"), "{place}");
    assert_eq!(post.author.as_deref(), Some("Inès Dufour"), "{place}");
    let mut labels = post.labels.clone();
    labels.sort();
    assert_eq!(labels, ["jardin", "école"], "{place}");
}

/// Each file gives the one post, in every way of writing it.
fn all_give_the_post(files: &[File]) {
    for (name, source) in files {
        for (how, bytes) in written(&filled(source)) {
            let place = format!("{name} with {how}");
            let posts = read_file(name, &bytes);
            assert_eq!(posts.len(), 1, "{place}: {posts:?}");
            check(posts[0].as_ref().unwrap_or_else(|error| panic!("{place}: {error}")), &place);
        }
    }
}

#[test]
fn lines_of_keys_and_values() {
    all_give_the_post(&[
        (
            "a.md",
            "Date: 2015-04-07 09:00\nTitle: {title}\nAuthor: Inès Dufour\nTags: jardin, école\n\n{text}\n",
        ),
        (
            "b.md",
            "\nauthors: Inès Dufour\ntitle: {title}\nkeywords: école;\n    jardin\ndate: 2015/04/07\nsummary: Un mot : bref\n\n{text}\n",
        ),
        (
            "c.md",
            "TITLE: {title}\nDATE: 2015-04-07T09:00:00+02:00\nCATEGORY: jardin\nTAGS: école\nAUTHOR: Inès Dufour\nSlug: serre\n  \n{text}\n",
        ),
        (
            "d.txt",
            "Title:   {title}\nTags:    jardin\nTags:    école\nDate:    7 avril 2015\nAuthor:  Inès Dufour\n\n{text}\n",
        ),
    ]);
    for prose in [
        "Note: la serre est fermée.\n\nRevenez.",
        "Lieu: la serre\nHeure: midi\n\nVenez.",
        "Date: un mardi\n\nVenez.",
    ] {
        let posts = read_file("a.md", prose.as_bytes());
        assert!(posts[0].as_ref().expect("a post").text.starts_with(&prose[..4]), "{prose}");
    }
}

#[test]
fn heads_without_an_opening_line() {
    all_give_the_post(&[
        (
            "a.md",
            "title: {title}\ndate: 2015-04-07 09:00:00\nauthor: Inès Dufour\ntags:\n- jardin\n- école\n---\n{text}\n",
        ),
        (
            "b.md",
            "layout: post\ncategories:\n  - [jardin, école]\ntitle: \"{title}\"\nauthor: Inès Dufour\ndate: 2015/04/07\n-----\n\n{text}\n",
        ),
        (
            "c.md",
            "# par le générateur\ndate: 2015-04-07\ntags: [jardin, école]\nauthor: Inès Dufour\n\ntitle: {title}\n---\n{text}\n",
        ),
        (
            "d.md",
            "\"title\": \"{title}\",\n\"date\": \"2015-04-07\",\n\"author\": \"Inès Dufour\",\n\"tags\": [\"jardin\", \"école\"]\n;;;\n{text}\n",
        ),
    ]);
}

#[test]
fn lines_that_begin_with_two_points() {
    all_give_the_post(&[
        (
            "a.md",
            ".. title: {title}\n.. slug: serre\n.. date: 2015-04-07 09:00:00 UTC+02:00\n.. tags: jardin, école\n.. link: \n.. author: Inès Dufour\n\n{text}\n",
        ),
        (
            "b.md",
            "<!--\n.. author: Inès Dufour\n.. tags: jardin\n.. category: école\n.. date: 2015-04-07 09:00\n.. title: {title}\n-->\n\n{text}\n",
        ),
        (
            "c.rst",
            ".. date: 2015-04-07\n.. title: {title}\n.. tags: école,jardin\n.. author: Inès Dufour\n.. type: text\n\n{text}\n",
        ),
        (
            "d.txt",
            "..  title: {title}\n..  date:  2015-04-07\n..  tags:  jardin, école\n..  author: Inès Dufour\n\n\n{text}\n",
        ),
    ]);
}

#[test]
fn heads_between_fences() {
    all_give_the_post(&[
        (
            "zola.md",
            "+++\ntitle = \"{title}\"\ndate = 2015-04-07T09:00:00Z\nauthors = [\"Inès Dufour\"]\n[taxonomies]\ntags = [\"jardin\"]\ncategories = [\"école\"]\n+++\n\n{text}\n",
        ),
        (
            "grav.md",
            "---\ntitle: '{title}'\ndate: '09:00 07-04-2015'\nauthor: Inès Dufour\ntaxonomy:\n    category: [école]\n    tag:\n        - jardin\n---\n\n{text}\n",
        ),
        (
            "quarto.qmd",
            "---\nauthor:\n  - name: Inès Dufour\n    orcid: 0000\ntitle: \"{title}\"\ndate: \"2015-04-07\"\ncategories: [jardin, école]\nformat:\n  html:\n    toc: true\n---\n\n{text}\n\n```{r}\nx <- 1\n```\n",
        ),
        (
            "astro.mdx",
            "---\npubDate: 2015-04-07\ntitle: {title}\nauthor: Inès Dufour\ntags: [\"jardin\", \"école\"]\n---\n\n{text}\n",
        ),
        (
            "hugo.md",
            "{\n  \"tags\": [\"jardin\", \"école\"],\n  \"author\": \"Inès Dufour\",\n  \"date\": \"2015-04-07\",\n  \"title\": \"{title}\"\n}\n\n{text}\n",
        ),
        (
            "page.html",
            "---\ntitle: {title}\ndate: 2015-04-07\nauthor: Inès Dufour\ntags: [jardin, école]\n---\n<p>{text}</p>\n",
        ),
        (
            "json.md",
            "---json\n{\"title\": \"{title}\", \"date\": \"2015-04-07\", \"author\": \"Inès Dufour\", \"tags\": [\"jardin\", \"école\"]}\n---\n{text}\n",
        ),
        (
            "blank.md",
            "\n--- \ntitle: {title}\ndate: 2015-04-07\nauthor: Inès Dufour\ntags: jardin, école\n---  \n{text}\n",
        ),
    ]);
}

#[test]
fn a_head_that_is_nearly_yaml_is_read_with_a_warning() {
    for (line, title) in [
        ("title: La serre : un an après", "La serre : un an après"),
        ("title: @ines parle", "@ines parle"),
        ("title: \"La serre\" et nous", "\"La serre\" et nous"),
        ("title: [", "["),
    ] {
        let posts = read_file(
            "a.md",
            format!("---\n{line}\ndate: 2015-04-07\ntags:\n\t- jardin\n---\n\nUn mot.\n").as_bytes(),
        );
        let post = posts[0].as_ref().expect("a post");
        assert_eq!(
            (post.title.as_str(), post.text.as_str(), post.labels.len()),
            (title, "Un mot.", 1),
            "{line}"
        );
        assert_eq!(post.warnings.len(), 1, "{:?}", post.warnings);
    }
}

#[test]
fn other_light_markup() {
    all_give_the_post(&[
        (
            "a.rst",
            "{title}\n===================\n\n:tags: jardin\n:category: école\n:author: Inès Dufour\n:date: 2015-04-07 09:00\n\n{text}\n",
        ),
        (
            "b.rst",
            "###################\n{title}\n###################\n:date: 2015-04-07\n:authors: Inès Dufour\n:tags: jardin, école\n\n{text}\n",
        ),
        (
            "c.rst",
            ":title: {title}\n:date: 2015-04-07\n:author: Inès Dufour\n:tags: jardin,\n  école\n\n{text}\n",
        ),
        (
            "a.adoc",
            "= {title}\nInès Dufour <i@a.example>\nv1.0, 2015-04-07\n:page-tags: jardin, école\n\n{text}\n",
        ),
        (
            "b.adoc",
            ":keywords: jardin, école\n:revdate: 2015-04-07\n:author: Inès Dufour\n:title: {title}\n\n{text}\n",
        ),
        (
            "c.adoc",
            "---\ntitle: {title}\ndate: 2015-04-07\nauthor: Inès Dufour\ntags: [jardin, école]\n---\n\n{text}\n",
        ),
        (
            "a.org",
            "#+TITLE: {title}\n#+DATE: <2015-04-07 mar.>\n#+AUTHOR: Inès Dufour\n#+FILETAGS: :jardin:école:\n\n{text}\n",
        ),
        (
            "b.org",
            "# note\n#+author: Inès Dufour\n#+tags: jardin école\n#+date: [2015-04-07]\n#+title: {title}\n#+options: toc:nil\n\n{text}\n",
        ),
        (
            "c.org",
            "#+KEYWORDS: jardin, école\n#+TITLE: {title}\n#+AUTHOR: Inès Dufour\n#+DATE: 2015-04-07\n\n{text}\n",
        ),
    ]);
}

#[test]
fn drafts_of_static_sites_are_read_where_they_are_asked_for() {
    for (name, source) in [
        ("a.md", "---\ntitle: x\ndraft: true\n---\nUn mot.\n"),
        ("b.md", "---\ntitle: x\npublished: false\n---\nUn mot.\n"),
        ("c.md", "+++\ntitle = \"x\"\ndraft = true\n+++\nUn mot.\n"),
        ("d.md", "Title: x\nStatus: draft\n\nUn mot.\n"),
        ("e.md", "title: x\npublished: false\n---\nUn mot.\n"),
        ("f.md", ".. title: x\n.. status: draft\n\nUn mot.\n"),
        ("g.md", ".. title: x\n.. tags: jardin, draft\n\nUn mot.\n"),
        ("h.md", "{\"title\": \"x\", \"draft\": true}\n\nUn mot.\n"),
        ("i.rst", "Un titre\n========\n\n:status: draft\n\nUn mot.\n"),
        ("j.adoc", "= Un titre\n:draft:\n\nUn mot.\n"),
        ("k.adoc", "= Un titre\n:jbake-status: draft\n\nUn mot.\n"),
        ("l.org", "#+TITLE: x\n#+HUGO_DRAFT: true\n\nUn mot.\n"),
        ("m.html", "---\ntitle: x\ndraft: true\n---\n<p>Un mot.</p>\n"),
        ("n.txt", "Title: x\nStatus: draft\n\nUn mot.\n"),
    ] {
        assert!(read_file(name, source.as_bytes()).is_empty(), "{name}");
        let options = ReadOptions::default().include(Include::default().drafts(true));
        let posts = read_file_with(name, source.as_bytes(), options);
        assert_eq!(posts[0].as_ref().expect("a draft").text.trim(), "Un mot.", "{name}");
    }
}

#[test]
fn exports_of_movable_type() {
    all_give_the_post(&[
        (
            "a.txt",
            "TITLE: {title}\nAUTHOR: Inès Dufour\nDATE: 04/07/2015 09:00:00 PM\nSTATUS: Publish\nCATEGORY: jardin\nPRIMARY CATEGORY: école\n-----\nBODY:\n<p>{text}</p>\n-----\nCOMMENT:\nAUTHOR: Luc\nDATE: 04/08/2015 09:00:00 AM\nMerci.\n-----\nPING:\nTITLE: Ailleurs\nUn écho.\n-----\n--------\n",
        ),
        (
            "b.txt",
            "AUTHOR: Inès Dufour\nAUTHOR EMAIL: i@a.example\nDATE: 04/07/2015 21:00:00\nTAGS: \"jardin\",école\nBASENAME: serre\nCONVERT BREAKS: 1\nTITLE: {title}\n-----\nBODY:\n{text}\n-----\nEXTENDED BODY:\n\n-----\nEXCERPT:\nExtrait.\n-----\n--------\n",
        ),
        (
            "c.mt",
            "\nSTATUS: publish\nTITLE: {title}\nDATE: 04/07/2015 09:00:00 AM\nAUTHOR: Inès Dufour\n-----\nEXCERPT:\n\n-----\nKEYWORDS:\njardin, école\n-----\nBODY:\n<div>{text}</div>\n-----\n--------\n",
        ),
        (
            "d.txt",
            "AUTHOR: Inès Dufour\nTITLE: {title}\nALLOW PINGS: 0\nCONVERT BREAKS: markdown\nCATEGORY: jardin\nCATEGORY: école\nDATE: 04/07/2015 09:00:00 AM\n-----\nBODY:\n{text}\n-----\n--------\nAUTHOR: Inès Dufour\nTITLE: Plus tard\nSTATUS: Future\nDATE: 04/07/2030 09:00:00 AM\n-----\nBODY:\nPlus tard.\n-----\n--------\n",
        ),
    ]);
}

#[test]
fn exports_of_dotclear() {
    let row = r#""7","ines","2","2015-04-07 09:00:00","post","{title}","<p>{text}</p>\r\n","1""#;
    let posts = "[post post_id,user_id,cat_id,post_dt,post_type,post_title,post_content_xhtml,post_status]\n";
    let names = "[category cat_id,cat_title]\n\"2\",\"école\"\n\n[user user_id,user_displayname]\n\"ines\",\"Inès Dufour\"\n\n";
    let others = "\"8\",\"ines\",\"2\",\"2015-04-08 09:00:00\",\"post\",\"Non\",\"<p>Non.</p>\",\"-1\"\n\"9\",\"ines\",\"2\",\"2015-04-08 09:00:00\",\"page\",\"Non\",\"<p>Non.</p>\",\"1\"\n";
    let meta = "\n[meta meta_id,meta_type,post_id]\n\"jardin\",\"tag\",\"7\"\n\"suite\",\"series\",\"7\"\n";
    let a = format!(
        "///DOTCLEAR|2.6|single\n\n{names}{posts}{row}\n{others}{meta}\n[comment comment_id,post_id,comment_content]\n\"1\",\"7\",\"<p>Merci.</p>\"\n"
    );
    let b = format!(
        "///DOTCLEAR|2.24.1|full\n\n[blog blog_id,blog_name]\n\"x\",\"Blog\"\n{meta}\n{names}{posts}{row}\n"
    );
    let c = "///DOTCLEAR|2.1|single\n[user user_id,user_name,user_firstname]\n\"ines\",\"Dufour\",\"Inès\"\n[category cat_title,cat_id]\n\"école\",\"2\"\n\
        [post post_status,post_meta,post_content,post_title,post_format,post_dt,cat_id,user_id,post_id]\n\
        \"1\",\"a:1:{s:3:\\\"tag\\\";a:1:{i:0;s:6:\\\"jardin\\\";}}\",\"{text}\",\"{title}\",\"wiki\",\"2015-04-07 09:00:00\",\"2\",\"ines\",\"7\"\n";
    let d = format!("///DOTCLEAR|2.6|single\n\n{names}{posts}{}\n{meta}", row.replace(". Où", ".\nOù"));
    for source in [a.as_str(), &b, c, &d] {
        for (how, bytes) in written(&filled(source)) {
            let posts = read_file("export.txt", &bytes);
            assert_eq!(posts.len(), 1, "{how}: {posts:?}");
            check(posts[0].as_ref().unwrap_or_else(|error| panic!("{how}: {error}")), how);
        }
    }
    let wiki = "///DOTCLEAR|2.6|single\n[post post_id,post_format,post_title,post_content]\n\"1\",\"wiki\",\"T\",\
        \"!!!Partie\\n\\nUn ''mot'', un __mot gras__ et [un lien|http://a.example|fr].%%%Suite.\\n\\n* un\\n* deux\\n\\n((a.jpg|Image))\\n\\n///\\ncode\\n///\\n\\nFin.\"\n";
    let posts = read_file("a.txt", wiki.as_bytes());
    let text = &posts[0].as_ref().expect("a post").text;
    assert_eq!(text, "Partie\n\nUn mot, un mot gras et un lien.\nSuite.\n\nun\ndeux\n\nFin.");
}

#[test]
fn exports_of_over_blog() {
    let end = "<comments><comment><author>Luc</author><content>Merci</content></comment></comments></post></posts><pages><page><title>Page</title><content>Non</content><published_at>2015-01-01</published_at></page></pages></root>";
    let fields = "<tags>jardin,école</tags><author>Inès Dufour</author><published_at>2015-04-07T09:00:00+02:00</published_at><status>2</status>";
    let files = [
        format!(
            "<?xml version=\"1.0\"?>\n<root><posts><post><content><![CDATA[<p>{{text}}</p>]]></content><title><![CDATA[{{title}}]]></title>{fields}{end}"
        ),
        format!(
            "<root>\n <posts>\n  <post>\n   {fields}\n   <title>{{title}}</title>\n   <content>&lt;p&gt;{{text}}&lt;/p&gt;</content>\n{end}"
        ),
        // Neither escaped nor marked as data, with a tag that is never closed.
        format!(
            "<root><posts><post><title>{{title}}</title><content><p>{{text}}<br></p></content>{fields}{end}"
        ),
        format!(
            "<root><posts><post><title>{{title}}</title><content><div><p>{{text}}</p></div></content>{fields}<created_at>2014-01-01</created_at>{end}"
        ),
    ];
    for source in files {
        for (how, bytes) in written(&filled(&source)) {
            let posts = read_file("export.xml", &bytes);
            assert_eq!(posts.len(), 1, "{how}: {posts:?}");
            check(posts[0].as_ref().unwrap_or_else(|error| panic!("{how}: {error}")), how);
        }
    }
}
