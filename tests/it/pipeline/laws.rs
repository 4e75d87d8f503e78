//! Laws 3, 5 and 6 on the analyzer: over the demonstration archive, and over any text at all.

use std::sync::LazyLock;

use crate::archive::demonstration;
use crate::support::{POSTS, shared, shown};
use glane::archive::{self, Input, ReadOptions};
use glane::corpus::Concordance;
use glane::{Analyzer, LanguagePolicy, Method, Post, PostReport, Span};
use proptest::prelude::*;

fn analyzer(method: Method, threads: usize) -> Analyzer {
    Analyzer::builder()
        .method(method)
        .language(LanguagePolicy::Any)
        .keyphrases(15)
        .threads(threads)
        .build()
        .expect("an analyzer")
}

/// One for each method, on one thread.
static ANALYZERS: LazyLock<Vec<(Method, Analyzer)>> =
    LazyLock::new(|| Method::ALL.into_iter().map(|method| (method, analyzer(method, 1))).collect());

/// Every post at hand that can be read.
fn posts() -> Vec<Post> {
    let mut posts = demonstration();
    let inputs = ["seed", "archive/markdown-blog"].into_iter().filter_map(shared).map(Input::Path).collect();
    posts.extend(archive::read(inputs, ReadOptions::default()).filter_map(Result::ok));
    posts
}

#[test]
fn same_report_alone_and_in_any_batch_on_any_number_of_threads() {
    let posts = posts();
    assert!(posts.len() >= POSTS);
    for &(method, ref one) in ANALYZERS.iter() {
        let alone: Vec<PostReport> = posts.iter().map(|post| one.analyze(post)).collect();
        for threads in [2, 8] {
            let together: Vec<(Post, PostReport)> =
                analyzer(method, threads).analyze_all(posts.iter().cloned()).collect();
            assert!(together.iter().map(|(post, _)| post).eq(&posts), "{method}: the order of the posts");
            assert!(together.iter().map(|(_, report)| report).eq(&alone), "{method} on {threads} threads");
        }
        // Backwards, so that every post meets a worker with another past.
        let backwards: Vec<PostReport> =
            one.analyze_all(posts.iter().rev().cloned()).map(|(_, r)| r).collect();
        assert!(backwards.iter().rev().eq(&alone), "{method}, backwards");
    }
}

#[test]
fn a_panic_in_what_is_made_comes_out_behind_the_posts_before_it() {
    let analyzer = analyzer(Method::TfIdf, 2);
    // Batches of a post each.
    let posts = (0..6).map(|number| Post::new(number.to_string(), "Le vélo dort. ".repeat(10_000)));
    let mut ids = analyzer.analyze_all_with(posts, |post, _| {
        assert_ne!(post.id, "3", "no room for it");
        post.id
    });
    assert_eq!(ids.by_ref().take(3).collect::<Vec<_>>(), ["0", "1", "2"]);
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| ids.next()));
    assert!(panic.is_err(), "{panic:?}");
    assert_eq!(analyzer.analyze(&Post::new("x", "Le vélo dort.")).stats.words, 3, "the analyzer still works");
}

/// A word that the lexicon lacks, read as a noun here and as a name there.
#[test]
fn an_unknown_word_is_one_family_however_it_was_read() {
    let text = "Le kimchi attend dans son bocal. Mon kimchi, dit-elle, n’est pas le vôtre : Kimchi Nord, disait \
                l’étiquette. Les kimchis du marché coûtent plus. Kimchi et choucroute sont voisins.";
    let report = analyzer(Method::TfIdf, 1).analyze(&Post::new("x", text));
    let kimchi: Vec<u32> = report
        .keyphrases
        .iter()
        .filter(|keyphrase| keyphrase.lemma == "kimchi")
        .map(|keyphrase| keyphrase.count)
        .collect();
    // The plural of a word that the lexicon lacks is of the family, but no mention of it.
    assert_eq!(kimchi, [4]);
}

#[test]
fn a_hashtag_and_the_words_it_is_made_of_are_one_family() {
    let text = "#Twitter et Twitter. #TransitionÉcologique, la transition écologique. #MarieCurie et Marie Curie. \
                Le vélo, les #vélos, #vélos encore. #MarquesEmployeurs.";
    let analyzer = Analyzer::builder().keyphrases(50).fill(true).build().expect("an analyzer");
    let report = analyzer.analyze(&Post::new("1", text));
    let family = |lemma: &str| {
        let keyphrases: Vec<_> =
            report.keyphrases.iter().filter(|keyphrase| keyphrase.lemma == lemma).collect();
        assert_eq!(keyphrases.len(), 1, "{lemma}");
        (keyphrases[0].text.as_str(), keyphrases[0].count)
    };
    // Among equals the words are shown, and not the hashtag.
    assert_eq!(family("twitter"), ("Twitter", 2));
    assert_eq!(family("transition écologique"), ("transition écologique", 2));
    assert_eq!(family("marie curie"), ("Marie Curie", 2));
    assert_eq!(family("vélo"), ("#vélos", 3));
    assert_eq!(family("marque employeur"), ("#MarquesEmployeurs", 1));
}

#[test]
fn an_initial_with_its_dot_and_one_that_ends_a_sentence_are_one_name() {
    let text = "Marc-Antoine R. dirige la cantine depuis dix ans et parle peu.\n\nLe billet est signé Marc-Antoine R.";
    let post = Post::new("1", text);
    let report = analyzer(Method::Learned, 1).analyze(&post);
    let named: Vec<_> = report.keyphrases.iter().filter(|of| of.text.starts_with("Marc-Antoine")).collect();
    assert_eq!(named.len(), 1, "{named:?}");
    assert_eq!(named[0].count, 2);
    let lines = Concordance::new(&named[0].text).expect("a phrase").lines(&post);
    assert_eq!(lines.len(), 2);
}

