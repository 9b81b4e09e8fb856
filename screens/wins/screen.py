"""WinsScreen: small victories, celebrated at every meeting."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.types import CSSPathType

from data.records.meeting import Meeting
from data.records.models import Win
from data.rules import edits
from data.text.formatting import count
from screens.commands import Group, bindings
from screens.dialogs.form_fields import Field, Values
from screens.keymap import RECORDS
from screens.meeting.list_screen import LIST_STYLE, ListScreen
from screens.widgets.panel import Panel
from screens.widgets.record_list import Row
from screens.widgets.status_text import StatusText
from screens.wins.forms import win_fields, win_values
from screens.wins.rows import by_goal, recognised, win_row


class WinsScreen(ListScreen):
    """The wins of this meeting."""

    TAB = "wins"
    TABLES = (Win.TABLE,)
    GROUP: Group | None = None
    INTRO = (
        "Wins. {win} records one; “thank NAME for TEXT” thanks a person. {records.edit} edits a"
        " win: its goal, the organisations and whom to thank."
    )
    BINDINGS = bindings(RECORDS)
    LIST_TITLE = "Wins"
    EMPTY = "No wins yet. {win} records one: small victories count."
    CSS_PATH: ClassVar[CSSPathType | None] = [LIST_STYLE, "style.tcss"]

    def compose_body(self) -> ComposeResult:
        """Compose the list, and beside it the goals served and the organisations that did it."""
        with Horizontal():
            yield from self.compose_list()
            with Vertical(id="side"):
                with Panel(title="By goal", id="goals"):
                    yield StatusText(id="goals-text")
                with Panel(title="Recognised", id="recognised"):
                    yield StatusText(id="recognised-text")

    def rows(self, meeting: Meeting) -> list[Row]:
        """Return a row for each win."""
        return [win_row(win) for win in meeting.wins]

    def show(self, meeting: Meeting) -> None:
        """Show the wins, and whom and what they served."""
        super().show(meeting)
        number = count(len(meeting.wins), "win") if meeting.wins else ""
        self.query_one("#list", Panel).show_titles("Won at this meeting", number)
        for name, text in (("goals", by_goal(meeting)), ("recognised", recognised(meeting))):
            self.query_one(f"#{name}-text", StatusText).show_text(text)

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
            changes = win_values(self.session.file.meeting, values, known)
            self.apply(edits.edit, self.session.now(), known, **changes)

        def fields(known: Win) -> list[Field]:
            return win_fields(meeting, known)

        if win is None:
            await self.ask_new("wins", "New win", win_fields(meeting, None), add)
        else:
            await self.ask_edit(f"Win: {win.text}", win, fields, edit)
