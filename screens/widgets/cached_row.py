"""CachedRow: a row of a list whose text is drawn once, wherever in the list it stands."""

from __future__ import annotations

from rich.segment import Segment
from textual.cache import LRUCache
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

RenderCache = LRUCache[tuple[int, int, Style], tuple[Content, list[Strip]]]
"""What texts look like: by their identity, the cells they have, and the style below them."""

REMEMBERED = 512


class CachedRow(Visual):
    """A number, and a text behind it.

    When the first of a queue leaves it, all others have another number and the same text. To draw
    a text takes most of the time that a row takes, so its drawing is remembered.

    Args:
        number: what stands before the text.
        text: the rest.
        drawings: where drawn texts are remembered; to be cleared when the theme changes.
    """

    def __init__(self, number: str, text: Content, drawings: RenderCache) -> None:
        self._number = number
        self._text = text
        self._drawings = drawings

    def __str__(self) -> str:
        return f"{self._number}{self._text.plain}"

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The cells of both."""
        return len(self._number) + self._text.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The lines of the text."""
        if rules.get("text_wrap") == "nowrap":  # nothing to be tried out
            return self._text.plain.count("\n") + 1
        return self._text.get_height(rules, max(1, width - len(self._number)))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The number before the first line of the text, and blanks before others."""
        indent = len(self._number)
        room = max(1, width - indent)
        key = (id(self._text), room, style)
        known = self._drawings.get(key)
        if known is None:
            strips = self._text.render_strips(room, None, style, options)
            # The text is kept too: while it is, no other object can have its identity.
            known = self._drawings[key] = (self._text, strips)
        if not indent:
            return known[1][:height]
        before = [self._number, *(" " * indent for _ in known[1][1:])]
        return [
            Strip([Segment(words, style.rich_style), *strip], indent + strip.cell_length)
            for words, strip in zip(before, known[1], strict=False)
        ][:height]
