"""Keyphrases as columns of Polars: a thin helper over :meth:`glane.Analyzer.extract_arrow`.

>>> import polars
>>> import glane.polars
>>> posts = polars.DataFrame({"id": ["a"], "text": ["Le vélo cargo roule. Un vélo cargo porte."]})
>>> glane.polars.keyphrases(posts)["keyphrases"][0][0]["text"]
'vélo cargo'
"""

from __future__ import annotations

import polars

from ._glane import Analyzer
from ._progress import slices


def keyphrases(
    frame: polars.DataFrame,
    *,
    text: str = "text",
    id: str = "id",
    analyzer: Analyzer | None = None,
    progress: bool = False,
) -> polars.DataFrame:
    """The keyphrases of the rows of a frame.

    Args:
        frame: one post a row; see :meth:`glane.Analyzer.extract_arrow` for its columns.
        text, id: the names of two of them.
        analyzer: ``glane.Analyzer()`` by default.
        progress: whether a bar of tqdm is shown, if tqdm is installed.

    Returns:
        A frame with a row for each row of ``frame``, in its order: ``id``, ``language``, ``words``, ``keyphrases``,
        ``error``.

    Raises:
        GlaneError: a column is missing, or has a type that cannot be read.
    """
    analyzer = analyzer or Analyzer()
    parts = [
        polars.DataFrame(analyzer.extract_arrow(frame.slice(start, length), text=text, id=id))
        for start, length in slices(frame.height, progress)
    ]
    return polars.concat(parts)
