"""How the parts of the room view share the rows of a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from textual.content import Content

_HINT_ROWS = 1  # below all parts


class Spacing(StrEnum):
    """How many blank rows stand between the parts; each is a class of the screen."""

    ROOMY = "-roomy"
    USUAL = "-usual"
    TIGHT = "-tight"


_BLANK_ROWS = {Spacing.ROOMY: 10, Spacing.USUAL: 4, Spacing.TIGHT: 0}
"""Blank rows at most, as in the style sheet."""


def rows_of(content: Content) -> int:
    """Return the number of rows of a part; an empty one has none."""
    return content.plain.count("\n") + 1 if content.plain else 0


def spacing(rows: int, height: int) -> Spacing:
    """Return how far apart the parts can stand.

    Args:
        rows: of all parts together.
        height: rows of the terminal.
    """
    return next(
        (space for space, blank in _BLANK_ROWS.items() if rows + _HINT_ROWS + blank <= height),
        Spacing.TIGHT,
    )


def first_that_fits(
    variants: Sequence[tuple[Content, Content]], rows: int, height: int
) -> tuple[Content, Content]:
    """Return the first of some pairs of parts for which there is room, else the last one.

    Blank rows between the parts are worth more than a few rows of text: the first half of the
    variants is tried with them.

    Args:
        variants: who is next, and the wins, in ever fewer rows.
        rows: of the other parts.
        height: rows of the terminal.
    """
    half = len(variants) // 2
    for tried, blank in ((variants[:half], _BLANK_ROWS[Spacing.USUAL]), (variants, 0)):
        for pair in tried:
            if rows + sum(map(rows_of, pair)) + _HINT_ROWS + blank <= height:
                return pair
    return variants[-1]
