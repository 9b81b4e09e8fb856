"""MeetingScreen: what the seven screens of a meeting have in common."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from data.errors import MeetingError
from data.records.models import AgendaItem, MeetingState
from data.rules import agenda, lifecycle, speaker_queue, turns
from data.rules.agenda import PendingRequests
from data.rules.edits import current_item
from data.text.formatting import count
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.next_item import NextItemDialog
from screens.meeting.capturing_screen import CapturingScreen

_DOUBLE_PRESS = timedelta(seconds=0.5)


class MeetingScreen(CapturingScreen):
    """A screen from which the floor is given, the agenda goes on, and acts are undone."""

    # -- the floor -----------------------------------------------------------------------

    def action_next_turn(self) -> None:
        """The next speaker takes the floor; a second press within half a second is one slip."""
        now = self.session.now()
        last = self.session.last_advance
        if last is not None and timedelta(0) <= now - last < _DOUBLE_PRESS:
            return
        if self._needs_running() and self.try_apply(speaker_queue.next_turn, now):
            self.session.last_advance = now

    def action_end_turn(self) -> None:
        """The floor is free."""
        self.try_apply(turns.end_turn, self.session.now())

    def action_pause(self) -> None:
        """Stop the speaker's clock, or let it go on."""
        self.try_apply(turns.toggle_pause, self.session.now())

    def action_bring_back(self) -> None:
        """The last speaker has the floor again."""
        self.try_apply(turns.bring_back, self.session.now())

    # -- the meeting ---------------------------------------------------------------------

    def _needs_running(self) -> bool:
        state = self.session.file.meeting.info.state
        if state is MeetingState.DRAFT:
            self.show_error(MeetingError("The meeting has not started", hint="S starts it"))
        return state is not MeetingState.DRAFT

    def action_start(self) -> None:
        """Start the meeting."""
        if self.try_apply(lifecycle.start, self.session.now()):
            self.show_status("The meeting has started · N takes the first item")

    async def action_next_item(self) -> None:
        """Take the next agenda item, with the conclusion of this one."""
        meeting = self.session.file.meeting
        if not self._needs_running():
            return
        current = current_item(meeting)
        if current is None:
            self.try_apply(agenda.next_item, self.session.now())
        else:
            await self.ask_conclusion(current, agenda.next_waiting(meeting))

    async def ask_conclusion(self, current: AgendaItem, following: AgendaItem | None) -> None:
        """Ask for the conclusion of an item, and what becomes of those who wait; then go on."""
        meeting = self.session.file.meeting

        def submit(conclusion: str, waiting: PendingRequests) -> None:
            now = self.session.now()
            kept = conclusion.strip() or None
            if following is None:
                self.apply(agenda.next_item, now, kept, waiting)
            else:
                self.apply(agenda.take_item, now, following.id, kept, waiting)

        await self.ask(
            NextItemDialog(
                current.title,
                following.title if following else "",
                current.conclusion,
                len(speaker_queue.waiting_requests(meeting)),
                [turns.speaker(turn) for turn in meeting.turns if not turn.ended],
                submit,
                self.unsaved_field(f"conclusion/{current.id}", f"Conclusion of {current.title}"),
            )
        )

    async def action_end(self) -> None:
        """End the meeting, after saying what is missing."""
        meeting = self.session.file.meeting
        if meeting.info.state is not MeetingState.RUNNING:
            self.try_apply(lifecycle.end, self.session.now())
            return
        gaps = lifecycle.missing_from_minutes(meeting)
        shown = "\n".join(f"• {gap}" for gap in gaps) or "Nothing is missing."
        title = f"End the meeting? {count(len(gaps), 'thing is', 'things are')} missing."
        answers = [("no", "Go on with the meeting"), ("yes", "End it, and make the minutes")]

        async def done(answer: str | None) -> None:
            if answer == "yes" and self.try_apply(lifecycle.end, self.session.now()):
                await self.app.run_action("app.finish")

        await self.app.push_screen(
            ChoiceDialog(title if gaps else "End the meeting?", shown, answers), done
        )

    def action_undo(self) -> None:
        """Take back the last act."""
        self._replay(self.session.file.undo, "Undone")

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        self._replay(self.session.file.redo, "Done again")

    def _replay(self, act: Callable[[], str], said: str) -> None:
        try:
            what = act()
        except MeetingError as error:
            self.show_error(error)
        else:
            self.meeting = self.session.file.meeting
            self.show_status(f"{said}: {what}")
