"""Progress over rows: a bar of tqdm where it is wanted and installed."""

from __future__ import annotations

from collections.abc import Iterator

# Rows that are analyzed in one call where progress is shown.
ROWS = 2_000


def slices(rows: int, progress: bool) -> Iterator[tuple[int, int]]:
    """Where the pieces of so many rows begin, and their lengths; one piece where no progress is shown."""
    if not progress or rows == 0:
        yield 0, rows
        return
    try:
        from tqdm.auto import tqdm
    except ImportError:
        yield 0, rows
        return
    with tqdm(total=rows, unit="post") as bar:
        for start in range(0, rows, ROWS):
            length = min(ROWS, rows - start)
            yield start, length
            bar.update(length)
