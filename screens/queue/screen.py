"""The speaker queue: who has the floor, who waits, who has been heard."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.types import CSSPathType

from data.errors import MeetingError
from data.records.meeting import Meeting
from data.records.models import QueueEntry, QueueMode, SpeechKind
from data.rules import edits, go_round, speaker_queue, turns
from data.rules.queue_order import QueuePosition, speaking_order
from data.rules.speaking_time import not_heard
from data.rules.timespans import is_running
from data.text.durations import format_duration
from screens.commands import bindings
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.form_fields import Field, Values
from screens.keymap import QUEUE, RECORDS
from screens.meeting.list_screen import LIST_STYLE, ListScreen
from screens.meeting.session import Session
from screens.queue.rows import queue_row
from screens.queue.speaking_time import SCOPES, bars
from screens.widgets.content import plain
from screens.widgets.record_list import RecordList, Row
from screens.widgets.status_text import StatusText

_SLOWLY = 5  # seconds
_AFTERWARDS = 0.05  # seconds: the answer to a key is on its way to the terminal by then


class QueueScreen(ListScreen):
    """Floor and queue at the left, voices at the right."""

    TAB = "queue"
    GROUP = QUEUE
    INTRO = "The speaker queue. s queues somebody, n gives the floor to the next, f ends the turn."
    BINDINGS = bindings(RECORDS, QUEUE)
    EMPTY = "Nobody waits to speak. s and a few letters of a name queue somebody."
    CSS_PATH: ClassVar[CSSPathType | None] = [LIST_STYLE, "style.tcss"]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._scope = 0
        self._ticks = 0
        self._shown_order: list[str] = []
        self._shown_round: tuple[str, ...] = ()
        self._voices_due: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """Floor and list, and the voices beside them."""
        with Horizontal():
            with Vertical():
                yield StatusText(id="floor")
                yield from self.compose_list()
                yield StatusText(id="why")
            with Vertical(id="side"):
                yield StatusText(id="voices")
                yield StatusText(id="silent-title")
                yield RecordList(id="silent")

    # -- showing -------------------------------------------------------------------------

    def rows(self, meeting: Meeting) -> list[Row]:
        """A row for each who waits, with the time of waiting and the reason of the place.

        While a go-round is on, those still to be called stand before them.
        """
        now, width = self.session.now(), self.list_width
        info = meeting.info
        to_come = [Row("", plain((f"   {name}", ""))) for name in info.go_round]
        if to_come:
            words = f"Go-round by {info.go_round_by}, to come: (z passes)"
            to_come.insert(0, Row("", plain((words, "bold"))))
            to_come += [Row("", plain((f"   {name} passed", "dim"))) for name in info.passed]
            to_come.append(Row("", plain(("Queue", "bold"))))
        places = speaking_order(meeting, now)
        digits = max(2, len(str(len(places))))
        room = width - digits - 1
        return to_come + [
            Row(place.entry.id, self._row(place, now, room, info.order), f"{n:>{digits}} ")
            for n, place in enumerate(places, start=1)
        ]

    def refresh_rows(self, meeting: Meeting) -> None:
        """As in any list; while a go-round is on, it is not empty."""
        self._shown_order = self._order(meeting)
        super().refresh_rows(meeting)
        to_come = meeting.info.go_round
        if to_come:
            self.query_one(".empty").display = False
        if to_come != self._shown_round:
            self._shown_round = to_come
            # Whom `n` calls next must be seen, wherever the highlight was.
            self.query_one("#records", RecordList).scroll_home(animate=False)

    @staticmethod
    def _row(place: QueuePosition, now: datetime, width: int, order: QueueMode) -> Content:
        entry = place.entry
        reasons: tuple[str, ...] = ("",)
        if order is not QueueMode.AS_ASKED or entry.place is not None:
            reasons = (place.reason, place.short_reason, place.short_reason.partition(";")[0])
        more = f": {entry.about}" if entry.about else f" {entry.organisation}" if entry.who else ""
        minutes = max(0, int((now - entry.asked).total_seconds() // 60))
        speaker = turns.speaker(entry)
        return queue_row(entry.kind, speaker, more.rstrip(), reasons, minutes, width)

    def show_picked(self, meeting: Meeting, row_id: str) -> None:
        """Say why the highlighted one stands where they stand."""
        place = next(
            (p for p in speaking_order(meeting, self.session.now()) if p.entry.id == row_id), None
        )
        words = plain((f"{turns.speaker(place.entry)}: {place.reason}", "dim")) if place else ""
        self.query_one("#why", StatusText).show_text(plain(words))

    def show(self, meeting: Meeting) -> None:
        """Show floor and queue; the voices afterwards, for they answer no key.

        Not right after the next refresh: what that paints is written by a thread, which waits
        for as long as this one computes.
        """
        super().show(meeting)
        self._show_floor(meeting)
        if self._voices_due is not None:
            self._voices_due.stop()
        self._voices_due = self.set_timer(_AFTERWARDS, self._show_voices)

    def on_screen_resume(self) -> None:
        """Show all at once."""
        self._ticks = -1

    def tick(self) -> None:
        """Let the clock of the speaker go on; what is told in minutes and shares more slowly."""
        if self.meeting is None:
            return
        self._show_floor(self.meeting)
        self._ticks += 1
        slowly = self._ticks % _SLOWLY == 0
        # While somebody speaks, others may come before those of the same organisation.
        if slowly or self._order(self.meeting) != self._shown_order:
            super().show(self.meeting)
        if slowly:
            self._show_voices()

    def _order(self, meeting: Meeting) -> list[str]:
        return [place.entry.id for place in speaking_order(meeting, self.session.now())]

    def on_resize(self, event: events.Resize) -> None:
        """The bars fill their column: make them anew."""
        if self.meeting is not None:
            self.call_after_refresh(self._show_voices)

    def _show_floor(self, meeting: Meeting) -> None:
        self.query_one("#floor", StatusText).show_text(self._floor(meeting, self.session.now()))

    def _show_voices(self) -> None:
        meeting, now = self.meeting, self.session.now()
        if meeting is None:
            return
        side = self.query_one("#side").size
        width, rows = max(20, side.width - 2), max(3, side.height // 2 - 4)
        scope = SCOPES[self._scope]
        self.query_one("#voices", StatusText).show_text(bars(meeting, now, scope, width, rows))
        silent = not_heard(meeting, now)
        title = f"Not heard yet: {len(silent)}" if silent else "Everyone has been heard"
        self.query_one("#silent-title", StatusText).show_text(
            plain((title, "bold"), ("  I invites" if silent else "", "dim"))
        )
        self.query_one("#silent", RecordList).show(
            [Row(p.id, plain(p.name, (f"  {p.organisation}", "dim"))) for p in silent]
        )

    @staticmethod
    def _floor(meeting: Meeting, now: datetime) -> Content:
        turn = turns.current_turn(meeting)
        if turn is None:
            return Content.styled("The floor is free", "dim")
        parts: list[str | tuple[str, str]] = [
            (turns.speaker(turn), "bold"),
            f"  {format_duration(turns.speaking_seconds(turn, now))}",
        ]
        if not is_running(turn.spans):
            parts.append((" paused", "$text-warning"))
        if turn.kind is not SpeechKind.NEW_POINT:
            parts.append((f"  {turns.kind_name(turn.kind)}", "dim"))
        interrupted = meeting.find(type(turn), turn.interrupts) if turn.interrupts else None
        if interrupted is not None:
            # In the same line: another one would move the list, and paint all of the screen anew.
            parts.append((f"  then {turns.speaker(interrupted)} goes on", "dim"))
        if turn.about:
            parts.append(f"  {turn.about}")
        return plain(*parts)

    # -- acts ----------------------------------------------------------------------------

    @property
    def entry(self) -> QueueEntry | None:
        """The highlighted entry."""
        return self.session.file.meeting.find(QueueEntry, self.picked)

    async def action_new(self) -> None:
        """Queue somebody."""
        await self.action_speak()

    async def action_edit(self) -> None:
        """Change kind or topic of the highlighted entry."""
        entry = self.entry
        if entry is None:
            return

        def submit(known: QueueEntry, values: Values) -> None:
            kind = next(k for k in SpeechKind if turns.kind_name(k) == values["kind"])
            self.apply(edits.edit, self.session.now(), known, about=values["about"], kind=kind)

        def fields(known: QueueEntry) -> list[Field]:
            kinds = [turns.kind_name(kind) for kind in SpeechKind]
            return [
                Field("about", "Topic", known.about),
                Field("kind", "Kind", turns.kind_name(known.kind), kinds),
            ]

        await self.ask_edit(turns.speaker(entry), entry, fields, submit)

    def move(self, steps: int) -> None:
        """Move the highlighted entry; it stays where it is put."""
        if self.entry is not None:
            self.try_apply(speaker_queue.move, self.session.now(), self.entry.id, steps)

    def action_remove(self) -> None:
        """Take the highlighted entry out of the queue."""
        entry = self.entry
        if entry is not None and self.try_apply(
            speaker_queue.withdraw, self.session.now(), entry.id
        ):
            self.show_status(f"{turns.speaker(entry)} does not wait any more · u brings them back")

    def action_call(self) -> None:
        """Give the floor to the highlighted one, out of order."""
        if self.entry is not None and self._needs_running():
            self.try_apply(speaker_queue.call, self.session.now(), self.entry.id)

    def action_last_word(self) -> None:
        """Give them the floor, and close the queue."""
        if self.entry is not None and self._needs_running():
            self.try_apply(speaker_queue.last_word, self.session.now(), self.entry.id)

    def action_toggle_queue(self) -> None:
        """Close the queue, or open it."""
        is_open = not self.session.file.meeting.info.queue_open
        if self.try_apply(speaker_queue.set_queue_open, self.session.now(), is_open=is_open):
            self.show_status(f"The queue is {'open' if is_open else 'closed'}")

    def action_next_order(self) -> None:
        """As asked, first voices first, balanced, and round again."""
        orders = list(QueueMode)
        order = orders[(orders.index(self.session.file.meeting.info.order) + 1) % len(orders)]
        if self.try_apply(speaker_queue.set_queue_mode, self.session.now(), order):
            self.show_status(f"Order: {order}")

    # -- everyone is heard -----------------------------------------------------------------

    def action_invite(self) -> None:
        """Put the highlighted one of those not heard yet at the front of the queue."""
        meeting, now = self.session.file.meeting, self.session.now()
        picked = self.query_one("#silent", RecordList).picked
        silent = not_heard(meeting, now)
        person = next((p for p in silent if p.id == picked), silent[0] if silent else None)
        if person is None:
            self.show_error(MeetingError("Everyone who is here has been heard"))
            return
        entry = QueueEntry(who=person.name, about="invited to speak", asked=now)
        if self.try_apply(speaker_queue.invite, now, entry):
            self.show_status(f"{person.name} is invited: n gives them the floor")

    async def action_go_round(self) -> None:
        """Begin a go-round, or end it."""
        if self.session.file.meeting.info.go_round_by:
            if self.try_apply(go_round.stop, self.session.now()):
                self.show_status("The go-round is over · u brings it back")
            return

        def done(answer: str | None) -> None:
            if answer is not None:
                self.try_apply(go_round.begin, self.session.now(), answer)

        answers = [
            (go_round.ORGANISATION, "Each organisation once"),
            (go_round.PERSON, "Each person once"),
        ]
        text = "n calls the next one, z passes over them, r ends it. Those least heard come first."
        await self.app.push_screen(ChoiceDialog("Go-round", text, answers), done)

    def action_pass_over(self) -> None:
        """The next one of a go-round passes."""
        passing = self.session.file.meeting.info.go_round[:1]
        if self.try_apply(go_round.pass_over, self.session.now()):
            self.show_status(f"{passing[0]} passes")

    def action_voices(self) -> None:
        """Show other times: by organisation or person, of the meeting or the item."""
        self._scope = (self._scope + 1) % len(SCOPES)
        self._show_voices()
