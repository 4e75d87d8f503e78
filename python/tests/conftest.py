"""Where the project and its program are, and one Spark session for all tests that need it."""

from __future__ import annotations

import os
import pathlib
import sys
from collections.abc import Iterator
from typing import Any

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def corpora() -> pathlib.Path:
    return ROOT / "corpora"


@pytest.fixture(scope="session")
def program() -> str:
    """The program ``glane``, which the package is compared with."""
    path = os.environ.get("GLANE", str(ROOT / "target/release/glane"))
    assert os.access(path, os.X_OK), f"{path}: build it (cargo build --release -p glane-cli), or name it in GLANE"
    return path


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from pyspark import sql

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        sql.SparkSession.builder.master("local[2]")
        .appName("glane tests")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.local.dir", str(tmp_path_factory.mktemp("spark")))
        .getOrCreate()
    )
    yield session
    session.stop()
