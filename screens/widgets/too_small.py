"""TooSmall: what a terminal without room for a screen shows instead."""

from __future__ import annotations

from textual.widgets import Static


class TooSmall(Static):
    """Shown, instead of all beside it, where a screen has no room; nothing is lost meanwhile.

    The app's breakpoints give a screen the class -tiny below 60 columns, -flat below 16 rows.
    """

    DEFAULT_CSS = """
    TooSmall { display: none; height: 1fr; color: $text-warning; }
    Screen.-tiny > *, Screen.-flat > * { display: none; }
    Screen.-tiny > TooSmall, Screen.-flat > TooSmall { display: block; }
    """

    def __init__(self) -> None:
        super().__init__("Too small: 60x16 is needed. Nothing is lost.", markup=False)
