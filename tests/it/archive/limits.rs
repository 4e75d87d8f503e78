//! Law 8 on the readers: hostile files become posts or error records, on a small stack and within bounds of memory.

use std::thread;

use glane::archive::{ErrorKind, ReadOptions};

use super::{read_file, read_file_with, shown, zip};
use crate::hostile::{self, Becomes, Hostile};

/// Runs a job on a stack of 256 kB.
fn on_a_small_stack<R: Send + 'static>(job: impl FnOnce() -> R + Send + 'static) -> R {
    thread::Builder::new().stack_size(256 << 10).spawn(job).expect("a thread").join().expect("no panic")
}

#[test]
fn hostile_files_become_posts_or_error_records_on_a_small_stack() {
    for Hostile { name, bytes, becomes } in hostile::all() {
        let read = on_a_small_stack(move || read_file(name, &bytes));
        let expected = match becomes {
            Becomes::Post => "post",
            Becomes::Error(kind) => kind,
        };
        let last = read.last().map(|post| post.as_ref().map_or_else(|error| error.kind.name(), |_| "post"));
        assert_eq!(last, Some(expected), "{name}: {:?}", read.last());
    }
}

#[test]
fn text_around_eight_thousand_attributes_is_read() {
    for name in ["a.html", "b.md", "c.json", "d.csv", "e.xml"] {
        let html = String::from_utf8(hostile::attributes(8_000)).expect("text");
        let quoted = html.replace('"', "\\\"");
        let file = match name {
            "c.json" => format!("{{\"content_html\": \"{quoted}\"}}"),
            "d.csv" => format!("id,html\n1,\"{}\"\n", html.replace('"', "\"\"")),
            "e.xml" => format!(
                "<rss version=\"2.0\"><channel><item><title>Le four</title><description><![CDATA[{html}]]></description></item></channel></rss>"
            ),
            _ => html,
        };
        let read = on_a_small_stack(move || read_file(name, file.as_bytes()));
        let post = read[0].as_ref().expect("a post");
        assert!(post.text.contains("chauffe"), "{name}: {:?}", &post.text[..post.text.len().min(200)]);
    }
}

#[test]
fn values_of_attributes_are_whole_wherever_the_tokenizer_pauses() {
    let links = hostile::pieces(40, |number| {
        format!(
            "<time x=\"{number}\" class=\"a\"\ty='&amp;' datetime=\"2021-03-{:02}\">j</time>",
            number % 28 + 1
        )
    });
    let page = format!(
        "<html><head><meta name=\"a\" property=\"og:title\" content=\"Le &quot;four&quot;\"><meta a=\"1\" b=\"2\" c=\"3\" d=\"4\" e=\"5\" \
         f=\"6\" g=\"7\" h=\"8\" name=\"author\" content=\"Odile &amp; Paul\"></head><body><article>{links}<p>Le four chauffe.</p></article></body></html>"
    );
    let read = read_file("a.html", page.as_bytes());
    let post = read[0].as_ref().expect("a post");
    assert_eq!((post.title.as_str(), post.author.as_deref()), ("Le \"four\"", Some("Odile & Paul")));
    assert_eq!(post.published.map(|day| day.to_string()).as_deref(), Some("2021-03-01"));
}

