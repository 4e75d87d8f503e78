//! The exceptions of the package, which Python defines (`pysrc/glane/_errors.py`), made from errors of the library.

use std::fmt::Display;

use glane::archive::ArchiveError;
use glane::output::ErrorRecord;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// An exception of this class; one of Python itself where the class cannot be imported.
fn exception(class: &str, reason: &str, fields: &[(&str, Option<String>)], line: Option<u64>) -> PyErr {
    Python::attach(|py| {
        let make = || -> PyResult<PyErr> {
            let arguments = PyDict::new(py);
            for (name, value) in fields {
                arguments.set_item(name, value)?;
            }
            arguments.set_item("line", line)?;
            let class = py.import("glane._errors")?.getattr(class)?;
            Ok(PyErr::from_value(class.call((reason,), Some(&arguments))?))
        };
        make().unwrap_or_else(|_| PyRuntimeError::new_err(reason.to_owned()))
    })
}

fn text(value: impl Into<String>) -> Option<String> {
    Some(value.into())
}

/// An option that cannot be used.
pub(crate) fn option(name: &str, reason: impl Display) -> PyErr {
    let reason = reason.to_string();
    let fields = [("source", text(name)), ("kind", text("option")), ("remedy", text(""))];
    exception("OptionError", &reason, &fields, None)
}

/// A post that cannot be used: what it is called, why, and what to do.
pub(crate) fn post(source: &str, kind: &str, reason: impl Display, remedy: &str) -> PyErr {
    let fields = [("source", text(source)), ("kind", text(kind)), ("remedy", text(remedy))];
    exception("PostError", &reason.to_string(), &fields, None)
}

/// A post of an archive that cannot be read.
pub(crate) fn archive(error: &ArchiveError) -> PyErr {
    let fields = [
        ("source", text(&error.source_name)),
        ("kind", text(error.kind.name())),
        ("remedy", text(error.remedy)),
    ];
    exception("PostError", &error.reason, &fields, error.line)
}

/// Something else that failed: its message says what to do.
pub(crate) fn failed(doing: &str, reason: impl Display) -> PyErr {
    let fields = [("source", text(doing)), ("kind", text("failed")), ("remedy", text(""))];
    exception("GlaneError", &reason.to_string(), &fields, None)
}

/// A record as `report.json` has it.
pub(crate) fn record(error: &ArchiveError) -> ErrorRecord {
    ErrorRecord::from(error)
}
