//! What the Spark job does in its workers and on its driver: the passes of the library over an archive in parts, on
//! batches of rows, with bytes between them. The job itself is `pysrc/glane/spark.py`.

use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::builder::BinaryBuilder;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, Int32Array, Int64Array, StringArray};
use arrow_schema::{DataType, Field, Schema};
use glane::archive::{Format, ReadOptions, read_bytes, read_found_bytes};
use glane::clean::{CleanOptions, Verdict};
use glane::corpus::Aggregate;
use glane::output::{ErrorRecord, LeftAlone, LeftOut, ReportFile};
use glane::run::parts::{PartCleaned, PartCleaning, PartComparison, PartSurvey, PartedArchive};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyBytes;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::analyzer::{Analyzer, period_of};
use crate::capsules::{self, RecordBatch};
use crate::columns::{Outcome, analyze_one, result_columns, result_fields};
use crate::error;
use crate::row_error::RowError;
use crate::rows::{Row, Rows, text_at};

/// How rows become posts.
struct Source {
    format: String,
    text: String,
    id: String,
    /// The directory of the files, as their paths begin, and as messages name it.
    root: String,
    shown: String,
    part: usize,
    row: u64,
    most: u64,
}

impl Source {
    /// From `(format, text, id, root, shown, part, most)`.
    fn new(of: (String, String, String, String, String, usize, u64)) -> Self {
        let (format, text, id, root, shown, part, most) = of;
        Self { format, text, id, root, shown, part, row: 0, most }
    }

    /// The posts of a batch, in its order.
    fn posts(&mut self, batch: &arrow_array::RecordBatch) -> Result<Vec<Row>, String> {
        let first = self.row;
        self.row += batch.num_rows() as u64;
        let part = self.part;
        let name = |row: usize| format!("{part}-{}", first + row as u64 + 1);
        if self.format == "columns" {
            let rows = Rows::new(batch, &self.text, &self.id, self.most)?;
            return Ok((0..batch.num_rows()).map(|row| rows.post(row, || name(row))).collect());
        }
        let column = |name: &str| {
            batch.column_by_name(name).ok_or_else(|| format!("the batch has no column {name:?}"))
        };
        let mut posts = Vec::new();
        if self.format == "lines" {
            let options = ReadOptions::default().format(Format::JsonLines).max_post_bytes(self.most);
            let lines = column("value")?;
            for row in 0..lines.len() {
                let line = text_at(lines, row).unwrap_or_default();
                if line.trim().is_empty() {
                    continue;
                }
                let read =
                    read_bytes(&name(row), line.as_bytes().to_vec(), options.clone()).with_shared_ids();
                posts.extend(read.map(|post| self.named(post.map_err(|error| RowError::from(&error)), true)));
            }
        } else {
            let options = ReadOptions::default().max_post_bytes(self.most);
            let (paths, contents) = (column("path")?, column("content")?);
            let contents = contents.as_binary_opt::<i32>().ok_or("the column \"content\" is not binary")?;
            for row in 0..contents.len() {
                let path = text_at(paths, row).unwrap_or_default();
                let name = path.strip_prefix(&self.root).unwrap_or(path).trim_start_matches('/');
                let read =
                    read_found_bytes(name, contents.value(row).to_vec(), options.clone()).with_shared_ids();
                posts
                    .extend(read.map(|post| self.named(post.map_err(|error| RowError::from(&error)), false)));
            }
        }
        Ok(posts)
    }

    /// With the name of the source that the program gives: of the input itself, or of a file below it.
    fn named(&self, row: Row, is_input: bool) -> Row {
        let source = |name: &str| {
            if is_input { self.shown.clone() } else { format!("{}/{name}", self.shown.trim_end_matches('/')) }
        };
        match row {
            Ok(mut post) => {
                post.source = post.source.as_deref().map(source);
                Ok(post)
            }
            Err(mut error) => {
                error.source = source(&error.source);
                error.line = error.line.filter(|_| !is_input);
                Err(error)
            }
        }
    }
}

type SourceOptions = (String, String, String, String, String, usize, u64);

fn failed(reason: impl std::fmt::Display) -> PyErr {
    error::failed("the archive", reason)
}

/// The bytes of a value. Names of fields go along: some are left out where they are empty.
fn to_bytes(value: &impl Serialize) -> PyResult<Vec<u8>> {
    rmp_serde::to_vec_named(value).map_err(failed)
}

fn from_bytes<T: DeserializeOwned>(bytes: &[u8]) -> PyResult<T> {
    rmp_serde::from_slice(bytes).map_err(failed)
}

