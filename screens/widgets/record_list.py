"""RecordList: a list of records that keeps its place by id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.theme import Theme
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from screens.commands import bindings
from screens.keymap import LIST
from screens.widgets.cached_row import REMEMBERED, CachedRow, RenderCache


@dataclass(frozen=True)
class Row:
    """A line of a list. Without an id it is a heading, which cannot be highlighted."""

    id: str
    text: Content
    number: str = ""  # stands before the text, which is then not drawn anew where it changes

    def is_same(self, other: Row) -> bool:
        """Whether it looks the same; "==" of Content would not see a change of style."""
        same = self.id == other.id and self.number == other.number
        return same and (self.text is other.text or self.text.is_same(other.text))


class RecordList(OptionList):
    """An OptionList of rows; j, k, g and G move as in vi."""

    BINDINGS = bindings(LIST)
    DEFAULT_CSS = """
    RecordList {
        border: none; padding: 0; background: $surface; scrollbar-size-vertical: 1;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    RecordList:focus { border: none; }
    RecordList > .option-list--option { padding: 0 1; }
    """

    # Drawn by hand, below: the base class would draw all rows anew for each step.
    highlighted: reactive[int | None] = reactive(None, repaint=False)

    class Picked(Message):
        """Another row is highlighted; "" for none."""

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
        self.auto_links = False  # no row holds any, and to look takes a tenth of drawing it
        self._drawings: RenderCache = RenderCache(REMEMBERED)
        self.rows: tuple[Row, ...] = ()
        self._painted: int | None = None  # the row that is drawn as highlighted

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows. The highlight stays on its record, or goes to the neighbour."""
        new = tuple(rows)
        kept, index = self.picked, self.highlighted
        same_ids = [row.id for row in new] == [row.id for row in self.rows]
        old, self.rows = self.rows, new
        if same_ids:
            for number, (before, after) in enumerate(zip(old, new, strict=True)):
                if not before.is_same(after):
                    self.replace_option_prompt_at_index(number, self._prompt_for(after))
            return
        self.set_options(
            Option(self._prompt_for(row), id=row.id or None, disabled=not row.id) for row in new
        )
        ids = [row.id for row in new]
        if kept and kept in ids:
            self.highlighted = ids.index(kept)
        elif any(ids):
            self.highlighted = self._neighbour(ids, index or 0)

    def _prompt_for(self, row: Row) -> CachedRow:
        return CachedRow(row.number, row.text, self._drawings)

    def on_mount(self) -> None:
        """Hear of another theme."""
        self.app.theme_changed_signal.subscribe(self, self._invalidate)

    def _invalidate(self, _theme: Theme) -> None:
        """Forget what texts looked like. The base class would not: it goes by what lies below."""
        self._drawings.clear()
        if self.rows:
            self.replace_option_prompt_at_index(0, self._prompt_for(self.rows[0]))

    @staticmethod
    def _neighbour(ids: list[str], index: int) -> int:
        """The row nearest to where the highlight was that is not a heading."""
        rows = [number for number, row_id in enumerate(ids) if row_id]
        return min(rows, key=lambda number: (abs(number - index), -number))

    @property
    def picked(self) -> str:
        """The id of the highlighted row, or ""."""
        index = self.highlighted
        if index is None or index >= len(self.rows):
            return ""
        return self.rows[index].id

    def pick(self, row_id: str) -> None:
        """Highlight the row of that id, if it is there."""
        ids = [row.id for row in self.rows]
        if row_id and row_id in ids:
            self.highlighted = ids.index(row_id)

    def find(self, words: str) -> bool:
        """Highlight the next row that holds the words, without case; False if there is none."""
        wanted, start = words.casefold(), (self.highlighted or 0) + 1
        order = [*range(start, len(self.rows)), *range(min(start, len(self.rows)))]
        for index in order:
            row = self.rows[index]
            if row.id and wanted in row.text.plain.casefold():
                self.highlighted = index
                return True
        return False

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Draw the two rows that look different now."""
        super().watch_highlighted(highlighted)
        changed, self._painted = (self._painted, highlighted), highlighted
        top = 0
        for index, row in enumerate(self.rows):
            height = row.text.plain.count("\n") + 1
            if index in changed:
                self.refresh_lines(top, height)
            top += height

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell in our own words which row it is."""
        event.stop()
        self.post_message(self.Picked(self, event.option_id or ""))
