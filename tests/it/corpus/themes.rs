//! Themes of the demonstration archive, against the themes that its titles suggest to a reader.

use std::fs;

use crate::support::{BLOGS, root};
use glane::archive::Input;
use glane::corpus::{CorpusReport, Theme};
use glane::run::Run;
use glane::text::match_key;
use glane::{Analyzer, Post};

fn report(posts: &[Post]) -> CorpusReport {
    let analyzer = Analyzer::builder().build().expect("an analyzer");
    let mut aggregate = glane::corpus::Aggregate::new();
    for post in posts {
        aggregate.add(post, &analyzer.analyze(post));
    }
    aggregate.report()
}

/// A phrase without case, accents and the marks of plurals.
fn key(phrase: &str) -> Vec<String> {
    let words = phrase.split(|c: char| c.is_whitespace() || c == '-');
    words.map(|word| match_key(word).trim_end_matches(['s', 'x']).to_owned()).collect()
}

/// `tests/data/themes.txt` was written before any theme was seen.
#[test]
fn the_themes_that_the_titles_suggest_come_up() {
    let analyzer = Analyzer::builder().build().expect("an analyzer");
    let inputs = BLOGS.iter().map(|blog| Input::Path(root().join(blog))).collect();
    let archive = Run::new(inputs).analyze(&analyzer, |_| ()).expect("it can be read");
    let report = analyzer.install(|| archive.aggregate.report());
    let list = fs::read_to_string(root().join("tests/data/themes.txt")).expect("the list");
    let shown = |theme: &Theme| -> Vec<Vec<String>> {
        theme.keyphrases.iter().take(5).chain([&theme.name]).map(|phrase| key(phrase)).collect()
    };
    let shown: Vec<Vec<String>> = report.themes.iter().flat_map(shown).collect();
    let expected: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
    let missing: Vec<&&str> = expected
        .iter()
        .filter(|line| !line.split('|').any(|phrase| shown.contains(&key(phrase.trim()))))
        .collect();
    assert_eq!(expected.len(), 15);
    assert!(missing.len() <= 2, "{missing:?}");
}

/// Posts on two subjects; in all of the first a person is named, and every post has a word that says little.
fn posts() -> Vec<Post> {
    let bread = [
        "Karim pétrit la pâte à pain. Le levain de Karim lève, et le four du village chauffe pour le levain.",
        "Le levain demande une pâte souple. Karim nourrit le levain, et Karim surveille la pâte.",
        "Karim garde son levain au frais. La pâte repose, et le levain de seigle double.",
    ];
    let bicycles = [
        "La piste cyclable longe le canal. Le vélo cargo y roule, et la piste cyclable est large.",
        "Un vélo cargo remplace la voiture. La piste cyclable mène à l'école, et le vélo cargo porte deux enfants.",
        "La piste cyclable du port est finie. Le vélo cargo passe le pont, et le vélo cargo tient la route.",
    ];
    let posts = bread.into_iter().chain(bicycles).enumerate();
    posts
        .map(|(at, text)| Post::new(at.to_string(), format!("{text} Cela demande un peu de terrain.")))
        .collect()
}

#[test]
fn a_theme_is_named_by_a_topic() {
    let report = report(&posts());
    let with = |phrase: &str| {
        let has = |theme: &&Theme| theme.keyphrases.iter().any(|keyphrase| keyphrase == phrase);
        report.themes.iter().find(has).unwrap_or_else(|| panic!("a theme with {phrase}: {:?}", report.themes))
    };
    assert!(with("levain").keyphrases.contains(&"Karim".to_owned()));
    assert_ne!(with("levain").name, "Karim");
    assert!(with("piste cyclable").keyphrases.contains(&"vélo cargo".to_owned()));
}
