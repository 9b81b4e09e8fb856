"""StatusText: a text that changes often, without a new layout unless its size changes."""

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
        before, self._text = self._text, text
        same = _height(before) == _height(text)
        if self.styles.width is not None and self.styles.width.is_auto:
            same = same and _width(before) == _width(text)
        self.update(text, layout=not same)

    @property
    def plain(self) -> str:
        """The text that is shown, without styles."""
        return self._text.plain


def _height(text: Content) -> int:
    return text.plain.count("\n") + 1 if text.plain else 0


def _width(text: Content) -> int:
    return max(line.cell_length for line in text.split("\n", allow_blank=True))
