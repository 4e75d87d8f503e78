//! The analyzer on threads: what can be sent and shared, streams inside the pool, and the source of tags.

use std::cell::Cell;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use glane::tag::TagModel;
use glane::{Analyzer, BuildError, Post, PostReport};

#[test]
fn public_types_can_be_sent_and_shared() {
    fn shared<T: Clone + Send + Sync>() {}
    fn sent<T: Send>() {}
    shared::<Analyzer>();
    shared::<glane::AnalyzerBuilder>();
    shared::<PostReport>();
    shared::<Post>();
    shared::<glane::run::Cancellation>();
    sent::<glane::run::Reader>();
    sent::<glane::run::CleanedArchive>();
    sent::<glane::learn::Trainer>();
    sent::<glane::BackgroundCounter>();
}

fn posts(count: usize) -> Vec<Post> {
    let text = "Le vélo cargo remplace la voiture. Un vélo cargo porte deux enfants. ".repeat(300);
    (0..count).map(|number| Post::new(number.to_string(), format!("{text}{number}"))).collect()
}

/// Runs a job in a thread, and fails if it takes longer than any deadlock-free run of these tests.
fn in_time<T: Send + 'static>(job: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = channel();
    thread::spawn(move || sender.send(job()));
    receiver.recv_timeout(Duration::from_mins(1)).expect("the job ends")
}

#[test]
fn a_stream_can_be_read_in_a_job_on_the_same_threads() {
    for threads in [1, 2] {
        let analyzer = Analyzer::builder().threads(threads).build().expect("an analyzer");
        let outer = analyzer.clone();
        let count = in_time(move || outer.install(|| outer.analyze_all(posts(40)).count()));
        assert_eq!(count, 40, "{threads} threads");
        // Several streams at once, each in a job on the threads that the others wait on.
        let counts = in_time(move || {
            let streams: Vec<_> = (0..3)
                .map(|_| {
                    let analyzer = analyzer.clone();
                    thread::spawn(move || analyzer.install(|| analyzer.analyze_all(posts(10)).count()))
                })
                .collect();
            streams.into_iter().map(|stream| stream.join().expect("no panic")).collect::<Vec<_>>()
        });
        assert_eq!(counts, [10, 10, 10], "{threads} threads");
    }
}

#[test]
fn of_large_posts_few_are_held_at_once() {
    const TWO_MEBIBYTES: usize = 2 << 20;
    let text = "Le vélo. ".repeat(TWO_MEBIBYTES / "Le vélo. ".len() + 1);
    for threads in [1, 4] {
        let analyzer = Analyzer::builder().threads(threads).build().expect("an analyzer");
        let drawn = Cell::new(0);
        let large = std::iter::repeat_with(|| Post::new("1", text.as_str()));
        let posts = large.inspect(|_| drawn.set(drawn.get() + 1));
        let mut reports =
            analyzer.analyze_all_with(posts, |post, report| (post.text.len(), report.stats.words));
        for given in 1..=2 {
            assert!(reports.next().is_some());
            // One more where the mebibyte of each thread is used up.
            assert!(drawn.get() - given < threads.div_ceil(2), "{threads} threads: {} drawn", drawn.get());
        }
    }
}

#[test]
fn a_post_longer_than_a_part_is_read_in_a_job_too() {
    let analyzer = Analyzer::builder().threads(1).build().expect("an analyzer");
    let words = in_time(move || {
        let long = Post::new("long", "Le vélo cargo remplace la voiture. ".repeat(40_000));
        analyzer.install(|| analyzer.analyze(&long).stats.words)
    });
    assert_eq!(words, 240_000);
}

#[test]
fn tags_come_from_the_chosen_model() {
    let text = "Le petit réseau relie les grandes villes ; la marche des salariés ferme la porte du bureau.";
    let post = Post::new("1", text);
    let build = |model| Analyzer::builder().fill(true).tag_model(model).build();
    let rules = build(TagModel::Rules).expect("an analyzer").analyze(&post);
    assert_eq!(build(TagModel::Rules).expect("an analyzer").analyze(&post), rules);
    match build(TagModel::Trained) {
        Ok(trained) => {
            assert!(TagModel::Trained.is_available());
            assert_eq!(TagModel::default(), TagModel::Trained);
            let default = Analyzer::builder().fill(true).build().expect("an analyzer").analyze(&post);
            assert_eq!(trained.analyze(&post), default);
        }
        Err(error) => {
            assert_eq!((error, TagModel::default()), (BuildError::NoTrainedTables, TagModel::Rules));
        }
    }
}
