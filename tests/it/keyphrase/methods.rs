//! The rankings: what holds for each of them on small texts.

use std::fmt::Write as _;
use std::sync::Arc;

use glane::keyphrase::{CandidateView, PostView, Ranker};
use glane::{Analyzer, LanguagePolicy, Method, Post};

const COMPOST_TITLE: &str = "Le compost collectif, trois ans après";

const COMPOST: &str = "Le compost du quartier a trois ans. Au départ, le bac à compost débordait : \
    les épluchures pourrissaient, le voisinage se plaignait. Aujourd’hui le compost collectif nourrit \
    les jardins partagés de la rue. Chaque samedi, les bénévoles retournent le compost et pèsent les \
    épluchures. Les jardins partagés rendent au quartier des tomates, des courges et des fleurs. \
    Un jardin partagé sans compost collectif serait un jardin pauvre.";

const NEWSLETTER: &str = "Personne n’ouvrait la newsletter interne. Nous avons changé l’objet, le jour \
    d’envoi, puis le ton. La newsletter interne raconte maintenant des gens : une caissière, un \
    cariste, deux apprentis. Le taux d’ouverture a triplé. L’engagement des salariés ne se décrète \
    pas ; une newsletter, si. #CommunicationInterne";

fn classics() -> impl Iterator<Item = Method> {
    Method::ALL.into_iter().filter(|method| *method != Method::Learned)
}

fn posts() -> Vec<Post> {
    vec![
        Post::new("compost", COMPOST).with_title(COMPOST_TITLE),
        Post::new("newsletter", NEWSLETTER).with_title("La newsletter que personne n’ouvrait"),
        Post::new("nothing", ""),
        Post::new("annotations", "… !!! — 12 % ; (?)"),
        Post::new("one", "Bonjour"),
        Post::new("title", "").with_title("Un titre sans texte"),
        Post::new("again", "compost ".repeat(300)),
    ]
}

fn analyzer(method: Method, threads: usize) -> Analyzer {
    let builder = Analyzer::builder().method(method).language(LanguagePolicy::Any).threads(threads);
    builder.build().expect("an analyzer")
}

#[test]
fn scores_lie_between_0_and_1() {
    for method in classics() {
        for (post, report) in analyzer(method, 1).analyze_all(posts()) {
            let scores: Vec<f64> = report.keyphrases.iter().map(|keyphrase| keyphrase.score).collect();
            assert!(
                scores.iter().all(|score| (0.0..=1.0).contains(score)),
                "{method} {}: {scores:?}",
                post.id
            );
            // A nested phrase comes after one with a lower score at most, never before the best.
            let best = scores.iter().copied().fold(0.0, f64::max);
            assert!(scores.is_empty() || (scores[0] > 0.0 && scores[0] >= best), "{method} {}", post.id);
        }
    }
}

#[test]
fn any_number_of_threads_gives_the_same() {
    let many: Vec<Post> = posts().into_iter().cycle().take(200).collect();
    for method in classics() {
        let one: Vec<_> = analyzer(method, 1).analyze_all(many.clone()).collect();
        let two: Vec<_> = analyzer(method, 2).analyze_all(many.clone()).collect();
        assert!(one == two, "{method}");
    }
}

#[test]
fn every_method_finds_what_a_post_is_about() {
    for method in classics() {
        for (post, wanted) in [(0, ["compost", "jardin"]), (1, ["newsletter", "ouverture"])] {
            let report = analyzer(method, 1).analyze(&posts()[post]);
            let found = report
                .keyphrases
                .iter()
                .any(|keyphrase| wanted.iter().any(|wanted| keyphrase.lemma.contains(wanted)));
            let list: Vec<&str> = report.keyphrases.iter().map(|keyphrase| keyphrase.text.as_str()).collect();
            assert!(found, "{method}: {list:?}");
            assert!(list.len() >= 3, "{method}: {list:?}");
        }
    }
}

