"""The exceptions of the package. The native module raises them."""

from __future__ import annotations


class GlaneError(Exception):
    """Something that Glane could not do.

    Attributes:
        source: what it happened to: a file, a post, an option.
        line: the line of the file, counted from 1, where one line is to blame.
        kind: the kind of the error in one word, as ``report.json`` names it.
        reason: why.
        remedy: what to do about it; empty where the reason says it.

    >>> str(GlaneError("no text", source="a.txt", remedy="add text"))
    'a.txt: no text: add text'
    """

    def __init__(
        self,
        reason: str,
        *,
        source: str = "",
        line: int | None = None,
        kind: str = "failed",
        remedy: str = "",
    ) -> None:
        where = source if line is None else f"{source}, line {line}"
        super().__init__(": ".join(part for part in (where, reason, remedy) if part))
        self.source = source
        self.line = line
        self.kind = kind
        self.reason = reason
        self.remedy = remedy

    def __reduce__(self) -> tuple[object, ...]:
        state = {"source": self.source, "line": self.line, "kind": self.kind, "remedy": self.remedy}
        return (_rebuilt, (type(self), self.reason, state))


class OptionError(GlaneError, ValueError):
    """An option that cannot be used: its name is ``source``.

    >>> import glane
    >>> glane.Analyzer(method="tfidf")
    Traceback (most recent call last):
        ...
    glane._errors.OptionError: method: no method "tfidf": give one of learned, tf-idf, ...
    """


class PostError(GlaneError):
    """One post that cannot be read or analyzed; the others are not affected.

    >>> import glane
    >>> glane.Analyzer().extract({"id": "7", "titre": "Vélo"})
    Traceback (most recent call last):
        ...
    glane._errors.PostError: 7: the field "text" is missing: give every post a "text", as in {"id": "1", "text": "…"}
    """


def _rebuilt(of: type[GlaneError], reason: str, state: dict[str, object]) -> GlaneError:
    return of(reason, **state)  # type: ignore[arg-type]
