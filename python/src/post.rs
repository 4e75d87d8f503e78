//! Posts: from a `str`, a `dict` or a post of an archive to a post of the library, and back.

use std::collections::BTreeMap;
use std::sync::Arc;

use glane::{Annotation, AnnotationKind};
use jiff::civil::Date;
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyMapping, PyString, PyTuple};
use serde_json::{Map, Number, Value};

use crate::error;

/// A post of an archive: ``id``, ``title``, ``text`` without markup, ``published`` (as ``2012-10-01``), ``author``,
/// ``labels``, ``categories`` (those of the labels that are), ``url``, ``source`` (its file), ``annotations`` in code points, ``meta`` (other fields), ``warnings``.
#[pyclass(frozen, module = "glane", name = "Post")]
pub(crate) struct Post {
    pub(crate) post: Arc<glane::Post>,
}

/// How deep fields of a source may be nested.
const DEEPEST: usize = 64;

/// The post of a Python object. `name` is its id, unless it brings one.
pub(crate) fn of(
    value: &Bound<'_, PyAny>,
    name: impl Fn() -> String,
    most: u64,
) -> PyResult<Arc<glane::Post>> {
    let post = if let Ok(text) = value.cast::<PyString>() {
        let id = name();
        let text = string(text, &id, "text")?;
        Arc::new(glane::Post::new(id, text))
    } else if let Ok(post) = value.cast::<Post>() {
        Arc::clone(&post.get().post)
    } else if let Ok(fields) = value.cast::<PyMapping>() {
        Arc::new(from_fields(fields, name())?)
    } else {
        let class = value.get_type().name()?;
        let reason = format!("a {class} is not a post");
        return Err(error::post(
            &name(),
            "field",
            reason,
            "give a str, a dict with \"text\", or a glane.Post",
        ));
    };
    let bytes = post.text.len().max(post.title.len()) as u64;
    if bytes > most {
        let reason = format!("the post has {bytes} bytes, and the limit is {most}");
        return Err(error::post(&post.id, "too-large", reason, "divide it, or set max_post_bytes higher"));
    }
    Ok(post)
}

fn string(value: &Bound<'_, PyString>, id: &str, field: &str) -> PyResult<String> {
    value.to_str().map(str::to_owned).map_err(|_| {
        let reason = format!("{field:?} has half of a surrogate pair");
        error::post(id, "not-text", reason, "decode it again, or use .encode(errors=\"replace\").decode()")
    })
}

fn from_fields(fields: &Bound<'_, PyMapping>, name: String) -> PyResult<glane::Post> {
    let mut post = glane::Post::new(name, "");
    let mut annotations = None;
    let mut has_text = false;
    for item in fields.items()?.iter() {
        let (key, value): (String, Bound<'_, PyAny>) = item.extract()?;
        if value.is_none() {
            continue;
        }
        match key.as_str() {
            "id" => post.id = one_line(&value, &post.id, "id")?,
            "title" => post.title = one_line(&value, &post.id, "title")?,
            "text" => (post.text, has_text) = (required(&value, &post.id, "text")?, true),
            "author" => post.author = Some(required(&value, &post.id, "author")?),
            "url" => post.url = Some(required(&value, &post.id, "url")?),
            "source" => post.source = Some(required(&value, &post.id, "source")?),
            "published" => post.published = Some(day(&value, &post.id)?),
            "labels" => post.labels = strings(&value, &post.id, "labels")?,
            "categories" => post.categories = strings(&value, &post.id, "categories")?,
            "warnings" => post.warnings = strings(&value, &post.id, "warnings")?,
            "annotations" => annotations = Some(value),
            "meta" => {
                let meta = json(&value, &post.id, 0)?;
                let Value::Object(meta) = meta else { return Err(wrong(&post.id, "meta", "a dict")) };
                post.meta.extend(meta);
            }
            _ => _ = post.meta.insert(key, json(&value, &post.id, 0)?),
        }
    }
    if !has_text {
        let remedy = "give every post a \"text\", as in {\"id\": \"1\", \"text\": \"…\"}";
        return Err(error::post(&post.id, "field", "the field \"text\" is missing", remedy));
    }
    if let Some(annotations) = annotations {
        post.annotations = read_annotations(&annotations, &post)?;
    }
    Ok(post)
}

fn wrong(id: &str, field: &str, wanted: &str) -> PyErr {
    error::post(
        id,
        "field",
        format!("the field {field:?} is not {wanted}"),
        &format!("give {wanted}, or leave it out"),
    )
}

fn required(value: &Bound<'_, PyAny>, id: &str, field: &str) -> PyResult<String> {
    let text = value.cast::<PyString>().map_err(|_| wrong(id, field, "a str"))?;
    string(text, id, field)
}

/// A string, or a number as a string.
fn one_line(value: &Bound<'_, PyAny>, id: &str, field: &str) -> PyResult<String> {
    if value.cast::<PyInt>().is_ok() { value.str()?.extract() } else { required(value, id, field) }
}

fn strings(value: &Bound<'_, PyAny>, id: &str, field: &str) -> PyResult<Vec<String>> {
    let wanted = "a list of str";
    if value.cast::<PyString>().is_ok() {
        return Err(wrong(id, field, wanted));
    }
    let items = value.try_iter().map_err(|_| wrong(id, field, wanted))?;
    items
        .map(|item| {
            let item = item?;
            let text = item.cast::<PyString>().map_err(|_| wrong(id, field, wanted))?;
            string(text, id, field)
        })
        .collect()
}

/// A day: a `datetime.date`, or a string that begins with one.
fn day(value: &Bound<'_, PyAny>, id: &str) -> PyResult<Date> {
    let text = if value.cast::<PyString>().is_ok() {
        value.clone()
    } else {
        value
            .call_method0("isoformat")
            .map_err(|_| wrong(id, "published", "a datetime.date or \"2012-10-01\""))?
    };
    let text: String = text.extract()?;
    parse_day(&text).ok_or_else(|| wrong(id, "published", "a datetime.date or \"2012-10-01\""))
}

/// The day that a text begins with.
pub(crate) fn parse_day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok().filter(|_| text.as_bytes().get(10).is_none_or(|byte| !byte.is_ascii_digit()))
}