/// The first reading of a part.
#[pyclass(module = "glane._glane")]
pub(crate) struct Survey {
    source: Source,
    survey: PartSurvey,
}

#[pymethods]
impl Survey {
    #[new]
    fn new(source: SourceOptions) -> Self {
        Self { source: Source::new(source), survey: PartSurvey::default() }
    }

    fn add(&mut self, py: Python<'_>, batch: &Bound<'_, PyAny>) -> PyResult<()> {
        let batch = capsules::batch(batch)?;
        py.detach(|| {
            self.source.posts(&batch)?.iter().flatten().for_each(|post| self.survey.add(post));
            Ok(())
        })
        .map_err(|reason: String| failed(reason))
    }

    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        Ok(PyBytes::new(py, &to_bytes(&self.survey)?))
    }
}

/// The second reading of a part.
#[pyclass(module = "glane._glane")]
pub(crate) struct Comparison {
    source: Source,
    comparison: PartComparison,
}

#[pymethods]
impl Comparison {
    #[new]
    fn new(source: SourceOptions, comparison: &[u8]) -> PyResult<Self> {
        Ok(Self { source: Source::new(source), comparison: from_bytes(comparison)? })
    }

    fn add(&mut self, py: Python<'_>, batch: &Bound<'_, PyAny>) -> PyResult<()> {
        let batch = capsules::batch(batch)?;
        py.detach(|| {
            self.source.posts(&batch)?.iter().flatten().for_each(|post| self.comparison.add(post));
            Ok(())
        })
        .map_err(|reason: String| failed(reason))
    }

    fn finish<'py>(&mut self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        self.comparison.finish().map_err(failed)?;
        Ok(PyBytes::new(py, &to_bytes(&self.comparison)?))
    }
}

/// What two or more parts found.
#[pyfunction]
pub(crate) fn merge_comparisons<'py>(
    py: Python<'py>,
    one: &[u8],
    other: &[u8],
) -> PyResult<Bound<'py, PyBytes>> {
    let merged = py.detach(|| -> PyResult<Vec<u8>> {
        let mut one: PartComparison = from_bytes(one)?;
        one.merge(from_bytes(other)?);
        to_bytes(&one)
    })?;
    Ok(PyBytes::new(py, &merged))
}

/// A post that was left alone: its id and its language.
type Foreign = (String, String);

/// The list of the report of these posts.
fn listed(posts: Vec<Foreign>) -> Vec<LeftAlone> {
    let mut list = Vec::new();
    posts.into_iter().for_each(|(id, language)| LeftAlone::new(id, language).add_to(&mut list));
    list
}

/// The results of one or more parts, besides the aggregate.
#[derive(Serialize, Deserialize)]
struct Removed {
    cleaned: PartCleaned,
    left_alone: Vec<Foreign>,
}

fn result_bytes(aggregate: &Aggregate, removed: &Removed) -> PyResult<Vec<u8>> {
    let removed = to_bytes(removed)?;
    let mut bytes = (removed.len() as u64).to_le_bytes().to_vec();
    bytes.extend(removed);
    aggregate.write_to(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

fn read_result(bytes: &[u8]) -> PyResult<(Aggregate, Removed)> {
    let cut_off = || failed("a result is cut off");
    let (length, rest) = bytes.split_first_chunk().ok_or_else(cut_off)?;
    let length = usize::try_from(u64::from_le_bytes(*length)).map_err(failed)?;
    let (removed, aggregate) = rest.split_at_checked(length).ok_or_else(cut_off)?;
    Ok((Aggregate::read_from(aggregate).map_err(failed)?, from_bytes(removed)?))
}

/// The results of two or more parts, in any order.
#[pyfunction]
pub(crate) fn merge_results<'py>(py: Python<'py>, one: &[u8], other: &[u8]) -> PyResult<Bound<'py, PyBytes>> {
    let merged = py.detach(|| -> PyResult<Vec<u8>> {
        let (mut aggregate, mut removed) = read_result(one)?;
        let (theirs, more) = read_result(other)?;
        aggregate.merge(&theirs);
        removed.cleaned.merge(more.cleaned);
        removed.left_alone.extend(more.left_alone);
        removed.left_alone =
            listed(removed.left_alone).into_iter().map(|post| (post.id, post.language)).collect();
        result_bytes(&aggregate, &removed)
    })?;
    Ok(PyBytes::new(py, &merged))
}

fn row_fields() -> Vec<Field> {
    let mut fields = vec![
        Field::new("kind", DataType::Utf8, false),
        Field::new("part", DataType::Int32, false),
        Field::new("row", DataType::Int64, false),
        Field::new("line", DataType::Utf8, true),
        Field::new("result", DataType::Binary, true),
    ];
    fields.extend(result_fields());
    fields
}

