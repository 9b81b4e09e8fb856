"""QueueScreen: who has the floor, who waits to speak, and who has been heard."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.types import CSSPathType

from data.errors import MeetingError
from data.records.meeting import Meeting
from data.records.models import QueueEntry, QueueMode
from data.rules import edits, go_round, speaker_queue, turns
from data.rules.queue_order import speaking_order
from data.rules.speaking_time import not_heard
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
from screens.widgets.record_list import RecordList, Row
from screens.widgets.status_text import StatusText

_SLOW_TICKS = 5  # seconds between updates of minutes and shares


class QueueScreen(ListScreen):
    """Floor and queue at the left, speaking time at the right."""

    TAB = "queue"
    GROUP = QUEUE
    INTRO = (
        "The speaker queue. {speak} queues a speaker, {next} gives the floor to the next one,"
        " {free} ends the turn."
    )
    BINDINGS = bindings(RECORDS, QUEUE)
    EMPTY = "Nobody is waiting to speak. {speak} and a few letters of a name queue a speaker."
    CSS_PATH: ClassVar[CSSPathType | None] = [LIST_STYLE, "style.tcss"]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._ticks = 0
        self._shown_order: list[str] = []
        self._shown_round: tuple[str, ...] = ()

    def compose_body(self) -> ComposeResult:
        """Compose floor and queue, and beside them the panel about who has been heard."""
        with Horizontal():
            with Vertical():
                yield StatusText(id="floor")
                yield from self.compose_list()
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
            self.apply(edits.edit, self.session.now(), known, **entry_values(values))

        await self.ask_edit(turns.speaker(entry), entry, entry_fields, submit)

    def move(self, steps: int) -> None:
        """Move the highlighted entry; it keeps that place."""
        if self.entry is not None:
            self.try_apply(speaker_queue.move, self.session.now(), self.entry.id, steps)

    def action_remove(self) -> None:
        """Remove the highlighted entry from the queue."""
        entry = self.entry
        if entry is not None and self.try_apply(
            speaker_queue.withdraw, self.session.now(), entry.id
        ):
            self.show_status(
                f"{turns.speaker(entry)} left the queue · {with_keys('{undo}')} brings them back"
            )

    def action_call(self) -> None:
        """Give the floor to the highlighted speaker, out of order."""
        if self.entry is not None and self._needs_running():
            self.try_apply(speaker_queue.call, self.session.now(), self.entry.id)

    def action_last_word(self) -> None:
        """Give the floor to the highlighted speaker, and close the queue."""
        if self.entry is not None and self._needs_running():
            self.try_apply(speaker_queue.last_word, self.session.now(), self.entry.id)

    def action_toggle_queue(self) -> None:
        """Close the queue, or open it."""
        is_open = not self.session.file.meeting.info.queue_open
        if self.try_apply(speaker_queue.set_queue_open, self.session.now(), is_open=is_open):
            self.show_status(f"The queue is {'open' if is_open else 'closed'}")

    def action_next_order(self) -> None:
        """Switch to the next order of the queue."""
        order = next_in_cycle(QueueMode, self.session.file.meeting.info.order)
        if self.try_apply(speaker_queue.set_queue_mode, self.session.now(), order):
            self.show_status(f"Order: {order}")

    # -- everyone is heard -----------------------------------------------------------------

    def action_invite(self) -> None:
        """Put the highlighted person who has not been heard yet at the front of the queue."""
        now = self.session.now()
        highlighted_id = self.query_one(HeardPanel).highlighted_id
        silent = not_heard(self.session.file.meeting, now)
        person = next((p for p in silent if p.id == highlighted_id), silent[0] if silent else None)
        if person is None:
            self.show_error(MeetingError("Everyone who is here has been heard"))
            return
        entry = QueueEntry(who=person.name, about="invited to speak", asked=now)
        if self.try_apply(speaker_queue.invite, now, entry):
            self.show_status(person.name + with_keys(" is invited: {next} gives them the floor"))

    async def action_go_round(self) -> None:
        """Start a go-round, or end the one that is on."""
        if self.session.file.meeting.info.go_round_by:
            if self.try_apply(go_round.stop, self.session.now()):
                self.show_status(with_keys("The go-round is over · {undo} brings it back"))
            return

        def done(answer: str | None) -> None:
            if answer is not None:
                self.try_apply(go_round.begin, self.session.now(), answer)

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
        passing = self.session.file.meeting.info.go_round[:1]
        if self.try_apply(go_round.pass_over, self.session.now()):
            self.show_status(f"{passing[0]} passes")

    def action_speaking_time(self) -> None:
        """Switch whose speaking time is shown: by organisation or person, meeting or item."""
        if self.meeting is not None:
            panel = self.query_one(HeardPanel)
            panel.next_scope()
            panel.show(self.meeting, self.session.now())
