"""Columns of pyarrow, Polars, pandas and DuckDB: one row a row, equal to single posts."""

from __future__ import annotations

import json
import pathlib
from typing import Any

import glane
import glane.pandas
import glane.polars
import pandas
import polars
import pyarrow
import pytest

TEXTS = ["Le vélo cargo 🚲 roule. Un vélo cargo porte deux enfants.", None, "Le pain complet lève au four à pain."]


def expected(text: str) -> list[dict[str, Any]]:
    found = glane.Analyzer().extract(text)
    return [{"text": of.text, "score": of.score, "spans": of.spans} for of in found]


def shown(row: Any) -> list[dict[str, Any]]:
    return [
        {"text": of["text"], "score": of["score"], "spans": [(span["start"], span["end"]) for span in of["spans"]]}
        for of in row
    ]


@pytest.mark.parametrize("threads", [1, 2])
def test_a_batch_of_pyarrow(threads: int) -> None:
    batch = pyarrow.record_batch({"key": pyarrow.array([5, 6, 7]), "body": pyarrow.array(TEXTS, pyarrow.large_string())})
    found = glane.Analyzer(threads=threads).extract_arrow(batch, text="body", id="key")
    table = pyarrow.record_batch(found)
    assert table.column("id").to_pylist() == ["5", "6", "7"]
    rows = table.column("keyphrases").to_pylist()
    assert rows[1] is None and shown(rows[0]) == expected(str(TEXTS[0])) and shown(rows[2]) == expected(str(TEXTS[2]))
    errors = table.column("error").to_pylist()
    assert errors[0] is None and json.loads(errors[1])["remedy"] == "leave the row out, or fill it"


def test_a_stream_is_analyzed_as_it_is_read() -> None:
    batches = [pyarrow.record_batch({"text": pyarrow.array(TEXTS[:1] * rows, pyarrow.string())}) for rows in (3, 0, 2)]
    stream = glane.Analyzer().extract_arrow(pyarrow.Table.from_batches(batches))
    table = pyarrow.table(stream)
    assert table.num_rows == 5
    with pytest.raises(glane.GlaneError, match="read before"):
        pyarrow.table(stream)
    sliced = pyarrow.table({"text": TEXTS}).slice(2)
    assert shown(pyarrow.table(glane.Analyzer().extract_arrow(sliced))["keyphrases"].to_pylist()[0]) == expected(str(TEXTS[2]))


def test_polars_and_pandas_have_a_row_for_each_row() -> None:
    frame = polars.DataFrame({"id": ["a", "b", "c"], "text": TEXTS, "labels": [["x"], None, []]})
    for progress in (False, True):
        found = glane.polars.keyphrases(frame, progress=progress)
        assert found["id"].to_list() == ["a", "b", "c"]
        assert shown(found["keyphrases"].to_list()[2]) == expected(str(TEXTS[2]))
    assert glane.polars.keyphrases(frame.head(0)).height == 0
    rows = pandas.DataFrame({"text": TEXTS}, index=[9, 8, 7])
    of_pandas = glane.pandas.keyphrases(rows)
    assert list(of_pandas.index) == [9, 8, 7]
    assert shown(of_pandas.loc[7, "keyphrases"]) == expected(str(TEXTS[2]))


def test_duckdb_reads_and_gives_columns() -> None:
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    table = connection.sql("select 'a' as id, 'Le vélo cargo roule en ville.' as text").to_arrow_table()
    found = pyarrow.table(glane.Analyzer().extract_arrow(table))
    assert connection.sql("select keyphrases[1].text from found").fetchall() == [("vélo cargo",)]


def test_a_column_that_cannot_be_read_says_so() -> None:
    analyzer = glane.Analyzer()
    with pytest.raises(glane.GlaneError, match="no column \"text\".*name the column"):
        analyzer.extract_arrow(pyarrow.record_batch({"body": ["x"]}))
    with pytest.raises(glane.GlaneError, match="cast it to strings"):
        analyzer.extract_arrow(pyarrow.record_batch({"text": [1]}))
    with pytest.raises(glane.GlaneError, match="not Arrow data"):
        analyzer.extract_arrow(["x"])  # type: ignore[call-overload]


def test_an_archive_keeps_every_field_in_columns(corpora: pathlib.Path) -> None:
    formats = corpora.parent / "tests/data/formats/wordpress"
    table = pyarrow.table(glane.read_archive_arrow(formats, rows=5))
    posts = list(glane.read_archive(formats, errors="raise"))
    analyzer = glane.Analyzer()
    assert table.num_rows == len(posts) >= 12
    rows = table.to_pylist()
    for row, post in zip(rows, posts, strict=True):
        assert (row["id"], row["title"], row["text"]) == (post.id, post.title, post.text)
        assert [(of["kind"], of["start"], of["end"]) for of in row["annotations"]] == post.annotations
        assert str(row["published"]) == str(post.published)
    found = pyarrow.table(analyzer.extract_arrow(table)).column("keyphrases").to_pylist()
    assert [[of["text"] for of in row] for row in found] == [[of.text for of in analyzer.extract(post)] for post in posts]
