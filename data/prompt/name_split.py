"""Cut a text into a name and a topic: "Ada to rents", "Ada: rents", "Ada rents"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_SEPARATOR = re.compile(r"(?:to|re|about)(?::\s*|\s+|$)|:(?:\s+|$)", re.IGNORECASE)


@dataclass(frozen=True)
class NameSplit:
    """A text that is cut after some of its words.

    Args:
        length: how many words stand before the cut.
        name: these words, without punctuation at their end.
        topic: the text after the cut, without a separator at its beginning.
        rest: the words after the cut.
        separated: whether a separator stands at the cut, or the text ends there.
        spans: whether a separator stands inside the name.
    """

    length: int
    name: str
    topic: str
    rest: tuple[str, ...]
    separated: bool
    spans: bool


def split_after(words: Sequence[str], length: int) -> NameSplit:
    """Cut a text, given as its words, after so many of them."""
    head, rest = " ".join(words[:length]), " ".join(words[length:])
    separator = None if head.endswith(":") else _SEPARATOR.match(rest)
    return NameSplit(
        length=length,
        name=head.rstrip(":,;") or head,
        topic=rest[separator.end() :] if separator else rest,
        rest=tuple(words[length:]),
        separated=not rest or head.endswith(":") or separator is not None,
        spans=words_before_separator(words) < length,
    )


def starts_with_separator(words: Sequence[str]) -> bool:
    """Return whether a text has nothing before its first separator, as in "to rents"."""
    return _SEPARATOR.match(" ".join(words)) is not None


def words_before_separator(words: Sequence[str]) -> int:
    """Return how many words stand before the first separator that has one before it.

    A separator is "to", "re" or "about", also with a colon, or a colon before a blank.
    Returns the number of all words if there is none.
    """
    for length in range(1, len(words)):
        if words[length - 1].endswith(":") or _SEPARATOR.match(
            " ".join(words[length : length + 2])
        ):
            return length
    return len(words)
