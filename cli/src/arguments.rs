//! The groups of arguments that several commands share, as clap reads them. The options of one command stand in its own
//! file.

use std::fs;
use std::hash::{Hash, Hasher};
use std::path::PathBuf;

use anyhow::Context;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use rustc_hash::FxHasher;

use super::catalogue::tr;
use super::constraints::ConstraintOptions;
use super::selection::SelectionOptions;
use glane::archive::{Format, Include, Markup, TextEncoding};
use glane::clean::CleanOptions;
use glane::corpus::PeriodLength;
use glane::output::PageLanguage;
use glane::{LanguagePolicy, MAX_THREADS, Method};

/// What is read, and how.
#[derive(Args, Clone, Debug)]
pub(super) struct InputOptions {
    /// Files, directories, patterns such as 'blog/**/*.md', or - for standard input (the default)
    #[arg(value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,
    /// The format of every input [default: detected from name and content]
    #[arg(long, value_name = "FORMAT", value_parser = parse_input_format())]
    pub(super) input_format: Option<Format>,
    /// The encoding of every input, such as latin-1, latin-9 or mac-roman [default: detected]
    #[arg(long, value_name = "NAME", value_parser = parse_encoding)]
    pub(super) encoding: Option<TextEncoding>,
    /// The column of CSV and TSV files that holds the text [default: text, texte, content, ...]
    #[arg(long, value_name = "NAME")]
    pub(super) text_column: Option<String>,
    /// The markup of texts in JSON and in tables [default: detected]
    #[arg(long, value_name = "MARKUP")]
    pub(super) markup: Option<MarkupChoice>,
    /// Follow links in directories, where they lead to something inside the same directory
    #[arg(long)]
    pub(super) follow: bool,
    /// Largest post in bytes; suffixes K, M and G are allowed
    #[arg(long, value_name = "SIZE", default_value = "8M", value_parser = parse_size)]
    pub(super) max_post_size: u64,
    /// Greatest nesting depth of HTML and XML elements
    #[arg(long, value_name = "N", default_value_t = 512)]
    pub(super) max_depth: usize,
    /// What is read from exports besides published posts
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    pub(super) include: Vec<IncludedKind>,
    #[command(flatten)]
    pub(super) limits: LimitOptions,
}

/// Limits against malicious files; they rarely need to be changed.
#[derive(Args, Clone, Debug)]
pub(super) struct LimitOptions {
    /// Largest unpacked size of a compressed file or container
    #[arg(long, value_name = "SIZE", default_value = "64G", value_parser = parse_size, hide_short_help = true)]
    pub(super) max_unpacked_size: u64,
    /// Greatest ratio of the unpacked to the packed size of a compressed file
    #[arg(long, value_name = "N", default_value_t = 200, hide_short_help = true)]
    pub(super) max_unpacked_ratio: u64,
    /// Greatest number of nested containers; .tar.gz counts as two
    #[arg(long, value_name = "N", default_value_t = 4, hide_short_help = true)]
    pub(super) max_container_depth: usize,
    /// Largest zip held in memory, where it comes on standard input or in another container
    #[arg(long, value_name = "SIZE", default_value = "256M", value_parser = parse_size, hide_short_help = true)]
    pub(super) max_held_size: u64,
}

/// The markup of texts in JSON and in tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MarkupChoice {
    /// HTML
    Html,
    /// Markdown
    Markdown,
    /// No markup: the text is read as it is
    Plain,
}

impl From<MarkupChoice> for Markup {
    fn from(choice: MarkupChoice) -> Self {
        match choice {
            MarkupChoice::Html => Self::Html,
            MarkupChoice::Markdown => Self::Markdown,
            MarkupChoice::Plain => Self::Plain,
        }
    }
}

/// What exports hold besides published posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum IncludedKind {
    /// Pages
    Pages,
    /// Unpublished posts: drafts, scheduled and private posts
    Drafts,
}

impl InputOptions {
    /// What is read from exports besides published posts.
    pub(super) fn included(&self) -> Include {
        Include::default()
            .pages(self.include.contains(&IncludedKind::Pages))
            .drafts(self.include.contains(&IncludedKind::Drafts))
    }
}