#[test]
fn names_lead_back_to_methods() {
    for method in Method::ALL {
        assert_eq!(Method::from_name(method.name()), Some(method));
    }
    assert_eq!(Method::from_name("no-such-method"), None);
}

/// A ranking that breaks every rule.
#[derive(Debug)]
struct Unruly;

impl Ranker for Unruly {
    fn scores(&self, post: &PostView) -> Vec<f64> {
        let wild = [f64::NAN, f64::INFINITY, -3.0, 7.0, 0.25];
        let scores = post.candidates.iter().zip(wild.into_iter().cycle()).map(|(_, score)| score);
        scores.take(post.candidates.len() / 2).collect()
    }
}

#[test]
fn a_ranking_of_ones_own_is_kept_within_bounds() {
    let analyzer = Analyzer::builder().ranker(Arc::new(Unruly)).build().expect("an analyzer");
    let keyphrases = analyzer.analyze(&posts()[0]).keyphrases;
    assert!(!keyphrases.is_empty());
    assert!(keyphrases.iter().all(|keyphrase| (0.0..=1.0).contains(&keyphrase.score)));
}

/// Checks that the candidates it is shown are those of the first post.
#[derive(Debug)]
struct Checking;

impl Ranker for Checking {
    fn scores(&self, post: &PostView) -> Vec<f64> {
        assert!(post.length > 50 && post.sentences > 5);
        let sound = |one: &CandidateView| {
            assert_eq!(one.word_idfs.len(), one.words, "{one:?}");
            assert_eq!(one.positions.len() as u32 + one.in_title, one.count, "{one:?}");
            assert!(one.nested <= one.count && one.idf >= 0.0, "{one:?}");
            // The title and the text together give a candidate its form; one that is in a single part is found there.
            let (title, body) = (COMPOST_TITLE.contains(&one.text), COMPOST.contains(&one.text));
            let found = match one.in_title {
                0 => body,
                in_title if in_title == one.count => title,
                _ => title || body,
            };
            assert!(found, "{one:?}");
            f64::from(one.count) / 100.0
        };
        post.candidates.iter().map(sound).collect()
    }
}

#[test]
fn a_ranking_of_ones_own_sees_the_post() {
    let analyzer = Analyzer::builder().ranker(Arc::new(Checking)).build().expect("an analyzer");
    let keyphrases = analyzer.analyze(&posts()[0]).keyphrases;
    assert_eq!(keyphrases[0].lemma, "compost");
    // The last of the two counts.
    let analyzer = Analyzer::builder().ranker(Arc::new(Checking)).method(Method::FirstPhrases).build();
    assert_eq!(analyzer.expect("an analyzer").analyze(&posts()[2]).keyphrases.len(), 0);
}

/// Posts of thousands of words are ranked like short ones. A method whose work grows with the square of the words
/// in them does not end in the time that a person gives to a test.
#[test]
fn long_posts_are_ranked() {
    // One word in very many candidates, which topics compare with each other.
    let adjectives = ["lourd", "vert", "ancien", "triste", "public", "rural", "royal", "mental", "social"];
    let mut monotonous = String::new();
    for number in 0..3000 {
        let (one, two) = (adjectives[number % 9], adjectives[number / 9 % 9]);
        let _ = write!(monotonous, "Le réseau {one} {two} Nom{number} attend. ");
    }
    let long: String = [COMPOST, NEWSLETTER].iter().cycle().take(160).copied().collect::<Vec<_>>().join("\n");
    for (text, wanted) in [(monotonous, ["réseau", "nom"]), (long, ["compost", "newsletter"])] {
        let post = Post::new("long", text);
        for method in classics() {
            let keyphrases = analyzer(method, 1).analyze(&post).keyphrases;
            assert_eq!(keyphrases.len(), 10, "{method}");
            let about = keyphrases
                .iter()
                .filter(|one| wanted.iter().any(|wanted| one.lemma.contains(wanted)))
                .count();
            assert!(about > 0, "{method}: {keyphrases:?}");
        }
    }
}
