"""An archive on a Spark cluster: posts in, keyphrases of each post and the report of the archive out.

``python -m glane.spark INPUT OUTPUT`` reads a DataFrame of posts three times, each partition in one task with one
:class:`glane.Analyzer` a worker process:

1. a survey keeps some sixty bytes of each post, on the driver;
2. posts that may be copies are compared, and repeated lines counted; the driver decides what boilerplate and which
   copies are (both jobs are the mergeable form of the program's first pass);
3. what is left is analyzed. Each task adds its posts to an :class:`glane.Aggregate`; these are merged in a tree, in any
   order, with equal bytes.

``OUTPUT/posts.jsonl`` (a directory of parts) and ``OUTPUT/report.json`` have the bytes that ``glane analyze`` writes for
the same posts, but for the order of the lines. A bad post is a row with an error, in ``OUTPUT/errors.jsonl``.

A partition has to give the same rows in the same order each time: files do; a DataFrame behind a shuffle does when it is
sorted within partitions. Otherwise the job ends with an error that says so. Results of a task that is lost with its
executor are computed again, to the same bytes.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pyarrow
from pyspark import StorageLevel, TaskContext
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql

from . import _glane
from ._errors import GlaneError, OptionError
from ._glane import Analyzer

__all__ = ["analyze", "extract", "main", "read"]

FORMATS = ("parquet", "jsonl", "files")
# The most errors that report.json lists; all are in errors.jsonl.
MOST_ERRORS = 10_000


@functools.lru_cache(maxsize=4)
def _analyzer(pickled: bytes) -> Analyzer:
    """The analyzer of this worker process: made once, with warm caches for every task."""
    return _glane.analyzer_of(pickled)


def _pickled(analyzer: Analyzer) -> bytes:
    reduced: Any = analyzer.__reduce__()
    options: bytes = reduced[1][0]
    return options


class Rows:
    """A DataFrame of posts, and how its rows become posts.

    Attributes:
        frame: the DataFrame.
        format: ``columns``: the columns of :meth:`glane.Analyzer.extract_arrow`; ``lines``: a column ``value`` with one
            JSON object a row; ``files``: columns ``path`` and ``content`` with a file of any format of Glane a row.
        text, id: the names of two columns.
        root, shown: the directory of files, as their paths begin and as reports name it.
        max_post_bytes: the largest post, in bytes.
    """

    def __init__(
        self,
        frame: DataFrame,
        *,
        format: str = "columns",
        text: str = "text",
        id: str = "id",
        root: str = "",
        shown: str = "",
        max_post_bytes: int = 8 << 20,
    ) -> None:
        self.frame = frame
        self._of = (format, text, id, root, shown)
        self._most = max_post_bytes

    def source(self) -> Callable[[], _glane.Source]:
        """A function that gives the source of the partition that it is called in."""
        of, most = self._of, self._most

        def source() -> _glane.Source:
            context = TaskContext.get()
            return (*of, context.partitionId() if context else 0, most)

        return source


def read(
    spark: SparkSession,
    path: str,
    *,
    format: str = "",
    text: str = "text",
    id: str = "id",
    partitions: int = 0,
    shown: str = "",
) -> Rows:
    """The posts of a path.

    Args:
        path: what Spark can read: a path or an address of any of its file systems.
        format: ``parquet``; ``jsonl``: one JSON object a line, as the program reads it (give every line an ``id``);
            ``files``: a directory of files of any format of Glane, each of which one worker holds in memory; empty: by
            the ending of the path.
        text, id: the names of columns of Parquet.
        partitions: the number of partitions, which needs a shuffle; 0: as the files are.
        shown: the name of the input in reports; ``path`` by default.

    Raises:
        OptionError: a format that there is not.
    """
    if not format:
        endings = {".parquet": "parquet", ".jsonl": "jsonl", ".ndjson": "jsonl", ".jsonl.gz": "jsonl"}
        format = next((name for ending, name in endings.items() if path.rstrip("/").endswith(ending)), "files")
    if format == "parquet":
        rows = Rows(spark.read.parquet(path), text=text, id=id)
    elif format == "jsonl":
        rows = Rows(spark.read.text(path), format="lines", shown=shown or path)
    elif format == "files":
        frame = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(path)
        root = str(_qualified(spark, path)[0])
        rows = Rows(frame.select("path", "content"), format="files", root=root, shown=shown or path)
    else:
        raise OptionError(f"no format {format!r}: give one of {', '.join(FORMATS)}", source="format", kind="option")
    if partitions:
        # A shuffle keeps no order: rows are sorted by their contents, so that each reading gives the same one.
        key = sql.xxhash64(*rows.frame.columns)
        rows.frame = rows.frame.repartition(partitions, key).sortWithinPartitions(key)
    return rows


def _qualified(spark: SparkSession, path: str) -> tuple[Any, Any]:
    """A path as Spark names it, and its file system."""
    context: Any = spark.sparkContext
    of_hadoop = context._jvm.org.apache.hadoop.fs.Path(path)
    files = of_hadoop.getFileSystem(context._jsc.hadoopConfiguration())
    return files.makeQualified(of_hadoop), files


def _reduce(frame: DataFrame, merge: Callable[[bytes, bytes], bytes]) -> bytes:
    """The values of the one column, merged in a tree on the workers, without those that are null."""
    values = frame.rdd.map(lambda row: bytes(row[0]))
    return values.treeReduce(merge, depth=2)


def _table(part: int, value: bytes) -> pyarrow.RecordBatch:
    return pyarrow.record_batch({"part": pyarrow.array([part], pyarrow.int32()), "value": [value]})


def extract(rows: Rows, analyzer: Analyzer | None = None) -> DataFrame:
    """The keyphrases of each row, without cleaning and without a report.

    Returns:
        A DataFrame with the columns of :meth:`glane.Analyzer.extract_arrow`, in the order of the rows.
    """
    pickled = rows.frame.sparkSession.sparkContext.broadcast(_pickled(analyzer or Analyzer(threads=1)))
    source = rows.source()

    def work(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        part = _glane.PostAnalysis(source(), _analyzer(pickled.value), None, False)
        for batch in batches:
            yield pyarrow.record_batch(part.add(batch))

    found = rows.frame.mapInArrow(work, _glane.rows_schema())
    return found.select("id", "language", "words", "keyphrases", "error")


def analyze(
    rows: Rows,
    output: str,
    *,
    analyzer: Analyzer | None = None,
    posts: str = "jsonl",
    period: _glane.Period | None = None,
    keep_boilerplate: bool = False,
    keep_duplicates: bool = False,
) -> dict[str, int]:
    """Analyzes an archive into a directory: ``posts.jsonl`` or ``posts.parquet``, ``report.json``, ``errors.jsonl``.

    Args:
        rows: the posts; see :func:`read`.
        output: a directory that does not exist, on a file system of Spark.
        analyzer: ``Analyzer(threads=1)`` by default: Spark gives each processor a worker process.
        posts: ``jsonl`` or ``parquet``.
        period: as for :meth:`glane.Aggregate.report`.
        keep_boilerplate, keep_duplicates: what is not removed.

    Returns:
        The numbers of ``posts`` that were read, of those that were ``analyzed``, and of ``errors``.

    Raises:
        GlaneError: the output exists, or there is no post.
    """
    if posts not in ("jsonl", "parquet"):
        raise OptionError(f"no choice {posts!r}: give jsonl or parquet", source="posts", kind="option")
    spark = rows.frame.sparkSession
    place = _Place(spark, output)
    place.require_new()
    context = spark.sparkContext
    source = rows.source()
    partitions = rows.frame.rdd.getNumPartitions()

    def survey(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        of = source()
        part = _glane.Survey(of)
        for batch in batches:
            part.add(batch)
        yield _table(of[5], part.to_bytes())

    surveyed = rows.frame.mapInArrow(survey, "part int, value binary").collect()
    by_part = {row["part"]: bytes(row["value"]) for row in surveyed}
    nothing = _glane.Survey(("columns", "", "", "", "", 0, 0)).to_bytes()
    parts = _glane.Parts(
        [by_part.get(part, nothing) for part in range(partitions)], not keep_boilerplate, not keep_duplicates
    )
    del surveyed, by_part

    plans = context.broadcast([parts.comparison(part) for part in range(partitions)])

    def compare(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        of = source()
        part = _glane.Comparison(of, plans.value[of[5]])
        for batch in batches:
            part.add(batch)
        yield _table(of[5], part.finish())

    if parts.posts:
        compared = rows.frame.mapInArrow(compare, "part int, value binary").select("value")
        parts.decide(_reduce(compared, _glane.merge_comparisons))
    plans.unpersist()

    cleanings = context.broadcast([parts.cleaning(part) for part in range(partitions)])
    pickled = context.broadcast(_pickled(analyzer or Analyzer(threads=1)))
    lines = posts == "jsonl"

    def work(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        of = source()
        part = _glane.PostAnalysis(of, _analyzer(pickled.value), cleanings.value[of[5]], lines)
        for batch in batches:
            yield pyarrow.record_batch(part.add(batch))
        yield pyarrow.record_batch(part.finish())

    made = rows.frame.mapInArrow(work, _glane.rows_schema()).persist(StorageLevel.DISK_ONLY)
    try:
        good = made.where("kind = 'post'")
        if lines:
            good.select("line").write.text(place.of("posts.jsonl"))
        else:
            good.select("id", "language", "words", "keyphrases").write.parquet(place.of("posts.parquet"))
        bad = made.where("kind = 'error'")
        told = [row["error"] for row in bad.orderBy("part", "row").select("error").limit(MOST_ERRORS).collect()]
        errors = len(told)
        if told:
            bad.select("error").write.text(place.of("errors.jsonl"))
            errors = bad.count() if errors == MOST_ERRORS else errors
        if not parts.posts and not errors:
            raise GlaneError("no posts found", source=output, remedy="name files that have some")
        result = _reduce(made.where("kind = 'result'").select("result"), _glane.merge_results)
        report, _ = parts.report(result, told, period)
        place.write("report.json", report)
    finally:
        made.unpersist()
    return {"posts": parts.posts, "analyzed": json.loads(report)["posts"]["analyzed"], "errors": errors}


class _Place:
    """The directory of the output, on a file system of Hadoop."""

    def __init__(self, spark: SparkSession, output: str) -> None:
        context: Any = spark.sparkContext
        self._jvm = context._jvm
        self._path, self._files = _qualified(spark, output)
        self._output = output

    def require_new(self) -> None:
        if self._files.exists(self._path):
            raise GlaneError("it exists", source=self._output, remedy="name a directory that does not exist")

    def of(self, name: str) -> str:
        return f"{self._output.rstrip('/')}/{name}"

    def write(self, name: str, text: str) -> None:
        out = self._files.create(self._jvm.org.apache.hadoop.fs.Path(self._path, name), False)
        try:
            data = text.encode()
            for start in range(0, len(data), 1 << 20):
                out.write(data[start : start + (1 << 20)])
        finally:
            out.close()


def _phrases(paths: Iterable[str] | None) -> list[str] | None:
    """The lines of the files of a list."""
    if not paths:
        return None
    phrases: list[str] = []
    for path in paths:
        with open(path, encoding="utf-8-sig") as file:
            phrases.extend(file.read().splitlines())
    return phrases


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m glane.spark", description="Analyze an archive of posts with Spark.")
    parser.add_argument("input", help="posts: Parquet, JSON lines, or a directory of files")
    parser.add_argument("output", help="directory for the posts and the report; it must not exist")
    parser.add_argument("--format", choices=FORMATS, default="", help="default: by the ending of INPUT, or files")
    parser.add_argument("--posts", choices=("jsonl", "parquet"), default="jsonl", help="how keyphrases are written")
    parser.add_argument("--text-column", default="text", help="column of the text, in Parquet")
    parser.add_argument("--id-column", default="id", help="column of the id, in Parquet")
    parser.add_argument("--partitions", type=int, default=0, help="number of partitions (needs a shuffle)")
    parser.add_argument("--master", help="address of the cluster, as spark-submit has it; default: local[*]")
    parser.add_argument("-k", "--keyphrases", type=int, help="most keyphrases of a post")
    parser.add_argument("--method", default="learned", help="how keyphrases are ranked")
    parser.add_argument("--language", choices=("fr", "any"), default="fr", help="which posts are analyzed")
    parser.add_argument("--background", help="file of background frequencies")
    parser.add_argument("--ranker", help="file of a trained ranking")
    for name in ("stop", "never", "always", "vocabulary"):
        parser.add_argument(f"--{name}", action="append", metavar="FILE", help=f"list of phrases: {name}")
    parser.add_argument("--period", choices=("month", "quarter", "year"), help="length of the periods of trends")
    parser.add_argument("--keep-boilerplate", action="store_true", help="keep lines that repeat")
    parser.add_argument("--keep-duplicates", action="store_true", help="count copies of posts")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Returns 0 when all is well, 1 when some posts failed, 2 for wrong usage or nothing readable."""
    options = _arguments(arguments)
    is_submitted = "PYSPARK_GATEWAY_PORT" in os.environ
    if (options.master or "local").startswith("local") and not is_submitted:
        # The workers of this machine run on the Python that has this package, whatever `python3` is on the path.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("glane")
    if options.master:
        builder = builder.master(options.master)
    spark = builder.getOrCreate()
    try:
        analyzer = Analyzer(
            threads=1,
            keyphrases=options.keyphrases,
            method=options.method,
            language=options.language,
            background=options.background,
            ranker=options.ranker,
            stop=_phrases(options.stop),
            never=_phrases(options.never),
            always=_phrases(options.always),
            vocabulary=_phrases(options.vocabulary),
        )
        rows = read(
            spark,
            options.input,
            format=options.format,
            text=options.text_column,
            id=options.id_column,
            partitions=options.partitions,
        )
        counts = analyze(
            rows,
            options.output,
            analyzer=analyzer,
            posts=options.posts,
            period=options.period,
            keep_boilerplate=options.keep_boilerplate,
            keep_duplicates=options.keep_duplicates,
        )
    except (GlaneError, OSError) as error:
        print(f"glane.spark: {error}", file=sys.stderr)
        return 2
    finally:
        spark.stop()
    print("{posts} posts read, {analyzed} analyzed, {errors} errors".format(**counts), file=sys.stderr)
    return 1 if counts["errors"] else 0


if __name__ == "__main__":
    # By its own name, so that workers import it, and keep one analyzer for all tasks.
    from glane.spark import main as command

    sys.exit(command())
