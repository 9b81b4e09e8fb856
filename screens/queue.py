"""The speaker queue: who has the floor, who waits, who has been heard."""

from __future__ import annotations

from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from data.meeting import Meeting
from data.models import QueueEntry, QueueOrder, SpeechKind
from data.rules import records, speaking
from data.rules.order import Place, line
from data.rules.voices import not_heard, shares
from data.wording import duration
from screens.dialogs.form import Field, FormDialog, Values
from screens.keys import QUEUE, RECORDS, bindings
from screens.lists import ListScreen
from screens.widgets.record_list import Row
from screens.words import join, plain

_KIND_MARKS = {
    SpeechKind.ORDER: ("!", "bold $text-error"),
    SpeechKind.QUESTION: ("?", "$text-warning"),
    SpeechKind.REPLY: ("↩", "$text-accent"),
    SpeechKind.POINT: (" ", ""),
}


class QueueScreen(ListScreen):
    """Floor and queue at the left, voices at the right."""

    TAB = "queue"
    GROUP = QUEUE
    INTRO = "The speaker queue. s queues somebody, n gives the floor to the next, f ends the turn."
    BINDINGS = bindings(RECORDS, QUEUE)
    EMPTY = "Nobody waits to speak. s and a few letters of a name queue somebody."
    CSS_PATH = ["lists.tcss", "queue.tcss"]

    def compose_body(self) -> ComposeResult:
        """Floor and list, and the voices beside them."""
        with Horizontal():
            with Vertical():
                yield Static(id="floor", markup=False)
                yield from self.compose_list()
            with Vertical(id="side"):
                yield Static(id="voices", markup=False)

    # -- showing -------------------------------------------------------------------------

    def rows(self, meeting: Meeting) -> list[Row]:
        """A row for each who waits, with the time of waiting and the reason of the place."""
        now, width = self.session.now(), self.list_width
        return [
            Row(place.entry.id, self._row(n, place, now, width, meeting.info.order))
            for n, place in enumerate(line(meeting), start=1)
        ]

    @staticmethod
    def _row(number: int, place: Place, now: datetime, width: int, order: QueueOrder) -> Content:
        entry = place.entry
        mark, style = _KIND_MARKS[entry.kind]
        parts: list[str | tuple[str, str]] = [
            f"{number:>2} ",
            (f"{mark} ", style),
            (speaking.speaker(entry), "bold"),
        ]
        if entry.about:
            parts.append(f": {entry.about}")
        elif entry.organisation and entry.who:
            parts.append((f" {entry.organisation}", "dim"))
        waits = duration((now - entry.asked).total_seconds())
        why = place.why if order is not QueueOrder.ASKED or entry.place is not None else ""
        right = plain((f"{why} " if why else "", "dim"), waits)
        return join(plain(*parts), right, width)

    def show(self, meeting: Meeting) -> None:
        """Show floor, queue and voices."""
        super().show(meeting)
        self._show_rest(meeting)

    def tick(self) -> None:
        """Let the clocks go on."""
        if self.meeting is not None:
            self.refresh_rows(self.meeting)
            self._show_rest(self.meeting)

    def _show_rest(self, meeting: Meeting) -> None:
        now = self.session.now()
        self.query_one("#floor", Static).update(self._floor(meeting, now), layout=False)
        self.query_one("#voices", Static).update(self._voices(meeting, now), layout=False)

    @staticmethod
    def _floor(meeting: Meeting, now: datetime) -> Content:
        turn = speaking.floor(meeting)
        if turn is None:
            return Content.styled("The floor is free", "dim")
        parts: list[str | tuple[str, str]] = [
            (speaking.speaker(turn), "bold"),
            f"  {duration(speaking.held(turn, now))}",
        ]
        if not speaking.is_running(turn.spans):
            parts.append((" paused", "$text-warning"))
        if turn.kind is not SpeechKind.POINT:
            parts.append((f"  {speaking.kind_name(turn.kind)}", "dim"))
        if turn.about:
            parts.append(f"  {turn.about}")
        interrupted = meeting.find(type(turn), turn.interrupts) if turn.interrupts else None
        if interrupted is not None:
            parts.append((f"\nthen {speaking.speaker(interrupted)} goes on", "dim"))
        return plain(*parts)

    def _voices(self, meeting: Meeting, now: datetime) -> Content:
        width = max(16, self.query_one("#side").size.width - 3)
        parts: list[str | tuple[str, str] | Content] = [("Time on the floor", "bold"), "\n"]
        heard = shares(meeting, now)
        for share in heard[:8]:
            bar = round(share.part * max(1, width // 3))
            time = plain(("█" * bar, "$primary"), f" {duration(share.seconds)}")
            parts += [join(Content(share.organisation), time, width), "\n"]
        if not heard:
            parts += [("nobody has spoken yet", "dim"), "\n"]
        silent = not_heard(meeting, now)
        parts += ["\n", (f"Not heard yet ({len(silent)})", "bold"), "\n"]
        for person in silent[:12]:
            where = f"  {person.organisation}" if person.organisation else ""
            parts += [plain(person.name, (where, "dim")).truncate(width, ellipsis=True), "\n"]
        return Content.assemble(*parts)

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

        def attempt(values: Values) -> None:
            kinds = {speaking.kind_name(kind): kind for kind in SpeechKind}
            self.attempt(
                records.change,
                self.session.now(),
                entry,
                about=values["about"],
                kind=kinds[values["kind"]],
            )

        fields = [
            Field("about", "Topic", entry.about),
            Field(
                "kind",
                "Kind",
                speaking.kind_name(entry.kind),
                choices=[speaking.kind_name(kind) for kind in SpeechKind],
            ),
        ]
        await self.app.push_screen(FormDialog(speaking.speaker(entry), fields, attempt))

    def move(self, steps: int) -> None:
        """Move the highlighted entry; it stays where it is put."""
        if self.entry is not None:
            self.commit(speaking.move, self.session.now(), self.entry.id, steps)

    def action_remove(self) -> None:
        """Take the highlighted entry out of the queue."""
        if self.entry is not None:
            self.commit(speaking.withdraw, self.session.now(), self.entry.id)

    def action_call(self) -> None:
        """Give the floor to the highlighted one, out of order."""
        if self.entry is not None and self._needs_running():
            self.commit(speaking.call, self.session.now(), self.entry.id)

    def action_last_word(self) -> None:
        """Give them the floor, and close the queue."""
        if self.entry is not None and self._needs_running():
            self.commit(speaking.last_word, self.session.now(), self.entry.id)

    def action_toggle_queue(self) -> None:
        """Close the queue, or open it."""
        is_open = not self.session.file.meeting.info.queue_open
        if self.commit(speaking.set_queue_open, self.session.now(), is_open=is_open):
            self.say(f"The queue is {'open' if is_open else 'closed'}")

    def action_next_order(self) -> None:
        """As asked, first voices first, balanced, and round again."""
        orders = list(QueueOrder)
        order = orders[(orders.index(self.session.file.meeting.info.order) + 1) % len(orders)]
        if self.commit(speaking.set_order, self.session.now(), order):
            self.say(f"Order: {order}")
