//! Reports on synthetic archives with known themes, trends and labels.
#![allow(clippy::format_collect, clippy::cast_possible_wrap)]

use glane::corpus::{Aggregate, MergeReason, MovementKind, PeriodLength, Subject};
use glane::{Keyphrase, Language, Post, PostReport, Span, Stats, Variant};

/// A post of these keyphrases, in a month since January 2015, with labels.
fn add(aggregate: &mut Aggregate, number: usize, month: Option<usize>, phrases: &[&str], labels: &[&str]) {
    let text: String =
        phrases.iter().map(|phrase| format!("On parle ici de {phrase} et de rien.\n")).collect();
    let mut at = 0;
    let mut sentences = Vec::new();
    let mut keyphrases = Vec::new();
    for phrase in phrases {
        let start = at + "On parle ici de ".len();
        let mut keyphrase = Keyphrase::new(*phrase, 0.5, vec![Variant::new(*phrase, 1)]);
        keyphrase.spans = vec![Span(start, start + phrase.len())];
        keyphrases.push(keyphrase);
        let end = start + phrase.len() + " et de rien.".len();
        sentences.push(Span(at, end));
        at = end + 1;
    }
    let published =
        month.map(|month| jiff::civil::date((2015 + month / 12) as i16, (month % 12 + 1) as i8, 1));
    let mut post = Post::new(format!("p{number:03}"), text).with_labels(labels.iter().copied());
    post.published = published;
    let mut stats = Stats::default();
    (stats.words, stats.sentences) = (10, sentences.len());
    let mut report = PostReport::new(Language::from_code("fr", 1.0), true, stats);
    (report.keyphrases, report.sentences) = (keyphrases, sentences);
    aggregate.add(&post, &report);
}

#[test]
fn an_archive_of_no_post_and_of_one() {
    let mut aggregate = Aggregate::new();
    let report = aggregate.report();
    assert!(report.themes.is_empty() && report.periods.is_empty() && report.trends.movements.is_empty());
    add(&mut aggregate, 0, Some(3), &["vélo", "ville"], &["mobilité"]);
    let report = aggregate.report();
    assert_eq!((report.keyphrases.len(), report.periods.len()), (2, 1));
    assert!(report.themes.is_empty(), "one post has no co-occurrence across posts");
    let excerpt = &report.keyphrases[0].excerpts[0];
    let Span(start, end) = excerpt.spans[0];
    assert_eq!(&excerpt.text[start..end], report.keyphrases[0].text);
    assert_eq!(excerpt.text, "On parle ici de ville et de rien.");
}

#[test]
fn families_that_co_occur_form_a_theme() {
    let mut aggregate = Aggregate::new();
    for number in 0..40 {
        let phrases: &[&str] = match number % 4 {
            0 => &["vélo", "piste cyclable", "voiture", "exemple"],
            1 => &["pain", "levain", "four"],
            2 => &["compost", "tomate", "jardin"],
            _ => &["télétravail", "réunion", "chose"],
        };
        add(&mut aggregate, number, Some(number), phrases, &[]);
    }
    let report = aggregate.report();
    assert_eq!(report.themes.len(), 4);
    for theme in &report.themes {
        assert!(theme.posts == 10 && theme.members.len() >= 3, "{theme:?}");
        assert!(!["exemple", "chose"].contains(&theme.name.as_str()));
        assert_eq!(theme.periods.iter().sum::<u64>(), 10);
        assert!(!theme.excerpts.is_empty() && theme.top_posts.len() == 10);
    }
    assert!(report.links.iter().all(|link| link.association > 0.9 && link.from < link.to));
    assert!(report.trends.movements.is_empty(), "no movement: {:?}", report.trends.movements);
}

