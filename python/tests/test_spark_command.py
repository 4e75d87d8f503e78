"""The command ``python -m glane.spark``, in a process of its own."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys

import pytest

pytest.importorskip("pyspark")


def test_local_workers_do_not_run_on_another_python_of_the_path(tmp_path: pathlib.Path) -> None:
    # What `python3` is where the environment of the package is not activated: a Python that lacks it.
    other = tmp_path / "bin" / "python3"
    other.parent.mkdir()
    other.write_text("#!/bin/sh\necho 'another Python' >&2\nexit 1\n", encoding="utf-8")
    other.chmod(0o755)
    posts = tmp_path / "posts.jsonl"
    post = {"id": "1", "text": "Le vélo cargo remplace la voiture. Un vélo cargo porte deux enfants."}
    posts.write_text(json.dumps(post) + "\n", encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYSPARK_", "SPARK_"))}
    environment |= {"PATH": f"{other.parent}{os.pathsep}{os.environ['PATH']}", "SPARK_LOCAL_IP": "127.0.0.1"}
    command = [sys.executable, "-m", "glane.spark", str(posts), str(tmp_path / "report"), "--master", "local[1]"]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=200)
    assert run.returncode == 0, run.stderr[-2000:]
    report = json.loads((tmp_path / "report" / "report.json").read_text(encoding="utf-8"))
    assert report["posts"]["analyzed"] == 1