/// The columns of the rows that [`PostAnalysis`] makes, as Spark writes types.
#[pyfunction]
pub(crate) fn rows_schema() -> String {
    fn spark(of: &DataType) -> String {
        match of {
            DataType::Int32 => "int".to_owned(),
            DataType::Int64 => "bigint".to_owned(),
            DataType::Float64 => "double".to_owned(),
            DataType::Binary => "binary".to_owned(),
            DataType::List(item) => format!("array<{}>", spark(item.data_type())),
            DataType::Struct(fields) => {
                let fields: Vec<String> = fields
                    .iter()
                    .map(|field| format!("{}:{}", field.name(), spark(field.data_type())))
                    .collect();
                format!("struct<{}>", fields.join(","))
            }
            _ => "string".to_owned(),
        }
    }
    let fields: Vec<String> =
        row_fields().iter().map(|field| format!("{} {}", field.name(), spark(field.data_type()))).collect();
    fields.join(", ")
}

/// The third reading of a part: cleans and analyzes its posts.
#[pyclass(module = "glane._glane")]
pub(crate) struct PostAnalysis {
    source: Source,
    analyzer: glane::Analyzer,
    has_lines: bool,
    cleaning: Option<PartCleaning>,
    aggregate: Aggregate,
    left_alone: Vec<LeftAlone>,
    place: u64,
}

/// A row of the result.
struct Made {
    place: u64,
    line: Option<String>,
    outcome: Outcome,
}

impl PostAnalysis {
    fn analyze(&mut self, posts: Vec<Row>) -> Result<Vec<Made>, String> {
        let mut made = Vec::with_capacity(posts.len());
        for row in posts {
            let place = self.place;
            self.place += 1;
            let outcome = match (row, &mut self.cleaning) {
                (Err(error), _) => Err((error.source.clone(), error)),
                (Ok(mut post), Some(cleaning)) => {
                    if cleaning.clean(&mut post) == Verdict::Duplicate {
                        continue;
                    }
                    analyze_one(&self.analyzer, Arc::new(post))
                }
                (Ok(post), None) => analyze_one(&self.analyzer, Arc::new(post)),
            };
            let mut line = None;
            if let Ok(found) = &outcome {
                self.aggregate.add(&found.post, &found.report);
                if !found.report.analyzed {
                    let language = found.report.language.code;
                    LeftAlone::new(&*found.post.id, language).add_to(&mut self.left_alone);
                }
                if self.has_lines {
                    let mut bytes = found.line(false).map_err(|error| error.to_string())?;
                    bytes.pop();
                    line = Some(String::from_utf8(bytes).map_err(|error| error.to_string())?);
                }
            }
            made.push(Made { place, line, outcome });
        }
        Ok(made)
    }

    /// Rows of results, or one row with the result of the part.
    fn rows(&self, made: &[Made], result: Option<&[u8]>) -> Result<arrow_array::RecordBatch, String> {
        let count = made.len() + usize::from(result.is_some());
        let kind = |made: &Made| if made.outcome.is_ok() { "post" } else { "error" };
        let kinds = made.iter().map(kind).chain(result.map(|_| "result"));
        let mut results = BinaryBuilder::new();
        made.iter().for_each(|_| results.append_null());
        result.iter().for_each(|bytes| results.append_value(bytes));
        let places = made.iter().map(|made| made.place as i64).chain(result.map(|_| -1));
        let lines = made.iter().map(|made| made.line.as_deref()).chain(result.map(|_| None));
        let mut columns: Vec<ArrayRef> = vec![
            Arc::new(StringArray::from_iter_values(kinds)),
            Arc::new(Int32Array::from(vec![self.source.part as i32; count])),
            Arc::new(Int64Array::from_iter_values(places)),
            Arc::new(lines.collect::<StringArray>()),
            Arc::new(results.finish()),
        ];
        // The table has lines, or columns.
        let shown: Vec<Option<&Outcome>> = made
            .iter()
            .map(|made| Some(&made.outcome).filter(|outcome| !self.has_lines || outcome.is_err()))
            .chain(result.map(|_| None))
            .collect();
        columns.extend(result_columns(&shown));
        let schema = Arc::new(Schema::new(row_fields()));
        arrow_array::RecordBatch::try_new(schema, columns).map_err(|reason| reason.to_string())
    }
}

