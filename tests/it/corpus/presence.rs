//! Law 9: what the report says of a phrase is what its concordance shows.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{BLOGS, root};
use glane::archive::{Input, Markup, ReadOptions};
use glane::clean::CleanOptions;
use glane::corpus::{Aggregate, Concordance, CorpusReport, compare};
use glane::run::Run;
use glane::{Analyzer, Post};

/// The posts of some inputs as they are analyzed: each once, without boilerplate, foreign paragraphs and posts in other
/// languages.
fn clean_posts(inputs: Vec<Input>, analyzer: &Analyzer) -> Vec<Post> {
    let mut archive = Run::new(inputs).first_pass(|_| ()).expect("it can be read");
    let mut posts = archive.second_pass().expect("it can be read again");
    let mut clean: Vec<Post> = posts.by_ref().collect();
    posts.finish().expect("the same posts");
    clean.retain_mut(|post| {
        let text = analyzer.analyzed_text(post);
        post.text = text.clone().unwrap_or_default();
        text.is_some()
    });
    clean
}

/// The posts that mention a phrase, and the mentions, by the concordance: in all, by year, by author and by label.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    all: (u64, u64),
    periods: BTreeMap<String, (u64, u64)>,
    authors: BTreeMap<String, (u64, u64)>,
    labels: BTreeMap<String, (u64, u64)>,
}

fn counts(phrase: &str, posts: &[Post]) -> Counts {
    let mut counts = Counts::default();
    // A phrase without a word stands nowhere.
    let Ok(mut concordance) = Concordance::new(phrase) else { return counts };
    for post in posts {
        let mentions = concordance.lines(post).len() as u64;
        if mentions == 0 {
            continue;
        }
        let add = |(posts, occurrences): &mut (u64, u64)| {
            *posts += 1;
            *occurrences += mentions;
        };
        add(&mut counts.all);
        if let Some(day) = post.published {
            add(counts.periods.entry(format!("{:04}", day.year())).or_default());
        }
        if let Some(author) = post.author.as_deref().map(str::trim).filter(|author| !author.is_empty()) {
            add(counts.authors.entry(author.to_owned()).or_default());
        }
        let labels: BTreeSet<&str> =
            post.labels.iter().map(|label| label.trim()).filter(|label| !label.is_empty()).collect();
        for label in labels {
            add(counts.labels.entry(label.to_owned()).or_default());
        }
    }
    counts
}

/// Every family that a report by years names has the counts of its concordance.
fn is_what_the_concordance_shows(report: &CorpusReport, posts: &[Post]) {
    let mut found: BTreeMap<String, Counts> = BTreeMap::new();
    let mut of = |phrase: &str| {
        let counts = found.entry(phrase.to_owned()).or_insert_with(|| counts(phrase, posts));
        (counts.all, counts.periods.clone(), counts.authors.clone(), counts.labels.clone())
    };
    for keyphrase in &report.keyphrases {
        let (all, periods, authors, labels) = of(&keyphrase.text);
        let text = &keyphrase.text;
        assert_eq!((keyphrase.posts, keyphrase.occurrences), all, "{text}");
        assert!(keyphrase.keyphrase_of <= keyphrase.posts, "{text}: a list gives what the post mentions");
        let by_period = keyphrase.periods.iter().zip(&keyphrase.period_occurrences);
        for (period, (&posts, &occurrences)) in report.periods.iter().zip(by_period) {
            let period = period.period.to_string();
            let wanted = periods.get(&period).copied().unwrap_or_default();
            assert_eq!((posts, occurrences), wanted, "{text} in {period}");
        }
        for (listed, wanted) in [(&keyphrase.authors, authors), (&keyphrase.labels, labels)] {
            assert_eq!(listed.len(), wanted.len().min(5), "{text}");
            for name in listed {
                assert_eq!((name.posts, name.occurrences), wanted[&name.name], "{text} of {}", name.name);
            }
        }
    }
    for member in report.themes.iter().flat_map(|theme| &theme.members) {
        assert_eq!((member.posts, member.occurrences), of(&member.text).0, "{}", member.text);
    }
    let dated = posts.iter().filter(|post| post.published.is_some()).count() as u64;
    for (groups, kind) in
        [(&report.keyness.years, 0), (&report.keyness.authors, 1), (&report.keyness.labels, 2)]
    {
        for group in groups {
            for phrase in &group.typical {
                let (all, periods, authors, labels) = of(&phrase.text);
                let here = [&periods, &authors, &labels][kind].get(&group.name).copied().unwrap_or_default();
                let everywhere =
                    if kind == 0 { periods.values().map(|(posts, _)| posts).sum() } else { all.0 };
                let said = (phrase.posts, phrase.posts_elsewhere);
                assert_eq!(said, (here.0, everywhere - here.0), "{} of {}", phrase.text, group.name);
                assert!(phrase.keyphrase_of <= phrase.posts, "{} of {}", phrase.text, group.name);
            }
            let of = if kind == 0 { dated } else { posts.len() as u64 };
            assert_eq!(group.posts + group.other_posts, of, "{}", group.name);
        }
    }
}

