//! Says why each keyphrase of a post is one: the three features that weigh most, and where it stands.

use std::io::{self, Write};

use glane::{Analyzer, Post};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    run(&mut io::stdout().lock())
}

/// The work of the example; its tests read what it writes.
pub(crate) fn run(out: &mut impl Write) -> Result<(), Box<dyn std::error::Error>> {
    let analyzer = Analyzer::builder().keyphrases(5).explain(true).build()?;
    let text = "Le réseau dynamique relie les salariés. Les réseaux dynamiques durent.";
    let post = Post::new("1", text).with_title("Réseaux dynamiques");
    for keyphrase in analyzer.analyze(&post).keyphrases {
        writeln!(out, "{:.2} {} ({})", keyphrase.score, keyphrase.text, keyphrase.count)?;
        let Some(why) = &keyphrase.explanation else { continue };
        for part in why.shortened(3).parts {
            writeln!(out, "    {:+.2} {}", part.added, part.feature)?;
        }
    }
    Ok(())
}
