"""Keyphrases and themes of French text: offline, without a model to download, the same bytes everywhere.

>>> import glane
>>> analyzer = glane.Analyzer()
>>> text = "Le vélo cargo remplace la voiture. Un vélo cargo porte deux enfants."
>>> found = analyzer.extract(text)
>>> [keyphrase.text for keyphrase in found][:1]
['vélo cargo']
>>> start, end = found[0].spans[0]
>>> text[start:end]
'vélo cargo'

- One post or a stream of posts: :class:`Analyzer`.
- Posts of files, directories, feeds and exports of blogs: :func:`read_archive`.
- Counts over many posts, and the report of an archive: :class:`Aggregate`, :meth:`Analyzer.analyze_archive`.
- Columns of pyarrow, Polars, pandas, DuckDB: :meth:`Analyzer.extract_arrow`, and the helpers :mod:`glane.polars` and
  :mod:`glane.pandas`.
- Archives beyond one machine: :mod:`glane.spark`.

Spans are code points of the text, half-open, so that ``text[start:end]`` is the phrase; in the JSON of the program
``glane`` they are bytes of UTF-8. Scores lie in 0..1; higher is better.
"""

from ._errors import GlaneError, OptionError, PostError
from ._glane import (
    Aggregate,
    Analyzer,
    ArchiveReader,
    Keyphrase,
    Keyphrases,
    Post,
    RecordBatch,
    RecordBatchStream,
    ResultStream,
    Token,
    __version__,
    read_archive,
    read_archive_arrow,
)

__all__ = [
    "Aggregate",
    "Analyzer",
    "ArchiveReader",
    "GlaneError",
    "Keyphrase",
    "Keyphrases",
    "OptionError",
    "Post",
    "PostError",
    "RecordBatch",
    "RecordBatchStream",
    "ResultStream",
    "Token",
    "__version__",
    "read_archive",
    "read_archive_arrow",
]
