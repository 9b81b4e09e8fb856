"""TooSmall: shown in place of a screen that does not fit the terminal."""

from __future__ import annotations

from textual.geometry import Size
from textual.widgets import Static

COLUMNS, ROWS = 60, 16
"""The smallest terminal in which all screens can be used."""


class TooSmall(Static):
    """A message laid over a screen that does not fit; nothing is lost meanwhile.

    It covers the other widgets instead of hiding them: a hidden list would pass its focus on,
    perhaps to a text area, and keys pressed blindly would end up there. The screen passes each new
    size to `fit`, since the classes of breakpoints were seen to be late, and to stay wrong, on a
    busy machine.
    """

    DEFAULT_CSS = """
    TooSmall {
        display: none; layer: small; dock: top; width: 100%; height: 100%;
        background: $surface; color: $text-warning;
    }
    """

    def __init__(self) -> None:
        super().__init__(f"Too small: {COLUMNS}x{ROWS} is needed. Nothing is lost.", markup=False)

    def fit(self, size: Size) -> None:
        """Show the message if a screen of this size is too small."""
        self.display = size.width < COLUMNS or size.height < ROWS
