"""The program, the package and Spark write the same bytes, however the posts are shuffled and partitioned."""

from __future__ import annotations

import json
import pathlib
import random
from typing import Any

import glane
import pyarrow
import pyarrow.parquet
import pytest
from results import by_id, of_program, spark_result


@pytest.fixture(scope="session")
def archive(corpora: pathlib.Path, tmp_path_factory: pytest.TempPathFactory) -> pyarrow.Table:
    """The posts of the corpora, with copies, copies of another date and a shared id, a line of all posts, and an error."""
    table = pyarrow.table(glane.read_archive_arrow(corpora))
    rows = table.to_pylist()
    for row in rows:
        row["text"] = f"{row['text']}\nPartager sur le réseau de la ville\n"
    copies = [dict(row) for row in rows[:9]]
    for number, row in enumerate(copies):
        row["id"] = f"copie/{number % 5}"
        row["source"] = f"copies/{number}.md"
        row["published"] = rows[number + 20]["published"] if number % 2 else None
    rows += copies
    error = {"source": "copies/9.md", "line": 4, "kind": "json", "reason": "not a JSON object", "remedy": "correct it"}
    rows.append({"id": "copies/9.md", "error": json.dumps(error)})
    return pyarrow.Table.from_pylist(rows, schema=table.schema)


def as_parquet(table: pyarrow.Table, path: pathlib.Path, seed: int, files: int) -> str:
    """The rows in another order, in some files."""
    order = list(range(table.num_rows))
    random.Random(seed).shuffle(order)
    path.mkdir()
    for number in range(files):
        part = table.take(order[number::files])
        pyarrow.parquet.write_table(part, path / f"part-{number}.parquet", row_group_size=7)
    return str(path)


def test_the_package_equals_the_program(
    program: str, corpora: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = of_program(program, corpora, tmp_path / "program")
    monkeypatch.chdir(corpora.parent)
    for threads in (1, 2):
        lines = tmp_path / f"{threads}.jsonl"
        report, aggregate = glane.Analyzer(threads=threads).analyze_archive("corpora", posts=lines)
        assert (report.encode(), by_id(lines.read_bytes())) == expected
        assert len(aggregate) == json.loads(report)["posts"]["read"]


@pytest.mark.parametrize(("files", "partitions"), [(3, 0), (2, 5)])
def test_spark_equals_the_program_in_any_order(
    program: str,
    corpora: pathlib.Path,
    tmp_path: pathlib.Path,
    spark: Any,
    monkeypatch: pytest.MonkeyPatch,
    files: int,
    partitions: int,
) -> None:
    import glane.spark

    monkeypatch.chdir(corpora.parent)
    expected = of_program(program, corpora, tmp_path / "program")
    rows = pyarrow.table(glane.read_archive_arrow("corpora"))
    inputs = as_parquet(rows, tmp_path / "posts.parquet", seed=files, files=files)
    source = glane.spark.read(spark, inputs, partitions=partitions)
    counts = glane.spark.analyze(source, str(tmp_path / "report"))
    assert counts == {"posts": 57, "analyzed": 56, "errors": 0}
    assert spark_result(tmp_path / "report") == expected


def test_spark_reads_a_directory_of_files_as_the_program_does(
    program: str, corpora: pathlib.Path, tmp_path: pathlib.Path, spark: Any
) -> None:
    import glane.spark

    expected = of_program(program, corpora, tmp_path / "program")
    source = glane.spark.read(spark, str(corpora), format="files", shown="corpora")
    glane.spark.analyze(source, str(tmp_path / "report"))
    assert spark_result(tmp_path / "report") == expected


def test_copies_boilerplate_and_errors_do_not_depend_on_the_partitions(
    archive: pyarrow.Table, tmp_path: pathlib.Path, spark: Any
) -> None:
    import glane.spark

    results = []
    for number, (files, partitions) in enumerate([(3, 0), (1, 4)]):
        inputs = as_parquet(archive, tmp_path / f"posts-{number}", seed=number, files=files)
        source = glane.spark.read(spark, inputs, format="parquet", partitions=partitions)
        counts = glane.spark.analyze(source, str(tmp_path / f"report-{number}"))
        assert counts["errors"] == 1
        results.append(spark_result(tmp_path / f"report-{number}"))
        bad = [part.read_text() for part in (tmp_path / f"report-{number}/errors.jsonl").glob("part-*")]
        assert json.loads("".join(bad))["remedy"] == "correct it"
    report = json.loads(results[0][0])
    assert report["errors"] == [{"source": "copies/9.md", "line": 4, "kind": "json", "reason": "not a JSON object"}]
    assert report["left_out"]["duplicates"] >= 9 and report["boilerplate"][0]["text"].startswith("Partager")
    assert results[1] == results[0]


def test_lines_equal_the_program_and_a_bad_line_is_an_error(program: str, tmp_path: pathlib.Path, spark: Any) -> None:
    import glane.spark

    lines = [
        json.dumps({"id": f"n{number}", "date": f"2020-0{number % 9 + 1}-03", "text": f"Le vélo cargo {number} roule. " * 30})
        for number in range(40)
    ]
    (tmp_path / "posts.jsonl").write_text("\n".join([*lines[:20], "", *lines[20:]]), encoding="utf-8")
    expected = of_program(program, tmp_path / "posts.jsonl", tmp_path / "program")
    source = glane.spark.read(spark, str(tmp_path / "posts.jsonl"), partitions=3)
    glane.spark.analyze(source, str(tmp_path / "report"))
    ours = spark_result(tmp_path / "report")
    assert ours[1] == expected[1]
    (tmp_path / "bad.jsonl").write_text("\n".join([*lines, "not JSON"]), encoding="utf-8")
    counts = glane.spark.analyze(glane.spark.read(spark, str(tmp_path / "bad.jsonl")), str(tmp_path / "bad"), posts="parquet")
    assert counts == {"posts": 40, "analyzed": 40, "errors": 1}
    assert pyarrow.parquet.read_table(tmp_path / "bad/posts.parquet").num_rows == 40
    with pytest.raises(glane.GlaneError, match="does not exist"):
        glane.spark.analyze(source, str(tmp_path / "bad"))


def test_the_command_and_its_exit_codes(corpora: pathlib.Path, tmp_path: pathlib.Path) -> None:
    import glane.spark

    with pytest.raises(SystemExit) as ended:
        glane.spark.main(["--no-such-option"])
    assert ended.value.code == 2
