//! Counts over many posts that can be merged in any order, and the report made from them.

use glane::output::ReportFile;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::analyzer::period_of;
use crate::error;
use crate::keyphrases::Keyphrases;

/// Counts over the posts of an archive, which can be merged in any order: any partition of an archive gives equal bytes.
///
/// ``to_bytes`` and ``from_bytes`` have the format of the program's ``--save``. It can be pickled and copied.
///
/// >>> import glane
/// >>> analyzer, one, two = glane.Analyzer(for_aggregate=True), glane.Aggregate(), glane.Aggregate()
/// >>> one.add(analyzer.extract("Le vélo cargo remplace la voiture."))
/// >>> two.add(analyzer.extract("La piste cyclable longe le canal."))
/// >>> one.merge(two)
/// >>> len(one), one.report()["posts"]["analyzed"]
/// (2, 2)
#[pyclass(module = "glane")]
#[derive(Default)]
pub(crate) struct Aggregate {
    aggregate: glane::corpus::Aggregate,
    posts: u64,
}

impl Aggregate {
    pub(crate) fn new(aggregate: glane::corpus::Aggregate) -> Self {
        let posts = aggregate.posts_read();
        Self { aggregate, posts }
    }

    fn json(&self, py: Python<'_>, period: Option<&str>) -> PyResult<String> {
        let period = period_of(period)?;
        let json = py.detach(|| -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
            let report = self.aggregate.try_report_by(period)?;
            Ok(serde_json::to_string_pretty(&ReportFile::new(&report))?)
        });
        json.map_err(|reason| error::failed("the report", reason))
    }
}

#[pymethods]
impl Aggregate {
    #[new]
    fn empty() -> Self {
        Self::default()
    }

    /// The aggregate of these bytes. Raises GlaneError for bytes that are not one, or that are damaged.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: &[u8]) -> PyResult<Self> {
        let aggregate = py.detach(|| glane::corpus::Aggregate::read_from(bytes));
        aggregate.map(Self::new).map_err(|reason| error::failed("the aggregate", reason))
    }

    /// Its bytes: they depend on the posts alone.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = py.detach(|| {
            let mut bytes = Vec::new();
            self.aggregate.write_to(&mut bytes).map(|()| bytes)
        });
        Ok(PyBytes::new(py, &bytes.map_err(|reason| error::failed("the aggregate", reason))?))
    }

    /// Adds one post with what was found in it. A post that is added twice counts twice.
    ///
    /// Raises:
    ///     GlaneError: the keyphrases come from an ``Analyzer`` that was made without ``for_aggregate=True``.
    fn add(&mut self, found: &Keyphrases) -> PyResult<()> {
        if !found.is_whole {
            return Err(error::failed(
                &found.found.post.id,
                "its keyphrases lack what an aggregate counts: make the Analyzer with for_aggregate=True",
            ));
        }
        self.aggregate.add(&found.found.post, &found.found.report);
        self.posts += 1;
        Ok(())
    }

    /// Adds the counts of another aggregate, which stays as it is.
    fn merge(&mut self, py: Python<'_>, other: &Bound<'_, Self>) -> PyResult<()> {
        let other = other.try_borrow().map_err(|_| {
            error::failed("merge", "an aggregate cannot be merged with itself: make a copy with copy.copy")
        })?;
        let (ours, theirs) = (&mut self.aggregate, &other.aggregate);
        py.detach(|| ours.merge(theirs));
        self.posts += other.posts;
        Ok(())
    }

    /// The report as a ``dict``: posts, keyphrases, themes, trends, labels; `glane schema report` describes it.
    ///
    /// ``period``: ``month``, ``quarter`` or ``year``; ``None``: by the time that the posts span.
    #[pyo3(signature = (*, period=None))]
    fn report<'py>(&self, py: Python<'py>, period: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
        let json = self.json(py, period)?;
        py.import("json")?.getattr("loads")?.call1((json,))
    }

    /// The same as JSON.
    #[pyo3(signature = (*, period=None))]
    fn report_json(&self, py: Python<'_>, period: Option<&str>) -> PyResult<String> {
        self.json(py, period)
    }

    fn __len__(&self) -> usize {
        self.posts as usize
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        let bytes = slf.try_borrow()?.to_bytes(slf.py())?;
        Ok((slf.get_type().getattr("from_bytes")?, (bytes,)))
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let Ok(other) = other.cast::<Self>() else { return Ok(false) };
        let (one, two) = (self.to_bytes(py)?, other.try_borrow()?.to_bytes(py)?);
        Ok(one.as_bytes() == two.as_bytes())
    }

    fn __repr__(&self) -> String {
        format!("Aggregate({} posts)", self.posts)
    }
}
