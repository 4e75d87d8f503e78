//! Makes a big archive of JSON lines: posts of French sentences sampled from the texts in `corpora/`, the
//! same bytes each time for one seed and size.
//!
//! ```text
//! cargo run --release --example make_archive -- 200M > archive.jsonl
//! cargo run --release --example make_archive -- 2G 7 > archive.jsonl
//! ```
//!
//! A post draws its sentences from two or three posts of the archive, as a blog turns around its themes,
//! in paragraphs of some sentences, with a title, a date, an author and a label. Every post ends with the
//! two lines that blogs put below their posts; one in five hundred is there twice, and one in two hundred
//! is in English.
#![allow(missing_docs)]

use std::collections::HashSet;
use std::error::Error;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use glane::archive::{self, Input, ReadOptions};
use serde_json::json;

const ENGLISH: &str = "We left the bikes at the station and walked along the river all day. The weather was \
                       fine, and nobody was in a hurry. In the evening we wrote this letter for our friends.";

/// A small generator of numbers: the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [size, seed @ ..] = arguments.as_slice() else {
        return Err("give the size of the archive, as 200M or 2G, and a seed if you like".into());
    };
    let bytes = parse_size(size).ok_or("the size is a whole number of bytes, or of K, M or G")?;
    let seed = seed.first().map_or(Ok(1), |seed| seed.parse())?;

    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
    let texts = texts(&corpora);
    if texts.is_empty() {
        return Err(format!("{}: no French texts to sample from", corpora.display()).into());
    }
    let mut numbers = Numbers(seed);
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut written = 0;
    for number in 0_usize.. {
        if written >= bytes {
            break;
        }
        let line = post(number, &texts, &mut numbers);
        for _ in 0..if number % 500 == 499 { 2 } else { 1 } {
            out.write_all(line.as_bytes())?;
            written += line.len() as u64;
        }
    }
    out.flush()?;
    Ok(())
}

fn parse_size(text: &str) -> Option<u64> {
    let (digits, unit) = match text.char_indices().last()? {
        (end, 'K') => (&text[..end], 1 << 10),
        (end, 'M') => (&text[..end], 1 << 20),
        (end, 'G') => (&text[..end], 1 << 30),
        _ => (text, 1),
    };
    digits.parse::<u64>().ok()?.checked_mul(unit)
}

/// The sentences of each French post of the demonstration archive.
fn texts(corpora: &Path) -> Vec<Vec<String>> {
    let mut met = HashSet::new();
    archive::read(vec![Input::Path(corpora.to_owned())], ReadOptions::default())
        .filter_map(Result::ok)
        // Some posts come in every format.
        .filter(|post| met.insert(post.text.clone()))
        .map(|post| {
            let lines = post.text.lines().flat_map(|line| line.split_inclusive(". "));
            lines.map(|sentence| sentence.trim().to_owned()).filter(|sentence| sentence.len() > 20).collect()
        })
        .filter(|sentences: &Vec<String>| sentences.len() > 10)
        .collect()
}

fn post(number: usize, texts: &[Vec<String>], numbers: &mut Numbers) -> String {
    let sources: Vec<&Vec<String>> =
        (0..2 + numbers.below(2)).map(|_| &texts[numbers.below(texts.len())]).collect();
    let sentence = |numbers: &mut Numbers| {
        let source = sources[numbers.below(sources.len())];
        source[numbers.below(source.len())].as_str()
    };
    let title: String = sentence(numbers).chars().take(60).collect();
    let mut text = String::new();
    if numbers.below(200) == 0 {
        text.push_str(&ENGLISH.repeat(3 + numbers.below(5)));
        text.push_str(" It was day ");
        text.push_str(&number.to_string());
        text.push_str(".\n");
    } else {
        for _ in 0..4 + numbers.below(12) {
            for _ in 0..2 + numbers.below(5) {
                text.push_str(sentence(numbers));
                text.push(' ');
            }
            text.push('\n');
        }
    }
    text.push_str("Partager sur Twitter\nCet article vous a plu ? Abonnez-vous à la lettre du carnet.\n");
    let (year, month, day) = (2005 + numbers.below(18), 1 + numbers.below(12), 1 + numbers.below(28));
    let author = ["Anne", "Benoît", "Chloé"][numbers.below(3)];
    let label = ["jardin", "cuisine", "vélo", "bureau"][numbers.below(4)];
    let line = json!({
        "id": format!("billet-{number}"),
        "title": title,
        "text": text,
        "date": format!("{year}-{month:02}-{day:02}"),
        "author": author,
        "tags": [label],
    });
    format!("{line}\n")
}
