//! What was typed: the arguments as clap reads them, with the help that teaches by example.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::concordance::{self, ConcordanceOptions};
use super::constraints::ConstraintOptions;
use super::export::{self, ExportOptions};
use super::schema::{self, SchemaOptions};
use super::tables::TableOptions;
use glane::archive::{Format, Include, TextEncoding};
use glane::clean::CleanOptions;
use glane::corpus::PeriodLength;
use glane::output::PageLanguage;
use glane::{LanguagePolicy, MOST_THREADS, Method};

/// Keyphrases and themes of French text: of one post, or of ten years of posts.
#[derive(Debug, Parser)]
#[command(name = "glane", version, max_term_width = 100, after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What an input may be, for the help of every command that reads archives in all formats.
macro_rules! inputs {
    () => {
        "\
INPUT is a file, a directory (walked), a quoted pattern, or - for standard input. Its name and its
content tell what it is:
  text       plain text, Markdown with front matter, HTML pages and fragments
  data       JSON, JSON lines (one {\"id\", \"title\", \"text\", ...} a line), CSV, TSV
  feeds      RSS, Atom, JSON Feed
  exports    WordPress, Blogger, Medium, Ghost, Substack
  packed     gzip, zstd, zip and tar of any of these, in one another too"
    };
}

const EXAMPLES: &str = concat!(
    "\
Examples:
  glane analyze blog/ -o report/        what ten years of posts are about: report/index.html
  glane extract billet.md               the keyphrases of one post, as a line of JSON
  glane extract blog/ -k 5 --format text
                                        five keyphrases a post, to be read
  cat billets.jsonl | glane extract -   JSON lines in, JSON lines out
  glane tokens billet.txt               words, parts of speech and lemmas, as CoNLL-U

",
    inputs!(),
    "

Exit status: 0 all well, 1 some posts failed, 2 wrong usage or nothing readable,
130 stopped by Ctrl-C."
);

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Keyphrases of each post, one JSON line a post, in input order
    #[command(after_help = EXTRACT_EXAMPLES)]
    Extract(ExtractOptions),
    /// A whole archive: posts.jsonl, report.json and index.html in a directory, a summary here
    #[command(after_help = ANALYZE_EXAMPLES)]
    Analyze(AnalyzeOptions),
    /// Saved counts of archives into one report: report.json and index.html in a directory
    #[command(after_help = super::merge::EXAMPLES)]
    Merge(super::merge::MergeOptions),
    /// What is typical of one archive against another
    #[command(after_help = super::compare::EXAMPLES)]
    Compare(super::compare::CompareOptions),
    /// What could be mended in the labels of an archive: tags and categories
    #[command(after_help = super::labels::EXAMPLES)]
    Labels(super::labels::LabelsOptions),
    /// A ranker that the labels of an archive teach, for --ranker
    #[command(after_help = super::learn::EXAMPLES)]
    Learn(super::learn::LearnOptions),
    /// Sentences, tokens, parts of speech and lemmas of a text
    #[command(after_help = TOKENS_EXAMPLES)]
    Tokens(TokensOptions),
    /// Precision, recall and F1 of the methods against gold keyphrases
    #[command(after_help = EVAL_EXAMPLES)]
    Eval(EvalOptions),
    /// Background frequencies of one's own, for --background
    #[command(after_help = super::background::EXAMPLES)]
    Background(super::background::BackgroundOptions),
    /// Every occurrence of a phrase, in all its variants, in its sentence
    #[command(after_help = concordance::EXAMPLES)]
    Concordance(ConcordanceOptions),
    /// An archive for other tools: IRaMuTeQ, TXM, or any that reads CoNLL-U
    #[command(after_help = export::EXAMPLES)]
    Export(ExportOptions),
    /// The JSON Schema of an output: what each of its fields means
    #[command(after_help = schema::EXAMPLES)]
    Schema(SchemaOptions),
}

const EXTRACT_EXAMPLES: &str = concat!(
    "\
Examples:
  glane extract billet.md
  glane extract blog/ -k 5 --format text
  glane extract billet.md --format text --explain
  glane extract billets.jsonl | jq -r '.keyphrases[].text'

",
    inputs!()
);

const ANALYZE_EXAMPLES: &str = concat!(
    "\
Examples:
  glane analyze blog/ -o report/
  glane analyze 2021/ 2022/ billets.jsonl -o report/ --quiet
  glane analyze export.wordpress.xml feed.atom -o report/
  glane analyze 2023/ -o report-2023/ --save 2023.glane

",
    inputs!()
);

const TOKENS_EXAMPLES: &str = "\
Examples:
  echo \"L’école est-elle ouverte ?\" | glane tokens
  glane tokens billet.txt --format text";

const EVAL_EXAMPLES: &str = "\
Examples:
  glane eval gold.jsonl
  glane eval news.jsonl blog.jsonl --method tf-idf --method first-phrases

The last columns are the 95 % interval of F1@10 (bootstrap over documents), and how far F1@10 lies from
that of the first method, with its interval: where that holds no 0, the two differ.

A line of GOLD: {\"id\", \"title\", \"text\", \"keyphrases\": [\"one\", [\"two\", \"its alternative\"]]}";

/// What is read, and how.
#[derive(Args, Clone, Debug)]
pub(super) struct InputOptions {
    /// Files, directories (walked), patterns as 'blog/**/*.md', or - for standard input (the default)
    #[arg(value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,
    /// The format of every input; told from names and content otherwise
    #[arg(long, value_name = "FORMAT", value_parser = parse_input_format())]
    pub(super) input_format: Option<Format>,
    /// The encoding of every input, as latin-1, latin-9 or mac-roman; told from the bytes otherwise
    #[arg(long, value_name = "NAME", value_parser = parse_encoding)]
    pub(super) encoding: Option<TextEncoding>,
    /// The column of CSV and TSV files that holds the text; text, texte, content, ... otherwise
    #[arg(long, value_name = "NAME")]
    pub(super) text_column: Option<String>,
    /// Largest post in bytes; K, M and G are understood
    #[arg(long, value_name = "SIZE", default_value = "32M", value_parser = parse_size)]
    pub(super) max_post_size: u64,
    /// How deep elements of HTML and XML may be nested
    #[arg(long, value_name = "N", default_value_t = 512)]
    pub(super) max_depth: usize,
    /// What is read of exports besides published posts
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    pub(super) include: Vec<IncludedKind>,
    #[command(flatten)]
    pub(super) limits: LimitOptions,
}

/// How posts are analyzed.
#[derive(Args, Clone, Debug)]
pub(super) struct AnalysisOptions {
    /// Keyphrases a post, where as many have a score of 0.05; without it 3 to 10 by the length of the post
    #[arg(short, value_name = "N", value_parser = parse_count)]
    pub(super) k: Option<usize>,
    /// Give N keyphrases (10 without -k) where there are as many candidates, whatever their scores
    #[arg(long)]
    pub(super) fill: bool,
    /// Say of each keyphrase what made its score; the learned method alone does
    #[arg(long)]
    pub(super) explain: bool,
    /// How candidates are ranked
    #[arg(long, value_name = "NAME", default_value_t = Method::default(), value_parser = parse_method())]
    pub(super) method: Method,
    /// Background frequencies to use in place of those in the program
    #[arg(long, value_name = "FILE")]
    pub(super) background: Option<PathBuf>,
    /// What `glane learn` wrote: the learned method with what an archive taught it
    #[arg(long, value_name = "FILE")]
    pub(super) ranker: Option<PathBuf>,
    /// Threads; 0 means one for each processor
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = parse_threads)]
    pub(super) threads: usize,
    /// Which posts are analyzed: French ones, or any
    #[arg(long, value_name = "LANG", default_value = "fr")]
    pub(super) lang: LanguageChoice,
    #[command(flatten)]
    pub(super) constraints: ConstraintOptions,
    /// No progress and no summary on standard error; messages of errors remain
    #[arg(long)]
    pub(super) quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum IncludedKind {
    /// Pages beside the posts
    Pages,
    /// Drafts, posts that wait, private ones
    Drafts,
}

impl InputOptions {
    /// What is read of exports besides published posts.
    pub(super) fn included(&self) -> Include {
        Include {
            pages: self.include.contains(&IncludedKind::Pages),
            drafts: self.include.contains(&IncludedKind::Drafts),
        }
    }
}

impl AnalysisOptions {
    /// The options that change what is found in a post, to be compared with those of another run.
    pub(super) fn fingerprint(&self) -> String {
        format!("{:?}", Self { threads: 0, quiet: false, ..self.clone() })
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum LanguageChoice {
    /// French posts
    Fr,
    /// Every post, as if it were French
    Any,
}

impl From<LanguageChoice> for LanguagePolicy {
    fn from(choice: LanguageChoice) -> Self {
        match choice {
            LanguageChoice::Fr => Self::French,
            LanguageChoice::Any => Self::Any,
        }
    }
}

#[derive(Args, Debug)]
pub(super) struct ExtractOptions {
    #[command(flatten)]
    pub(super) input: InputOptions,
    #[command(flatten)]
    pub(super) analysis: AnalysisOptions,
    /// JSON lines for programs, or text to be read
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub(super) format: ExtractFormat,
    /// Put each post's text into its line, so that spans can be looked up
    #[arg(long)]
    pub(super) with_text: bool,
    /// Write to FILE, which is moved into its place when it is whole
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Go on where the same command was stopped
    #[arg(long, requires = "output")]
    pub(super) resume: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExtractFormat {
    /// One JSON object a line
    Json,
    /// Title and keyphrases
    Text,
}

#[derive(Args, Debug)]
pub(super) struct AnalyzeOptions {
    #[command(flatten)]
    pub(super) input: InputOptions,
    /// Directory for posts.jsonl, report.json and index.html; made if it is not there
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: PathBuf,
    #[command(flatten)]
    pub(super) first_pass: SurveyOptions,
    /// Also save the counts here, to be merged with those of other posts (glane merge)
    #[arg(long, value_name = "FILE")]
    pub(super) save: Option<PathBuf>,
    /// Tell time by months, quarters or years; chosen by the span of the posts otherwise
    #[arg(long, value_name = "LENGTH", value_parser = parse_period())]
    pub(super) period: Option<PeriodLength>,
    /// Go on where the same command was stopped
    #[arg(long)]
    pub(super) resume: bool,
    /// Language of the page index.html
    #[arg(long, value_name = "LANG", default_value = "fr")]
    pub(super) ui: UiLanguage,
    /// Texts of posts in the page, in bytes, the newest posts first; K, M and G are understood
    #[arg(long, value_name = "SIZE", default_value = "4M", value_parser = parse_budget)]
    pub(super) page_texts: u64,
    #[command(flatten)]
    pub(super) tables: TableOptions,
    #[command(flatten)]
    pub(super) analysis: AnalysisOptions,
}

/// What is taken out of an archive before its posts are counted.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct SurveyOptions {
    /// Leave lines in that repeat from post to post ("Partager sur", a signature)
    #[arg(long)]
    pub(super) keep_boilerplate: bool,
    /// Count a post each time that it comes
    #[arg(long)]
    pub(super) keep_duplicates: bool,
}

impl SurveyOptions {
    /// What the first pass is to find.
    pub(super) fn wanted(self) -> CleanOptions {
        CleanOptions { boilerplate: !self.keep_boilerplate, duplicates: !self.keep_duplicates }
    }
}

/// The language in which the page speaks.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum UiLanguage {
    /// French
    Fr,
    /// English
    En,
}

impl From<UiLanguage> for PageLanguage {
    fn from(language: UiLanguage) -> Self {
        match language {
            UiLanguage::Fr => Self::French,
            UiLanguage::En => Self::English,
        }
    }
}

#[derive(Args, Debug)]
pub(super) struct TokensOptions {
    #[command(flatten)]
    pub(super) input: InputOptions,
    /// CoNLL-U with SpaceAfter=No, or one sentence a line with spaces between tokens
    #[arg(long, value_name = "FORMAT", default_value = "conllu")]
    pub(super) format: TokensFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TokensFormat {
    /// CoNLL-U, ten columns
    Conllu,
    /// One JSON object a token
    Json,
    /// One sentence a line, tokens with spaces between them
    Text,
}

#[derive(Args, Debug)]
pub(super) struct EvalOptions {
    /// Files of documents with gold keyphrases, one JSON object a line
    #[arg(value_name = "GOLD", required = true)]
    pub(super) gold: Vec<PathBuf>,
    /// Fill every list, where the learned method would end it where its expected F1 is highest
    #[arg(long)]
    pub(super) fill: bool,
    /// Methods to compare; every one when none is named
    #[arg(long = "method", value_name = "NAME", value_parser = parse_method())]
    pub(super) methods: Vec<Method>,
    /// Background frequencies to use in place of those in the program
    #[arg(long, value_name = "FILE")]
    pub(super) background: Option<PathBuf>,
    /// What `glane learn` wrote, for the learned method; gold that taught it makes its figures too good
    #[arg(long, value_name = "FILE")]
    pub(super) ranker: Option<PathBuf>,
    /// Threads; 0 means one for each processor
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = parse_threads)]
    pub(super) threads: usize,
    /// Also write the predictions of the first method here, one {"id", "keyphrases"} a line
    #[arg(long, value_name = "FILE")]
    pub(super) predictions: Option<PathBuf>,
    /// Give the table as one JSON object a row
    #[arg(long)]
    pub(super) json: bool,
}

pub(super) fn parse_period() -> impl clap::builder::TypedValueParser<Value = PeriodLength> {
    use clap::builder::TypedValueParser as _;
    clap::builder::PossibleValuesParser::new(["month", "quarter", "year"]).map(|name| match name.as_str() {
        "month" => PeriodLength::Month,
        "quarter" => PeriodLength::Quarter,
        _ => PeriodLength::Year,
    })
}

fn parse_method() -> impl clap::builder::TypedValueParser<Value = Method> {
    use clap::builder::TypedValueParser as _;
    clap::builder::PossibleValuesParser::new(Method::ALL.map(Method::name))
        .map(|name| Method::from_name(&name).unwrap_or_default())
}

/// Limits against files that were made to do harm; few will ever move them.
#[derive(Args, Clone, Debug)]
pub(super) struct LimitOptions {
    /// Most that a compressed file or container may come to, unpacked
    #[arg(long, value_name = "SIZE", default_value = "64G", value_parser = parse_size, hide_short_help = true)]
    pub(super) max_unpacked_size: u64,
    /// How many times its packed size a compressed file may come to
    #[arg(long, value_name = "N", default_value_t = 200, hide_short_help = true)]
    pub(super) max_unpacked_ratio: u64,
    /// How many containers may stand around a file; .tar.gz are two
    #[arg(long, value_name = "N", default_value_t = 4, hide_short_help = true)]
    pub(super) max_container_depth: usize,
    /// Largest zip that is held in memory, where it comes on standard input or in another container
    #[arg(long, value_name = "SIZE", default_value = "256M", value_parser = parse_size, hide_short_help = true)]
    pub(super) max_held_size: u64,
}

fn parse_encoding(name: &str) -> Result<TextEncoding, String> {
    TextEncoding::from_label(name).ok_or_else(|| {
        "give the name of an encoding, as utf-8, windows-1252, latin-9 or mac-roman".to_owned()
    })
}

fn parse_input_format() -> impl clap::builder::TypedValueParser<Value = Format> {
    use clap::builder::TypedValueParser as _;
    clap::builder::PossibleValuesParser::new(Format::ALL.map(Format::name))
        .map(|name| Format::ALL.into_iter().find(|format| format.name() == name).unwrap_or(Format::Text))
}

fn parse_count(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("a post needs room for at least one keyphrase".to_owned()),
        Ok(count) => Ok(count),
        Err(_) => Err("give a whole number, as in -k 10".to_owned()),
    }
}

pub(super) fn parse_threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(threads) if threads <= MOST_THREADS => Ok(threads),
        _ => Err(format!("give a whole number up to {MOST_THREADS}, or 0 for one for each processor")),
    }
}

/// A size that may be 0.
fn parse_budget(text: &str) -> Result<u64, String> {
    if text == "0" { Ok(0) } else { parse_size(text) }
}

fn parse_size(text: &str) -> Result<u64, String> {
    let (digits, unit) = match text.to_ascii_uppercase() {
        upper if upper.ends_with('K') => (text.len() - 1, 1 << 10),
        upper if upper.ends_with('M') => (text.len() - 1, 1 << 20),
        upper if upper.ends_with('G') => (text.len() - 1, 1 << 30),
        _ => (text.len(), 1),
    };
    let count: u64 = text[..digits].parse().map_err(|_| "give a size, as in 500K or 32M".to_owned())?;
    count.checked_mul(unit).filter(|size| *size > 0).ok_or_else(|| "the size is out of range".to_owned())
}
