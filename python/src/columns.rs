//! The results of posts as Arrow columns: one row a post, in the order of the rows that came.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock};

use arrow_array::{
    ArrayRef, Float64Array, Int32Array, ListArray, RecordBatch, RecordBatchReader, StringArray, StructArray,
};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use glane::Analyzer;

use crate::capsules::Reader;
pub(crate) use crate::columns_of_posts::PostBatches;
use crate::keyphrases::Found;
use crate::row_error::RowError;
use crate::rows::{Row, Rows};

pub(crate) fn text_field(name: &str, nullable: bool) -> Field {
    Field::new(name, DataType::Utf8, nullable)
}

pub(crate) fn whole_field(name: &str, nullable: bool) -> Field {
    Field::new(name, DataType::Int32, nullable)
}

fn span_fields() -> Fields {
    vec![whole_field("start", false), whole_field("end", false)].into()
}

fn item(of: DataType) -> Arc<Field> {
    Arc::new(Field::new("item", of, true))
}

fn keyphrase_fields() -> Fields {
    vec![
        text_field("text", false),
        text_field("lemma", false),
        Field::new("score", DataType::Float64, false),
        whole_field("count", false),
        whole_field("mentions", false),
        text_field("kind", false),
        Field::new("spans", DataType::List(item(DataType::Struct(span_fields()))), false),
    ]
    .into()
}

/// The columns of a result; `error` has JSON.
pub(crate) fn result_fields() -> Vec<Field> {
    vec![
        text_field("id", false),
        text_field("language", true),
        whole_field("words", true),
        Field::new("keyphrases", DataType::List(item(DataType::Struct(keyphrase_fields()))), true),
        text_field("error", true),
    ]
}

static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| Arc::new(Schema::new(result_fields())));

/// A column of lists with these lengths.
pub(crate) fn list_of(
    field: Arc<Field>,
    lengths: impl Iterator<Item = usize>,
    values: ArrayRef,
    nulls: Option<NullBuffer>,
) -> ArrayRef {
    Arc::new(ListArray::new(field, OffsetBuffer::from_lengths(lengths), values, nulls))
}

pub(crate) fn structs(fields: Fields, columns: Vec<ArrayRef>) -> ArrayRef {
    Arc::new(StructArray::new(fields, columns, None))
}

fn whole(values: impl Iterator<Item = usize>) -> ArrayRef {
    Arc::new(Int32Array::from_iter_values(values.map(|value| i32::try_from(value).unwrap_or(i32::MAX))))
}

/// What was found in a post, or its id and why nothing was.
pub(crate) type Outcome = Result<Found, (String, RowError)>;

/// The columns of results, in the order of [`result_fields`].
pub(crate) fn result_columns(outcomes: &[Option<&Outcome>]) -> Vec<ArrayRef> {
    let found = || outcomes.iter().filter_map(|outcome| outcome.and_then(|outcome| outcome.as_ref().ok()));
    let keyphrases = || found().flat_map(|found| &found.report.keyphrases);
    let spans: Vec<(u32, u32)> = found()
        .flat_map(|found| {
            (0..found.report.keyphrases.len()).flat_map(move |at| found.spans_at(at).iter().copied())
        })
        .collect();
    let ends = structs(
        span_fields(),
        vec![
            whole(spans.iter().map(|span| span.0 as usize)),
            whole(spans.iter().map(|span| span.1 as usize)),
        ],
    );
    let spans = list_of(
        item(DataType::Struct(span_fields())),
        keyphrases().map(|found| found.spans.len()),
        ends,
        None,
    );
    let rounded = |score: f64| (score * 10_000.0).round() / 10_000.0;
    let values = structs(
        keyphrase_fields(),
        vec![
            Arc::new(StringArray::from_iter_values(keyphrases().map(|found| &found.text))),
            Arc::new(StringArray::from_iter_values(keyphrases().map(|found| &found.lemma))),
            Arc::new(Float64Array::from_iter_values(keyphrases().map(|found| rounded(found.score)))),
            whole(keyphrases().map(|found| found.count as usize)),
            whole(keyphrases().map(|found| found.mentions as usize)),
            Arc::new(StringArray::from_iter_values(keyphrases().map(|found| found.kind.as_str()))),
            spans,
        ],
    );
    let lengths = outcomes.iter().map(|outcome| match outcome {
        Some(Ok(found)) => found.report.keyphrases.len(),
        _ => 0,
    });
    let valid: NullBuffer = outcomes.iter().map(|outcome| matches!(outcome, Some(Ok(_)))).collect();
    let lists = list_of(item(DataType::Struct(keyphrase_fields())), lengths, values, Some(valid));
    let ids = outcomes.iter().map(|outcome| match outcome {
        Some(Ok(found)) => found.post.id.as_str(),
        Some(Err((id, _))) => id,
        None => "",
    });
    let languages = outcomes.iter().map(|outcome| match outcome {
        Some(Ok(found)) => Some(found.report.language.code),
        _ => None,
    });
    let errors = outcomes.iter().map(|outcome| match outcome {
        Some(Err((_, error))) => Some(error.json()),
        _ => None,
    });
    let words = outcomes.iter().map(|outcome| match outcome {
        Some(Ok(found)) => Some(i32::try_from(found.report.stats.words).unwrap_or(i32::MAX)),
        _ => None,
    });
    vec![
        Arc::new(StringArray::from_iter_values(ids)),
        Arc::new(languages.collect::<StringArray>()),
        Arc::new(words.collect::<Int32Array>()),
        lists,
        Arc::new(errors.collect::<StringArray>()),
    ]
}