fn read_annotations(value: &Bound<'_, PyAny>, post: &glane::Post) -> PyResult<Vec<Annotation>> {
    let wanted = "a list of (kind, start, end)";
    let items: Vec<(String, usize, usize)> =
        value.extract().map_err(|_| wrong(&post.id, "annotations", wanted))?;
    let starts = byte_offsets(&post.text, items.iter().flat_map(|&(_, start, end)| [start, end]));
    let mut annotations = Vec::with_capacity(items.len());
    for ((kind, _, _), at) in items.iter().zip(starts.chunks(2)) {
        let (Some(kind), [Some(start), Some(end)]) = (annotation_kind(kind), at) else {
            return Err(wrong(&post.id, "annotations", "a list of (kind, start, end) inside the text"));
        };
        if start > end {
            return Err(wrong(&post.id, "annotations", wanted));
        }
        annotations.push(Annotation::new(kind, *start..*end));
    }
    annotations.sort_by_key(|annotation| annotation.range.start);
    Ok(annotations)
}

pub(crate) fn annotation_kind(name: &str) -> Option<AnnotationKind> {
    Some(match name {
        "heading" => AnnotationKind::Heading,
        "emphasis" => AnnotationKind::Emphasis,
        "link" => AnnotationKind::Link,
        "code" => AnnotationKind::Code,
        _ => return None,
    })
}

pub(crate) fn kind_name(kind: AnnotationKind) -> &'static str {
    match kind {
        AnnotationKind::Emphasis => "emphasis",
        AnnotationKind::Link => "link",
        AnnotationKind::Code => "code",
        _ => "heading",
    }
}

/// The byte of each code point of a text; `None` behind its end.
pub(crate) fn byte_offsets(text: &str, points: impl Iterator<Item = usize>) -> Vec<Option<usize>> {
    let wanted: Vec<usize> = points.collect();
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_unstable_by_key(|&at| wanted[at]);
    let mut found = vec![None; wanted.len()];
    let mut offsets = text.char_indices().map(|(at, _)| at).chain([text.len()]).enumerate();
    let mut now = offsets.next();
    for at in order {
        while now.is_some_and(|(point, _)| point < wanted[at]) {
            now = offsets.next();
        }
        found[at] = now.map(|(_, byte)| byte);
    }
    found
}

/// The code points before each of some bytes of a text, which stand in any order.
pub(crate) fn code_points(text: &str, bytes: &[usize]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..bytes.len()).collect();
    order.sort_unstable_by_key(|&at| bytes[at]);
    let mut points = vec![0; bytes.len()];
    let (mut byte, mut point) = (0, 0);
    for at in order {
        point += text[byte..bytes[at]].chars().count() as u32;
        byte = bytes[at];
        points[at] = point;
    }
    points
}

