"""TooSmall: what a terminal without room for a screen shows instead."""

from __future__ import annotations

from textual.widgets import Static


class TooSmall(Static):
    """Laid over a screen that has no room; nothing is lost meanwhile.

    It covers the others and does not hide them: a hidden list would hand its focus on, perhaps to
    a text, and what is typed blindly would go there. The app's breakpoints give a screen the class
    -tiny below 60 columns, -flat below 16 rows.
    """

    DEFAULT_CSS = """
    TooSmall {
        display: none; layer: small; dock: top; width: 100%; height: 100%;
        background: $surface; color: $text-warning;
    }
    Screen.-tiny > TooSmall, Screen.-flat > TooSmall { display: block; }
    """

    def __init__(self) -> None:
        super().__init__("Too small: 60x16 is needed. Nothing is lost.", markup=False)