/// The names of two columns.
pub(crate) struct Names {
    pub(crate) text: String,
    pub(crate) id: String,
}

/// Analyzes the rows of batches.
pub(crate) struct BatchAnalyzer {
    pub(crate) analyzer: Analyzer,
    pub(crate) names: Names,
    /// Whether the calling thread does the work.
    pub(crate) is_serial: bool,
    pub(crate) most: u64,
}

/// Analyzes a post on this thread; a fault inside the analysis is an error of this post.
pub(crate) fn analyze_one(analyzer: &Analyzer, post: Arc<glane::Post>) -> Outcome {
    let analyze = AssertUnwindSafe(|| Found::new(Arc::clone(&post), analyzer.analyze(&post)));
    catch_unwind(analyze).map_err(|_| {
        let remedy = "leave it out, and report the text as a fault";
        (post.id.clone(), RowError::new(&*post.id, "failed", "its analysis failed inside Glane", remedy))
    })
}

impl BatchAnalyzer {
    /// The results of a batch.
    pub(crate) fn analyze(&self, batch: &RecordBatch) -> Result<RecordBatch, String> {
        let rows = Rows::new(batch, &self.names.text, &self.names.id, self.most)?;
        let posts = (0..batch.num_rows()).map(|row| rows.post(row, || (row + 1).to_string()));
        let outcomes = if self.is_serial { self.one_by_one(posts) } else { self.in_parallel(posts) };
        let outcomes: Vec<Option<&Outcome>> = outcomes.iter().map(Some).collect();
        RecordBatch::try_new(Arc::clone(&SCHEMA), result_columns(&outcomes))
            .map_err(|reason| reason.to_string())
    }

    fn one_by_one(&self, posts: impl Iterator<Item = Row>) -> Vec<Outcome> {
        let analyze = |row: Row| match row {
            Ok(post) => analyze_one(&self.analyzer, Arc::new(post)),
            Err(error) => Err((error.source.clone(), error)),
        };
        posts.map(analyze).collect()
    }

    /// The same on the threads of the analyzer. Posts are made as they are drawn: a few batches of some hundred
    /// kilobytes are held at a time.
    fn in_parallel(&self, posts: impl Iterator<Item = Row>) -> Vec<Outcome> {
        let mut errors = Vec::new();
        let mut number = 0;
        let good = posts.filter_map(|row| {
            number += 1;
            row.map_err(|error| errors.push((number - 1, error))).ok()
        });
        let found: Vec<Found> =
            self.analyzer.analyze_all_with(good, |post, report| Found::new(Arc::new(post), report)).collect();
        let mut outcomes: Vec<Outcome> = found.into_iter().map(Ok).collect();
        for (at, error) in errors {
            outcomes.insert(at, Err((error.source.clone(), error)));
        }
        outcomes
    }
}

/// The results of a stream of batches, as they come.
pub(crate) struct AnalyzedBatches {
    pub(crate) reader: Reader,
    pub(crate) analyzer: BatchAnalyzer,
}

impl Iterator for AnalyzedBatches {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.reader.next()?;
        Some(batch.and_then(|batch| self.analyzer.analyze(&batch).map_err(ArrowError::ComputeError)))
    }
}

impl RecordBatchReader for AnalyzedBatches {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&SCHEMA)
    }
}
