//! Containers: files of any format in gzip, zstd, zip and tar, whole, nested, damaged and hostile.

use std::fmt::Write as _;

use super::{Entry, gzip, read, read_file, read_file_with, shown, tar, zip, zip_of, zstd};
use glane::archive::{ErrorKind, Format, ReadOptions};

const LEVAIN: &[u8] = "---\ntitle: Le levain\ndate: 2021-09-14\n---\nIl vit de farine.\n".as_bytes();
const LINES: &[u8] =
    b"{\"id\": \"un\", \"text\": \"Le compost.\"}\n{\"id\": \"deux\", \"text\": \"La haie.\"}\n";

/// Files of a small blog, with what holds no posts between them.
fn files() -> Vec<(&'static str, &'static [u8])> {
    vec![
        ("billets/levain.md", LEVAIN),
        ("billets/2020-02-03-haie.txt", b"La haie borde le jardin."),
        ("chat.png", b"\x89PNG\0"),
        (".git/a.md", b"Rien."),
        ("__MACOSX/b.md", b"Rien."),
        ("lignes.jsonl", LINES),
    ]
}

fn ids(container: &str) -> Vec<String> {
    vec![
        format!("{container}/billets/levain.md"),
        format!("{container}/billets/2020-02-03-haie.txt"),
        "un".to_owned(),
        "deux".to_owned(),
    ]
}

#[test]
fn every_kind_of_container_gives_the_posts_of_its_files() {
    for (name, bytes) in [
        ("export.zip", zip(&files())),
        ("export.tar", tar(&files())),
        ("export.tar.gz", gzip(&tar(&files()))),
        ("export.tgz", gzip(&tar(&files()))),
        ("export.tar.zst", zstd(&tar(&files()))),
        ("export", zip(&files())),
    ] {
        let posts = read_file(name, &bytes);
        assert_eq!(shown(&posts), ids(name), "{name}");
        let post = posts[0].as_ref().expect("a post");
        assert_eq!((post.title.as_str(), post.text.as_str()), ("Le levain", "Il vit de farine."));
        let post = posts[1].as_ref().expect("a post");
        assert_eq!(post.published.map(|day| day.to_string()).as_deref(), Some("2020-02-03"));
    }
}

#[test]
fn a_compressed_file_is_read_as_what_it_holds() {
    for (name, bytes) in [("levain.md.gz", gzip(LEVAIN)), ("levain.md.zst", zstd(LEVAIN))] {
        let posts = read_file(name, &bytes);
        assert_eq!(shown(&posts), [name]);
        assert_eq!(posts[0].as_ref().expect("a post").title, "Le levain");
    }
    assert_eq!(shown(&read_file("lignes.jsonl.gz", &gzip(LINES))), ["un", "deux"]);
    // Many members and frames, one after the other, are one file.
    let (first, second) = LINES.split_at(20);
    for bytes in [[gzip(first), gzip(second)].concat(), [zstd(first), zstd(second)].concat()] {
        assert_eq!(shown(&read_file("lignes", &bytes)), ["un", "deux"]);
    }
}

#[test]
fn containers_stand_in_containers_up_to_a_limit() {
    let inner = zip(&files());
    let outer = zip(&[("annee.zip", &inner), ("b.md", LEVAIN)]);
    let mut expected = ids("tout.tar.gz/2021.zip/annee.zip");
    expected.push("tout.tar.gz/2021.zip/b.md".to_owned());
    let all = gzip(&tar(&[("2021.zip", &outer)]));
    assert_eq!(shown(&read_file("tout.tar.gz", &all)), expected);
    let less = ReadOptions::default().max_container_depth(3);
    assert_eq!(shown(&read_file_with("tout.tar.gz", &all, less)), ["!too-deep", "tout.tar.gz/2021.zip/b.md"]);
}

#[test]
fn a_directory_is_walked_into_its_containers() {
    let directory = tempfile::TempDir::new().expect("a directory");
    let write =
        |name: &str, bytes: &[u8]| std::fs::write(directory.path().join(name), bytes).expect("a file");
    write("a.md", LEVAIN);
    write("b.zip", &zip(&files()));
    write("style.css.gz", &gzip(b"body {}"));
    write("z.txt", b"Fin.");
    let mut expected = ids("b.zip");
    expected.insert(0, "a.md".to_owned());
    expected.push("z.txt".to_owned());
    assert_eq!(shown(&read(directory.path())), expected);
}

