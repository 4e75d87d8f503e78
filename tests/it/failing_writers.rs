//! Every output on a writer that fails at one write after the other: each failure is an error, and nothing panics.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use glane::corpus::Aggregate;
use glane::output::tokens::TokenWriter;
use glane::output::{csv, iramuteq, txm};
use glane::{Analyzer, Post, PostReport};

/// A writer that takes so many writes. Its clones share that number.
#[derive(Clone, Default)]
struct Failing(Arc<Mutex<Writes>>);

#[derive(Default)]
struct Writes {
    left: usize,
    done: usize,
}

impl Write for Failing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.flush()?;
        let mut writes = self.0.lock().expect("no panic while it was locked");
        writes.left -= 1;
        writes.done += 1;
        // Short writes, which are no failures.
        Ok(bytes.len().min(100))
    }

    fn flush(&mut self) -> io::Result<()> {
        let writes = self.0.lock().expect("no panic while it was locked");
        if writes.left == 0 { Err(io::Error::other("the disk is full")) } else { Ok(()) }
    }
}

/// Writes with room for 0, 1, 2 … writes, until it succeeds.
fn each_write(name: &str, mut write: impl FnMut(&mut Failing) -> bool) {
    let mut room = 0;
    loop {
        let mut out = Failing(Arc::new(Mutex::new(Writes { left: room, done: 0 })));
        if write(&mut out) {
            let done = out.0.lock().expect("no panic while it was locked").done;
            assert!(done > 0 && done <= room, "{name}: a failure of {room} is no error");
            return;
        }
        // A long output is tried at fewer places.
        room += 1 + room / 50;
    }
}

/// Thirty posts, and their reports.
fn posts() -> Vec<(Post, PostReport)> {
    let analyzer = Analyzer::builder().build().expect("an analyzer");
    let text =
        "Le vélo cargo remplace la voiture de la famille. Les vélos cargos durent dans les rues de la ville.";
    let posts = (0..30).map(|number| {
        let day = format!("2021-{:02}-03", number % 12 + 1).parse().expect("a day");
        let post = Post::new(number.to_string(), text).with_labels(["vélo", "ville"]).with_published(day);
        let report = analyzer.analyze(&post);
        (post, report)
    });
    posts.collect()
}

fn aggregate(posts: &[(Post, PostReport)]) -> Aggregate {
    let mut aggregate = Aggregate::new();
    for (post, report) in posts {
        aggregate.add(post, report);
    }
    aggregate
}

#[test]
fn each_write_that_fails_is_an_error() {
    let aggregate = aggregate(&posts());
    let report = aggregate.report();
    each_write("aggregate", |out| aggregate.write_to(out).is_ok());
    each_write("themes", |out| csv::write_themes(out, &report).is_ok());
    each_write("trends", |out| csv::write_trends(out, &report).is_ok());
    each_write("report", |out| serde_json::to_writer(out, &report).is_ok());
}

#[test]
fn each_write_of_the_tables_of_posts_that_fails_is_an_error() {
    let posts = posts();
    let tables = |out: &mut Failing| -> io::Result<()> {
        let mut tables = csv::PostTables::new(out.clone(), out.clone())?;
        posts.iter().try_for_each(|(post, report)| tables.add(post, report))?;
        tables.finish()
    };
    each_write("tables", |out| tables(out).is_ok());
    each_write("tokens", |out| {
        let mut tokens = TokenWriter::new();
        posts.iter().try_for_each(|(post, _)| tokens.conllu(out, post)).is_ok()
    });
    each_write("IRaMuTeQ", |out| {
        let mut corpus = iramuteq::CorpusWriter::new();
        posts.iter().try_for_each(|(post, _)| corpus.post(out, post)).is_ok()
    });
    each_write("TXM", |out| {
        let mut texts = txm::TextWriter::new();
        let mut write = |post: &Post| {
            let name = texts.name(post);
            texts.post(out, post, &name)
        };
        posts.iter().try_for_each(|(post, _)| write(post)).is_ok()
    });
}

#[cfg(feature = "page")]
#[test]
fn each_write_of_the_page_that_fails_is_an_error() {
    use glane::corpus::Contribution;
    use glane::output::{Page, PageLanguage, PageLists, PagePosts, ReportFile};

    let posts = posts();
    let aggregate = aggregate(&posts);
    let rows = |out: &mut Failing| -> io::Result<()> {
        let mut rows = PagePosts::new(out, 1_000_000);
        posts
            .iter()
            .try_for_each(|(post, report)| rows.add(&aggregate, post, &Contribution::new(post, report)))?;
        let _ = rows.finish();
        Ok(())
    };
    each_write("rows of the page", |out| rows(out).is_ok());
    let report = aggregate.report();
    let page = Page::new(ReportFile::new(&report), PageLanguage::French);
    each_write("page", |out| page.write(out, &aggregate, &PageLists::default(), io::empty()).is_ok());
}

#[cfg(feature = "parquet")]
#[test]
fn each_write_of_a_parquet_file_that_fails_is_an_error() {
    use glane::output::parquet::{self, ParquetError};

    let posts = posts();
    let report = aggregate(&posts).report();
    let tables = |out: &mut Failing| -> Result<(), ParquetError> {
        let mut tables = parquet::PostTables::new(out.clone(), out.clone())?;
        posts.iter().try_for_each(|(post, report)| tables.add(post, report))?;
        tables.finish()
    };
    each_write("tables of posts", |out| tables(out).is_ok());
    each_write("themes", |out| parquet::write_themes(out, &report).is_ok());
    each_write("trends", |out| parquet::write_trends(out, &report).is_ok());
}
