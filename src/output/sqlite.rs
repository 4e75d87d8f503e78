//! An archive as one SQLite file, for Datasette, Metabase, Grafana or any SQL client.
//!
//! `sqlite.sql` defines and documents the tables and views. Posts are written in transactions
//! of `BATCH` posts. The caller writes to a temporary file and renames it at the end.
#![expect(clippy::cast_possible_wrap, reason = "counts and offsets are far below 2 to the 63")]

use std::path::Path;

use rusqlite::{Connection, params};

use super::ErrorRecord;
use super::csv::{kind_name, subject_name};
use crate::corpus::{CorpusReport, Period};
use crate::{Post, PostReport};

/// The version of the tables: `PRAGMA user_version`, and `schema_version` in `meta`. Version 1 may gain tables
/// and columns; existing ones keep their meaning.
pub const SCHEMA_VERSION: u32 = 2;

/// Posts per transaction.
const BATCH: usize = 1000;

/// An error of SQLite, such as a full disk or a file that is not writable.
#[derive(Debug, thiserror::Error)]
#[error("writing a SQLite file: {0}")]
pub struct SqliteError(#[from] rusqlite::Error);

/// A SQLite file that is written post by post.
///
/// ```
/// use glane::output::sqlite::SqliteFile;
/// use glane::{Analyzer, Post, corpus::Aggregate};
///
/// let directory = tempfile::tempdir()?;
/// let path = directory.path().join("glane.sqlite");
/// let analyzer = Analyzer::builder().build()?;
/// let post = Post::new("1", "Les réseaux dynamiques relient les salariés. Un réseau dynamique vit.");
/// let report = analyzer.analyze(&post);
/// let mut aggregate = Aggregate::new();
/// aggregate.add(&post, &report);
/// let mut file = SqliteFile::create(&path, false)?;
/// file.add(&post, &report)?;
/// file.finish(&aggregate.report(), &[])?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct SqliteFile {
    connection: Connection,
    with_text: bool,
    /// Posts in the open transaction.
    pending: usize,
}

impl SqliteFile {
    /// A file without posts at `path`, where no file or an empty one exists. With `with_text`, the texts of the
    /// posts are stored and included in the full-text search.
    ///
    /// # Errors
    ///
    /// Those of SQLite.
    pub fn create(path: &Path, with_text: bool) -> Result<Self, SqliteError> {
        let connection = Connection::open(path)?;
        // An interrupted run leaves a temporary file that is never read: no journal on disk is needed.
        connection.execute_batch(
            "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON; BEGIN;",
        )?;
        connection.execute_batch(include_str!("sqlite.sql"))?;
        connection.pragma_update(None, "user_version", SCHEMA_VERSION)?;
        Ok(Self { connection, with_text, pending: 0 })
    }

