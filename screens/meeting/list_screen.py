"""ListScreen: a screen of a meeting that is a list of records."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Static

from data.errors import MeetingError
from data.records.meeting import Meeting
from data.rules import edits
from screens.dialogs.line import LineDialog
from screens.meeting.meeting_screen import MeetingScreen
from screens.widgets.record_list import RecordList, Row

LIST_STYLE = Path(__file__).with_name("list.tcss")


class ListScreen(MeetingScreen):
    """A list, an empty state that says which key to press, and what all lists can do.

    A subclass gives `rows` and, where it shows more of the highlighted record, `show_picked`.
    """

    EMPTY = ""
    CSS_PATH: ClassVar[CSSPathType | None] = LIST_STYLE

    def compose_list(self) -> ComposeResult:
        """The list and its empty state."""
        with Vertical(id="list"):
            yield Static(Content(self.EMPTY), classes="empty", markup=False)
            yield RecordList(id="records")

    def compose_body(self) -> ComposeResult:
        """The list alone; a subclass may put more beside it."""
        yield from self.compose_list()

    def rows(self, meeting: Meeting) -> Sequence[Row]:
        """The rows of the list; here none."""
        return ()

    def show_picked(self, meeting: Meeting, row_id: str) -> None:
        """Show more of the highlighted record."""

    @property
    def list_width(self) -> int:
        """How many cells a row has."""
        # A blank at either side, and the scrollbar.
        return max(16, self.query_one("#list").size.width - 3)

    @property
    def picked(self) -> str:
        """The id of the highlighted record, or ""."""
        return self.query_one("#records", RecordList).highlighted_id

    def pick(self, record_id: str) -> None:
        """Highlight a record."""
        self.query_one("#records", RecordList).highlight(record_id)

    def show(self, meeting: Meeting) -> None:
        """Show the rows, and the highlighted record."""
        self.refresh_rows(meeting)
        self.show_picked(meeting, self.picked)

    def refresh_rows(self, meeting: Meeting) -> None:
        """Show the rows as they are now."""
        rows = self.rows(meeting)
        self.query_one("#records", RecordList).show(rows)
        empty = not any(row.id for row in rows)
        self.query_one(".empty").display = empty

    def on_resize(self, event: events.Resize) -> None:
        """Rows fill their line: make them anew."""
        if self.meeting is not None:
            self.call_after_refresh(self.refresh_rows, self.meeting)

    @on(RecordList.RowHighlighted, "#records")
    def show_other(self, event: RecordList.RowHighlighted) -> None:
        """Another record is highlighted."""
        if self.meeting is not None:
            self.show_picked(self.meeting, event.row_id)

    @on(RecordList.OptionSelected, "#records")
    async def open_row(self) -> None:
        """A click or enter on a row edits it."""
        await self.run_action("edit")

    def action_remove(self) -> None:
        """Remove the highlighted record."""
        record = self.session.file.meeting.find_anywhere(self.picked)
        if record is not None and self.try_apply(edits.remove, self.session.now(), record):
            self.show_status(f"Removed: {edits.record_subject(record)} · u brings it back")

    def action_move(self, steps: int) -> None:
        """Move the highlighted record up or down."""
        self.move(steps)

    def move(self, steps: int) -> None:
        """Move the highlighted record; a list that is kept in another order says so."""
        self.show_error(MeetingError("This list is kept in its own order"))

    async def action_find(self) -> None:
        """Find in the list."""

        def submit(words: str) -> None:
            if not self.query_one("#records", RecordList).find(words):
                raise MeetingError(f"Nothing in this list holds “{words}”")

        await self.ask(LineDialog("Find in this list", submit, hint="enter goes to the next one"))