#[test]
fn every_family_of_the_report_is_counted_as_its_concordance_shows_it() {
    // Lists of ten: more families than by default.
    let analyzer = Analyzer::builder().keyphrases(10).build().expect("an analyzer");
    let inputs = || BLOGS.iter().map(|blog| Input::Path(root().join(blog))).collect();
    let archive = Run::new(inputs()).analyze(&analyzer, |_| ()).expect("it can be read");
    let posts = clean_posts(inputs(), &analyzer);
    let report = analyzer.install(|| archive.aggregate.report_by(Some(glane::corpus::PeriodLength::Year)));
    assert!(report.posts.analyzed == posts.len() as u64 && report.keyphrases.len() > 300);
    is_what_the_concordance_shows(&report, &posts);
    // What a list of three posts once counted stands in seven.
    let cargo = report.keyphrases.iter().find(|keyphrase| keyphrase.lemma == "vélo cargo");
    assert_eq!(cargo.map(|cargo| (cargo.posts, cargo.keyphrase_of)), Some((7, 3)));
}

/// What a test beside the repository holds for more archives: the posts of each keyphrase and of each family of the
/// report, in all, each year, each author and each label. It takes some minutes.
#[test]
#[ignore = "takes minutes: name archives in GLANE_ARCHIVES, separated by colons"]
fn every_family_of_other_archives_is_counted_as_its_concordance_shows_it() {
    let analyzer = Analyzer::builder().build().expect("an analyzer");
    let named = std::env::var("GLANE_ARCHIVES").expect("GLANE_ARCHIVES names archives");
    for name in named.split(':') {
        let inputs = || vec![Input::Path(root().join(name))];
        let archive = Run::new(inputs()).analyze(&analyzer, |_| ()).expect("it can be read");
        let posts = clean_posts(inputs(), &analyzer);
        let report =
            analyzer.install(|| archive.aggregate.report_by(Some(glane::corpus::PeriodLength::Year)));
        assert_eq!(report.posts.analyzed, posts.len() as u64, "{name}");
        is_what_the_concordance_shows(&report, &posts);
        keyphrases_are_what_the_concordance_shows(&analyzer, &posts);
    }
}

/// Each keyphrase of each post has the places of its concordance in the post.
fn keyphrases_are_what_the_concordance_shows(analyzer: &Analyzer, posts: &[Post]) {
    for post in posts {
        for keyphrase in analyzer.analyze(post).keyphrases {
            let lines = Concordance::new(&keyphrase.text).expect("a phrase").lines(post);
            let of_place = |in_title: bool| -> Vec<_> {
                lines.iter().filter(|line| line.in_title == in_title).map(|line| line.span).collect()
            };
            assert_eq!(keyphrase.count as usize, lines.len(), "{} in {}", keyphrase.text, post.id);
            assert_eq!(keyphrase.spans, of_place(false), "{} in {}", keyphrase.text, post.id);
            assert_eq!(keyphrase.title_spans, of_place(true), "{} in {}", keyphrase.text, post.id);
            let of_variants: u32 = keyphrase.variants.iter().map(|variant| variant.count).sum();
            assert_eq!(keyphrase.count, of_variants, "{} in {}", keyphrase.text, post.id);
        }
    }
}

#[test]
fn the_count_of_a_keyphrase_is_the_number_of_lines_of_its_concordance() {
    let analyzer = Analyzer::builder().build().expect("an analyzer");
    let inputs = BLOGS.iter().map(|blog| Input::Path(root().join(blog))).collect();
    let posts = clean_posts(inputs, &analyzer);
    assert!(posts.len() > 50);
    keyphrases_are_what_the_concordance_shows(&analyzer, &posts);
}