    /// Adds a post with its keyphrases and labels.
    ///
    /// # Errors
    ///
    /// Those of SQLite.
    pub fn add(&mut self, post: &Post, report: &PostReport) -> Result<(), SqliteError> {
        if self.pending == BATCH {
            self.connection.execute_batch("COMMIT; BEGIN;")?;
            self.pending = 0;
        }
        self.pending += 1;
        let measures = report.stats.measures(report.analyzed);
        self.connection
            .prepare_cached(
                "INSERT INTO posts (name, title, published, author, url, language, analyzed, words, sentences,
                     letters, syllables, sentence_length, word_length, lexical_diversity, readability,
                     reading_seconds, text)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
            )?
            .execute(params![
                post.id,
                post.title,
                post.published.map(|day| day.to_string()),
                post.author,
                post.url,
                report.language.code,
                report.analyzed,
                measures.words as i64,
                measures.sentences as i64,
                measures.letters as i64,
                measures.syllables as i64,
                rounded(measures.sentence_length),
                rounded(measures.word_length),
                rounded(measures.lexical_diversity),
                rounded(measures.readability),
                measures.reading_seconds as i64,
                self.with_text.then_some(&post.text),
            ])?;
        let number = self.connection.last_insert_rowid();
        self.add_keyphrases(number, report)?;
        for label in &post.labels {
            self.connection
                .prepare_cached("INSERT OR IGNORE INTO labels (name) VALUES (?1)")?
                .execute([label])?;
            self.connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO post_labels SELECT ?1, id FROM labels WHERE name = ?2",
                )?
                .execute(params![number, label])?;
        }
        Ok(())
    }

    fn add_keyphrases(&self, post: i64, report: &PostReport) -> Result<(), SqliteError> {
        for (rank, keyphrase) in report.keyphrases.iter().enumerate() {
            let family = self.family(&keyphrase.lemma, &keyphrase.text)?;
            self.connection
                .prepare_cached(
                    "INSERT INTO post_keyphrases (post, keyphrase, rank, text, kind, score, count, mentions)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                )?
                .execute(params![
                    post,
                    family,
                    rank as i64 + 1,
                    keyphrase.text,
                    keyphrase.kind.as_str(),
                    (keyphrase.score * 10_000.0).round() / 10_000.0,
                    keyphrase.count,
                    keyphrase.mentions,
                ])?;
            let number = self.connection.last_insert_rowid();
            let mut variants = self.connection.prepare_cached("INSERT INTO variants VALUES (?1, ?2, ?3)")?;
            for variant in &keyphrase.variants {
                variants.execute(params![number, variant.text, variant.count])?;
            }
            let mut spans = self.connection.prepare_cached("INSERT INTO spans VALUES (?1, ?2, ?3, ?4)")?;
            for (list, in_title) in [(&keyphrase.spans, false), (&keyphrase.title_spans, true)] {
                for span in list {
                    spans.execute(params![number, in_title, span.0 as i64, span.1 as i64])?;
                }
            }
        }
        Ok(())
    }

    /// The row id of a family; inserts the family if needed.
    fn family(&self, lemma: &str, text: &str) -> Result<i64, SqliteError> {
        self.connection
            .prepare_cached("INSERT OR IGNORE INTO keyphrases (lemma, text) VALUES (?1, ?2)")?
            .execute([lemma, text])?;
        let mut find = self.connection.prepare_cached("SELECT id FROM keyphrases WHERE lemma = ?1")?;
        Ok(find.query_row([lemma], |row| row.get(0))?)
    }

    /// Adds the report on the archive, creates the indexes and closes the file.
    ///
    /// # Errors
    ///
    /// Those of SQLite.
    pub fn finish(self, report: &CorpusReport, errors: &[ErrorRecord]) -> Result<(), SqliteError> {
        self.add_periods(report)?;
        self.add_keyphrase_periods(report)?;
        self.add_themes(report)?;
        self.add_trends(report)?;
        let mut statement = self
            .connection
            .prepare("INSERT INTO errors (source, line, kind, reason, count) VALUES (?1, ?2, ?3, ?4, ?5)")?;
        for error in errors {
            statement.execute(params![
                error.source,
                error.line.map(|line| line as i64),
                error.kind,
                error.reason,
                error.count as i64
            ])?;
        }
        drop(statement);
        let mut meta = self.connection.prepare("INSERT INTO meta VALUES (?1, ?2)")?;
        meta.execute(["schema", &format!("glane.sqlite/{SCHEMA_VERSION}")])?;
        meta.execute(["schema_version", &SCHEMA_VERSION.to_string()])?;
        meta.execute(["program", concat!("glane ", env!("CARGO_PKG_VERSION"))])?;
        meta.execute(["posts_read", &report.posts.read.to_string()])?;
        meta.execute(["posts_analyzed", &report.posts.analyzed.to_string()])?;
        let all = &report.figures.all;
        for (name, value) in [
            ("words", Some(all.words as f64)),
            ("sentences", Some(all.sentences as f64)),
            ("sentence_length", rounded(all.sentence_length)),
            ("word_length", rounded(all.word_length)),
            ("lexical_diversity", rounded(all.lexical_diversity)),
            ("readability", rounded(all.readability)),
            ("reading_seconds", Some(all.reading_seconds as f64)),
        ] {
            if let Some(value) = value {
                meta.execute([name, &value.to_string()])?;
            }
        }
        drop(meta);
        // The names that the report shows win: the report also counts variants in posts where the family is
        // not a keyphrase.
        self.connection.execute_batch(
            "CREATE TEMP TABLE reported (lemma TEXT PRIMARY KEY, text TEXT NOT NULL, posts INTEGER, occurrences INTEGER)",
        )?;
        let mut reported =
            self.connection.prepare("INSERT OR IGNORE INTO reported VALUES (?1, ?2, ?3, ?4)")?;
        for keyphrase in &report.keyphrases {
            let (posts, occurrences) = (keyphrase.posts as i64, keyphrase.occurrences as i64);
            reported.execute(params![keyphrase.lemma, keyphrase.text, posts, occurrences])?;
        }
        for member in report.themes.iter().flat_map(|theme| &theme.members) {
            let (posts, occurrences) = (member.posts as i64, member.occurrences as i64);
            reported.execute(params![member.lemma, member.text, posts, occurrences])?;
        }
        drop(reported);
        self.connection.execute_batch(FINISH)?;
        self.connection.close().map_err(|(_, error)| error)?;
        Ok(())
    }

    fn add_periods(&self, report: &CorpusReport) -> Result<(), SqliteError> {
        let mut statement = self
            .connection
            .prepare("INSERT INTO periods (id, name, starts, posts) VALUES (?1, ?2, ?3, ?4)")?;
        for (number, count) in report.periods.iter().enumerate() {
            statement.execute(params![
                number as i64,
                count.period.to_string(),
                first_day(count.period),
                count.posts as i64
            ])?;
        }
        Ok(())
    }

    fn add_keyphrase_periods(&self, report: &CorpusReport) -> Result<(), SqliteError> {
        for keyphrase in &report.keyphrases {
            let family = self.family(&keyphrase.lemma, &keyphrase.text)?;
            let counts = keyphrase.periods.iter().zip(&keyphrase.period_occurrences).enumerate();
            for (period, (posts, occurrences)) in counts.filter(|(_, (posts, _))| **posts > 0) {
                self.connection
                    .prepare_cached("INSERT INTO keyphrase_periods VALUES (?1, ?2, ?3, ?4)")?
                    .execute(params![family, period as i64, *posts as i64, *occurrences as i64])?;
            }
        }
        Ok(())
    }

    fn add_themes(&self, report: &CorpusReport) -> Result<(), SqliteError> {
        for (number, theme) in report.themes.iter().enumerate() {
            let number = number as i64;
            self.connection
                .prepare_cached("INSERT INTO themes VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![number, theme.name, theme.posts as i64, theme.weight])?;
            for (rank, member) in theme.members.iter().enumerate() {
                let family = self.family(&member.lemma, &member.text)?;
                self.connection
                    .prepare_cached("INSERT INTO theme_keyphrases VALUES (?1, ?2, ?3, ?4)")?
                    .execute(params![number, family, rank as i64 + 1, member.strength])?;
            }
            for (period, posts) in theme.periods.iter().enumerate() {
                self.connection
                    .prepare_cached("INSERT INTO theme_periods VALUES (?1, ?2, ?3)")?
                    .execute(params![number, period as i64, *posts as i64])?;
            }
        }
        Ok(())
    }

    fn add_trends(&self, report: &CorpusReport) -> Result<(), SqliteError> {
        let mut statement = self.connection.prepare(
            "INSERT INTO trends (kind, subject, name, posts, since, until, share_before, share_after, log_ratio,
                 p_value, q_value, posts_before, total_before, posts_after, total_after)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?;
        for movement in &report.trends.movements {
            statement.execute(params![
                kind_name(movement.kind),
                subject_name(movement.subject),
                movement.name,
                movement.posts as i64,
                movement.since.map(|period| period.to_string()),
                movement.until.map(|period| period.to_string()),
                movement.share_before,
                movement.share_after,
                movement.log_ratio,
                movement.p_value,
                movement.q_value,
                movement.posts_before as i64,
                movement.total_before as i64,
                movement.posts_after as i64,
                movement.total_after as i64,
            ])?;
        }
        Ok(())
    }
}

/// A measure, rounded to two decimals as in the other outputs.
fn rounded(value: Option<f64>) -> Option<f64> {
    value.map(|value| (value * 100.0).round() / 100.0)
}

/// The first day of a period, in ISO 8601.
fn first_day(period: Period) -> String {
    let month = period.month.or(period.quarter.map(|quarter| quarter * 3 - 2)).unwrap_or(1);
    format!("{:04}-{month:02}-01", period.year)
}

/// Sums over posts, indexes and the full-text index: faster at the end than row by row.
const FINISH: &str = "
CREATE INDEX post_keyphrases_of_post ON post_keyphrases (post);
CREATE INDEX post_keyphrases_of_keyphrase ON post_keyphrases (keyphrase);
CREATE INDEX variants_of_keyphrase ON variants (post_keyphrase);
CREATE INDEX spans_of_keyphrase ON spans (post_keyphrase);
CREATE INDEX post_labels_of_label ON post_labels (label);
CREATE INDEX theme_keyphrases_of_keyphrase ON theme_keyphrases (keyphrase);
CREATE INDEX posts_by_day ON posts (published);
CREATE INDEX posts_by_name ON posts (name);
CREATE INDEX posts_by_author ON posts (author);
UPDATE keyphrases SET
    keyphrase_of = sums.posts, weight = sums.weight
FROM (SELECT keyphrase, count(DISTINCT post) AS posts, round(sum(score), 4) AS weight
      FROM post_keyphrases GROUP BY keyphrase) AS sums
WHERE sums.keyphrase = keyphrases.id;
UPDATE keyphrases SET text = best.text
FROM (SELECT keyphrase, text FROM
          (SELECT pk.keyphrase AS keyphrase, v.text AS text,
                  row_number() OVER (PARTITION BY pk.keyphrase ORDER BY sum(v.count) DESC, v.text) AS place
           FROM variants v JOIN post_keyphrases pk ON pk.id = v.post_keyphrase GROUP BY pk.keyphrase, v.text)
      WHERE place = 1) AS best
WHERE best.keyphrase = keyphrases.id;
UPDATE keyphrases SET text = reported.text, posts = reported.posts, occurrences = reported.occurrences
FROM reported WHERE reported.lemma = keyphrases.lemma;
DROP TABLE reported;
CREATE INDEX keyphrases_by_weight ON keyphrases (weight DESC);
INSERT INTO posts_search (posts_search) VALUES ('rebuild');
COMMIT;
PRAGMA journal_mode = DELETE;
ANALYZE;
";
