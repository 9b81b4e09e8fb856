"""ListScreen: a screen of a meeting that shows a list of records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar, Concatenate, ParamSpec

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Static

from data.errors import MeanwhileError, MeetingError
from data.records.meeting import Meeting
from data.rules import edits
from data.rules.edits import Guard
from data.text.formatting import count
from screens.dialogs.line import LineDialog
from screens.keys import with_keys
from screens.meeting.meeting_screen import MeetingScreen
from screens.widgets.panel import Panel
from screens.widgets.record_list import RecordList, Row

P = ParamSpec("P")

LIST_STYLE = Path(__file__).with_name("list.tcss")


class ListScreen(MeetingScreen):
    """A list with an empty state, and the commands that all lists of records share.

    A subclass implements `rows`, `action_new` and `action_edit`; where it shows details of the
    highlighted record, also `show_details`.
    """

    LIST_TITLE = ""
    """The title of the panel around the list."""
    EMPTY = ""
    """What is shown where the list has no rows: which key adds one."""
    CSS_PATH: ClassVar[CSSPathType | None] = LIST_STYLE
    _highlight_lost = ""  # id of the row that was highlighted until it was last removed

    def compose_list(self, kind: type[RecordList] = RecordList) -> ComposeResult:
        """Compose the list and its empty state.

        Args:
            kind: the widget that shows the rows.
        """
        with Panel(title=self.LIST_TITLE, id="list"):
            yield Static(Content(with_keys(self.EMPTY)), classes="empty", markup=False)
            yield kind(id="records")

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
        # Without the scrollbar.
        return max(16, self.query_one("#list").content_size.width - 1)

    @property
    def highlighted_id(self) -> str:
        """The id of the highlighted row, or ""."""
        return self.query_one("#records", RecordList).highlighted_id

    def highlight(self, record_id: str) -> None:
        """Highlight the row of a record."""
        self.query_one("#records", RecordList).highlight(record_id)

    def go_to(self, record_id: str) -> None:
        """Highlight the row of a record at once, and scroll to it when the list has its size."""
        self.highlight(record_id)
        self.call_after_refresh(self.query_one("#records", RecordList).scroll_to_highlight)

    def show(self, meeting: Meeting) -> None:
        """Show the rows, and the details of the highlighted record."""
        self.refresh_rows(meeting)
        self.show_details(meeting, self.highlighted_id)

    def refresh_rows(self, meeting: Meeting) -> None:
        """Show the rows, or the empty state."""
        rows = self.rows(meeting)
        highlighted_id = self.highlighted_id
        self.query_one("#records", RecordList).show(rows)
        if self.highlighted_id != highlighted_id:
            self._highlight_lost = highlighted_id
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

    def try_on_row(
        self,
        guard: Guard,
        rule: Callable[Concatenate[Meeting, P], Meeting],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> bool:
        """Apply a rule to the highlighted record as `try_as_seen` does.

        It is refused, too, if another program has just removed the record that was highlighted, so
        that another row is highlighted now.
        """
        gone = self._highlight_lost
        if (
            gone
            and gone in (row.id for row in self.rows(self.session.seen))
            and gone not in (row.id for row in self.rows(self.session.file.meeting))
        ):
            self.show_error(MeanwhileError("The highlighted row was removed"))
            return False
        return self.try_as_seen(guard, rule, *args, **kwargs)

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
        guard = edits.nothing_else
        before = len(self.session.file.meeting.table(record.TABLE)) if record is not None else 0
        if record is not None and self.try_on_row(guard, edits.remove, self.session.now(), record):
            undone = with_keys("{undo} brings it back")
            more = before - len(self.session.file.meeting.table(record.TABLE)) - 1
            with_parts = f" and {count(more, 'sub-item')}" if more > 0 else ""
            self.show_status(f"Removed: {edits.record_subject(record)}{with_parts} · {undone}")

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
