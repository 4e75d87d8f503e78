//! The kinds of keyphrases over an archive.

use glane::corpus::Aggregate;
use glane::keyphrase::Kind;
use glane::{Analyzer, Post};

fn aggregate(posts: impl Iterator<Item = (usize, &'static str)>) -> Aggregate {
    let analyzer = Analyzer::builder().build().expect("an analyzer");
    let mut aggregate = Aggregate::new();
    for (number, text) in posts {
        let post = Post::new(number.to_string(), text);
        aggregate.add(&post, &analyzer.analyze(&post));
    }
    aggregate
}

#[test]
fn persons_and_places_are_told_from_topics_in_parts_and_in_saved_files_too() {
    let texts = [
        "La physicienne Marie Curie étudie le radium. Le radium que Marie Curie isole rayonne dans son laboratoire.",
        "Marie Curie, physicienne, quitte Varsovie. Elle vit à Paris, où le radium la rend célèbre.",
        "Le radium brille. Marie Curie travaille à Paris ; à Paris, on parle beaucoup du radium.",
        "À Paris, Marie Curie reçoit un prix. Le radium est partout, et elle habite à Paris.",
    ];
    let numbered = || texts.into_iter().enumerate();
    let whole = aggregate(numbered());
    let mut parts = aggregate(numbered().skip(2));
    parts.merge(&aggregate(numbered().take(2)));
    let mut saved = Vec::new();
    whole.write_to(&mut saved).expect("memory");
    let read = Aggregate::read_from(&*saved).expect("what was saved");
    for aggregate in [whole, parts, read] {
        let report = aggregate.report();
        let kind = |lemma: &str| {
            let found = report.keyphrases.iter().find(|keyphrase| keyphrase.lemma == lemma);
            found.unwrap_or_else(|| panic!("{lemma}: {:?}", report.keyphrases)).kind
        };
        assert_eq!(
            [kind("marie curie"), kind("paris"), kind("radium")],
            [Kind::Person, Kind::Place, Kind::Term]
        );
    }
}