/// How posts are analyzed.
#[derive(Args, Clone, Debug)]
pub(super) struct AnalysisOptions {
    /// Number of keyphrases of a post, where as many have a score of 0.05 [default: 3 to 10, by the length of the post and their scores]
    #[arg(short, value_name = "N", value_parser = parse_count)]
    pub(super) k: Option<usize>,
    /// Give N keyphrases (10 without -k) where there are enough candidates, whatever their scores
    #[arg(long)]
    pub(super) fill: bool,
    /// Explain the score of each keyphrase; only the learned method can
    #[arg(long)]
    pub(super) explain: bool,
    /// How candidates are ranked
    #[arg(long, value_name = "NAME", default_value_t = Method::default(), value_parser = parse_method())]
    pub(super) method: Method,
    /// Background frequencies, in place of the built-in ones
    #[arg(long, value_name = "FILE")]
    pub(super) background: Option<PathBuf>,
    /// A ranker trained by `glane learn`, in place of the built-in one
    #[arg(long, value_name = "FILE")]
    pub(super) ranker: Option<PathBuf>,
    /// Number of threads; 0 means one for each processor
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = parse_threads)]
    pub(super) threads: usize,
    /// Which posts are analyzed: French ones, or any
    #[arg(long, value_name = "LANG", default_value = "fr")]
    pub(super) lang: LanguageChoice,
    #[command(flatten)]
    pub(super) constraints: ConstraintOptions,
    /// No progress and no summary on standard error; error messages remain
    #[arg(long)]
    pub(super) quiet: bool,
}

impl AnalysisOptions {
    /// The options that change what is found in a post, to be compared with those of another run: with the contents
    /// of the files that they name.
    pub(super) fn fingerprint(&self) -> anyhow::Result<String> {
        let mut hasher = FxHasher::default();
        for file in
            self.background.iter().chain(&self.ranker).map(PathBuf::as_path).chain(self.constraints.files())
        {
            let content = fs::read(file).with_context(|| tr!("reading", path = file.display()))?;
            content.hash(&mut hasher);
        }
        let options = Self { threads: 0, quiet: false, ..self.clone() };
        Ok(format!("{options:?} {:016x}", hasher.finish()))
    }
}

/// Which posts are analyzed.
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

/// What is removed from an archive before its posts are counted, and which of them count.
#[derive(Args, Clone, Debug)]
pub(super) struct CleaningOptions {
    /// Keep lines that repeat from post to post ("Partager sur", a signature)
    #[arg(long)]
    pub(super) keep_boilerplate: bool,
    /// Count a post each time that it occurs
    #[arg(long)]
    pub(super) keep_duplicates: bool,
    #[command(flatten)]
    pub(super) selection: SelectionOptions,
}

impl CleaningOptions {
    /// What the first pass removes.
    pub(super) fn to_clean(&self) -> CleanOptions {
        CleanOptions::default().boilerplate(!self.keep_boilerplate).duplicates(!self.keep_duplicates)
    }
}

/// A language of the program.
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

/// The parser of a length of periods.
pub(super) fn parse_period() -> impl TypedValueParser<Value = PeriodLength> {
    PossibleValuesParser::new(["month", "quarter", "year"]).map(|name| match name.as_str() {
        "month" => PeriodLength::Month,
        "quarter" => PeriodLength::Quarter,
        _ => PeriodLength::Year,
    })
}

/// The parser of a ranking method.
pub(super) fn parse_method() -> impl TypedValueParser<Value = Method> {
    PossibleValuesParser::new(Method::ALL.map(Method::name))
        .map(|name| Method::from_name(&name).unwrap_or_default())
}

fn parse_encoding(name: &str) -> Result<TextEncoding, String> {
    TextEncoding::from_label(name).ok_or_else(|| tr!("parse-encoding"))
}

fn parse_input_format() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::name))
        .map(|name| Format::ALL.into_iter().find(|format| format.name() == name).unwrap_or(Format::Text))
}

fn parse_count(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err(tr!("parse-count-zero")),
        Ok(count) => Ok(count),
        Err(_) => Err(tr!("parse-count")),
    }
}

/// Parses a number of threads.
pub(super) fn parse_threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(threads) if threads <= MAX_THREADS => Ok(threads),
        _ => Err(tr!("parse-threads", most = MAX_THREADS)),
    }
}

/// Parses a size that may be 0.
pub(super) fn parse_budget(text: &str) -> Result<u64, String> {
    if text == "0" { Ok(0) } else { parse_size(text) }
}

fn parse_size(text: &str) -> Result<u64, String> {
    let (digits, unit) = match text.to_ascii_uppercase() {
        upper if upper.ends_with('K') => (text.len() - 1, 1 << 10),
        upper if upper.ends_with('M') => (text.len() - 1, 1 << 20),
        upper if upper.ends_with('G') => (text.len() - 1, 1 << 30),
        _ => (text.len(), 1),
    };
    let count: u64 = text[..digits].parse().map_err(|_| tr!("parse-size"))?;
    count.checked_mul(unit).filter(|size| *size > 0).ok_or_else(|| tr!("parse-size-range"))
}
