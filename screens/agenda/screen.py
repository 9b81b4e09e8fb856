"""The agenda: what is to be talked about, and the notes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Static

from data.clock import local_date
from data.errors import MeetingError
from data.importing.agenda import ReadItem
from data.importing.files import read_agenda
from data.importing.records import items_from
from data.records.meeting import Meeting
from data.records.models import AgendaItem, ItemKind, ItemState, MeetingInfo
from data.rules import agenda, edits, speaker_queue
from data.rules.speech_limits import format_limit, parse_limit
from data.text.durations import format_duration, parse_duration
from data.text.formatting import count
from screens.agenda import meeting_form
from screens.agenda.notes import NotesArea, NotesScreen
from screens.commands import bindings
from screens.dialogs.form_fields import Field, Values, field_errors, required_text
from screens.keymap import AGENDA, RECORDS
from screens.meeting.list_screen import LIST_STYLE
from screens.meeting.session import Session
from screens.widgets.content import join, plain
from screens.widgets.record_list import Row

_MARKS = {
    ItemState.WAITING: ("·", ""),
    ItemState.CURRENT: ("▶", "$text-success"),
    ItemState.DONE: ("✓", "dim"),
    ItemState.DEFERRED: ("→", "dim"),
}


class AgendaScreen(NotesScreen):
    """The items at the left, the notes of the highlighted one at the right."""

    TAB = "agenda"
    GROUP = AGENDA
    INTRO = "The agenda. Start with S, take items with N (or t, out of order)."
    BINDINGS = bindings(RECORDS, AGENDA)
    EMPTY = "No items yet. i adds one, P pastes a whole agenda."
    CSS_PATH: ClassVar[CSSPathType | None] = [LIST_STYLE, "style.tcss"]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._current = ""

    def show(self, meeting: Meeting) -> None:
        """Show the agenda; the highlight goes along when another item is taken."""
        super().show(meeting)
        current = edits.current_item_id(meeting)
        if current != self._current:
            self._current = current
            if not self.query_one(NotesArea).has_focus:
                self.pick(current)

    def compose_body(self) -> ComposeResult:
        """The list, and beside it the item."""
        with Horizontal():
            yield from self.compose_list()
            with Vertical(id="side"):
                yield Static(id="about", markup=False)
                yield NotesArea(compact=True, soft_wrap=True, placeholder="Notes: tab, and write")

    # -- showing -------------------------------------------------------------------------

    def rows(self, meeting: Meeting) -> list[Row]:
        """A row for each item, with its time at the right."""
        width = self.list_width
        return [
            Row(item.id, self._row(n, item, width))
            for n, item in enumerate(agenda.sorted_items(meeting), start=1)
        ]

    def _row(self, number: int, item: AgendaItem, width: int) -> Content:
        mark, style = _MARKS[item.state]
        if item.skipped:
            mark = "–"
        left = plain((f"{mark}{number:>3} ", style), (item.title, style or "bold"))
        return join(left, self._times(item), width)

    def _times(self, item: AgendaItem) -> Content:
        box, spent = agenda.time_box(item), agenda.elapsed(item, self.session.now())
        planned = f"{box / 60:.0f}m" if box is not None else ""
        if not item.spans:
            return Content.styled(planned, "dim")
        over = box is not None and spent > box
        return plain(
            (format_duration(spent), "$text-error" if over else ""),
            (f" of {planned}" if planned else "", "dim"),
        )

    def show_picked(self, meeting: Meeting, row_id: str) -> None:
        """Show the notes and the rest of the highlighted item."""
        item = meeting.find(AgendaItem, row_id)
        self.show_notes(item)
        about = self.query_one("#about", Static)
        if item is None:
            about.update("", layout=False)
            return
        parts: list[str | tuple[str, str]] = [(item.title, "bold"), f"\n{item.kind}"]
        if item.presenter:
            parts.append(f" · {item.presenter}")
        if item.extensions:
            parts.append(f" · extended by {format_duration(sum(item.extensions))}")
        if item.skipped:
            parts.append(" · skipped")
        elif item.state is not ItemState.WAITING:
            parts.append(f" · {item.state}")
        if item.conclusion:
            parts += ["\n", ("Conclusion: ", "dim"), item.conclusion]
        about.update(plain(*parts), layout=False)

    def tick(self) -> None:
        """Let the clock of the current item go on."""
        if self.meeting is not None:
            self.refresh_rows(self.meeting)

    # -- items ---------------------------------------------------------------------------

    @property
    def item(self) -> AgendaItem | None:
        """The highlighted item."""
        return self.session.file.meeting.find(AgendaItem, self.picked)

    async def action_new(self) -> None:
        """Add an item."""

        def submit(values: Values) -> None:
            now = self.session.now()
            item = AgendaItem(**_item_values(values))
            self.apply(agenda.add_items, now, (item,))
            self.pick(item.id)

        await self.ask_new("agenda", "New agenda item", _item_fields(None), submit)

    async def action_edit(self) -> None:
        """Edit the highlighted item."""
        item = self.item
        if item is None:
            await self.action_new()
            return

        def submit(known: AgendaItem, values: Values) -> None:
            changes = {**_item_values(values), "conclusion": values["conclusion"]}
            self.apply(edits.edit, self.session.now(), known, **changes)

        def fields(known: AgendaItem) -> list[Field]:
            conclusion = Field("conclusion", "Conclusion", known.conclusion, lines=2)
            return [*_item_fields(known), conclusion]

        await self.ask_edit(f"Item: {item.title}", item, fields, submit)

    def move(self, steps: int) -> None:
        """Move the highlighted item."""
        if self.item is not None:
            self.try_apply(agenda.move_item, self.session.now(), self.item.id, steps)

    async def action_take(self) -> None:
        """Take the highlighted item now, out of order if need be.

        Nothing is asked, unless somebody waits to speak on the item that is left, or to go on.
        """
        item, meeting = self.item, self.session.file.meeting
        current = edits.current_item(meeting)
        if item is None:
            return
        interrupted = sum(not turn.ended for turn in meeting.turns) > 1
        somebody_waits = interrupted or bool(speaker_queue.waiting_requests(meeting))
        if current is not None and current.id != item.id and somebody_waits:
            await self.ask_conclusion(current, item)
        else:
            self.try_apply(agenda.take_item, self.session.now(), item.id)

    def action_skip(self) -> None:
        """Skip it."""
        self._set_aside(agenda.skip_item)

    def action_defer(self) -> None:
        """Put it off."""
        self._set_aside(agenda.defer_item)

    def _set_aside(self, rule: Callable[[Meeting, datetime, str], Meeting]) -> None:
        item = self.item
        if item is not None and self.try_apply(rule, self.session.now(), item.id):
            staying = agenda.waiting_note(self.session.file.meeting, item.id)
            if staying:
                self.show_status(staying)

    def action_reopen(self) -> None:
        """Reopen it."""
        if self.item is not None:
            self.try_apply(agenda.reopen_item, self.session.now(), self.item.id)

    async def action_paste(self) -> None:
        """Paste a whole agenda."""

        def preview(text: str) -> str:
            items = read_agenda(text)
            return f"{count(len(items), 'item')}: {'; '.join(map(_told, items))[:200]}"

        def submit(text: str) -> None:
            items = items_from(read_agenda(text))
            if not items:
                raise MeetingError("No agenda item was found in it", hint="One item a line")
            self.apply(agenda.add_items, self.session.now(), items)
            self.show_status(f"{count(len(items), 'item')} added")

        await self.ask_text("agenda/paste", "Paste an agenda", preview, submit)

    async def action_meeting(self) -> None:
        """Title, date, place and the rest of the meeting itself."""
        info = self.session.file.meeting.info

        def submit(known: MeetingInfo, values: Values) -> None:
            now = self.session.now()
            changes = meeting_form.changes(known, values, local_date(now))
            self.apply(edits.edit, now, known, **changes)

        await self.ask_edit("This meeting", info, meeting_form.fields, submit)


def _told(item: ReadItem) -> str:
    """A read item in the preview of a paste: title, minutes, presenter."""
    more = [f"{item.minutes} min" if item.minutes else "", item.presenter]
    shown = ", ".join(part for part in more if part)
    return f"{item.title} ({shown})" if shown else item.title


def _item_fields(item: AgendaItem | None) -> list[Field]:
    minutes = "" if item is None or item.minutes is None else str(item.minutes)
    limit = format_limit(item.speech_limit if item else None)
    return [
        Field("title", "Title", item.title if item else ""),
        Field("kind", "Kind", item.kind if item else "discussion", choices=list(ItemKind)),
        Field("presenter", "Presenter", item.presenter if item else ""),
        Field("minutes", "Minutes", minutes, hint="planned, as 10"),
        Field("speech_limit", "Speech limit", limit, hint="a turn, as 2m; empty: the meeting's"),
    ]


def _item_values(values: Values) -> dict[str, object]:
    title = required_text(values, "title", "The item has no title")
    with field_errors("minutes"):
        minutes = _minutes(values["minutes"])
    with field_errors("speech_limit"):
        limit = parse_limit(values["speech_limit"])
    return {
        "title": title,
        "kind": ItemKind(values["kind"]),
        "presenter": values["presenter"],
        "minutes": minutes,
        "speech_limit": limit,
    }


def _minutes(text: str) -> int | None:
    """Planned minutes: 10, 10 min, 1h; None for an empty text."""
    if not text.strip():
        return None
    seconds = parse_duration(text)
    if seconds % 60 or not 0 <= seconds <= 24 * 3600:
        raise MeetingError("Whole minutes are planned, up to a day", hint="Type 10, 10 min or 1h")
    return seconds // 60
