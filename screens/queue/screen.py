"""QueueScreen: who has the floor, who waits to speak, and who has been heard."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.types import CSSPathType

from data.errors import MeetingError, Remedy
from data.records.meeting import Meeting
from data.records.models import QueueEntry, QueueMode
from data.rules import edits, go_round, people, queue_order, speaker_queue, turns
from data.rules.queue_order import speaking_order
from data.rules.speaking_time import heard_text, not_heard
from screens.commands import bindings
from screens.cycle import next_in_cycle
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.form_fields import Values
from screens.keymap import QUEUE, RECORDS
from screens.keys import with_keys
from screens.meeting.list_screen import LIST_STYLE, ListScreen
from screens.meeting.session import Session
from screens.queue.forms import entry_fields, entry_values
from screens.queue.heard_panel import HeardPanel
from screens.queue.rows import floor_text, queue_rows, reason_text
from screens.widgets.panel import Panel
from screens.widgets.record_list import RecordList, Row
from screens.widgets.status_text import StatusText

_SLOW_TICKS = 5  # seconds between updates of minutes and shares


class QueueScreen(ListScreen):
    """Floor and queue at the left, speaking time at the right."""

    TAB = "queue"
    TABLES = (QueueEntry.TABLE,)
    GROUP = QUEUE
    INTRO = (
        "The speaker queue. {speak} queues a speaker, {next} gives the floor to the next one,"
        " {free} ends the turn."
    )
    BINDINGS = bindings(RECORDS, QUEUE)
    LIST_TITLE = "Waiting to speak"
    EMPTY = "Nobody is waiting to speak. {speak} and a few letters of a name queue a speaker."
    CSS_PATH: ClassVar[CSSPathType | None] = [LIST_STYLE, "style.tcss"]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._ticks = 0
        self._shown_order: list[str] = []
        self._shown_round: tuple[str, ...] = ()

    def compose_body(self) -> ComposeResult:
        """Compose floor and queue, and beside them the panel about who has been heard."""
        with Horizontal(id="columns"):
            with Vertical(id="main"):
                yield StatusText(id="floor")
                yield from self.compose_list()
                with Panel(title="Why this place", id="why-panel"):
                    yield StatusText(id="why")
            yield HeardPanel()

    # -- showing -------------------------------------------------------------------------

    def rows(self, meeting: Meeting) -> list[Row]:
        """Return a row for each entry, and for each speaker of a go-round."""
        return queue_rows(meeting, self.session.now(), self.list_width)

    def refresh_rows(self, meeting: Meeting) -> None:
        """Show the rows. While a go-round is on, the list does not count as empty."""
        self._shown_order = self._order(meeting)
        super().refresh_rows(meeting)
        to_come = meeting.info.go_round
        if to_come:
            self.query_one(".empty").display = False
        if to_come != self._shown_round:
            self._shown_round = to_come
            # Whom `n` calls next must be in view, wherever the highlight was.
            self.query_one("#records", RecordList).scroll_home(animate=False)

    def show_details(self, meeting: Meeting, row_id: str) -> None:
        """Show why the highlighted entry has its place."""
        text = reason_text(meeting, self.session.now(), row_id)
        self.query_one("#why", StatusText).show_text(text)

    def show(self, meeting: Meeting) -> None:
        """Show floor and queue at once, and the panel a moment later."""
        super().show(meeting)
        self._show_floor(meeting)
        order = with_keys(f"{meeting.info.order}  {{queue.order}} · turns, wait")
        self.query_one("#list", Panel).show_titles(self.LIST_TITLE, order)
        self.query_one(HeardPanel).show_soon(meeting, self.session.now())

    def on_screen_resume(self) -> None:
        """Update everything with the next tick."""
        self._ticks = -1

    def tick(self) -> None:
        """Update the speaker's clock; every few seconds also waiting times and shares."""
        if self.meeting is None:
            return
        self._show_floor(self.meeting)
        self._ticks += 1
        slow = self._ticks % _SLOW_TICKS == 0
        # While someone speaks, others may move before members of the same organisation.
        if slow or self._order(self.meeting) != self._shown_order:
            super().show(self.meeting)
        if slow:
            self.query_one(HeardPanel).show(self.meeting, self.session.now())

    def _order(self, meeting: Meeting) -> list[str]:
        return [place.entry.id for place in speaking_order(meeting, self.session.now())]

    def _show_floor(self, meeting: Meeting) -> None:
        text = floor_text(meeting, self.session.now())
        self.query_one("#floor", StatusText).show_text(text)

    # -- acts ----------------------------------------------------------------------------

    @property
    def entry(self) -> QueueEntry | None:
        """The highlighted entry."""
        return self.session.file.meeting.find(QueueEntry, self.highlighted_id)

    async def action_new(self) -> None:
        """Queue a speaker."""
        await self.action_speak()

    async def action_edit(self) -> None:
        """Edit topic and kind of the highlighted entry."""
        entry = self.entry
        if entry is None:
            return

        def submit(known: QueueEntry, values: Values) -> None:
            now = self.session.now()
            self.apply(speaker_queue.change_request, now, known, **entry_values(values))

        await self.ask_edit(turns.speaker(entry), entry, entry_fields, submit)

    def move(self, steps: int) -> None:
        """Move the highlighted entry; it keeps that place."""
        if self.entry is not None:
            now = self.session.now()
            self.try_on_row(
                lambda meeting, seen: queue_order.require_same_queue(meeting, seen, now),
                speaker_queue.move,
                now,
                self.entry.id,
                steps,
            )

    def action_remove(self) -> None:
        """Remove the highlighted entry from the queue."""
        entry = self.entry
        guard, now = edits.nothing_else, self.session.now()
        if entry is not None and self.try_on_row(guard, speaker_queue.withdraw, now, entry.id):
            undone = with_keys("{undo} brings them back")
            self.show_status(f"{turns.speaker(entry)} left the queue · {undone}")

    def action_call(self) -> None:
        """Give the floor to the highlighted speaker, out of order."""
        if self.entry is not None and self._needs_running():
            guard, now = turns.require_same_floor, self.session.now()
            self.try_on_row(guard, speaker_queue.call, now, self.entry.id)

    def action_last_word(self) -> None:
        """Give the floor to the highlighted speaker, and close the queue."""
        if self.entry is not None and self._needs_running():
            guard, now = turns.require_same_floor, self.session.now()
            self.try_on_row(guard, speaker_queue.last_word, now, self.entry.id)

    def action_toggle_queue(self) -> None:
        """Close the queue, or open it."""
        is_open = not self.session.seen.info.queue_open
        if self.try_apply(speaker_queue.set_queue_open, self.session.now(), is_open=is_open):
            self.show_status(f"The queue is {'open' if is_open else 'closed'}")

    def action_next_order(self) -> None:
        """Switch to the next order of the queue."""
        info = self.session.seen.info
        order = next_in_cycle(QueueMode, info.order)
        guard, now = edits.same_record(info, "order"), self.session.now()
        if self.try_as_seen(guard, speaker_queue.set_queue_mode, now, order):
            self.show_status(f"Order: {order}")

    # -- everyone is heard -----------------------------------------------------------------

    def action_invite(self) -> None:
        """Put the highlighted person who has not been heard yet at the front of the queue."""
        now = self.session.now()
        highlighted_id = self.query_one(HeardPanel).highlighted_id
        silent = not_heard(self.session.seen, now)
        person = next((p for p in silent if p.id == highlighted_id), silent[0] if silent else None)
        if person is None:
            title = heard_text(self.session.file.meeting, now)
            nobody = not people.present_people(self.session.file.meeting)
            self.show_error(MeetingError(title, remedy=Remedy.CALL_ROLL if nobody else None))
            return
        entry = QueueEntry(who=person.name, about="invited to speak", asked=now)
        if self.try_as_seen(
            lambda meeting, seen: speaker_queue.require_not_invited(meeting, seen, person.name),
            speaker_queue.invite,
            now,
            entry,
        ):
            self.show_status(person.name + with_keys(" is invited: {next} gives them the floor"))

    async def action_go_round(self) -> None:
        """Start a go-round, or end the one that is on."""
        shown = self.session.seen
        if shown.info.go_round_by:
            guard, now = go_round.require_same_round, self.session.now()
            if self.try_as_seen(guard, go_round.stop, now):
                self.show_status(with_keys("The go-round is over · {undo} brings it back"))
            return

        def begin(meeting: Meeting, by: str) -> Meeting:
            go_round.require_same_round(meeting, shown)
            return go_round.begin(meeting, self.session.now(), by)

        async def done(answer: str | None) -> None:
            if answer is not None:
                await self.attempt(lambda: self.try_apply(begin, answer))

        answers = [
            (go_round.ORGANISATION, "Each organisation once"),
            (go_round.PERSON, "Each person once"),
        ]
        text = (
            "{next} calls the next speaker, {queue.pass} passes over them, {queue.round} ends the"
            " go-round. Those with the least speaking time come first."
        )
        await self.app.push_screen(ChoiceDialog("Go-round", with_keys(text), answers), done)

    def action_pass_over(self) -> None:
        """Pass over the next speaker of a go-round."""
        guard, now = go_round.require_same_round, self.session.now()
        if self.try_as_seen(guard, go_round.pass_over, now):
            self.show_status(f"{self.session.file.meeting.log[-1].subject} passes")

    def action_speaking_time(self) -> None:
        """Switch whose speaking time is shown: by organisation or person, meeting or item."""
        if self.meeting is not None:
            panel = self.query_one(HeardPanel)
            panel.next_scope()
            panel.show(self.meeting, self.session.now())