#[test]
fn a_zip_as_a_whole_unpacks_to_no_more_than_its_ratio() {
    // Each member is below the size at which its own ratio is looked at.
    let text = b"!".repeat(900_000);
    let names: Vec<String> = (0..40).map(|number| format!("{number:02}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &text[..])).collect();
    let options = || ReadOptions::default().max_unpacked_ratio(200);
    let read = read_file_with("a.zip", &zip(&files), options());
    let errors: Vec<ErrorKind> =
        read.iter().filter_map(|post| post.as_ref().err()).map(|error| error.kind).collect();
    assert_eq!(errors, [ErrorKind::TooLarge; 2], "the member that exceeds it, and the zip");
    assert!(read.len() < 20, "{}", read.len());
}

#[test]
fn a_member_that_shares_its_bytes_with_another_is_refused_and_the_first_is_read() {
    let hostile = hostile::all().into_iter().find(|hostile| hostile.name == "overlaps.zip").expect("a zip");
    let read = read_file("a.zip", &hostile.bytes);
    assert_eq!(shown(&read)[..2], ["a.zip/00000.txt", "!damaged"]);
    let error = read[1].as_ref().expect_err("an error");
    assert_eq!((error.source_name.ends_with("a.zip/00001.txt"), error.count), (true, 1));
    // A hundred of them are told, and the rest as one.
    let told: u64 = read.iter().filter_map(|post| post.as_ref().err()).map(|error| error.count).sum();
    assert_eq!((read.len(), told), (102, 499));
}

#[test]
fn a_thousand_equal_errors_are_a_hundred_and_one_records() {
    let read = read_file("a.jsonl", "non\n".repeat(1000).as_bytes());
    assert_eq!(read.len(), 101);
    let last = read[100].as_ref().expect_err("an error");
    assert_eq!((last.line, last.count), (Some(101), 900));
    let read =
        read_file("a.jsonl", format!("{}{{\"text\": \"Le four.\"}}\n", "non\n".repeat(1000)).as_bytes());
    assert_eq!(shown(&read).iter().filter(|shown| !shown.starts_with('!')).count(), 1);
}

#[test]
fn the_fields_of_an_object_are_bounded_together() {
    let options = ReadOptions::default().max_post_bytes(1000);
    let fields = hostile::pieces(20, |number| format!("\"f{number}\": \"{}\",\n", "x".repeat(100)));
    let with =
        |rest: &str| read_file_with("a.json", format!("{{{fields}{rest}}}").as_bytes(), options.clone());
    assert_eq!(shown(&with("\"text\": \"Le four.\"")), ["!too-large"]);
    // Posts behind the fields are read.
    assert_eq!(shown(&with("\"posts\": [{\"text\": \"Le four.\"}]")), ["!too-large", "a.json:1"]);
}

#[test]
fn labels_of_one_post_are_bounded_and_given_once() {
    let labels: Vec<String> = (0..3000).map(|number| format!("\"l{}\"", number % 2000)).collect();
    let read = read_file(
        "a.jsonl",
        format!("{{\"text\": \"Le four.\", \"labels\": [{}]}}", labels.join(",")).as_bytes(),
    );
    let post = read[0].as_ref().expect("a post");
    assert_eq!((post.labels.len(), post.labels[999].as_str()), (1000, "l999"));
    assert_eq!(post.warnings, ["it has 2000 labels; the first 1000 of them were read"]);
}

#[test]
fn front_matter_that_is_too_long_is_a_warning_and_the_text_is_read() {
    let hostile = hostile::all().into_iter().find(|hostile| hostile.name == "head.md").expect("a file");
    let read = read_file("a.md", &hostile.bytes);
    let post = read[0].as_ref().expect("a post");
    assert_eq!(post.text, "Le four chauffe le village.");
    assert_eq!(post.warnings, ["the front matter could not be read (it is longer than 256K)"]);
}

#[test]
fn a_post_of_control_characters_alone_is_an_error_record() {
    for (name, text) in [
        ("a.csv", "titre;texte\n;\u{15}\n"),
        ("a.tsv", "titre\ttexte\n\t\u{15}\n"),
        ("a.jsonl", "{\"text\": \"\\u0015\"}\n"),
    ] {
        assert_eq!(shown(&read_file(name, text.as_bytes())), ["!empty"], "{name}");
    }
}

#[test]
fn a_template_tag_that_opens_and_closes_with_one_sign_is_text() {
    for (text, read) in [
        ("Le {%} four.", "Le {%} four."),
        ("Le {%}{% raw %} four.", "Le four."),
        ("Le {{}} four {{ x }}chauffe.", "Le four chauffe."),
        ("Le {{} four.", "Le {{} four."),
        ("Le {{}", "Le {{}"),
    ] {
        let posts = read_file("a.md", text.as_bytes());
        let post = posts[0].as_ref().expect("a post");
        assert_eq!(post.text.split_whitespace().collect::<Vec<_>>().join(" "), read, "{text}");
    }
}
