"""Results of the program and of Spark, in a form in which they can be compared."""

from __future__ import annotations

import json
import pathlib
import subprocess

# `report.json`, and the lines of `posts.jsonl` by id.
Result = tuple[bytes, list[bytes]]


def by_id(lines: bytes) -> list[bytes]:
    return sorted(lines.splitlines(), key=lambda line: str(json.loads(line)["id"]))


def spark_result(output: pathlib.Path) -> Result:
    lines = b"".join(part.read_bytes() for part in sorted((output / "posts.jsonl").glob("part-*")))
    return (output / "report.json").read_bytes(), by_id(lines)


def of_program(program: str, inputs: pathlib.Path, output: pathlib.Path) -> Result:
    subprocess.run([program, "analyze", inputs.name, "-o", output, "--quiet"], check=True, cwd=inputs.parent)
    return (output / "report.json").read_bytes(), by_id((output / "posts.jsonl").read_bytes())
