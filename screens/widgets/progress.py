"""Bars of one line: how much of a time box is used, or of anything else; and those of a year."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

_HEIGHTS = "▁▂▃▄▅▆▇█"
_MONTHS = "JFMAMJJASOND"


def month_bars(numbers: Sequence[int], style: str) -> Content:
    """Return a bar for each month, above the first letter of its name.

    Args:
        numbers: what to show of January to December.
        style: the style of the bars.
    """
    most = max(numbers)
    bars = "  ".join(
        _HEIGHTS[round(number / most * (len(_HEIGHTS) - 1))] if number else "·"
        for number in numbers
    )
    return Content.assemble((bars, style), "\n", ("  ".join(_MONTHS), "$text-muted"))


def progress_bar(
    width: int, fraction: float, style: str, *, filled: str = "━", empty: str = "─"
) -> Content:
    """Return a bar; full where the fraction is 1 or more.

    Args:
        width: cells.
        fraction: the part that is filled, from 0.
        style: the style of that part.
        filled: the character of that part.
        empty: the character of the rest.
    """
    cells = min(width, max(round(width * fraction), int(fraction > 0)))
    return Content.assemble((filled * cells, style), (empty * (width - cells), "$bar"))
