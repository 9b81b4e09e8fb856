"""CachedRow: a row of a list whose text is rendered once, wherever in the list it stands."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from textual.cache import LRUCache
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class LazyText:
    """A text that is made when its row is painted, so that a long list shows at once.

    Args:
        make: returns the text for some data and a width in cells.
        data: what the text is made of. The same function and equal data make the same text.
        height: the number of lines of the text, at any width.
    """

    def __init__(self, make: Callable[..., Content], *data: object, height: int = 1) -> None:
        self._make = make
        self._data = data
        self.height = height

    def content(self, width: int) -> Content:
        """Return the text for a width in cells."""
        return self._make(*self._data, width)

    @property
    def plain(self) -> str:
        """The text without styles, at the width of a usual terminal."""
        return self.content(_USUAL_WIDTH).plain

    def __str__(self) -> str:
        return self.plain

    def is_same(self, other: LazyText) -> bool:
        """Return whether the texts look the same."""
        return self._make == other._make and self._data == other._data


RowText = Content | LazyText

RenderCache = LRUCache[tuple[int, int, Style], tuple[RowText, list[Strip]]]
"""Rendered texts, by the identity of the text, the width in cells, and the style below it."""

CACHE_SIZE = 512
"""Texts to keep: more than any screen shows, in both styles that a row can have."""


_USUAL_WIDTH = 80  # cells


def text_height(text: RowText) -> int:
    """Return the number of lines of a text that is not wrapped."""
    return text.height if isinstance(text, LazyText) else text.plain.count("\n") + 1


class CachedRow(Visual):
    """A number, and a text after it.

    When the first person leaves a queue, all others get another number but keep their text.
    Rendering the text takes most of the time of a row, so the result is cached.

    Args:
        number: stands before the text.
        text: the text; may have several lines.
        cache: rendered texts, shared by the rows of a list; to be cleared when the theme changes.
    """

    def __init__(self, number: str, text: RowText, cache: RenderCache) -> None:
        self._number = number
        self._text = text
        self._cache = cache

    def __str__(self) -> str:
        return f"{self._number}{self._text.plain}"

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width of number and text in cells."""
        if isinstance(self._text, LazyText):
            return container_width
        return len(self._number) + self._text.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the number of lines of the text."""
        if isinstance(self._text, LazyText) or rules.get("text_wrap") == "nowrap":
            return text_height(self._text)  # no need to try out where it wraps
        return self._text.get_height(rules, max(1, width - len(self._number)))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Render the text, with the number before its first line and blanks before the others."""
        indent = len(self._number)
        room = max(1, width - indent)
        key = (id(self._text), room, style)
        cached = self._cache.get(key)
        if cached is None:
            text = self._text
            if isinstance(text, LazyText):
                text = text.content(room)
            strips = text.render_strips(room, None, style, options)
            # The text is cached too: while it is, no other object can get its id.
            cached = self._cache[key] = (self._text, strips)
        _, strips = cached
        if not indent:
            return strips[:height]
        before = [self._number, *(" " * indent for _ in strips[1:])]
        return [
            Strip([Segment(prefix, style.rich_style), *strip], indent + strip.cell_length)
            for prefix, strip in zip(before, strips, strict=False)
        ][:height]
