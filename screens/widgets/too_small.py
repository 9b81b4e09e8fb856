"""TooSmall: what a terminal without room for a screen shows instead."""

from __future__ import annotations

from textual.geometry import Size
from textual.widgets import Static

COLUMNS, ROWS = 60, 16


class TooSmall(Static):
    """Laid over a screen that has no room; nothing is lost meanwhile.

    It covers the others and does not hide them: a hidden list would hand its focus on, perhaps to
    a text, and what is typed blindly would go there. The screen tells it each new size: classes of
    breakpoints were once seen to come late, and stay wrong, on a busy machine.
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
        """Show itself on a screen of a size below what is needed."""
        self.display = size.width < COLUMNS or size.height < ROWS
