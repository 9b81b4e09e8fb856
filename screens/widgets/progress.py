"""Bars of one line: how much of a time box is used, or of anything else."""

from __future__ import annotations

from textual.content import Content


def progress_bar(width: int, fraction: float, style: str) -> Content:
    """Return a bar; full where the fraction is 1 or more.

    Args:
        width: cells.
        fraction: the part that is filled, from 0.
        style: the style of that part.
    """
    filled = min(width, max(round(width * fraction), int(fraction > 0)))
    return Content.assemble(("━" * filled, style), ("─" * (width - filled), "$bar"))
