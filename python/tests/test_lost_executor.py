"""A cluster of two workers on this machine writes the bytes of the program, when one executor is killed in the middle too.

Takes half a minute or more: ``pytest -m slow``.
"""

from __future__ import annotations

import json
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import glane
import pytest
from results import of_program, spark_result

pytestmark = pytest.mark.slow

T = TypeVar("T")


def wait_for(find: Callable[[], T | None], what: str) -> T:
    """What ``find`` gives, as soon as it gives something."""
    for _ in range(6000):
        found = find()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"no {what} after five minutes")


def executors(workers: list[int]) -> list[int]:
    """The processes that these workers started for a job."""
    command = ["ps", "-A", "-o", "pid=", "-o", "ppid=", "-o", "comm="]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in shown.splitlines()]
    return [int(row[0]) for row in rows if int(row[1]) in workers and row[2] == "java"]


@pytest.fixture
def cluster(tmp_path: pathlib.Path) -> Iterator[tuple[str, list[int]]]:
    """The address of a master, and its two workers."""
    pyspark = pytest.importorskip("pyspark")
    home = pathlib.Path(pyspark.__file__).parent
    environment = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    started: list[subprocess.Popen[bytes]] = []

    def start(role: str, log: pathlib.Path, *arguments: str) -> int:
        command = [str(home / "bin/spark-class"), f"org.apache.spark.deploy.{role}", "--host", "127.0.0.1", "--webui-port", "0"]
        with log.open("wb") as out:
            process = subprocess.Popen([*command, *arguments], stdout=out, stderr=out, env=environment)
        started.append(process)
        return process.pid

    def logged(log: pathlib.Path, pattern: str) -> Callable[[], str | None]:
        def find() -> str | None:
            found = re.search(pattern, log.read_text(encoding="utf-8", errors="replace"))
            return found.group(0) if found else None

        return find

    try:
        start("master.Master", tmp_path / "master.log", "--port", "0")
        master = wait_for(logged(tmp_path / "master.log", r"spark://127\.0\.0\.1:\d+"), "master")
        workers = []
        for number in (1, 2):
            directory = tmp_path / f"worker-{number}"
            log = tmp_path / f"worker-{number}.log"
            workers.append(start("worker.Worker", log, "-c", "1", "-m", "1g", "-d", str(directory), master))
            wait_for(logged(log, "Successfully registered"), "worker")
        yield master, workers
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(timeout=60)


def write_posts(corpora: pathlib.Path, path: pathlib.Path, count: int) -> None:
    """Posts made of lines of the corpora, each line in many posts."""
    lines = [line for post in glane.read_archive(corpora, errors="raise") for line in post.text.split("\n") if line.strip()]
    shuffled = random.Random(11)
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text = "\n".join(shuffled.sample(lines, 30))
            post = {"id": f"n{number}", "date": f"20{10 + number % 9}-03-0{number % 9 + 1}", "text": text}
            file.write(json.dumps(post, ensure_ascii=False) + "\n")


def test_a_killed_executor_changes_no_byte(
    program: str, corpora: pathlib.Path, tmp_path: pathlib.Path, cluster: tuple[str, list[int]]
) -> None:
    master, workers = cluster
    write_posts(corpora, tmp_path / "posts.jsonl", 1500)
    expected = of_program(program, tmp_path / "posts.jsonl", tmp_path / "program")
    options = {"driver.host": "127.0.0.1", "ui.enabled": "false", "executor.memory": "512m", "sql.shuffle.partitions": "8"}
    submit = [f"--conf spark.{name}={value}" for name, value in options.items()]
    environment = {
        **os.environ,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_SUBMIT_ARGS": " ".join([*submit, "pyspark-shell"]),
    }
    command = [sys.executable, "-m", "glane.spark", "posts.jsonl", "report", "--master", master, "--partitions", "12"]
    log = tmp_path / "job.log"
    with log.open("wb") as out:
        job = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=out, stderr=out)
    try:
        done = tmp_path / "report/posts.jsonl/_temporary/0"
        # Some tasks of the analysis are done, and their results are on the disk of an executor; others run.
        wait_for(lambda: len(list(done.glob("task_*"))) >= 3 or job.poll() is not None, "task that is done")
        os.kill(executors(workers)[0], signal.SIGKILL)
        assert job.wait(timeout=600) == 0, log.read_text()
    finally:
        job.kill()
    assert "Lost executor" in log.read_text(), "the executor was killed when the job was done"
    assert spark_result(tmp_path / "report") == expected
