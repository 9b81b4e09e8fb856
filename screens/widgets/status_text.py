"""StatusText: a text that changes often, and costs a layout only where its height changes."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class StatusText(Static):
    """A Static of plain lines; they are cut at the edge, never wrapped."""

    DEFAULT_CSS = """
    StatusText { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self.auto_links = False  # it holds none, and to look for their style takes a while
        self._told = Content("")

    def show_text(self, text: Content) -> None:
        """Show this text."""
        if text.is_same(self._told):
            return
        lines = self._told.plain.count("\n") == text.plain.count("\n")
        same_height = lines and bool(self._told.plain) == bool(text.plain)
        self._told = text
        self.update(text, layout=not same_height)
