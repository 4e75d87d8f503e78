"""The examples of the documentation run, and the types are those that the documentation names."""

from __future__ import annotations

import doctest
import pathlib
import subprocess
import sys

import glane
import glane.pandas
import glane.polars
import pytest

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.mark.parametrize(("module", "least"), [(glane, 8), (glane._errors, 3), (glane.polars, 1), (glane.pandas, 1)])
def test_examples_run(module: object, least: int) -> None:
    failed, attempted = doctest.testmod(module, optionflags=FLAGS)  # type: ignore[arg-type]
    assert failed == 0 and attempted >= least


def test_everything_public_is_documented() -> None:
    for name in glane.__all__:
        item = getattr(glane, name)
        assert isinstance(item, str) or (item.__doc__ or "").strip(), name
    for method in ("extract", "extract_many", "extract_arrow", "tokens", "analyze_archive"):
        assert getattr(glane.Analyzer, method).__doc__, method


def test_the_example_of_the_readme_runs(tmp_path: pathlib.Path) -> None:
    readme = (pathlib.Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    example = readme.split("```python\n")[1].split("```")[0]
    ran = subprocess.run(
        [sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert "vélo cargo" in ran.stdout and "pain complet" in ran.stdout


def test_the_types_have_every_name() -> None:
    stubs = (pathlib.Path(glane.__file__).parent / "_glane.pyi").read_text(encoding="utf-8")
    for name in dir(glane._glane):
        assert name.startswith("__") or f"class {name}" in stubs or f"def {name}(" in stubs, name
    for of in (glane.Analyzer, glane.Aggregate, glane.Keyphrase, glane.Keyphrases, glane.Post, glane.Token):
        for name in vars(of):
            assert name.startswith("__") or f"def {name}(" in stubs, f"{of.__name__}.{name}"
