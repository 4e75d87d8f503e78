//! From rows of Arrow columns to posts: which columns make a post, and which types they may have.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, TimeUnit};
use glane::{Annotation, Post};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::post::{annotation_kind, parse_day};
use crate::row_error::RowError;

/// A post, or why a row has none.
pub(crate) type Row = Result<Post, RowError>;

/// The columns of a batch that make posts, by their names; others are left aside.
pub(crate) struct Rows<'a> {
    text: &'a ArrayRef,
    id: Option<&'a ArrayRef>,
    title: Option<&'a ArrayRef>,
    published: Option<&'a ArrayRef>,
    author: Option<&'a ArrayRef>,
    url: Option<&'a ArrayRef>,
    source: Option<&'a ArrayRef>,
    labels: Option<&'a ArrayRef>,
    categories: Option<&'a ArrayRef>,
    warnings: Option<&'a ArrayRef>,
    annotations: Option<&'a ArrayRef>,
    meta: Option<&'a ArrayRef>,
    error: Option<&'a ArrayRef>,
    most: u64,
}

/// The text of a row; `None` for null.
pub(crate) fn text_at(column: &ArrayRef, row: usize) -> Option<&str> {
    if column.is_null(row) {
        return None;
    }
    match column.data_type() {
        DataType::Utf8 => Some(column.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => Some(column.as_string::<i64>().value(row)),
        DataType::Utf8View => Some(column.as_string_view().value(row)),
        _ => None,
    }
}

fn is_text(of: &DataType) -> bool {
    matches!(of, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null)
}

fn integer_at(column: &ArrayRef, row: usize) -> Option<i128> {
    if column.is_null(row) {
        return None;
    }
    Some(match column.data_type() {
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).into(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).into(),
        DataType::UInt32 => column.as_primitive::<UInt32Type>().value(row).into(),
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(row).into(),
        _ => return None,
    })
}

fn is_integer(of: &DataType) -> bool {
    matches!(of, DataType::Int32 | DataType::Int64 | DataType::UInt32 | DataType::UInt64)
}

fn list_at(column: &ArrayRef, row: usize) -> Option<ArrayRef> {
    if column.is_null(row) {
        return None;
    }
    match column.data_type() {
        DataType::List(_) => Some(column.as_list::<i32>().value(row)),
        DataType::LargeList(_) => Some(column.as_list::<i64>().value(row)),
        _ => None,
    }
}

fn item_type(of: &DataType) -> Option<&DataType> {
    match of {
        DataType::List(field) | DataType::LargeList(field) => Some(field.data_type()),
        _ => None,
    }
}

fn day_at(column: &ArrayRef, row: usize) -> Result<Option<Date>, String> {
    if column.is_null(row) {
        return Ok(None);
    }
    let days = match column.data_type() {
        DataType::Date32 => i64::from(column.as_primitive::<Date32Type>().value(row)),
        DataType::Timestamp(TimeUnit::Second, _) => {
            column.as_primitive::<TimestampSecondType>().value(row).div_euclid(86_400)
        }
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            column.as_primitive::<TimestampMillisecondType>().value(row).div_euclid(86_400_000)
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            column.as_primitive::<TimestampMicrosecondType>().value(row).div_euclid(86_400_000_000)
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            column.as_primitive::<TimestampNanosecondType>().value(row).div_euclid(86_400_000_000_000)
        }
        _ => {
            let text = text_at(column, row).unwrap_or_default();
            return parse_day(text).map(Some).ok_or_else(|| format!("{text:?} is not a day"));
        }
    };
    let days = i32::try_from(days).ok().filter(|days| days.abs() < 3_000_000);
    let day = days.and_then(|days| date(1970, 1, 1).checked_add(days.days()).ok());
    day.map(Some).ok_or_else(|| "a day out of range".to_owned())
}

fn is_day(of: &DataType) -> bool {
    is_text(of) || matches!(of, DataType::Date32 | DataType::Timestamp(..))
}

