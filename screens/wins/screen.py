"""WinsScreen: small victories, celebrated at every meeting."""

from __future__ import annotations

import asyncio
import contextlib
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.types import CSSPathType

from data.errors import MeetingError
from data.index.wins import MeetingWins
from data.records.meeting import Meeting
from data.records.models import Win
from data.rules import edits
from data.text.formatting import count
from screens.commands import Group, bindings
from screens.dialogs.form_fields import Field, Values
from screens.keymap import RECORDS
from screens.meeting.list_screen import LIST_STYLE, ListScreen
from screens.meeting.session import Session
from screens.widgets.panel import Panel
from screens.widgets.progress import month_bars
from screens.widgets.record_list import Row
from screens.widgets.status_text import StatusText
from screens.wins.forms import win_fields, win_values
from screens.wins.rows import by_goal, in_a_row, recognised, win_row, year_of, year_title


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

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._others: tuple[MeetingWins, ...] = ()  # of the year, in whatever series

    def compose_body(self) -> ComposeResult:
        """Compose the list, and beside it the year by month, by goal and by organisation."""
        with Horizontal():
            yield from self.compose_list()
            with Vertical(id="side"):
                with Panel(id="year"):
                    yield StatusText(id="year-text")
                with Panel(title="By goal", id="goals"):
                    yield StatusText(id="goals-text")
                with Panel(title="Recognised", id="recognised"):
                    yield StatusText(id="recognised-text")

    def rows(self, meeting: Meeting) -> list[Row]:
        """Return a row for each win."""
        return [win_row(win, self.list_width) for win in meeting.wins]

    def show(self, meeting: Meeting) -> None:
        """Show the wins, and whom and what they served."""
        super().show(meeting)
        number = count(len(meeting.wins), "win") if meeting.wins else ""
        self.query_one("#list", Panel).show_titles("Won at this meeting", number)
        self._show_year(meeting)

    def on_screen_resume(self) -> None:
        """Read what the other meetings of the year have won; keys do not wait for it."""
        self._read_year()

    @work(exclusive=True, group="year")
    async def _read_year(self) -> None:
        library, year = self.session.library, self.session.file.meeting.info.date.year
        with contextlib.suppress(MeetingError):  # the list of meetings says what is wrong
            self._others = await asyncio.to_thread(library.wins, year)
        if self.meeting is not None:
            self._show_year(self.meeting)

    def _show_year(self, meeting: Meeting) -> None:
        """Show the year as far as it is known: at first this meeting alone."""
        year = year_of(meeting, self.session.file.id, self._others)
        width = max(16, self.query_one("#recognised").content_size.width)
        has_goals = bool(meeting.info.goals or year.goals)
        self.query_one("#goals").display = has_goals
        title = year_title(year, meeting.info.date.year)
        row = in_a_row(year)
        self.query_one("#year", Panel).show_titles(title, row, shorter=[(title, "")])
        for name, text in (
            ("year", month_bars(year.months, "$win")),
            ("goals", by_goal(meeting, year, width)),
            ("recognised", recognised(meeting, year, width)),
        ):
            self.query_one(f"#{name}-text", StatusText).show_text(text)

    def _fit_rows(self) -> None:
        """Fit the year to the new width too."""
        super()._fit_rows()
        if self.meeting is not None:
            self._show_year(self.meeting)

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
