"""StatusText: a text that changes often, without a new layout unless its height changes."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class StatusText(Static):
    """A Static whose lines are cut at the edge, never wrapped."""

    DEFAULT_CSS = """
    StatusText { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self.auto_links = False  # it has none, and looking for their style takes a while
        self._text = Content("")

    def show_text(self, text: Content) -> None:
        """Show a text."""
        if text.is_same(self._text):
            return
        lines = self._text.plain.count("\n") == text.plain.count("\n")
        same_height = lines and bool(self._text.plain) == bool(text.plain)
        self._text = text
        self.update(text, layout=not same_height)

    @property
    def plain(self) -> str:
        """The text that is shown, without styles."""
        return self._text.plain