#[pymethods]
impl PostAnalysis {
    #[new]
    fn new(
        source: SourceOptions,
        analyzer: &Bound<'_, Analyzer>,
        cleaning: Option<&[u8]>,
        lines: bool,
    ) -> PyResult<Self> {
        Ok(Self {
            source: Source::new(source),
            analyzer: analyzer.get().for_archive()?,
            has_lines: lines,
            cleaning: cleaning.map(from_bytes).transpose()?,
            aggregate: Aggregate::new(),
            left_alone: Vec::new(),
            place: 0,
        })
    }

    fn add(&mut self, py: Python<'_>, batch: &Bound<'_, PyAny>) -> PyResult<RecordBatch> {
        let batch = capsules::batch(batch)?;
        py.detach(|| {
            let posts = self.source.posts(&batch)?;
            let made = self.analyze(posts)?;
            self.rows(&made, None)
        })
        .map(RecordBatch)
        .map_err(failed)
    }

    /// The row with the result of the part, and nothing where posts were not cleaned.
    fn finish(&mut self, py: Python<'_>) -> PyResult<RecordBatch> {
        let cleaned = self.cleaning.take().map(PartCleaning::finish).transpose().map_err(failed)?;
        py.detach(|| {
            let bytes = cleaned
                .map(|cleaned| {
                    let left_alone = std::mem::take(&mut self.left_alone);
                    let left_alone = left_alone.into_iter().map(|post| (post.id, post.language)).collect();
                    let removed = Removed { cleaned, left_alone };
                    result_bytes(&self.aggregate, &removed)
                })
                .transpose()?;
            self.rows(&[], bytes.as_deref()).map_err(failed)
        })
        .map(RecordBatch)
    }
}

/// All parts of an archive, on the driver.
#[pyclass(frozen, module = "glane._glane")]
pub(crate) struct Parts(Mutex<PartedArchive>);

impl Parts {
    fn with<T>(&self, job: impl FnOnce(&mut PartedArchive) -> T) -> T {
        job(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[pymethods]
impl Parts {
    #[new]
    fn new(surveys: Vec<PyBackedBytes>, boilerplate: bool, duplicates: bool) -> PyResult<Self> {
        let surveys = surveys.iter().map(|bytes| from_bytes(bytes)).collect::<PyResult<Vec<PartSurvey>>>()?;
        let options = CleanOptions::default().boilerplate(boilerplate).duplicates(duplicates);
        Ok(Self(Mutex::new(PartedArchive::new(surveys, options))))
    }

    #[getter]
    fn posts(&self) -> u64 {
        self.with(|archive| archive.posts())
    }

    fn comparison<'py>(&self, py: Python<'py>, part: usize) -> PyResult<Bound<'py, PyBytes>> {
        self.with(|archive| to_bytes(&archive.comparison(part))).map(|bytes| PyBytes::new(py, &bytes))
    }

    fn decide(&self, comparisons: &[u8]) -> PyResult<()> {
        let all = from_bytes(comparisons)?;
        self.with(|archive| archive.decide(all));
        Ok(())
    }

    fn cleaning<'py>(&self, py: Python<'py>, part: usize) -> PyResult<Bound<'py, PyBytes>> {
        self.with(|archive| to_bytes(&archive.cleaning(part))).map(|bytes| PyBytes::new(py, &bytes))
    }

    /// `report.json`, of the merged results and the errors as JSON, in their order.
    fn report(
        &self,
        py: Python<'_>,
        result: &[u8],
        errors: Vec<String>,
        period: Option<&str>,
    ) -> PyResult<(String, crate::aggregate::Aggregate)> {
        let period = period_of(period)?;
        py.detach(|| {
            let (aggregate, removed) = read_result(result)?;
            let report = aggregate.try_report_by(period).map_err(failed)?;
            let errors: Vec<ErrorRecord> =
                errors.iter().map(|error| RowError::from_json(error, "a row").record()).collect();
            let left_alone = listed(removed.left_alone);
            let json = self.with(|archive| {
                archive.add_cleaned(removed.cleaned);
                let cleaner = archive.cleaner();
                let (boilerplate, duplicates) = (cleaner.repeated_lines(), cleaner.duplicates());
                let mut file = ReportFile::new(&report);
                let unread = report.posts.read - report.posts.analyzed;
                file.left_out =
                    LeftOut::new(cleaner.repeated_line_count(), cleaner.duplicate_count(), unread);
                (file.boilerplate, file.duplicates) = (&boilerplate, &duplicates);
                (file.left_alone, file.errors) = (&left_alone, &errors);
                serde_json::to_string_pretty(&file)
            });
            Ok((json.map_err(failed)?, crate::aggregate::Aggregate::new(aggregate)))
        })
    }
}
