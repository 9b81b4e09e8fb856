"""The agenda: the items of a meeting, and their notes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.types import CSSPathType

from data.clock import local_date
from data.errors import MeetingError
from data.records.agenda_tree import agenda_tree
from data.records.meeting import Meeting
from data.records.models import AgendaItem, MeetingInfo
from data.rules import agenda, edits, people, schedule, speaker_queue
from data.text.formatting import count
from screens.agenda.forms import (
    OWN_ITEM,
    item_fields,
    item_values,
    new_item_fields,
    preview_items,
    preview_title,
    read_title,
)
from screens.agenda.meeting_form import meeting_fields, meeting_values
from screens.agenda.notes_editor import NotesEditor
from screens.agenda.rows import (
    agenda_rows,
    agenda_summary,
    item_details,
    item_title,
    produced,
    shorter_summaries,
)
from screens.commands import bindings
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.form_fields import Values
from screens.keymap import AGENDA, RECORDS
from screens.keys import with_keys
from screens.meeting.approval import approve_last, correct_last
from screens.meeting.list_screen import LIST_STYLE, ListScreen
from screens.meeting.session import Session
from screens.widgets.panel import Panel
from screens.widgets.record_list import RecordList, Row
from screens.widgets.status_text import StatusText


class AgendaScreen(ListScreen):
    """The items at the left; details and notes of the highlighted one at the right.

    Args:
        session: the open meeting.
    """

    TAB = "agenda"
    TABLES = (AgendaItem.TABLE,)
    GROUP = AGENDA
    INTRO = (
        "The agenda. Start with {start}, take items with {next_item} (or {agenda.take}, out of"
        " order). {agenda.approve_last} approves the minutes of the last meeting,"
        " {agenda.correct_last} with corrections."
    )
    BINDINGS = bindings(RECORDS, AGENDA)
    LIST_TITLE = "Agenda"
    EMPTY = "No items yet. {records.new} adds one, {agenda.paste} pastes a whole agenda."
    CSS_PATH: ClassVar[CSSPathType | None] = [LIST_STYLE, "style.tcss"]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._current_id = ""  # the current item, which the highlight follows

    def compose_body(self) -> ComposeResult:
        """Compose the list, and beside it details and notes."""
        with Horizontal():
            yield from self.compose_list()
            with Vertical(id="side"):
                with Panel(id="item"):
                    yield StatusText(id="details")
                with Panel(title="Notes", subtitle=with_keys("{agenda.notes} writes"), id="notes"):
                    yield NotesEditor(self._find_item, self._commit_notes, self.unsaved_field)
                with Panel(title="From this item", id="produced"):
                    yield StatusText(id="produced-text")

    # -- showing ---------------------------------------------------------------------------

    def rows(self, meeting: Meeting) -> list[Row]:
        """Return a row for each item."""
        now = self.session.now()
        panel = self.query_one("#list", Panel)
        summary = agenda_summary(meeting, now)
        shorter = [(self.LIST_TITLE, text) for text in shorter_summaries(summary)]
        panel.show_titles(self.LIST_TITLE, summary, shorter=shorter)
        return agenda_rows(meeting, now, self.list_width)

    def show(self, meeting: Meeting) -> None:
        """Show the agenda. The highlight follows the current item, unless notes are edited."""
        super().show(meeting)
        current_id = edits.current_item_id(meeting)
        if current_id != self._current_id:
            self._current_id = current_id
            if not self.notes.has_focus:
                self.highlight(current_id)

    def show_details(self, meeting: Meeting, row_id: str) -> None:
        """Show details and notes of the highlighted item."""
        # From the file, which is ahead of the meeting that is shown while notes are written.
        item = self._find_item(row_id)
        self.notes.show_item(item)
        self.query_one("#item", Panel).show_titles(item_title(meeting, item))
        details = item_details(item) if item is not None else Content("")
        width = max(20, self.query_one("#notes").size.width) - 5
        lines = Content("\n").join(line.rstrip() for line in details.wrap(width))
        self.query_one("#details", StatusText).show_text(lines)
        text = self.query_one("#produced-text", StatusText)
        text.show_text(produced(meeting, row_id, local_date(self.session.now()), width))
        panel = self.query_one("#produced", Panel)
        panel.display = bool(text.plain)
        panel.show_titles("From this item", str(len(text.plain.splitlines())))

    def tick(self) -> None:
        """Let the clock of the current item go on."""
        if self.meeting is not None:
            self.refresh_rows(self.meeting)

    # -- notes -----------------------------------------------------------------------------

    @property
    def notes(self) -> NotesEditor:
        """The editor of the notes."""
        return self.query_one(NotesEditor)

    def _find_item(self, item_id: str) -> AgendaItem | None:
        return self.session.file.meeting.find(AgendaItem, item_id)

    def _commit_notes(self, known: AgendaItem, notes: str) -> AgendaItem:
        """Write the notes of an item, as NotesEditor needs it."""
        now = self.session.now()
        meeting = self.session.file.apply(
            lambda meeting: edits.edit(meeting, now, known, notes=notes), typing=True
        )
        return meeting.get(AgendaItem, known.id)

    @on(NotesEditor.Committed)
    def show_committed(self) -> None:
        """Show the meeting with the notes that were written."""
        self.meeting = self.session.file.meeting

    @on(NotesEditor.StatusChanged)
    def show_notes_status(self, event: NotesEditor.StatusChanged) -> None:
        """Show in the footer what happened to the notes."""
        self.show_status(event.text)

    @on(NotesEditor.Left)
    def leave_notes(self) -> None:
        """Go back to the list. If another user has written too, ask which notes to keep."""
        self.query_one("#records", RecordList).focus()
        self.notes.resolve_conflict()

    def action_notes(self) -> None:
        """Edit the notes of the highlighted item."""
        self.notes.start_editing()

    def flush(self) -> None:
        """Write the notes that are being edited."""
        self.notes.flush()

    # -- items -----------------------------------------------------------------------------

    @property
    def item(self) -> AgendaItem | None:
        """The highlighted item."""
        return self._find_item(self.highlighted_id)

    async def action_new(self) -> None:
        """Add an item, or a sub-item of the highlighted one if that is chosen."""
        await self._ask_new_item(is_sub=False)

    async def action_new_sub_item(self) -> None:
        """Add a sub-item of the highlighted item, or one beside the highlighted sub-item."""
        await self._ask_new_item(is_sub=True)

    async def _ask_new_item(self, *, is_sub: bool) -> None:
        item = self.item
        tree = agenda_tree(self.session.file.meeting)
        parent = tree.parents.get(item.id, item) if item is not None else None

        def submit(values: Values) -> None:
            below = parent if values.get("level", OWN_ITEM) != OWN_ITEM else None
            fields = self._item_values(values)
            new = AgendaItem(**fields, parent=below.id if below is not None else "")
            self.apply(agenda.add_items, self.session.now(), (new,))
            self.highlight(new.id)

        def preview(values: Values) -> str:
            names = {"presenter": read_title(values)["presenter"]}
            known = people.known_names(self.session.file.meeting, AgendaItem.TABLE, names)
            return preview_title({**values, "presenter": str(known["presenter"])})

        title = "New sub-item" if is_sub and parent is not None else "New agenda item"
        asked = new_item_fields(parent, is_sub=is_sub)
        await self.ask_new("agenda", title, asked, submit, preview)

    def action_level(self) -> None:
        """Make the highlighted item a sub-item of the one above, or an item of its own again."""
        item = self.seen_record(AgendaItem, self.highlighted_id)
        if item is None:
            return

        def guard(meeting: Meeting, seen: Meeting) -> None:
            agenda.require_same_order(meeting, seen)
            edits.same_record(item, "parent")(meeting, seen)

        if self.try_on_row(guard, agenda.change_level, self.session.now(), item.id):
            tree = agenda_tree(self.session.file.meeting)
            parent = tree.parents.get(item.id)
            what = f"a sub-item of “{parent.title}”" if parent is not None else "an item of its own"
            self.show_status(f"“{item.title}” is {what}" + with_keys(" · {undo} undoes it"))

    async def action_edit(self) -> None:
        """Edit the highlighted item."""
        item = self.item
        if item is None:
            await self.action_new()
            return

        def submit(known: AgendaItem, values: Values) -> None:
            changes = self._item_values(values, known)
            self.apply(edits.edit, self.session.now(), known, **changes)

        await self.ask_edit(f"Item: {item.title}", item, item_fields, submit)

    def _item_values(self, values: Values, known: AgendaItem | None = None) -> dict[str, object]:
        """Return the values of a form as those of a record, with full names."""
        changes = item_values(values, known)
        return people.known_names(self.session.file.meeting, AgendaItem.TABLE, changes)

    def move(self, steps: int) -> None:
        """Move the highlighted item."""
        if self.item is not None:
            guard, now = agenda.require_same_order, self.session.now()
            self.try_on_row(guard, agenda.move_item, now, self.item.id, steps)

    async def action_take(self) -> None:
        """Take the highlighted item now, out of order if need be.

        Nothing is asked, unless people wait to speak on the current item, or were interrupted.
        """
        meeting = self.session.seen
        item = self.seen_record(AgendaItem, self.highlighted_id)
        if item is None:
            return
        current = edits.current_item(meeting)
        interrupted = sum(not turn.ended for turn in meeting.turns) > 1
        people_wait = interrupted or bool(speaker_queue.waiting_requests(meeting))
        if current is not None and current.id != item.id and people_wait:
            await self.ask_conclusion(current, item)
        else:
            if self._try_with_item(agenda.take_item, item):
                self.show_presenter()

    def action_skip(self) -> None:
        """Skip the highlighted item."""
        self._postpone(agenda.skip_item)

    def action_defer(self) -> None:
        """Defer the highlighted item to the next meeting."""
        self._postpone(agenda.defer_item)

    def _postpone(self, rule: Callable[[Meeting, datetime, str], Meeting]) -> None:
        """Skip or defer an item, and show which requests to speak stay with it."""
        item = self.seen_record(AgendaItem, self.highlighted_id)
        if item is not None and self._try_with_item(rule, item):
            note = agenda.waiting_note(self.session.file.meeting, item.id)
            if note:
                self.show_status(note)

    async def action_not_reached(self) -> None:
        """Ask what to do with the items that are not reached at this pace."""
        items = schedule.not_reached(self.session.file.meeting, self.session.now())
        if not items:
            self.show_error(MeetingError("Every item is reached in time at this pace"))
            return
        rules: dict[str, Callable[[Meeting, datetime], Meeting]] = {
            "defer": schedule.defer_not_reached,
            "park": schedule.park_not_reached,
            "first": schedule.not_reached_first,
        }

        def change(answer: str) -> None:
            if self.try_apply(rules[answer], self.session.now()):
                self.show_status(count(len(items), "item") + with_keys(" · {undo} undoes it"))

        async def done(answer: str | None) -> None:
            if answer in rules:
                await self.attempt(lambda: change(answer))

        answers = [
            ("no", "Leave them as they are"),
            ("defer", "Defer them to the next meeting"),
            ("park", "Move them to the parking lot"),
            ("first", "Take them before the other items"),
        ]
        text = "\n".join(f"· {item.title}" for item in items)
        await self.app.push_screen(ChoiceDialog("Not reached at this pace", text, answers), done)

    def action_approve_last(self) -> None:
        """Approve the minutes of the last meeting."""
        approve_last(self)

    async def action_correct_last(self) -> None:
        """Approve the minutes of the last meeting with corrections."""
        await correct_last(self)

    def action_reopen(self) -> None:
        """Reopen the highlighted item."""
        item = self.seen_record(AgendaItem, self.highlighted_id)
        if item is not None:
            self._try_with_item(agenda.reopen_item, item)

    def _try_with_item(
        self, rule: Callable[[Meeting, datetime, str], Meeting], item: AgendaItem
    ) -> bool:
        """Apply a rule to an item, if it and the current item are still as they were shown."""

        def guard(meeting: Meeting, seen: Meeting) -> None:
            agenda.require_same_item_and_floor(meeting, seen)
            edits.same_record(item, "state", "skipped")(meeting, seen)

        return self.try_on_row(guard, rule, self.session.now(), item.id)

    async def action_paste(self) -> None:
        """Add the items of an agenda that is pasted as text."""
        from data.importing.agenda import parse_agenda
        from data.importing.records import items_from

        def submit(text: str) -> None:
            items = items_from(parse_agenda(text))
            if not items:
                raise MeetingError("No agenda item was found in the text", hint="One item a line")
            self.apply(agenda.add_items, self.session.now(), items)
            self.show_status(f"{count(len(items), 'item')} added")

        def preview(text: str) -> str:
            return preview_items(parse_agenda(text))

        await self.ask_text("agenda/paste", "Paste an agenda", preview, submit)

    async def action_meeting(self) -> None:
        """Edit the meeting itself: title, date, place, roles and rules."""

        def submit(known: MeetingInfo, values: Values) -> None:
            now = self.session.now()
            self.apply(edits.edit, now, known, **meeting_values(values, local_date(now)))

        info = self.session.file.meeting.info
        await self.ask_edit("This meeting", info, meeting_fields, submit)
