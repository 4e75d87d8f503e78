"""Keyphrases as columns of pandas (with pyarrow): a thin helper over :meth:`glane.Analyzer.extract_arrow`.

>>> import pandas
>>> import glane.pandas
>>> posts = pandas.DataFrame({"text": ["Le vélo cargo roule. Un vélo cargo porte."]}, index=[7])
>>> found = glane.pandas.keyphrases(posts)
>>> found.loc[7, "keyphrases"][0]["text"]
'vélo cargo'
"""

from __future__ import annotations

import pandas
import pyarrow

from ._glane import Analyzer
from ._progress import slices


def keyphrases(
    frame: pandas.DataFrame,
    *,
    text: str = "text",
    id: str = "id",
    analyzer: Analyzer | None = None,
    progress: bool = False,
) -> pandas.DataFrame:
    """The keyphrases of the rows of a frame, with its index.

    Arguments, columns and errors are those of :func:`glane.polars.keyphrases`.
    """
    analyzer = analyzer or Analyzer()
    parts = []
    for start, length in slices(len(frame), progress):
        rows = pyarrow.Table.from_pandas(frame.iloc[start : start + length], preserve_index=False)
        parts.append(pyarrow.table(analyzer.extract_arrow(rows, text=text, id=id)))
    found: pandas.DataFrame = pyarrow.concat_tables(parts).to_pandas()
    found.index = frame.index
    return found
