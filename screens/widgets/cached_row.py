"""CachedRow: a row of a list whose text is rendered once, wherever in the list it stands."""

from __future__ import annotations

from rich.segment import Segment
from textual.cache import LRUCache
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

RenderCache = LRUCache[tuple[int, int, Style], tuple[Content, list[Strip]]]
"""Rendered texts, by the identity of the text, the width in cells, and the style below it."""

CACHE_SIZE = 512
"""Texts to keep: more than any screen shows, in both styles that a row can have."""


class CachedRow(Visual):
    """A number, and a text after it.

    When the first person leaves a queue, all others get another number but keep their text.
    Rendering the text takes most of the time of a row, so the result is cached.

    Args:
        number: stands before the text.
        text: the text; may have several lines.
        cache: rendered texts, shared by the rows of a list; to be cleared when the theme changes.
    """

    def __init__(self, number: str, text: Content, cache: RenderCache) -> None:
        self._number = number
        self._text = text
        self._cache = cache

    def __str__(self) -> str:
        return f"{self._number}{self._text.plain}"

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width of number and text in cells."""
        return len(self._number) + self._text.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the number of lines of the text."""
        if rules.get("text_wrap") == "nowrap":  # no need to try out where it wraps
            return self._text.plain.count("\n") + 1
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
            strips = self._text.render_strips(room, None, style, options)
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
