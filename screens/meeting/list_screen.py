"""ListScreen: a screen of a meeting that shows a list of records."""

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
from screens.keys import with_keys
from screens.meeting.meeting_screen import MeetingScreen
from screens.widgets.record_list import RecordList, Row

LIST_STYLE = Path(__file__).with_name("list.tcss")


class ListScreen(MeetingScreen):
    """A list with an empty state, and the commands that all lists of records share.

    A subclass implements `rows`, `action_new` and `action_edit`; where it shows details of the
    highlighted record, also `show_details`.
    """

    EMPTY = ""
    """What is shown where the list has no rows: which key adds one."""
    CSS_PATH: ClassVar[CSSPathType | None] = LIST_STYLE

    def compose_list(self) -> ComposeResult:
        """Compose the list and its empty state."""
        with Vertical(id="list"):
            yield Static(Content(with_keys(self.EMPTY)), classes="empty", markup=False)
            yield RecordList(id="records")

    def compose_body(self) -> ComposeResult:
        """Compose the list alone; a subclass may put more around it."""
        yield from self.compose_list()

    # -- showing ---------------------------------------------------------------------------

    def rows(self, meeting: Meeting) -> Sequence[Row]:
        """Return the rows of the list."""
        raise NotImplementedError

    def show_details(self, meeting: Meeting, row_id: str) -> None:
        """Show details of the highlighted record; by default none.

        Args:
            meeting: the meeting.
            row_id: the id of the highlighted row, or "".
        """

    @property
    def list_width(self) -> int:
        """The width of a row in cells."""
        # Without a blank at either side, and the scrollbar.
        return max(16, self.query_one("#list").size.width - 3)

    @property
    def highlighted_id(self) -> str:
        """The id of the highlighted row, or ""."""
        return self.query_one("#records", RecordList).highlighted_id

    def highlight(self, record_id: str) -> None:
        """Highlight the row of a record."""
        self.query_one("#records", RecordList).highlight(record_id)

    def show(self, meeting: Meeting) -> None:
        """Show the rows, and the details of the highlighted record."""
        self.refresh_rows(meeting)
        self.show_details(meeting, self.highlighted_id)

    def refresh_rows(self, meeting: Meeting) -> None:
        """Show the rows, or the empty state."""
        rows = self.rows(meeting)
        self.query_one("#records", RecordList).show(rows)
        self.highlight(self.session.take_captured([row.id for row in rows]))
        empty = not any(row.id for row in rows)
        self.query_one(".empty").display = empty

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows to the new width, once the list has it."""
        self.call_after_refresh(self._fit_rows)

    def _fit_rows(self) -> None:
        if self.meeting is not None:
            self.refresh_rows(self.meeting)

    @on(RecordList.RowHighlighted, "#records")
    def show_highlighted(self, event: RecordList.RowHighlighted) -> None:
        """Show the details of the record that was highlighted."""
        if self.meeting is not None:
            self.show_details(self.meeting, event.row_id)

    # -- acts ------------------------------------------------------------------------------

    async def action_new(self) -> None:
        """Ask for a new record."""
        raise NotImplementedError

    async def action_edit(self) -> None:
        """Ask for new values of the highlighted record."""
        raise NotImplementedError

    @on(RecordList.OptionSelected, "#records")
    async def edit_row(self) -> None:
        """Edit a record by enter or a click."""
        await self.action_edit()

    def action_remove(self) -> None:
        """Remove the highlighted record."""
        record = self.session.file.meeting.find_anywhere(self.highlighted_id)
        if record is not None and self.try_apply(edits.remove, self.session.now(), record):
            self.show_status(
                f"Removed: {edits.record_subject(record)} · {with_keys('{undo}')} brings it back"
            )

    def action_move(self, steps: int) -> None:
        """Move the highlighted record.

        Args:
            steps: rows to move it down; negative to move it up.
        """
        self.move(steps)

    def move(self, steps: int) -> None:
        """Move the highlighted record. Refused by default: most lists sort themselves."""
        self.show_error(MeetingError("This list sorts itself"))

    async def action_find(self) -> None:
        """Ask for a text, and highlight the next row that contains it."""

        def submit(text: str) -> None:
            if not self.query_one("#records", RecordList).find(text):
                raise MeetingError(f"No row of this list contains “{text}”")

        await self.ask(LineDialog("Find in this list", submit, hint="enter goes to the next one"))