impl<'a> Rows<'a> {
    /// The columns of a batch; `text` and `id` are the names of two of them. The error says which column cannot be
    /// used, and what to do.
    pub(crate) fn new(batch: &'a RecordBatch, text: &str, id: &str, most: u64) -> Result<Self, String> {
        let column = |name: &str, fits: fn(&DataType) -> bool, wanted: &str| match batch.column_by_name(name)
        {
            Some(column) if fits(column.data_type()) => Ok(Some(column)),
            None => Ok(None),
            Some(column) => {
                let of = column.data_type();
                Err(format!(
                    "the column {name:?} has the type {of}: cast it to {wanted}, or give it another name"
                ))
            }
        };
        let strings = |of: &DataType| item_type(of).is_some_and(is_text) || *of == DataType::Null;
        let structs = |of: &DataType| {
            item_type(of).is_some_and(|of| matches!(of, DataType::Struct(_))) || *of == DataType::Null
        };
        let names: Vec<&str> =
            batch.schema_ref().fields().iter().map(|field| field.name().as_str()).collect();
        Ok(Self {
            text: column(text, is_text, "strings")?
                .ok_or_else(|| format!("no column {text:?} in {names:?}: name the column of the text"))?,
            id: column(id, |of| is_text(of) || is_integer(of), "strings")?,
            title: column("title", is_text, "strings")?,
            published: column("published", is_day, "days")?,
            author: column("author", is_text, "strings")?,
            url: column("url", is_text, "strings")?,
            source: column("source", is_text, "strings")?,
            labels: column("labels", strings, "lists of strings")?,
            categories: column("categories", strings, "lists of strings")?,
            warnings: column("warnings", strings, "lists of strings")?,
            annotations: column("annotations", structs, "lists of {kind, start, end}")?,
            meta: column("meta", is_text, "strings of JSON")?,
            error: column("error", is_text, "strings")?,
            most,
        })
    }

    /// The post of a row. `name` is its id where the row has none.
    pub(crate) fn post(&self, row: usize, name: impl FnOnce() -> String) -> Row {
        let text_of =
            |column: Option<&ArrayRef>| column.and_then(|column| text_at(column, row)).map(str::to_owned);
        let id =
            text_of(self.id).or_else(|| self.id.and_then(|id| integer_at(id, row)).map(|id| id.to_string()));
        let id = id.unwrap_or_else(name);
        if let Some(error) = text_of(self.error) {
            return Err(RowError::from_json(&error, &id));
        }
        let Some(text) = text_at(self.text, row) else {
            return Err(RowError::new(id, "field", "the text is null", "leave the row out, or fill it"));
        };
        if text.len() as u64 > self.most {
            let reason = format!("the post has {} bytes, and the limit is {}", text.len(), self.most);
            return Err(RowError::new(id, "too-large", reason, "divide it, or set max_post_bytes higher"));
        }
        let field = |name: &str, reason: String, id: &str| {
            RowError::new(id, "field", format!("{name}: {reason}"), "correct the field, or leave it null")
        };
        let mut post = Post::new(id, text);
        post.title = text_of(self.title).unwrap_or_default();
        (post.author, post.url, post.source) =
            (text_of(self.author), text_of(self.url), text_of(self.source));
        if let Some(published) = self.published {
            post.published = day_at(published, row).map_err(|reason| field("published", reason, &post.id))?;
        }
        let lists = [
            (self.labels, &mut post.labels),
            (self.categories, &mut post.categories),
            (self.warnings, &mut post.warnings),
        ];
        for (column, list) in lists {
            if let Some(values) = column.and_then(|column| list_at(column, row)) {
                list.extend((0..values.len()).filter_map(|at| text_at(&values, at)).map(str::to_owned));
            }
        }
        if let Some(meta) = text_of(self.meta) {
            post.meta =
                serde_json::from_str(&meta).map_err(|reason| field("meta", reason.to_string(), &post.id))?;
        }
        if let Some(values) = self.annotations.and_then(|column| list_at(column, row)) {
            post.annotations = annotations(&values, &post.text).ok_or_else(|| {
                field("annotations", "not {kind, start, end} inside the text".to_owned(), &post.id)
            })?;
        }
        Ok(post)
    }
}

/// Annotations of a row: their places are code points.
fn annotations(values: &ArrayRef, text: &str) -> Option<Vec<Annotation>> {
    let values = values.as_struct_opt()?;
    let (kinds, starts, ends) =
        (values.column_by_name("kind")?, values.column_by_name("start")?, values.column_by_name("end")?);
    let point =
        |column: &ArrayRef, at: usize| integer_at(column, at).and_then(|point| usize::try_from(point).ok());
    let mut points = Vec::with_capacity(2 * values.len());
    for at in 0..values.len() {
        points.extend([point(starts, at)?, point(ends, at)?]);
    }
    let bytes = crate::post::byte_offsets(text, points.into_iter());
    let mut made = Vec::with_capacity(values.len());
    for (at, range) in bytes.chunks(2).enumerate() {
        let ([Some(start), Some(end)], Some(kind)) = (range, text_at(kinds, at)) else { return None };
        if start > end {
            return None;
        }
        made.push(Annotation::new(annotation_kind(kind)?, *start..*end));
    }
    Some(made)
}
