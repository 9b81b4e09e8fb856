"""WinsScreen: small victories, celebrated at every meeting."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.types import CSSPathType

from data.records.meeting import Meeting
from data.records.models import Win
from data.rules import edits
from data.text.formatting import count
from screens.commands import Group, bindings
from screens.dialogs.form_fields import Field, Values
from screens.keymap import RECORDS
from screens.meeting.list_screen import LIST_STYLE, ListScreen
from screens.meeting.session import Session
from screens.widgets.content import plain
from screens.widgets.record_list import Row
from screens.widgets.status_text import StatusText
from screens.wins.forms import win_fields, win_values
from screens.wins.rows import win_row

_CELEBRATION = ("✦ ✧ ✦", "✧ ✦ ✧", "✦ ✧ ✦", "✧ ✦ ✧", "✦ ✦ ✦")  # its frames
_FRAME_SECONDS = 0.15


class WinsScreen(ListScreen):
    """The wins of this meeting."""

    TAB = "wins"
    GROUP: Group | None = None
    INTRO = (
        "Wins. {win} records one; “thank NAME for TEXT” thanks a person. {records.edit} edits a"
        " win: its goal, the organisations and whom to thank."
    )
    BINDINGS = bindings(RECORDS)
    EMPTY = "No wins yet. {win} records one: small victories count."
    CSS_PATH: ClassVar[CSSPathType | None] = [LIST_STYLE, "style.tcss"]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._shown_count: int | None = None

    def compose_body(self) -> ComposeResult:
        """Compose a line for the count and the celebration, and the list."""
        yield StatusText(id="cheer")
        yield from self.compose_list()

    def rows(self, meeting: Meeting) -> list[Row]:
        """Return a row for each win."""
        return [win_row(win) for win in meeting.wins]

    def show(self, meeting: Meeting) -> None:
        """Show the wins; celebrate when there are more than before."""
        super().show(meeting)
        before, self._shown_count = self._shown_count, len(meeting.wins)
        number = count(self._shown_count, "win") if self._shown_count else ""
        self.query_one("#cheer", StatusText).show_text(Content(number))
        if before is not None and self._shown_count > before:
            self._celebrate()

    def _celebrate(self) -> None:
        """Play a short animation in one line. Nothing waits for it."""
        if self.app.animation_level == "none":
            return
        for number, frame in enumerate((*_CELEBRATION, "")):
            self.set_timer(number * _FRAME_SECONDS, lambda shown=frame: self._show_frame(shown))

    def _show_frame(self, frame: str) -> None:
        number = count(len(self.session.file.meeting.wins), "win")
        text = plain(f"{number}  ", (frame, "$text-warning"))
        self.query_one("#cheer", StatusText).show_text(text)

    async def action_new(self) -> None:
        """Record a win in a form."""
        await self._edit(None)

    async def action_edit(self) -> None:
        """Edit the highlighted win."""
        await self._edit(self.session.file.meeting.find(Win, self.highlighted_id))

    async def _edit(self, win: Win | None) -> None:
        meeting = self.session.file.meeting

        def add(values: Values) -> None:
            now, present = self.session.now(), self.session.file.meeting
            item = edits.current_item_id(present)
            self.apply(edits.add, now, Win(**win_values(present, values), item=item, at=now))

        def edit(known: Win, values: Values) -> None:
            changes = win_values(self.session.file.meeting, values)
            self.apply(edits.edit, self.session.now(), known, **changes)

        def fields(known: Win) -> list[Field]:
            return win_fields(meeting, known)

        if win is None:
            await self.ask_new("wins", "New win", win_fields(meeting, None), add)
        else:
            await self.ask_edit(f"Win: {win.text}", win, fields, edit)