#[test]
fn a_streamed_zip_and_other_methods_are_read() {
    let entry = |name: &'static str, method, streamed| Entry {
        streamed,
        method,
        ..Entry::new(name, b"Le compost nourrit le jardin.")
    };
    let bytes = zip_of(&[
        entry("a.txt", 8, true),
        entry("b.txt", 0, false),
        entry("c.txt", 93, false),
        entry("d.txt", 12, false),
        Entry { encrypted: true, ..entry("e.txt", 8, false) },
        entry("f\\g.txt", 8, false),
    ]);
    let posts = read_file("x.zip", &bytes);
    let expected =
        ["x.zip/a.txt", "x.zip/b.txt", "x.zip/c.txt", "!unknown-format", "!unreadable", "x.zip/f/g.txt"];
    assert_eq!(shown(&posts), expected);
    let error = posts[4].as_ref().expect_err("locked");
    assert!(error.source_name.ends_with("x.zip/e.txt") && error.reason.contains("encrypted"), "{error}");
}

#[test]
fn names_that_lead_out_are_only_names() {
    for (name, bytes) in
        [("x.zip", zip(&[("../../etc/a.txt", b"Un.")])), ("x.tar", tar(&[("../../etc/a.txt", b"Un.")]))]
    {
        assert_eq!(shown(&read_file(name, &bytes)), [format!("{name}/../../etc/a.txt")]);
    }
    assert_eq!(shown(&read_file("x.tar", &tar(&[("/etc/a.txt", b"Un.")]))), ["x.tar//etc/a.txt"]);
}

#[test]
fn a_bad_member_costs_only_itself() {
    let mut bytes = zip_of(&[
        Entry { method: 0, ..Entry::new("a.txt", b"Le compost nourrit.") },
        Entry::new("b.txt", b"La haie borde le jardin."),
        Entry { method: 0, ..Entry::new("c.txt", b"Le sol respire.") },
    ]);
    let at = bytes.windows(7).position(|seven| seven == b"compost").expect("stored as it is");
    bytes[at] = b'C';
    let posts = read_file("x.zip", &bytes);
    assert_eq!(shown(&posts), ["!damaged", "x.zip/b.txt", "x.zip/c.txt"]);
    let error = posts[0].as_ref().expect_err("damaged");
    assert!(error.reason.contains("checksum"), "{error}");
}

#[test]
fn what_precedes_a_cut_is_read() {
    let mut lines = String::new();
    for n in 0..30_000 {
        let _ = writeln!(lines, "{{\"id\": \"{n}\", \"text\": \"Billet {}.\"}}", n * n % 7919);
    }
    for (name, bytes) in [
        ("lignes.jsonl.gz", gzip(lines.as_bytes())),
        ("lignes.jsonl.zst", zstd(lines.as_bytes())),
        ("x.tar", tar(&[("a.txt", b"Un."), ("lignes.jsonl", lines.as_bytes())])),
        ("x.zip", zip(&[("a.txt", b"Un."), ("lignes.jsonl", lines.as_bytes())])),
        ("y.zip", zip_of(&[Entry { streamed: true, ..Entry::new("lignes.jsonl", lines.as_bytes()) }])),
    ] {
        let cut = bytes.len() * 2 / 3;
        let posts = read_file(name, &bytes[..cut]);
        let good = posts.iter().filter(|post| post.is_ok()).count();
        assert!(good > 1000, "{name}: {good} posts");
        let errors: Vec<_> = posts.iter().filter_map(|post| post.as_ref().err()).collect();
        assert!((1..=2).contains(&errors.len()), "{name}: {errors:?}");
        assert!(errors.iter().all(|error| error.kind == ErrorKind::Damaged), "{name}: {errors:?}");
        assert_eq!(errors[0].reason, "the file is cut short", "{name}");
    }
    // A zip that lost its directory alone gives everything.
    let bytes = zip(&files());
    let directory = bytes.windows(4).position(|four| four == b"PK\x01\x02").expect("a directory");
    let mut expected = ids("x.zip");
    expected.push("!damaged".to_owned());
    assert_eq!(shown(&read_file("x.zip", &bytes[..directory + 10])), expected);
}