/// The report once called one of these blogs typical of nothing.
#[test]
fn two_blogs_are_compared_by_what_their_posts_mention() {
    let analyzer = Analyzer::builder().build().expect("an analyzer");
    let [cooking, gardening] = ["corpora/cuisine", "corpora/jardin"].map(|blog| {
        let run = Run::new(vec![Input::Path(root().join(blog))]);
        run.analyze(&analyzer, |_| ()).expect("it can be read").aggregate
    });
    let compared = compare(("cuisine", &cooking), ("jardin", &gardening));
    let posts = clean_posts(vec![Input::Path(root().join("corpora/jardin"))], &analyzer);
    let compost = compared.second.typical.iter().find(|phrase| phrase.lemma == "compost");
    let compost = compost.map(|compost| (compost.posts, compost.posts_elsewhere));
    assert_eq!(compost, Some((counts("compost", &posts).all.0, 0)));
    let back = compare(("jardin", &gardening), ("cuisine", &cooking));
    assert_eq!((back.first, back.second), (compared.second, compared.first));
}

/// A mention is what stands in the title or in the text, in any variant, inside longer phrases too, and not in code.
#[test]
fn what_a_mention_is() {
    let analyzer = Analyzer::builder().build().expect("an analyzer");
    let mut aggregate = Aggregate::new();
    let markdown = ReadOptions::default().markup(Some(Markup::Markdown));
    let directory = tempfile::tempdir().expect("a directory");
    for (name, text) in [
        (
            "1.md",
            "# La borne\n\nUne borne de recharge sert à tous. La borne de recharge du port est en panne.",
        ),
        ("2.md", "# Des bornes de recharge\n\nLe port en a deux, et la gare n'en a pas encore une seule."),
        ("3.md", "# Le code\n\nOn lit dans le fichier `borne de recharge` un nom de champ, et rien de plus."),
        ("4.md", "# La gare\n\nLa carte des bornes de recharge rapide manque. Les bornes-de-recharge aussi."),
        ("5.md", "# La place\n\nOn y voit une borne. De recharge, il n'est pas question sur cette place."),
    ] {
        std::fs::write(directory.path().join(name), text).expect("a file");
    }
    let posts = glane::archive::read(vec![Input::Path(directory.path().into())], markdown);
    let mut posts: Vec<Post> = posts.map(|post| post.expect("a post")).collect();
    for post in &posts {
        aggregate.add(post, &analyzer.analyze(post));
    }
    let report = aggregate.report();
    let borne = report.keyphrases.iter().find(|keyphrase| keyphrase.lemma == "borne de recharge");
    let borne = borne.expect("a keyphrase of the first post");
    posts.sort_by(|one, two| one.id.cmp(&two.id));
    let lines = |post: &Post| Concordance::new(&borne.text).expect("a phrase").lines(post).len();
    assert_eq!(posts.iter().map(lines).collect::<Vec<_>>(), [2, 1, 0, 2, 0]);
    assert_eq!((borne.posts, borne.occurrences), (3, 5));
}

/// Marks inside a name are part of it, and a mark between two words keeps other phrases apart.
#[test]
fn a_name_with_a_mark_inside_is_found() {
    let post = Post::new(
        "1",
        "On appelle Object.assign deux fois. Un objet, assigné ou non : Object.assign est là.",
    );
    let lines = |phrase: &str| Concordance::new(phrase).expect("a phrase").lines(&post).len();
    assert_eq!(lines("Object.assign"), 2);
    assert_eq!(lines("objet assigné"), 0);
    assert_eq!(lines("deux fois"), 1);
}

/// An archive without duplicates and boilerplate removed is counted alike.
#[test]
fn a_merged_report_has_the_counts_of_the_whole() {
    let analyzer = Analyzer::builder().build().expect("an analyzer");
    let inputs = || BLOGS.iter().map(|blog| Input::Path(root().join(blog))).collect::<Vec<_>>();
    let as_they_are = CleanOptions::default().boilerplate(false).duplicates(false);
    let of = |inputs: Vec<Input>| {
        Run::new(inputs).clean(as_they_are).analyze(&analyzer, |_| ()).expect("it can be read").aggregate
    };
    let whole = of(inputs());
    let mut parts: Vec<Aggregate> = inputs().into_iter().map(|blog| of(vec![blog])).collect();
    parts.reverse();
    let bytes = |aggregate: &Aggregate| {
        let mut bytes = Vec::new();
        aggregate.write_to(&mut bytes).expect("memory");
        bytes
    };
    // One part in a file, one read back, one in memory.
    let mut all = Aggregate::new();
    all.spool_to(tempfile::tempfile().expect("a file"));
    for (at, part) in parts.iter().enumerate() {
        match at % 2 {
            0 => all.merge(part),
            _ => all.merge(&Aggregate::read_from(&*bytes(part)).expect("what was written")),
        }
    }
    assert_eq!(all.report(), whole.report());
    assert!(bytes(&all) == bytes(&whole));
}
