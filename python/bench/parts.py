"""What each step of the Spark job costs by itself, without Spark: megabytes a second of one core, and bytes a post.

    python bench/parts.py POSTS.jsonl [POSTS]
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable
from typing import Any

import pyarrow

from glane import Analyzer, _glane

ROWS = 1_000
SOURCE = ("lines", "", "", "", "posts.jsonl", 0, 8 << 20)


def main() -> None:
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 3_000
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = list(itertools.islice(file, most))
    size = sum(len(line.encode()) for line in lines) / 1e6
    batches = [pyarrow.record_batch({"value": lines[at : at + ROWS]}) for at in range(0, len(lines), ROWS)]
    print(f"{len(lines)} posts, {size:.1f} MB")

    def timed(name: str, step: Callable[[], Any], of: Callable[[Any], int]) -> Any:
        start = time.process_time()
        made = step()
        seconds = time.process_time() - start
        print(f"{name:12} {size / seconds:7.2f} MB/s {len(lines) / seconds:8.0f} posts/s {of(made) / len(lines):8.0f} bytes a post")
        return made

    def survey() -> bytes:
        part = _glane.Survey(SOURCE)
        for batch in batches:
            part.add(batch)
        return part.to_bytes()

    parts = _glane.Parts([timed("survey", survey, len)], True, True)

    def compare() -> bytes:
        part = _glane.Comparison(SOURCE, parts.comparison(0))
        for batch in batches:
            part.add(batch)
        return part.finish()

    parts.decide(timed("comparison", compare, len))

    def analyze() -> bytes:
        part = _glane.PostAnalysis(SOURCE, Analyzer(threads=1), parts.cleaning(0), True)
        for batch in batches:
            part.add(batch)
        result: bytes = pyarrow.record_batch(part.finish()).column("result")[0].as_py()
        return result

    result = timed("analysis", analyze, len)
    timed("merging", lambda: _glane.merge_results(result, result), len)
    timed("report", lambda: parts.report(result, [], None), lambda made: len(made[0]))


if __name__ == "__main__":
    main()