#[test]
fn a_part_of_a_name_is_a_phrase_only_where_it_stands_alone() {
    let text = "L’organisation Human Rights Watch accuse. Selon Human Rights Watch, la prison est pleine. \
                Le député Aung San Suu Kyi répond ; Nick De Santis, ancien joueur, se tait.";
    let phrases = |text: &str| -> Vec<String> {
        let analyzer = Analyzer::builder().keyphrases(50).fill(true).diversity(0.0).build().expect("it");
        analyzer
            .analyze(&Post::new("1", text))
            .keyphrases
            .into_iter()
            .map(|keyphrase| keyphrase.text)
            .collect()
    };
    let found = phrases(text);
    for whole in ["Human Rights Watch", "Aung San Suu Kyi"] {
        assert!(found.iter().any(|phrase| phrase == whole), "{whole}: {found:?}");
    }
    for part in ["Rights Watch", "Human Rights", "San Suu Kyi", "Suu Kyi"] {
        assert!(!found.iter().any(|phrase| phrase == part), "{part}: {found:?}");
    }
    let found = phrases(&format!("{text} Un rapport de Suu Kyi l’a dit."));
    assert!(found.iter().any(|phrase| phrase == "Suu Kyi"), "{found:?}");
}

#[test]
fn an_english_or_an_empty_post_is_reported_too() {
    let analyzer = Analyzer::builder().build().expect("an analyzer");
    let posts = ["", " ", "We left the bikes at the station and walked along the river all day."];
    let reports: Vec<PostReport> =
        analyzer.analyze_all(posts.map(|text| Post::new("x", text))).map(|(_, report)| report).collect();
    assert_eq!(reports.len(), 3);
    assert!(reports.iter().all(|report| report.keyphrases.is_empty()));
    assert_eq!((reports[2].language.code, reports[2].analyzed), ("en", false));
}

/// Laws 5 and 6 for one report, and that a family stands in it once: a lemma names one family.
fn check(method: Method, post: &Post, report: &PostReport) {
    assert!(report.keyphrases.len() <= 15);
    assert!((0.0..=1.0).contains(&report.language.confidence));
    let mut least = 1.0;
    for keyphrase in &report.keyphrases {
        assert!((0.0..=least).contains(&keyphrase.score), "{method}: {keyphrase:?}");
        least = keyphrase.score;
        let stands = |spans: &[Span], text: &str| {
            spans.iter().map(|span| shown(text.get(span.0..span.1).expect("boundaries"))).collect::<Vec<_>>()
        };
        let mut standing = stands(&keyphrase.spans, &post.text);
        standing.extend(stands(&keyphrase.title_spans, &post.title));
        assert_eq!(standing.len(), keyphrase.count as usize, "{keyphrase:?}");
        for variant in &keyphrase.variants {
            let times = standing.iter().filter(|text| **text == variant.text).count();
            assert_eq!(times, variant.count as usize, "{method}: {variant:?} of {keyphrase:?}");
        }
        assert_eq!(keyphrase.variants[0].text, keyphrase.text);
        assert_eq!(keyphrase.variants.iter().map(|v| v.count).sum::<u32>(), keyphrase.count);
    }
    let mut lemmas: Vec<&str> =
        report.keyphrases.iter().chain(&report.further).map(|keyphrase| keyphrase.lemma.as_str()).collect();
    lemmas.sort_unstable();
    let twice = lemmas.windows(2).find(|pair| pair[0] == pair[1]);
    assert_eq!(twice, None, "{method}: {} {}", post.title, post.text);
}

/// Texts in which French and accidents lie side by side.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(vec![
            "le réseau dynamique", "les réseaux dynamiques", "l’entreprise", "d'une marque", "salarié·e·s",
            "Twitter", "IBM", "aujourd’hui", "a-t-elle", "#réseauxsociaux", "#Twitter", "#vélos", "Vélos",
            "#RéseauxDynamiques", "@anna", "https://a.fr/b?c=d",
            "M. Dupont", "18 h 30", "pomme\u{ad}s de terre", "le  réseau\u{a0}dynamique", "médias\nsociaux",
            "🚲", "e\u{301}te\u{301}", "« vélo »", "...", "Qu’est-ce", "10 000", "co\u{200d}mpost", "\u{feff}",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[a-zà-ÿ’'\\-]{1,12}",
    ];
    let glue = prop::sample::select(vec![" ", " ", " ", ", ", ". ", "\n", "\n\n", "", "\u{a0}"]);
    prop::collection::vec((piece, glue), 0..60)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, glue)| [piece, glue.to_owned()]).collect())
}

#[test]
fn every_keyphrase_stands_in_the_text_and_scores_lie_in_0_to_1() {
    for post in posts() {
        for (method, analyzer) in ANALYZERS.iter() {
            check(*method, &post, &analyzer.analyze(&post));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_on_any_text(title in text(), body in text()) {
        let post = Post::new("x", body).with_title(title);
        for (method, analyzer) in ANALYZERS.iter() {
            let report = analyzer.analyze(&post);
            check(*method, &post, &report);
            prop_assert_eq!(analyzer.analyze(&post), report, "twice the same");
        }
    }
}
