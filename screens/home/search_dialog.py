"""SearchDialog: a search in the texts of all meetings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from data.errors import MeetingError
from data.text.formatting import count
from screens.commands import bindings
from screens.dialog_keymap import SEARCH
from screens.dialogs.base import Dialog
from screens.errors import error_text
from screens.widgets.content import plain
from screens.widgets.fields import LineInput
from screens.widgets.record_list import RecordList, Row

if TYPE_CHECKING:
    from data.index.search import Hit

_MAX_HITS = 200  # rows
_TYPING_PAUSE = 0.15  # seconds without a key before the search starts


class SearchDialog(Dialog[str]):
    """Asks for words; returns the id of the meeting that was chosen from the hits.

    Args:
        search: returns the hits for some words, best first; raises MeetingError.
    """

    AUTO_FOCUS = "LineInput"
    BINDINGS = bindings(SEARCH)
    DEFAULT_CSS = """
    SearchDialog > .frame { width: 94%; height: 94%; }
    SearchDialog RecordList { height: 1fr; border: none; background: $panel; }
    SearchDialog #hint { height: 1; color: $text-muted; }
    """

    def __init__(self, search: Callable[[str], tuple[Hit, ...]]) -> None:
        super().__init__()
        self._search = search
        self._hits: tuple[Hit, ...] = ()

    def compose(self) -> ComposeResult:
        """Compose the field, the hits and the hint."""
        with Vertical(classes="frame"):
            yield LineInput(placeholder="words to search for in all meetings")
            yield RecordList()
            yield Static("enter opens the meeting · ↑↓ · escape backs out", id="hint", markup=False)

    def on_mount(self) -> None:
        """Keep the focus in the field; the arrows move in the list all the same."""
        self.query_one(RecordList).can_focus = False

    @on(Input.Changed)
    def search_soon(self) -> None:
        """Start the search once typing pauses."""
        words = self.query_one(LineInput).value
        self.set_timer(_TYPING_PAUSE, lambda: self._search_for(words))

    def _search_for(self, words: str) -> None:
        if not self.is_attached or words != self.query_one(LineInput).value:
            return
        hint = self.query_one("#hint", Static)
        if not words.strip():
            self._hits = ()
        else:
            try:
                self._hits = self._search(words)
            except MeetingError as error:
                hint.update(Content(error_text(error)))
                return
        rows = [
            Row(
                str(number),
                plain(
                    (f"{hit.date} {hit.title}", "bold"), (f"  {hit.kind}\n", "dim"), f"  {hit.text}"
                ),
            )
            for number, hit in enumerate(self._hits[:_MAX_HITS])
        ]
        hits = self.query_one(RecordList)
        hits.show(rows)
        if rows:
            hits.highlighted = 0
        hint.update(Content(f"{count(len(self._hits), 'hit')} · enter opens · escape backs out"))

    @on(Input.Submitted)
    @on(RecordList.OptionSelected)
    def open(self) -> None:
        """Leave with the meeting of the highlighted hit."""
        self._search_for(self.query_one(LineInput).value)
        row_id = self.query_one(RecordList).highlighted_id
        if row_id:
            self.dismiss(self._hits[int(row_id)].meeting_id)

    def action_row(self, steps: int) -> None:
        """Highlight the next hit, or the previous one for -1."""
        hits = self.query_one(RecordList)
        if steps > 0:
            hits.action_cursor_down()
        else:
            hits.action_cursor_up()