#[test]
fn rises_falls_bursts_and_new_keyphrases_are_found() {
    let mut aggregate = Aggregate::new();
    for number in 0..240 {
        let month = number / 2;
        let year = month / 12;
        let mut phrases = vec!["blog"];
        phrases.extend((number % 10 < year).then_some("React"));
        phrases.extend((number % 10 >= year).then_some("jQuery"));
        phrases.extend((year == 4).then_some("ES6"));
        phrases.extend((year >= 6 && number % 2 == 0).then_some("Rust"));
        add(&mut aggregate, number, (number != 7).then_some(month), &phrases, &[]);
    }
    let report = aggregate.report();
    assert_eq!(report.period_length, PeriodLength::Year);
    assert_eq!(report.posts.undated, 1);
    let is = |kind, name: &str| {
        report.trends.movements.iter().any(|movement| {
            movement.kind == kind && movement.name == name && movement.subject == Subject::Keyphrase
        })
    };
    assert!(is(MovementKind::Rising, "React") && is(MovementKind::Falling, "jQuery"));
    assert!(is(MovementKind::Burst, "ES6") && is(MovementKind::New, "Rust"));
    assert!(!report.trends.movements.iter().any(|movement| movement.name == "blog"));
    let es6 = report
        .trends
        .movements
        .iter()
        .find(|movement| movement.kind == MovementKind::Burst && movement.name == "ES6")
        .expect("a burst");
    assert_eq!(es6.since.map(|period| period.to_string()), Some("2019".to_owned()));
    assert_eq!((es6.since, es6.share_before), (es6.until, 0.0));
    for movement in &report.trends.movements {
        let share = |posts: u64, of: u64| posts as f64 / of as f64;
        assert!((movement.share_before - share(movement.posts_before, movement.total_before)).abs() < 1e-4);
        assert!((movement.share_after - share(movement.posts_after, movement.total_after)).abs() < 1e-4);
        assert_eq!(movement.posts_before + movement.posts_after, movement.posts);
        assert_eq!(movement.total_before + movement.total_after, 239);
    }
    let year = report.keyness.years.iter().find(|group| group.name == "2019").expect("a year");
    assert_eq!(year.typical[0].text, "ES6");
    assert_eq!(aggregate.report_by(Some(PeriodLength::Quarter)).periods[0].period.to_string(), "2015-Q1");
    assert_eq!(aggregate.report_by(Some(PeriodLength::Month)).periods.len(), 120);
}

#[test]
fn labels_are_audited() {
    let mut aggregate = Aggregate::new();
    for number in 0..40 {
        let (phrases, labels): (&[&str], &[&str]) = match number {
            0 => (&["vélo", "piste cyclable", "voiture"], &[]),
            1..10 => (&["vélo", "piste cyclable", "voiture"], &["mobilité"]),
            10..12 => (&["pain", "levain", "four"], &["Pain"]),
            12..20 => (&["pain", "levain", "four"], &["pain"]),
            20..30 => (&["compost", "tomate", "terreau"], &["photos"]),
            30 => (&["vélo", "compost"], &["une seule fois"]),
            _ => (&["chaussée", "neige"], &[]),
        };
        add(&mut aggregate, number, None, phrases, labels);
    }
    let audit = aggregate.report().labels;
    assert_eq!((audit.posts_with, audit.posts_without), (30, 10));
    let merge = &audit.merges[0];
    assert_eq!((merge.keep.as_str(), merge.rename[0].as_str()), ("pain", "Pain"));
    assert_eq!((merge.reason, merge.posts, audit.merges.len()), (MergeReason::Case, 10, 1));
    assert_eq!(audit.rare, ["une seule fois"]);
    let missing = &audit.missing_on_posts[0];
    assert_eq!((missing.label.as_str(), missing.post.id.as_str()), ("mobilité", "p000"));
    assert!(missing.evidence.contains(&"piste cyclable".to_owned()));
    assert_eq!(audit.missing_labels.len(), 1, "{:?}", audit.missing_labels);
}

#[test]
fn units_of_measure_are_in_no_theme() {
    let mut aggregate = Aggregate::new();
    for number in 0..40 {
        let phrases: &[&str] = if number % 2 == 0 {
            &["pain", "levain", "gramme", "minute"]
        } else {
            &["vélo", "cargo", "euro"]
        };
        add(&mut aggregate, number, None, phrases, &[]);
    }
    let members: Vec<String> =
        aggregate.report().themes.into_iter().flat_map(|theme| theme.keyphrases).collect();
    assert_eq!(members.len(), 4, "{members:?}");
    assert!(!["gramme", "minute", "euro"].iter().any(|measure| members.iter().any(|name| name == measure)));
}

/// A common word with thirty occurrences in a post outweighs a rare word with one.
#[test]
fn frequent_families_lead_a_theme() {
    let mut aggregate = Aggregate::new();
    for number in 0..40_usize {
        let is_robust = number % 4 == 0;
        let text = if is_robust { "La robustesse passe par le test." } else { "Le levain fait le pain." };
        let keyphrase =
            |lemma: &str, score, count| Keyphrase::new(lemma, score, vec![Variant::new(lemma, count)]);
        let keyphrases = if is_robust {
            vec![keyphrase("robustesse", 0.3, 1), keyphrase("test", 0.2, 30)]
        } else {
            vec![keyphrase("levain", 0.3, 1), keyphrase("pain", 0.2, 1)]
        };
        let mut report = PostReport::new(Language::from_code("fr", 1.0), true, Stats::default());
        (report.keyphrases, report.sentences) = (keyphrases, vec![Span(0, text.len())]);
        aggregate.add(&Post::new(number.to_string(), text), &report);
    }
    let names: Vec<String> = aggregate.report().themes.into_iter().map(|theme| theme.name).collect();
    assert_eq!(names, ["levain", "test"]);
}

