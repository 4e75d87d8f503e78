//! Arrow data in and out, by the C data interface in PyCapsules: `__arrow_c_array__` and `__arrow_c_stream__`.
//!
//! Buffers are shared, not copied. What stands in the columns is decided in `columns`.
#![allow(unsafe_code, reason = "the C data interface hands over structures behind pointers")]

use std::ffi::CStr;
use std::sync::{Mutex, PoisonError};

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi, to_ffi};
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{Array, RecordBatchReader, StructArray};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

use crate::error;

const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";
const STREAM: &CStr = c"arrow_array_stream";

/// A reader of batches that another thread may own.
pub(crate) type Reader = Box<dyn RecordBatchReader + Send>;

/// What Python gave: one batch, or a stream of them.
pub(crate) enum Columns {
    Batch(arrow_array::RecordBatch),
    Stream(Reader),
}

fn foreign(reason: impl std::fmt::Display) -> PyErr {
    error::failed(
        "the columns",
        format!(
            "not Arrow data that can be read ({reason}): give a table of pyarrow, Polars, pandas or DuckDB"
        ),
    )
}

/// The columns of a Python object.
pub(crate) fn import(data: &Bound<'_, PyAny>) -> PyResult<Columns> {
    if data.hasattr("__arrow_c_array__")? {
        return batch(data).map(Columns::Batch);
    }
    if !data.hasattr("__arrow_c_stream__")? {
        return Err(foreign("it has neither __arrow_c_array__ nor __arrow_c_stream__"));
    }
    let capsule = data.call_method0("__arrow_c_stream__")?;
    let capsule = capsule.cast::<PyCapsule>().map_err(foreign)?;
    let pointer = capsule.pointer_checked(Some(STREAM))?;
    // SAFETY: a capsule of this name holds an ArrowArrayStream; `from_raw` moves it out and marks it as released.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.cast().as_ptr()) };
    let reader = RecordBatchStreamReader::try_new(stream).map_err(foreign)?;
    Ok(Columns::Stream(Box::new(reader)))
}

/// The one batch of a Python object.
pub(crate) fn batch(data: &Bound<'_, PyAny>) -> PyResult<arrow_array::RecordBatch> {
    let capsules = data.call_method0("__arrow_c_array__")?;
    let (schema, array): (Bound<'_, PyAny>, Bound<'_, PyAny>) = capsules.extract()?;
    let (schema, array) =
        (schema.cast::<PyCapsule>().map_err(foreign)?, array.cast::<PyCapsule>().map_err(foreign)?);
    let (schema, array) = (schema.pointer_checked(Some(SCHEMA))?, array.pointer_checked(Some(ARRAY))?);
    // SAFETY: capsules of these names hold an ArrowSchema and an ArrowArray that belong together; `from_raw` moves the
    // array out and marks it as released, so that its buffers live as long as the arrays made of them.
    let data = unsafe {
        let array = FFI_ArrowArray::from_raw(array.cast().as_ptr());
        from_ffi(array, schema.cast::<FFI_ArrowSchema>().as_ref())
    };
    let data = data.map_err(foreign)?;
    if !matches!(data.data_type(), arrow_schema::DataType::Struct(_)) {
        return Err(foreign("an array, and not a batch of columns"));
    }
    let columns = StructArray::from(data);
    if columns.null_count() > 0 {
        return Err(foreign("a struct with nulls, and not a batch of columns"));
    }
    Ok(columns.into())
}

/// One batch of columns, for any program that reads Arrow: ``pyarrow.record_batch(batch)``, ``polars.DataFrame(batch)``.
#[pyclass(frozen, module = "glane")]
pub(crate) struct RecordBatch(pub(crate) arrow_array::RecordBatch);

#[pymethods]
impl RecordBatch {
    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.0.schema_ref().fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.0.schema_ref().as_ref()).map_err(foreign)?;
        PyCapsule::new_with_value(py, schema, SCHEMA)
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        // A schema is a wish that the protocol lets a producer leave aside.
        let _ = requested_schema;
        let (array, _) = to_ffi(&StructArray::from(self.0.clone()).into_data()).map_err(foreign)?;
        let array = PyCapsule::new_with_value(py, array, ARRAY)?;
        PyTuple::new(py, [self.__arrow_c_schema__(py)?, array])
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = arrow_array::RecordBatchIterator::new([Ok(self.0.clone())], self.0.schema());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), STREAM)
    }

    fn __repr__(&self) -> String {
        format!("RecordBatch({} rows, {:?})", self.0.num_rows(), self.column_names())
    }
}

/// A stream of batches that can be read once: ``pyarrow.table(stream)``, ``polars.DataFrame(stream)``, or a loop.
#[pyclass(frozen, module = "glane")]
pub(crate) struct RecordBatchStream(Mutex<Option<Reader>>);

impl RecordBatchStream {
    pub(crate) fn new(reader: Reader) -> Self {
        Self(Mutex::new(Some(reader)))
    }
}

#[pymethods]
impl RecordBatchStream {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let reader = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let reader =
            reader.ok_or_else(|| error::failed("the stream", "it was read before: make it again"))?;
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(reader), STREAM)
    }

    fn __iter__(stream: PyRef<'_, Self>) -> PyRef<'_, Self> {
        stream
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<RecordBatch>> {
        let next = py.detach(|| {
            let mut reader = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            reader.as_mut().and_then(Iterator::next)
        });
        next.transpose()
            .map(|batch| batch.map(RecordBatch))
            .map_err(|reason| error::failed("the stream", reason))
    }
}
