"""Bars of one line: how much of a time box is used, or of anything else."""

from __future__ import annotations

from textual.content import Content


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
