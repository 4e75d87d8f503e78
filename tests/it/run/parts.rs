//! The passes over an archive in parts: what they clean equals what a run over the whole archive cleans.

use glane::Post;
use glane::archive::{Format, Input, ReadOptions, read_bytes};
use glane::clean::{CleanOptions, Duplicate, Verdict};
use glane::run::parts::{PartComparison, PartSurvey, PartedArchive};
use glane::run::{Run, RunError};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The clean posts in alphabetical order, the duplicates and the lines that were removed.
type Cleaned = (Vec<String>, Vec<Duplicate>, String);

fn shown(post: &Post) -> String {
    format!("{} {} {:?} {}", post.id, post.title, post.published, post.text)
}

fn without_sources(mut duplicates: Vec<Duplicate>) -> Vec<Duplicate> {
    for name in duplicates.iter_mut().flat_map(|of| std::iter::once(&mut of.kept).chain(&mut of.others)) {
        name.source = None;
    }
    duplicates
}

fn lines(posts: &[serde_json::Value]) -> Vec<u8> {
    posts.iter().flat_map(|post| [post.to_string().as_bytes(), b"\n"].concat()).collect()
}

fn whole(posts: &[serde_json::Value], options: CleanOptions) -> Cleaned {
    let directory = tempfile::tempdir().expect("a directory");
    std::fs::write(directory.path().join("posts.jsonl"), lines(posts)).expect("a file");
    let run = Run::new(vec![Input::Path(directory.path().into())]).clean(options);
    let mut archive = run.first_pass(|_| ()).expect("it can be read");
    let mut texts: Vec<String> =
        archive.second_pass().expect("it can be read again").map(|post| shown(&post)).collect();
    texts.sort();
    let cleaner = archive.cleaner();
    (texts, without_sources(cleaner.duplicates()), format!("{:?}", cleaner.repeated_lines()))
}

fn read(posts: &[serde_json::Value]) -> Vec<Post> {
    if posts.is_empty() {
        return Vec::new();
    }
    let options = ReadOptions::default().format(Format::JsonLines);
    let posts = read_bytes("posts.jsonl", lines(posts), options).with_shared_ids();
    posts.collect::<Result<_, _>>().expect("they can be read")
}

/// As it comes to another machine.
fn sent<T: Serialize + DeserializeOwned>(value: &T) -> T {
    serde_json::from_slice(&serde_json::to_vec(value).expect("JSON")).expect("what was written")
}

fn survey(posts: &[Post]) -> PartSurvey {
    let mut survey = PartSurvey::default();
    for post in posts {
        survey.add(post);
    }
    survey
}

fn in_parts(parts: &[Vec<Post>], options: CleanOptions) -> Cleaned {
    let mut archive = PartedArchive::new(parts.iter().map(|posts| sent(&survey(posts))), options);
    let compare = |(number, posts): (usize, &Vec<Post>)| {
        let mut comparison = sent(&archive.comparison(number));
        for post in posts {
            comparison.add(post);
        }
        comparison.finish().expect("the same posts");
        sent(&comparison)
    };
    // The last part first: comparisons are merged in any order.
    let compared: Vec<PartComparison> = parts.iter().enumerate().map(compare).collect();
    let all = compared.into_iter().rev().reduce(|mut one, other| {
        one.merge(other);
        one
    });
    archive.decide(all.expect("a part"));
    let mut texts = Vec::new();
    let mut cleaned = Vec::new();
    for (number, posts) in parts.iter().enumerate() {
        let mut cleaning = sent(&archive.cleaning(number));
        for post in posts {
            let mut post = post.clone();
            if cleaning.clean(&mut post) == Verdict::Unique {
                texts.push(shown(&post));
            }
        }
        cleaned.push(sent(&cleaning.finish().expect("the same posts")));
    }
    for part in cleaned.into_iter().rev() {
        archive.add_cleaned(part);
    }
    texts.sort();
    let cleaner = archive.cleaner();
    (texts, without_sources(cleaner.duplicates()), format!("{:?}", cleaner.repeated_lines()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn any_parts_give_what_the_whole_archive_gives(
        shuffled in Just(super::order::posts()).prop_shuffle(),
        ends in proptest::collection::vec(any::<prop::sample::Index>(), 3),
        boilerplate in any::<bool>(), duplicates in any::<bool>(),
    ) {
        let options = CleanOptions::default().boilerplate(boilerplate).duplicates(duplicates);
        let expected = whole(&super::order::posts(), options);
        prop_assert_eq!(expected.2.contains("Partager"), boilerplate);
        prop_assert_eq!(expected.1.is_empty(), !duplicates);
        let mut ends: Vec<usize> = ends.iter().map(|end| end.index(shuffled.len())).collect();
        ends.extend([0, shuffled.len()]);
        ends.sort_unstable();
        let parts: Vec<Vec<Post>> = ends.windows(2).map(|ends| read(&shuffled[ends[0]..ends[1]])).collect();
        let found = in_parts(&parts, options);
        prop_assert_eq!(found.0, expected.0);
        prop_assert_eq!(found.1, expected.1);
        prop_assert_eq!(found.2, expected.2);
    }
}

#[test]
fn several_blogs_in_parts_keep_their_own_boilerplate() {
    let post = |number: usize| {
        let blog = number % 3;
        let text = format!(
            "Le billet {number} parle de tout.\nLe carnet numéro {} de la ville",
            ["a", "b", "c"][blog]
        );
        serde_json::json!({"id": format!("blog{blog}/{number}"), "title": format!("Titre {number}"), "text": text})
    };
    let posts: Vec<serde_json::Value> = (0..300).map(post).collect();
    let expected = whole(&posts, CleanOptions::default());
    assert!(expected.2.matches("Le carnet").count() == 3, "{}", expected.2);
    let parts: Vec<Vec<Post>> = posts.chunks(70).map(read).collect();
    assert_eq!(in_parts(&parts, CleanOptions::default()), expected);
}

#[test]
fn a_part_that_changed_is_an_error() {
    let posts = read(&super::order::posts());
    let archive = PartedArchive::new([survey(&posts)], CleanOptions::default());
    let mut short = archive.comparison(0);
    short.add(&posts[0]);
    assert!(
        matches!(short.finish(), Err(RunError::Changed { before, after: 1 }) if before == posts.len() as u64)
    );
    let mut edited = archive.cleaning(0);
    for post in posts.iter().rev() {
        edited.clean(&mut post.clone());
    }
    assert!(matches!(edited.finish(), Err(RunError::Edited)));
}
