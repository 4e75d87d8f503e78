//! Compares the speed of Glane with that of other libraries, from text to words and from text to keyphrases,
//! on one and on two threads.
//!
//! `cargo run --release -p glane-peers [FILE...]` reads the given files, or the posts of the demonstration
//! archive and the sentences of the benchmarks. The contenders take turns in every round, so that load on the
//! machine affects all of them; the best round of each counts. With `--readme README.md` before the files, the table of
//! that file takes the figures of this run.

#[path = "../../support/mod.rs"]
mod support;

use std::hint::black_box;
use std::time::{Duration, Instant};

use charabia::Segment;
use glane::text::{Buffers, Document, Forms, tokenize_into};
use glane::{Analyzer, Post};
use keyword_extraction::text_rank::{TextRank, TextRankParams};
use tantivy::tokenizer::{
    Language, LowerCaser, SimpleTokenizer, Stemmer, StopWordFilter, TextAnalyzer, TokenStream,
};
use tokenizers::pipeline::{PreTokenizer, PreTokenizerScratch};
use tokenizers::pre_tokenizers::whitespace::Whitespace;
use unicode_segmentation::UnicodeSegmentation;

const ROUNDS: usize = 30;
/// Rounds for keyphrases: fewer, because the others are slow.
const KEYPHRASE_ROUNDS: usize = 5;
/// At most this many bytes of posts for keyphrases.
const KEYPHRASE_BYTES: usize = 400_000;
/// Keyphrases per post.
const KEYPHRASES: usize = 10;
/// Passes of a thread over its posts before it is timed.
const WARM: usize = 4;
/// Files are split into posts of this many bytes.
const POST: usize = 6_000;

/// Processes a post and returns the number of tokens or keyphrases; made once per thread.
type Reader = Box<dyn FnMut(&str) -> usize>;

struct Contender {
    name: &'static str,
    /// Its name in the table of the README, where it has a row there.
    row: Option<&'static str>,
    make: fn() -> Reader,
    /// Best times with one thread and with two.
    best: [Duration; 2],
    tokens: usize,
}

fn contender(name: &'static str, make: fn() -> Reader) -> Contender {
    Contender { name, row: None, make, best: [Duration::MAX; 2], tokens: 0 }
}

impl Contender {
    fn row(self, row: &'static str) -> Self {
        Self { row: Some(row), ..self }
    }
}

/// From text to words.
fn of_words() -> Vec<Contender> {
    vec![
        contender("glane: scanner", || {
            let mut tokens = Vec::new();
            Box::new(move |text| {
                tokens.clear();
                tokenize_into(text, &mut tokens);
                tokens.len()
            })
        })
        .row("Glane, tokens"),
        contender("HF tokenizers: Whitespace", || {
            let mut scratch = PreTokenizerScratch::default();
            let mut spans = Vec::new();
            Box::new(move |text| {
                spans.clear();
                Whitespace.pre_tokenize(text, &mut scratch, &mut spans).expect("it reads any text");
                spans.len()
            })
        })
        .row("HF tokenizers 1.0-rc, Whitespace"),
        contender("unicode-segmentation: words", || Box::new(|text| text.unicode_word_indices().count()))
            .row("unicode-segmentation, words"),
        contender("unicode-segmentation: bounds", || {
            Box::new(|text| text.split_word_bound_indices().count())
        }),
        contender("tantivy: SimpleTokenizer", || {
            analyzer(TextAnalyzer::builder(SimpleTokenizer::default()).build())
        }),
        contender("charabia: segments", || Box::new(|text| text.segment_str().count())),
        contender("glane: words (folded, stops, stems)", || {
            let (mut forms, mut tokens, mut ids) = (Forms::new(), Vec::new(), Vec::new());
            Box::new(move |text| {
                tokens.clear();
                ids.clear();
                tokenize_into(text, &mut tokens);
                forms.intern_all(text, &tokens, &mut ids);
                black_box(&ids).len()
            })
        })
        .row("Glane, tokens with forms, stop words and stems"),
        contender("glane: document (the same, and sentences)", || {
            let mut forms = Forms::new();
            let mut buffers = Buffers::default();
            Box::new(move |text| {
                let document = Document::parse_with(text, &mut forms, std::mem::take(&mut buffers));
                let count = document.tokens().len();
                black_box(document.sentences());
                buffers = document.into_buffers();
                count
            })
        })
        .row("Glane, the same and sentences"),
        contender("tantivy: French (lower case, stops, stems)", || {
            let french = TextAnalyzer::builder(SimpleTokenizer::default())
                .filter(LowerCaser)
                .filter(StopWordFilter::new(Language::French).expect("it knows French"))
                .filter(Stemmer::new(Language::French));
            analyzer(french.build())
        })
        .row("tantivy, French analyzer"),
    ]
}

/// From text to keyphrases.
fn of_keyphrases() -> Vec<Contender> {
    vec![
        contender("glane: keyphrases, tags included", || {
            let builder = Analyzer::builder().keyphrases(KEYPHRASES).threads(1).lists_only(true);
            let analyzer = builder.build().expect("good options");
            Box::new(move |text| analyzer.analyze(&Post::new("1", text)).keyphrases.len())
        })
        .row("Glane, keyphrases"),
        contender("keyword_extraction: TextRank", || {
            let stops = stop_words();
            Box::new(move |text| {
                let ranks = TextRank::new(TextRankParams::WithDefaults(text, &stops));
                ranks.get_ranked_phrases(KEYPHRASES).len()
            })
        })
        .row("keyword_extraction, TextRank"),
        contender("yake-rust", || {
            let stops = yake_rust::StopWords::predefined("fr").expect("it knows French");
            let config = yake_rust::Config::default();
            Box::new(move |text| yake_rust::get_n_best(KEYPHRASES, text, &stops, &config).len())
        })
        .row("yake-rust"),
    ]
}