#[test]
fn bombs_are_stopped() {
    let zeros = vec![b'a'; 8 << 20];
    for (name, bytes) in [
        ("x.txt.gz", gzip(&zeros)),
        ("x.txt.zst", zstd(&zeros)),
        ("x.zip", zip(&[("a.txt", &zeros)])),
        ("x.tar.gz", gzip(&tar(&[("a.txt", &zeros)]))),
    ] {
        let posts = read_file(name, &bytes);
        assert_eq!(shown(&posts), ["!too-large"], "{name}");
        let error = posts[0].as_ref().expect_err("a bomb");
        assert!(error.reason.contains("more than 200 times"), "{error}");
        let most = ReadOptions::default().max_unpacked_ratio(1_000_000).max_unpacked_bytes(2 << 20);
        let posts = read_file_with(name, &bytes, most.clone());
        let error = posts[0].as_ref().expect_err("too large");
        assert!(error.reason.contains("larger than 2M"), "{name}: {error}");
        let all = most.max_unpacked_bytes(1 << 30);
        assert_eq!(posts.len(), 1);
        assert!(read_file_with(name, &bytes, all)[0].is_ok(), "{name}");
    }
    // What many members come to together counts.
    let small = vec![b'a'; 1 << 20];
    let names: Vec<String> = (0..20).map(|n| format!("{n}.txt")).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &small[..])).collect();
    let most = ReadOptions::default().max_unpacked_bytes(5 << 20);
    let posts = read_file_with("x.zip", &zip(&entries), most);
    assert_eq!(posts.iter().filter(|post| post.is_ok()).count(), 5);
}

#[test]
fn a_format_that_is_told_holds_inside() {
    let told = ReadOptions::default().format(Format::Text);
    let posts = read_file_with("x.zip", &zip(&[("LISEZMOI", b"# Titre")]), told);
    assert_eq!(posts[0].as_ref().expect("a post").text, "# Titre");
}

#[test]
fn nothing_in_a_container_is_nothing_and_no_error() {
    for (name, bytes) in [("x.zip", zip(&[])), ("x.tar", tar(&[("chat.png", b"\x89PNG")]))] {
        assert!(read_file(name, &bytes).is_empty(), "{name}");
    }
    assert_eq!(shown(&read_file("x.txt.gz", &gzip(b""))), ["!empty"]);
}

#[test]
fn an_export_of_substack_is_read_with_its_table() {
    let table = "post_id,post_date,is_published,type,title\n\
                 1.sol,2021-03-04T08:00:00.000Z,true,newsletter,\"Le sol, vivant\"\n2.non,,false,newsletter,Non\n";
    let files = [
        ("posts/1.sol.html", &b"<p>Il vit.</p>"[..]),
        ("posts/2.non.html", b"<p>Brouillon.</p>"),
        ("posts/3.autre.html", b"<p>La haie.</p>"),
        ("posts.csv", table.as_bytes()),
    ];
    let directory = tempfile::TempDir::new().expect("a directory");
    std::fs::create_dir(directory.path().join("posts")).expect("a directory");
    for (name, bytes) in files {
        std::fs::write(directory.path().join(name), bytes).expect("a file");
    }
    for (posts, around) in [(read(directory.path()), ""), (read_file("x.zip", &zip(&files)), "x.zip/")] {
        assert_eq!(
            shown(&posts),
            ["posts/1.sol.html", "posts/3.autre.html"].map(|id| format!("{around}{id}"))
        );
        let post = posts[0].as_ref().expect("a post");
        assert_eq!((post.title.as_str(), post.text.as_str()), ("Le sol, vivant", "Il vit."));
        assert_eq!(post.published.map(|day| day.to_string()).as_deref(), Some("2021-03-04"));
    }
}

#[test]
fn bytes_that_a_walk_found_are_passed_over_as_files_are() {
    let read = |name: &str| {
        let mut posts = glane::archive::read_found_bytes(name, b"Il roule.".to_vec(), ReadOptions::default());
        (posts.by_ref().count(), posts.passed_over())
    };
    assert_eq!(read("blog/a.txt"), (1, 0));
    assert_eq!(read("blog/.a.txt"), (0, 0), "a hidden file is not counted");
    assert_eq!(read(".git/a.txt"), (0, 0));
    assert_eq!(read("blog/README"), (0, 1));
    let named = glane::archive::read_bytes("blog/README", b"Il roule.".to_vec(), ReadOptions::default());
    assert_eq!(named.count(), 1, "a file that is named is read");
}
