//! Explains each keyphrase of a post: the three features that contribute most to its score.
//!
//! ```text
//! cargo run --example why
//! ```

use std::io::{self, Write};

use glane::{Analyzer, Post};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    run(&mut io::stdout().lock())
}

/// The example itself. It writes to `out`, so that its test can read the result.
pub(crate) fn run(out: &mut impl Write) -> Result<(), Box<dyn std::error::Error>> {
    // Explanations cost time and are left out unless they are asked for.
    let analyzer = Analyzer::builder().keyphrases(5).explain(true).build()?;

    // A title is analyzed together with the text, and phrases of the title rank higher.
    let text = "Le réseau dynamique relie les salariés. Les réseaux dynamiques durent.";
    let post = Post::new("1", text).with_title("Réseaux dynamiques");
    for keyphrase in analyzer.analyze(&post).keyphrases {
        writeln!(out, "{:.2} {} ({})", keyphrase.score, keyphrase.text, keyphrase.count)?;
        // Only the learned method, which is the default, explains its scores.
        let Some(why) = &keyphrase.explanation else { continue };
        // The base and all parts sum up to the log-odds of the score; `shortened` combines the smaller parts.
        for part in why.shortened(3).parts {
            writeln!(out, "    {:+.2} {}", part.added, part.feature)?;
        }
    }
    Ok(())
}
