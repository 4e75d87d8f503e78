//! From posts of an archive to batches of Arrow columns, the ones that `rows` reads.

use std::sync::{Arc, LazyLock};

use arrow_array::{ArrayRef, Date32Array, RecordBatch, RecordBatchReader, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use glane::Post;
use glane::archive::ArchiveError;
use jiff::civil::date;

use crate::columns::{list_of, structs, text_field, whole_field};
use crate::post::{code_points, kind_name};
use crate::row_error::RowError;

/// The most bytes of text in a batch: offsets have 32 bits.
const BATCH_BYTES: usize = 64 << 20;

fn annotation_fields() -> Fields {
    vec![text_field("kind", false), whole_field("start", false), whole_field("end", false)].into()
}

fn item(of: DataType) -> Arc<Field> {
    Arc::new(Field::new("item", of, true))
}

static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let list = |name: &str, of: DataType| Field::new(name, DataType::List(item(of)), true);
    Arc::new(Schema::new(vec![
        text_field("id", true),
        text_field("title", true),
        text_field("text", true),
        list("annotations", DataType::Struct(annotation_fields())),
        Field::new("published", DataType::Date32, true),
        text_field("author", true),
        list("labels", DataType::Utf8),
        list("categories", DataType::Utf8),
        text_field("url", true),
        text_field("source", true),
        text_field("meta", true),
        list("warnings", DataType::Utf8),
        text_field("error", true),
    ]))
});

type Item = Result<Post, ArchiveError>;

/// Batches of posts; those that cannot be read have an `error`.
pub(crate) struct PostBatches {
    posts: Box<dyn Iterator<Item = Item> + Send>,
    rows: usize,
}

impl PostBatches {
    pub(crate) fn new(posts: Box<dyn Iterator<Item = Item> + Send>, rows: usize) -> Self {
        Self { posts, rows }
    }
}

impl Iterator for PostBatches {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (mut posts, mut bytes) = (Vec::new(), 0);
        while posts.len() < self.rows && bytes < BATCH_BYTES {
            let Some(item) = self.posts.next() else { break };
            bytes += item.as_ref().map_or(0, |post| post.text.len());
            posts.push(item);
        }
        (!posts.is_empty()).then(|| batch_of(&posts))
    }
}

impl RecordBatchReader for PostBatches {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&SCHEMA)
    }
}

fn batch_of(items: &[Item]) -> Result<RecordBatch, ArrowError> {
    let texts = |of: &dyn Fn(&Post) -> Option<String>| -> ArrayRef {
        Arc::new(items.iter().map(|item| item.as_ref().ok().and_then(of)).collect::<StringArray>())
    };
    let lists = |of: fn(&Post) -> &[String]| {
        let posts = items.iter().map(|item| item.as_ref().map_or(&[][..], of));
        let values: StringArray = posts.clone().flatten().map(Some).collect();
        list_of(item(DataType::Utf8), posts.map(<[String]>::len), Arc::new(values), None)
    };
    let epoch = date(1970, 1, 1);
    let day = |post: &Post| {
        let days = post.published?.since(epoch).ok()?.get_days();
        Some(days)
    };
    let days: Date32Array = items.iter().map(|item| item.as_ref().ok().and_then(day)).collect();
    let mut marks = Vec::new();
    for post in items.iter().flatten() {
        let ranges: Vec<usize> =
            post.annotations.iter().flat_map(|of| [of.range.start, of.range.end]).collect();
        let points = code_points(&post.text, &ranges);
        marks.extend(
            post.annotations.iter().zip(points.chunks(2)).map(|(of, at)| (kind_name(of.kind), at[0], at[1])),
        );
    }
    let marks = structs(
        annotation_fields(),
        vec![
            Arc::new(marks.iter().map(|mark| Some(mark.0)).collect::<StringArray>()),
            Arc::new(marks.iter().map(|mark| Some(mark.1 as i32)).collect::<arrow_array::Int32Array>()),
            Arc::new(marks.iter().map(|mark| Some(mark.2 as i32)).collect::<arrow_array::Int32Array>()),
        ],
    );
    let lengths = items.iter().map(|item| item.as_ref().map_or(0, |post| post.annotations.len()));
    let errors: StringArray =
        items.iter().map(|item| item.as_ref().err().map(|error| RowError::from(error).json())).collect();
    let meta =
        |post: &Post| (!post.meta.is_empty()).then(|| serde_json::to_string(&post.meta).unwrap_or_default());
    RecordBatch::try_new(
        Arc::clone(&SCHEMA),
        vec![
            texts(&|post| Some(post.id.clone())),
            texts(&|post| Some(post.title.clone())),
            texts(&|post| Some(post.text.clone())),
            list_of(item(DataType::Struct(annotation_fields())), lengths, marks, None),
            Arc::new(days),
            texts(&|post| post.author.clone()),
            lists(|post| &post.labels),
            lists(|post| &post.categories),
            texts(&|post| post.url.clone()),
            texts(&|post| post.source.clone()),
            texts(&meta),
            lists(|post| &post.warnings),
            Arc::new(errors),
        ],
    )
}
