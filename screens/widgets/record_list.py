"""RecordList: a list of records whose highlight stays on its record when the rows change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.theme import Theme
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from data.text.comparison import fold
from screens.commands import bindings
from screens.keymap import LIST
from screens.widgets.cached_row import (
    CACHE_SIZE,
    CachedRow,
    LazyText,
    RenderCache,
    RowText,
    text_height,
)

_HIGHLIGHTED = "option-list--option-highlighted"


@dataclass(frozen=True)
class Row:
    """A row of a list.

    Args:
        id: the id of its record; "" for a heading, which cannot be highlighted.
        text: the text; may have several lines. A LazyText suits long lists.
        number: stands before the text. The text is not rendered again when the number changes.
    """

    id: str
    text: RowText
    number: str = ""

    def is_same(self, other: Row) -> bool:
        """Return whether a row looks the same; "==" of Content ignores styles."""
        if self.id != other.id or self.number != other.number:
            return False
        if isinstance(self.text, LazyText) and isinstance(other.text, LazyText):
            return self.text.is_same(other.text)
        if isinstance(self.text, Content) and isinstance(other.text, Content):
            return self.text is other.text or self.text.is_same(other.text)
        return False


class RecordList(OptionList):
    """An OptionList of rows, with j, k, g and G as in vi."""

    BINDINGS = bindings(LIST)
    DEFAULT_CSS = """
    RecordList {
        border: none; padding: 0; background: $background; scrollbar-size-vertical: 1;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    RecordList:focus { border: none; background-tint: transparent; }
    RecordList > .option-list--option { padding: 0; }
    """

    # `watch_highlighted` repaints two rows; the base class would repaint all for each step.
    highlighted: reactive[int | None] = reactive(None, repaint=False)

    class RowHighlighted(Message):
        """Another row was highlighted.

        Args:
            sender: the list.
            row_id: the id of the row; "" for none.
        """

        def __init__(self, sender: RecordList, row_id: str) -> None:
            super().__init__()
            self.sender = sender
            self.row_id = row_id

        @property
        def control(self) -> RecordList:
            """The list."""
            return self.sender

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self.auto_links = False  # rows have none, and looking for them takes a tenth of rendering
        self._cache: RenderCache = RenderCache(CACHE_SIZE)
        self.rows: tuple[Row, ...] = ()
        self._tops: list[int] = []  # the line of each row
        self._painted: int | None = None  # the index of the row that is painted as highlighted

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """Return a style as Textual does, which leaves out that of a terminal without colours."""
        style = super().get_visual_style(*component_classes, partial=partial)
        if self.has_focus and _HIGHLIGHTED in component_classes and self.app.no_color:
            return style + Style(reverse=True, underline=False)
        return style

    def show(self, rows: Sequence[Row]) -> None:
        """Show rows. The highlight stays on its record; where that is gone, it takes a neighbour.

        Args:
            rows: the rows, from top to bottom.
        """
        new = tuple(rows)
        highlighted_id, index = self.highlighted_id, self.highlighted
        same_ids = [row.id for row in new] == [row.id for row in self.rows]
        old, self.rows = self.rows, new
        self._tops = list(accumulate((text_height(row.text) for row in new), initial=0))
        if same_ids:
            for number, (before, after) in enumerate(zip(old, new, strict=True)):
                if not before.is_same(after):
                    self.replace_option_prompt_at_index(number, self.visual_of(after))
            return
        self.set_options(
            Option(self.visual_of(row), id=row.id or None, disabled=not row.id) for row in new
        )
        ids = [row.id for row in new]
        if highlighted_id and highlighted_id in ids:
            self.highlighted = ids.index(highlighted_id)
        elif any(ids):
            self.highlighted = self._neighbour(ids, index or 0)

    def visual_of(self, row: Row) -> CachedRow:
        """Return what paints a row."""
        return CachedRow(row.number, row.text, self._cache)

    def on_mount(self) -> None:
        """Follow changes of the theme."""
        self.app.theme_changed_signal.subscribe(self, self._invalidate)

    def _invalidate(self, _theme: Theme) -> None:
        """Drop the rendered rows.

        The base class keeps them: its cache is keyed by the style of the row, not of the text.
        """
        self._cache.clear()
        if self.rows:
            self.replace_option_prompt_at_index(0, self.visual_of(self.rows[0]))

    @staticmethod
    def _neighbour(ids: list[str], index: int) -> int:
        """Return the index of the row with an id that is nearest to an index."""
        rows = [number for number, row_id in enumerate(ids) if row_id]
        return min(rows, key=lambda number: (abs(number - index), -number))

    @property
    def highlighted_id(self) -> str:
        """The id of the highlighted row, or ""."""
        index = self.highlighted
        if index is None or index >= len(self.rows):
            return ""
        return self.rows[index].id

    def highlight(self, row_id: str) -> None:
        """Highlight the row with an id, if there is one."""
        ids = [row.id for row in self.rows]
        if row_id and row_id in ids:
            self.highlighted = ids.index(row_id)

    def highlight_after(self, row_id: str) -> None:
        """Highlight the row below the one with an id; at the end the highlight stays."""
        ids = [row.id for row in self.rows]
        below = ids[ids.index(row_id) + 1 :] if row_id in ids else []
        self.highlight(next((one for one in below if one), ""))

    def find(self, text: str) -> bool:
        """Highlight the next row that contains a text, and return whether one does.

        Case and accents make no difference. The search goes on from the top after the last row.
        """
        wanted, start = fold(text), (self.highlighted or 0) + 1
        order = [*range(start, len(self.rows)), *range(min(start, len(self.rows)))]
        for index in order:
            row = self.rows[index]
            if row.id and wanted in fold(row.text.plain):
                self.highlighted = index
                return True
        return False

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Repaint the row that was highlighted, and the one that is now."""
        super().watch_highlighted(highlighted)
        changed, self._painted = (self._painted, highlighted), highlighted
        for index in changed:
            if index is not None and index < len(self.rows):
                self.repaint_row(index)

    def repaint_row(self, index: int) -> None:
        """Paint a row again."""
        top, bottom = self._tops[index : index + 2]
        self.refresh_lines(top, bottom - top)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Replace the message of the base class by one with the id of the row."""
        event.stop()
        self.post_message(self.RowHighlighted(self, event.option_id or ""))
