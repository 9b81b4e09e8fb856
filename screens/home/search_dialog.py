"""SearchDialog: words, and what all meetings say about them."""

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

_SHOWN = 200
_PAUSE = 0.15  # seconds without a key, after which what was typed is looked for


class SearchDialog(Dialog[str]):
    """Asks for words; answers with the id of a meeting.

    Args:
        search: finds what holds the words, best first.
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
        """Field, hits, hint."""
        with Vertical(classes="frame"):
            yield LineInput(placeholder="words to look for in all meetings")
            yield RecordList()
            yield Static("enter opens the meeting · ↑↓ · escape backs out", id="hint", markup=False)

    def on_mount(self) -> None:
        """The field keeps the keys; the arrows move in the list."""
        self.query_one(RecordList).can_focus = False

    @on(Input.Changed)
    def look(self) -> None:
        """Look for what was typed, once there is a pause."""
        words = self.query_one(LineInput).value
        self.set_timer(_PAUSE, lambda: self._look_for(words))

    def _look_for(self, words: str) -> None:
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
            for number, hit in enumerate(self._hits[:_SHOWN])
        ]
        found = self.query_one(RecordList)
        found.show(rows)
        if rows:
            found.highlighted = 0
        hint.update(Content(f"{count(len(self._hits), 'place')} · enter opens · escape backs out"))

    @on(Input.Submitted)
    @on(RecordList.OptionSelected)
    def open(self) -> None:
        """Leave with the meeting of the highlighted place."""
        self._look_for(self.query_one(LineInput).value)
        picked = self.query_one(RecordList).highlighted_id
        if picked:
            self.dismiss(self._hits[int(picked)].meeting_id)

    def action_row(self, steps: int) -> None:
        """Highlight another place."""
        found = self.query_one(RecordList)
        if steps > 0:
            found.action_cursor_down()
        else:
            found.action_cursor_up()
