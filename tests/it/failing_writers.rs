//! Every output on a writer that fails at one write after the other: each failure is an error, and nothing panics.

use std::io::{self, Write};

use glane::corpus::Aggregate;
use glane::output::csv;
use glane::{Analyzer, Post};

/// A writer that takes so many writes.
struct Failing {
    left: usize,
    writes: usize,
}

impl Write for Failing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.flush()?;
        self.left -= 1;
        self.writes += 1;
        // Short writes, which are no failures.
        Ok(bytes.len().min(100))
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.left == 0 { Err(io::Error::other("the disk is full")) } else { Ok(()) }
    }
}

/// Writes with room for 0, 1, 2 … writes, until it succeeds.
fn each_write(name: &str, mut write: impl FnMut(&mut Failing) -> bool) {
    let mut room = 0;
    loop {
        let mut out = Failing { left: room, writes: 0 };
        if write(&mut out) {
            assert!(out.writes > 0 && out.writes <= room, "{name}: a failure of {room} was not told");
            return;
        }
        // A long output is tried at fewer places.
        room += 1 + room / 50;
    }
}

#[test]
fn each_write_that_fails_is_an_error() {
    let analyzer = Analyzer::builder().build().expect("an analyzer");
    let mut aggregate = Aggregate::new();
    for number in 0..30 {
        let text = "Le vélo cargo remplace la voiture de la famille. Les vélos cargos durent dans les rues de la ville.";
        let day = format!("2021-{:02}-03", number % 12 + 1).parse().expect("a day");
        let post = Post::new(number.to_string(), text).with_labels(["vélo", "ville"]).with_published(day);
        let report = analyzer.analyze(&post);
        aggregate.add(&post, &report);
    }
    let report = aggregate.report();
    each_write("aggregate", |out| aggregate.write_to(out).is_ok());
    each_write("themes", |out| csv::write_themes(out, &report).is_ok());
    each_write("trends", |out| csv::write_trends(out, &report).is_ok());
    each_write("report", |out| serde_json::to_writer(out, &report).is_ok());
}
