"""Archives and aggregates: every format gives the same posts, errors are items, merging takes any order."""

from __future__ import annotations

import copy
import json
import pathlib
import pickle
import random

import glane
import pytest


def posts(path: pathlib.Path) -> list[glane.Post]:
    return list(glane.read_archive(path, errors="raise"))


def test_every_format_can_be_read(corpora: pathlib.Path) -> None:
    formats = corpora.parent / "tests/data/formats"
    directories = sorted(path for path in formats.iterdir() if path.is_dir())
    assert len(directories) > 20
    for directory in directories:
        assert len(posts(directory)) >= 12, directory


def test_a_file_that_cannot_be_read_is_an_item(tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Le pain lève."}\nnon\n{"text": "Le vélo roule."}\n', encoding="utf-8")
    first, bad, last = glane.read_archive(tmp_path)
    assert isinstance(first, glane.Post) and isinstance(last, glane.Post)
    assert isinstance(bad, glane.PostError)
    assert (bad.line, bad.kind, bad.remedy) == (2, "json", "correct the line, or remove it")
    with pytest.raises(glane.PostError):
        posts(tmp_path)
    with pytest.raises(glane.OptionError):
        glane.read_archive(tmp_path, format="docx")


def test_merging_takes_any_order(corpora: pathlib.Path) -> None:
    analyzer = glane.Analyzer(threads=2, for_aggregate=True)
    found = list(analyzer.extract_many(posts(corpora), errors="raise"))
    whole = glane.Aggregate()
    for one in found:
        whole.add(one)
    random.Random(3).shuffle(found)
    parts = [glane.Aggregate() for _ in range(5)]
    for place, one in enumerate(found):
        parts[place % 4].add(one)
    merged = copy.copy(parts[2])
    for part in (parts[3], parts[0], parts[4], pickle.loads(pickle.dumps(parts[1]))):
        merged.merge(part)
    assert merged == whole and len(merged) == len(found) == 57
    assert merged.report_json() == whole.report_json()
    assert merged.report(period="month") != merged.report(period="year")
    assert json.loads(whole.report_json()) == whole.report()
    assert glane.Aggregate.from_bytes(whole.to_bytes()) == whole
    with pytest.raises(glane.GlaneError, match="not an aggregate"):
        glane.Aggregate.from_bytes(b"something else")
    with pytest.raises(glane.GlaneError):
        merged.merge(merged)


def test_an_aggregate_refuses_results_that_lack_what_it_counts() -> None:
    lists, whole = glane.Analyzer(), glane.Analyzer(for_aggregate=True)
    text = "Le vélo cargo remplace la voiture. Un vélo cargo porte deux enfants."
    aggregate = glane.Aggregate()
    with pytest.raises(glane.GlaneError, match="for_aggregate=True"):
        aggregate.add(lists.extract(text))
    with pytest.raises(glane.GlaneError, match="for_aggregate=True"):
        aggregate.add(next(lists.extract_many([text], errors="raise")))
    assert len(aggregate) == 0
    aggregate.add(pickle.loads(pickle.dumps(whole)).extract(text))
    aggregate.add(next(whole.extract_many([text], errors="raise")))
    assert len(aggregate) == 2
    assert lists.extract(text).to_json() == whole.extract(text).to_json()


def test_lines_are_not_written_over_a_file(corpora: pathlib.Path, tmp_path: pathlib.Path) -> None:
    (tmp_path / "posts.jsonl").write_text("mine")
    with pytest.raises(glane.GlaneError, match="does not exist"):
        glane.Analyzer().analyze_archive(corpora, posts=tmp_path / "posts.jsonl")
    assert (tmp_path / "posts.jsonl").read_text() == "mine"