/// French stop words, for the libraries that need a list.
fn stop_words() -> Vec<String> {
    let words = support::prose(100_000).join(" ");
    let mut forms = Forms::new();
    let mut stops: Vec<String> = words
        .split([' ', '’', '.', ','])
        .filter(|word| !word.is_empty())
        .filter_map(|word| {
            let form = forms.intern(word);
            forms.get(form).is_stop_word.then(|| word.to_lowercase())
        })
        .collect();
    stops.sort_unstable();
    stops.dedup();
    stops
}

fn analyzer(mut analyzer: TextAnalyzer) -> Reader {
    Box::new(move |text| {
        let mut stream = analyzer.token_stream(text);
        let mut count = 0;
        while stream.advance() {
            black_box(stream.token());
            count += 1;
        }
        count
    })
}

/// The time that `threads` threads need for all posts, and the number of tokens or keyphrases that they find.
fn run(make: fn() -> Reader, posts: &[String], threads: usize) -> (Duration, usize) {
    let start = std::sync::Barrier::new(threads + 1);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|worker| {
                let start = &start;
                scope.spawn(move || {
                    let mut read = make();
                    let mut all = || posts.iter().skip(worker).step_by(threads).map(|post| read(post)).sum();
                    // Warm up, as in a long run over an archive.
                    for _ in 0..WARM {
                        black_box::<usize>(all());
                    }
                    start.wait();
                    let from = Instant::now();
                    let count: usize = all();
                    (from.elapsed(), count)
                })
            })
            .collect();
        start.wait();
        let ends = workers.into_iter().map(|worker| worker.join().expect("no reader panics"));
        ends.fold((Duration::ZERO, 0), |(longest, sum), (time, count)| (longest.max(time), sum + count))
    })
}

/// The files, split into posts at spaces.
fn files(paths: &[String]) -> Vec<String> {
    let mut posts = Vec::new();
    for path in paths {
        let text =
            std::fs::read_to_string(path).unwrap_or_else(|error| panic!("cannot read {path}: {error}"));
        let mut post = String::new();
        for piece in text.split_inclusive([' ', '\n']) {
            post.push_str(piece);
            if post.len() > POST {
                posts.push(std::mem::take(&mut post));
            }
        }
        posts.push(post);
    }
    posts
}

fn main() {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    let readme = paths.iter().position(|argument| argument == "--readme").map(|at| {
        let mut given = paths.drain(at..(at + 2).min(paths.len())).skip(1);
        given.next().expect("--readme needs a file")
    });
    let posts = if paths.is_empty() { support::prose(4_000_000) } else { files(&paths) };
    let mut rows = compare(of_words(), &posts, ROUNDS);
    let mut bytes = 0;
    let fewer = posts.into_iter().take_while(|post| {
        bytes += post.len();
        bytes <= KEYPHRASE_BYTES
    });
    rows.extend(compare(of_keyphrases(), &fewer.collect::<Vec<String>>(), KEYPHRASE_ROUNDS));
    if let Some(path) = readme {
        let text =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("cannot read {path}: {error}"));
        std::fs::write(&path, with_table(&text, &rows)).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
}

/// The head of the table in the README.
const HEAD: &str = "| MB/s | one thread | two threads |\n|---|---|---|\n";

/// The text with these rows in the place of those of its table.
fn with_table(text: &str, rows: &[String]) -> String {
    let start = text.find(HEAD).expect("the README has the table") + HEAD.len();
    let old: usize =
        text[start..].split_inclusive('\n').take_while(|line| line.starts_with('|')).map(str::len).sum();
    format!("{}{}{}", &text[..start], rows.concat(), &text[start + old..])
}

/// A rate with three digits, and a comma between thousands.
fn figure(rate: f64) -> String {
    match rate {
        1000.0.. => format!("{},{:03}", rate.round() as u64 / 1000, rate.round() as u64 % 1000),
        10.0.. => format!("{rate:.0}"),
        _ => format!("{rate:.1}"),
    }
}

/// Times the contenders in turns and prints the table; returns the rows of the README.
#[allow(clippy::print_stdout, reason = "this program prints its results")]
fn compare(mut contenders: Vec<Contender>, posts: &[String], rounds: usize) -> Vec<String> {
    let megabytes = posts.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    for _ in 0..rounds {
        for contender in &mut contenders {
            for threads in [1, 2] {
                let (time, tokens) = run(contender.make, posts, threads);
                contender.best[threads - 1] = contender.best[threads - 1].min(time);
                assert!(
                    tokens > 0 && (contender.tokens == 0 || contender.tokens == tokens),
                    "{}",
                    contender.name
                );
                contender.tokens = tokens;
            }
        }
    }
    println!("\n{megabytes:.1} MB in {} posts, best of {rounds} rounds", posts.len());
    println!("| | found | MB/s, 1 thread | 2 threads | 2 : 1 |\n|---|---:|---:|---:|---:|");
    let mut rows = Vec::new();
    for contender in &contenders {
        let [one, two] = contender.best.map(|time| megabytes / time.as_secs_f64());
        rows.extend(contender.row.map(|row| format!("| {row} | {} | {} |\n", figure(one), figure(two))));
        println!("| {} | {} | {one:.1} | {two:.1} | {:.2} |", contender.name, contender.tokens, two / one);
    }
    rows
}
