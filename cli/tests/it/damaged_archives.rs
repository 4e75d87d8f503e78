//! Two hundred damaged files, made from the archives by a seeded program: no panic, no hang, the right
//! exit code, and every good post beside them comes out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{glane, root};
use glane::Post;
use glane::archive::{self, Input, ReadOptions};
use tempfile::TempDir;

/// Numbers that look like chance and are the same every time (splitmix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).expect("below a usize")
    }
}

/// The largest post that these runs read.
const LIMIT: u64 = 200_000;

fn options() -> ReadOptions {
    ReadOptions::default().max_post_bytes(LIMIT)
}

fn archives() -> PathBuf {
    root().join(crate::support::FORMATS)
}

/// The files of each format's archive, in order.
fn sources() -> Vec<Vec<PathBuf>> {
    let mut formats = children(&archives());
    formats.sort();
    formats.iter().map(|format| files(format)).collect()
}

fn files(directory: &Path) -> Vec<PathBuf> {
    let mut waiting = vec![directory.to_owned()];
    let mut found = Vec::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() { waiting.extend(children(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn children(directory: &Path) -> Vec<PathBuf> {
    fs::read_dir(directory).expect("a directory").map(|entry| entry.expect("an entry").path()).collect()
}

fn damage(source: &[u8], kind: usize, chance: &mut Chance) -> Vec<u8> {
    let mut bytes = source.to_vec();
    let at = chance.below(bytes.len());
    match kind {
        // Cut.
        0 => bytes.truncate(at),
        // Flipped, here and there or in a run.
        1 => {
            for _ in 0..=chance.below(20) {
                let at = chance.below(bytes.len());
                bytes[at] ^= 1 << chance.below(8);
            }
        }
        2 => {
            for byte in bytes.iter_mut().skip(at).take(64) {
                *byte ^= 0xFF;
            }
        }
        // In another encoding, or in two at once.
        3 => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            bytes = match chance.below(3) {
                0 => text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect(),
                1 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                _ => bytes.iter().map(|byte| char::from(*byte)).collect::<String>().into_bytes(),
            };
        }
        // Nested.
        4 => {
            let (open, close) =
                [("<div>", "</div>"), ("[", "]"), ("{\"a\":", "}"), ("> ", "\n"), ("<item>", "")]
                    [chance.below(5)];
            let nest = open.repeat(5000) + &close.repeat(5000);
            bytes.splice(at..at, nest.into_bytes());
        }
        // Empty, or next to it.
        5 => bytes = [&b""[..], b" \n", b"\xEF\xBB\xBF", b"\0", b"<"][chance.below(5)].to_vec(),
        // Enormous.
        _ => {
            let filler = [&b"x"[..], b"mot ", b"\n", b"<p>", b"\"", b"&amp;"][chance.below(6)];
            bytes.splice(at..at, filler.repeat(1_000_000 / filler.len()));
        }
    }
    bytes
}

/// The damaged files, each in a directory of its own with two good ones beside it.
fn damaged_files(directory: &Path) -> Vec<PathBuf> {
    let sources = sources();
    let mut chance = Chance(20_231_205);
    (0..200)
        .map(|n| {
            let format = &sources[chance.below(sources.len())];
            let source = &format[chance.below(format.len())];
            let bytes = damage(&fs::read(source).expect("a file"), n % 7, &mut chance);
            let place = directory.join(format!("{n:03}"));
            fs::create_dir(&place).expect("a directory");
            let name = source.file_name().expect("a name").to_string_lossy();
            fs::write(place.join(format!("m-{name}")), bytes).expect("a file");
            fs::write(place.join("a-bon.txt"), "Le compost nourrit le jardin.").expect("a file");
            fs::write(place.join("z-bon.md"), "La haie protège **le jardin** du vent.").expect("a file");
            place
        })
        .collect()
}

#[test]
fn damage_affects_no_other_file() {
    let directory = TempDir::new().expect("a directory");
    let mut failed = 0;
    for place in damaged_files(directory.path()) {
        let posts: Vec<_> = archive::read(vec![Input::Path(place.clone())], options()).collect();
        let ids: Vec<&str> = posts.iter().flatten().map(|post| post.id.as_str()).collect();
        assert_eq!((ids.first(), ids.last()), (Some(&"a-bon.txt"), Some(&"z-bon.md")), "{}", place.display());
        for error in posts.iter().filter_map(|post| post.as_ref().err()) {
            assert!(error.source_name.contains("m-") && !error.reason.is_empty(), "{error}");
        }
        failed += usize::from(posts.iter().any(Result::is_err));
    }
    assert!((50..200).contains(&failed), "{failed} of the damaged files gave errors");
}

#[test]
fn the_exit_code_says_whether_posts_failed() {
    let directory = TempDir::new().expect("a directory");
    for place in damaged_files(directory.path()).iter().step_by(9) {
        let errors =
            archive::read(vec![Input::Path(place.clone())], options()).filter(Result::is_err).count();
        let run = glane(place, ["extract", "--lang", "any", "--max-post-size", &LIMIT.to_string(), "."]);
        assert_eq!(run.code, i32::from(errors > 0), "{}: {run}", place.display());
        let lines = run.lines();
        let id = |at: usize| lines[at]["id"].as_str();
        assert_eq!(
            (id(0), id(lines.len() - 1)),
            (Some("a-bon.txt"), Some("z-bon.md")),
            "{}",
            place.display()
        );
    }
    // All of them at once.
    let run =
        glane(directory.path(), ["extract", "--lang", "any", "--max-post-size", &LIMIT.to_string(), "."]);
    assert_eq!(run.code, 1);
    let good =
        run.lines().iter().filter(|line| line["id"].as_str().is_some_and(|id| id.contains("-bon."))).count();
    assert_eq!(good, 400);
}

#[test]
fn damage_inside_a_post_of_an_export_affects_no_other_post() {
    let directory = TempDir::new().expect("a directory");
    let mut chance = Chance(7);
    for (name, open, close) in [
        ("wordpress/blog.wordpress.xml", "<item>", "</item>"),
        ("rss/feed.xml", "<item>", "</item>"),
        ("atom/feed.atom", "<entry>", "</entry>"),
        ("blogger/blog.xml", "<entry>", "</entry>"),
    ] {
        let source = fs::read(archives().join(name)).expect("an archive");
        let text = String::from_utf8(source.clone()).expect("UTF-8");
        let starts: Vec<usize> = text.match_indices(open).map(|(at, _)| at + open.len()).collect();
        let path = directory.path().join(Path::new(name).file_name().expect("a name"));
        fs::write(&path, &source).expect("a file");
        let whole = posts(&path);
        assert_eq!(whole.len(), 12, "{name}");
        for _ in 0..40 {
            let start = starts[chance.below(starts.len())];
            let end = start + text[start..].find(close).expect("an end");
            let mut bytes = source.clone();
            bytes[start + chance.below(end - start)] ^= 1 << chance.below(8);
            fs::write(&path, bytes).expect("a file");
            let left = posts(&path);
            let same = whole.iter().filter(|(id, post)| left.get(*id) == Some(*post)).count();
            assert!(same >= 11, "{name}: {same} posts are as before, after damage at {start}..{end}");
        }
    }
}

#[test]
fn a_cut_export_gives_the_posts_before_the_cut_and_an_error() {
    let directory = TempDir::new().expect("a directory");
    let source = fs::read(archives().join("wordpress/blog.wordpress.xml")).expect("an archive");
    let path = directory.path().join("blog.xml");
    let mut most = 0;
    for tenth in 1..10 {
        fs::write(&path, &source[..source.len() * tenth / 10]).expect("a file");
        let read: Vec<_> = archive::read(vec![Input::Path(path.clone())], options()).collect();
        let error = read.last().and_then(|last| last.as_ref().err()).expect("the cut is said");
        assert_eq!((error.kind.name(), error.line.is_some()), ("truncated", true));
        assert!(read[..read.len() - 1].iter().all(Result::is_ok));
        assert!(read.len() > most, "a later cut leaves as many posts");
        most = read.len() - 1;
    }
    assert!(most >= 9, "{most}");
}

fn posts(path: &Path) -> BTreeMap<String, Post> {
    let read = archive::read(vec![Input::Path(path.to_owned())], options());
    read.filter_map(Result::ok).map(|post| (post.id.clone(), post)).collect()
}