fn json(value: &Bound<'_, PyAny>, id: &str, depth: usize) -> PyResult<Value> {
    let wanted = "made of None, bool, int, float, str, list and dict";
    if depth > DEEPEST {
        return Err(wrong(id, "meta", "nested at most 64 deep"));
    }
    if value.is_none() {
        Ok(Value::Null)
    } else if let Ok(flag) = value.cast::<PyBool>() {
        Ok(Value::Bool(flag.is_true()))
    } else if value.cast::<PyInt>().is_ok() {
        let number =
            value.extract::<i64>().map(Number::from).or_else(|_| value.extract::<u64>().map(Number::from));
        number.map(Value::Number).map_err(|_| wrong(id, "meta", "an integer of 64 bits"))
    } else if let Ok(number) = value.cast::<PyFloat>() {
        Ok(Number::from_f64(number.value()).map_or(Value::Null, Value::Number))
    } else if let Ok(text) = value.cast::<PyString>() {
        Ok(Value::String(string(text, id, "meta")?))
    } else if let Ok(fields) = value.cast::<PyMapping>() {
        let mut object = Map::new();
        for item in fields.items()?.iter() {
            let (key, value): (String, Bound<'_, PyAny>) = item.extract()?;
            object.insert(key, json(&value, id, depth + 1)?);
        }
        Ok(Value::Object(object))
    } else if value.cast::<PyList>().is_ok() || value.cast::<PyTuple>().is_ok() {
        value
            .try_iter()?
            .map(|item| json(&item?, id, depth + 1))
            .collect::<PyResult<Vec<_>>>()
            .map(Value::Array)
    } else {
        Err(wrong(id, "meta", wanted))
    }
}

/// A value of JSON as Python objects.
pub(crate) fn to_python<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Value::Null => Ok(py.None().into_bound(py)),
        Value::Bool(flag) => flag.into_bound_py_any(py),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => number.into_bound_py_any(py),
            (None, Some(number)) => number.into_bound_py_any(py),
            (None, None) => number.as_f64().into_bound_py_any(py),
        },
        Value::String(text) => text.into_bound_py_any(py),
        Value::Array(items) => {
            let list = PyList::empty(py);
            for item in items {
                list.append(to_python(py, item)?)?;
            }
            Ok(list.into_any())
        }
        Value::Object(fields) => {
            let dict = PyDict::new(py);
            for (name, value) in fields {
                dict.set_item(name, to_python(py, value)?)?;
            }
            Ok(dict.into_any())
        }
    }
}

#[pymethods]
impl Post {
    #[getter]
    fn id(&self) -> &str {
        &self.post.id
    }

    #[getter]
    fn title(&self) -> &str {
        &self.post.title
    }

    #[getter]
    fn text(&self) -> &str {
        &self.post.text
    }

    #[getter]
    fn published(&self) -> Option<String> {
        self.post.published.map(|day| day.to_string())
    }

    #[getter]
    fn author(&self) -> Option<&str> {
        self.post.author.as_deref()
    }

    #[getter]
    fn labels(&self) -> Vec<String> {
        self.post.labels.clone()
    }

    #[getter]
    fn categories(&self) -> Vec<String> {
        self.post.categories.clone()
    }

    #[getter]
    fn url(&self) -> Option<&str> {
        self.post.url.as_deref()
    }

    #[getter]
    fn source(&self) -> Option<&str> {
        self.post.source.as_deref()
    }

    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.post.warnings.clone()
    }

    #[getter]
    fn meta<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &Value::Object(self.post.meta.clone()))
    }

    #[getter]
    fn annotations(&self) -> Vec<(&'static str, u32, u32)> {
        let ranges = self.post.annotations.iter().flat_map(|of| [of.range.start, of.range.end]);
        let points = code_points(&self.post.text, &ranges.collect::<Vec<_>>());
        let kinds = self.post.annotations.iter().map(|of| kind_name(of.kind));
        kinds.zip(points.chunks(2)).map(|(kind, at)| (kind, at[0], at[1])).collect()
    }

    /// The fields, as `Analyzer.extract` takes them.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        let post = &*self.post;
        dict.set_item("id", &post.id)?;
        dict.set_item("title", &post.title)?;
        dict.set_item("text", &post.text)?;
        let optional: BTreeMap<&str, Option<&String>> =
            [("author", post.author.as_ref()), ("url", post.url.as_ref()), ("source", post.source.as_ref())]
                .into();
        for (name, value) in optional {
            if let Some(value) = value {
                dict.set_item(name, value)?;
            }
        }
        if let Some(day) = self.published() {
            dict.set_item("published", day)?;
        }
        let lists =
            [("labels", &post.labels), ("categories", &post.categories), ("warnings", &post.warnings)];
        for (name, values) in lists {
            if !values.is_empty() {
                dict.set_item(name, values)?;
            }
        }
        if !post.annotations.is_empty() {
            dict.set_item("annotations", self.annotations())?;
        }
        if !post.meta.is_empty() {
            dict.set_item("meta", self.meta(py)?)?;
        }
        Ok(dict)
    }

    fn __repr__(&self) -> String {
        format!("Post(id={:?}, title={:?}, {} bytes)", self.post.id, self.post.title, self.post.text.len())
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().post == self.post)
    }

    fn __hash__(&self) -> u64 {
        glane::run::fingerprint(&self.post)
    }
}