#[test]
fn text_measures_of_all_posts_are_aggregated() {
    let mut aggregate = Aggregate::new();
    let texts = [
        "Le vélo roule. Il est rouge.".to_owned(),
        "La pluie tombe.".to_owned(),
        "Le jardin partagé attend ses voisins, et le compost mûrit au soleil de mai. ".repeat(20),
    ];
    let analyzer = glane::Analyzer::builder().build().expect("an analyzer");
    let mut totals = glane::Totals::default();
    for (number, text) in texts.iter().enumerate() {
        let post = Post::new(number.to_string(), text.as_str());
        let report = analyzer.analyze(&post);
        totals.add(&report.stats);
        aggregate.add(&post, &report);
    }
    let figures = aggregate.report().figures;
    assert_eq!(figures.all, totals.measures());
    assert_eq!((figures.all.words, figures.all.sentences), (9 + 14 * 20, 23));
    assert_eq!(
        figures.all.lexical_diversity,
        figures.lexical_diversity.map(|of| of.median),
        "one post is long enough"
    );
    let readability = figures.readability.expect("three posts have words");
    assert!(readability.least < figures.all.readability.expect("words") + 1.0);
    assert!(readability.greatest > readability.median);
    assert_eq!(Aggregate::new().report().figures.readability, None);
}

/// The statistics of every typical phrase follow from the counts beside it.
#[test]
fn keyness_follows_from_its_counts_and_small_groups_are_marked() {
    let mut aggregate = Aggregate::new();
    for number in 0..60 {
        let phrases: &[&str] = if number < 30 { &["vélo", "piste"] } else { &["levain", "four"] };
        let labels: &[&str] = if number == 0 { &["seul"] } else { &["tous"] };
        add(&mut aggregate, number, Some(number), phrases, labels);
    }
    let report = aggregate.report();
    let groups = || report.keyness.years.iter().chain(&report.keyness.authors).chain(&report.keyness.labels);
    let mut phrases = 0;
    for group in groups() {
        assert_eq!(group.posts + group.other_posts, 60, "{}", group.name);
        for phrase in &group.typical {
            phrases += 1;
            let (a, b) = (phrase.posts as f64, phrase.posts_elsewhere as f64);
            let (n, m) = (group.posts as f64, group.other_posts as f64);
            assert!((phrase.share - a / n).abs() < 1e-4 && (phrase.share_elsewhere - b / m).abs() < 1e-4);
            let expected = |column: f64, row: f64| column * row / (n + m);
            let term = |observed: f64, expected: f64| {
                if observed > 0.0 { observed * (observed / expected).ln() } else { 0.0 }
            };
            let likelihood = 2.0
                * (term(a, expected(a + b, n))
                    + term(b, expected(a + b, m))
                    + term(n - a, expected(n + m - a - b, n))
                    + term(m - b, expected(n + m - a - b, m)));
            assert!((phrase.log_likelihood - likelihood).abs() < 0.01, "{phrase:?}: {likelihood}");
            let ratio = (((a + 0.5) / (n + 1.0)) / ((b + 0.5) / (m + 1.0))).log2();
            assert!((phrase.log_ratio - ratio).abs() < 0.01, "{phrase:?}: {ratio}");
        }
    }
    assert!(phrases > 0);
    let alone = groups().find(|group| group.name == "seul").expect("a label of one post is listed");
    assert!(alone.too_small && alone.typical.is_empty());
    assert!(report.keyness.years.iter().all(|year| !year.too_small));
}

#[test]
fn periods_between_posts_are_listed_and_sparse_ones_are_marked() {
    let mut aggregate = Aggregate::new();
    for number in 0..12 {
        let month = if number < 10 { 0 } else { 3 };
        add(&mut aggregate, number, Some(month), &["vélo"], &[]);
    }
    let periods: Vec<(String, u64, bool)> = aggregate
        .report()
        .periods
        .iter()
        .map(|period| (period.period.to_string(), period.posts, period.sparse))
        .collect();
    let expected = [("2015-01", 10, false), ("2015-02", 0, true), ("2015-03", 0, true), ("2015-04", 2, true)];
    assert_eq!(periods, expected.map(|(name, posts, sparse)| (name.to_owned(), posts, sparse)));
}
