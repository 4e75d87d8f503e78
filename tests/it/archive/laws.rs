//! Law 7 on the readers: whatever the bytes, each file gives posts or error records, and what is read
//! holds together.

use std::collections::BTreeSet;
use std::fs;

use glane::Post;
use glane::archive::{self, Input, ReadOptions};
use proptest::prelude::*;
use tempfile::TempDir;

/// Bytes in which the signs of the formats lie between text and accidents.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        5 => prop::sample::select(vec![
            "---\n", "+++\n", "title: x\n", "# ", "## Titre\n", "**", "*", "_", "`", "```\n", "    ", "- ", "1. ",
            "[lien](http://a.fr)", "![", "](", "| a | b |\n|---|---|\n", "> ", "<div>", "</div>", "<code>", "</code>",
            "<!--", "-->", "<script>", "{% highlight x %}", "{% endhighlight %}", "{{ x }}", "[^1]", "[^1]: ",
            "{\"text\": \"", "\"}\n", "{\"id\": 1, ", "\\u00e9", "é", "l’été", "mot ", "\n", "\n\n", "\r\n", "&amp;",
        ]).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(piece, 0..50).prop_map(|pieces| pieces.concat())
}

fn check(post: &Post) {
    assert!(!post.id.is_empty());
    assert!(!post.text.trim().is_empty() || !post.title.is_empty(), "a post without text is an error record");
    for annotation in &post.annotations {
        let marked = post.text.get(annotation.range.clone());
        assert!(marked.is_some_and(|marked| !marked.is_empty()), "{annotation:?} of {:?}", post.text);
    }
    assert!(post.annotations.is_sorted_by_key(|annotation| annotation.range.start));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_posts_or_error_records(bytes in bytes()) {
        let directory = TempDir::new().expect("a directory");
        for name in ["a.md", "b.jsonl", "c.txt"] {
            fs::write(directory.path().join(name), &bytes).expect("a file");
        }
        fs::write(directory.path().join("d.txt"), "Le compost nourrit le jardin.").expect("a file");
        let posts: Vec<_> =
            archive::read(vec![Input::Path(directory.path().into())], ReadOptions::default()).collect();
        for post in posts.iter().flatten() {
            check(post);
        }
        for error in posts.iter().filter_map(|post| post.as_ref().err()) {
            prop_assert!(!error.reason.is_empty() && !error.source_name.is_empty());
        }
        let last = posts.last().and_then(|post| post.as_ref().ok()).expect("the good file");
        prop_assert_eq!(last.id.as_str(), "d.txt");
        // Each file came to something; a line of JSON has an id of its own.
        let names = posts.iter().map(|post| match post {
            Ok(post) if ["a.md", "c.txt", "d.txt"].contains(&post.id.as_str()) => post.id.clone(),
            Ok(_) => "b.jsonl".to_owned(),
            Err(error) => error.source_name.rsplit('/').next().unwrap_or_default().to_owned(),
        });
        let names: BTreeSet<String> = names.collect();
        prop_assert_eq!(names.into_iter().collect::<Vec<_>>(), ["a.md", "b.jsonl", "c.txt", "d.txt"]);
    }
}

#[test]
fn a_post_of_control_characters_alone_is_an_error_record() {
    let directory = TempDir::new().expect("a directory");
    for (name, text) in [("a.md", "\u{1}\n\n<script>\nx\n</script>\n"), ("b.txt", "\u{1}\n")] {
        let path = directory.path().join(name);
        fs::write(&path, text).expect("a file");
        let posts: Vec<_> = archive::read(vec![Input::Path(path)], ReadOptions::default()).collect();
        assert!(matches!(&posts[..], [Err(_)]), "{name}: {posts:?}");
    }
}
