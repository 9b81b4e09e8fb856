"""MeetingScreen: the commands that work on every screen of a meeting."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from data.errors import AlreadyWaitingError, MeetingError
from data.records.meeting import Meeting
from data.records.models import AgendaItem, MeetingState, QueueEntry, SpeechKind
from data.rules import agenda, edits, lifecycle, speaker_queue, turns
from data.rules.agenda import PendingRequests
from data.rules.edits import current_item
from data.storage.journal import REDONE, UNDONE
from data.text.formatting import count
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.line import LineDialog
from screens.dialogs.next_item import NextItemDialog
from screens.dialogs.speak import Asked, SpeakDialog
from screens.keys import with_keys
from screens.meeting.asking_screen import AskingScreen
from screens.meeting.session import Session
from screens.messages import BackToSearch, Finish

_DOUBLE_PRESS = timedelta(seconds=0.5)


class MeetingScreen(AskingScreen):
    """A screen on which the meeting can be run: the floor, the agenda, captures, undo.

    What only some keys need is imported in their methods, so that a meeting opens at once.

    Args:
        session: the open meeting.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._prompt_history: list[str] = []

    # -- the floor -------------------------------------------------------------------------

    async def action_speak(self) -> None:
        """Add someone to the speaker queue."""

        def submit(asked: Asked) -> None:
            now = self.session.now()
            plain_point = asked.kind is SpeechKind.NEW_POINT and not asked.about
            if plain_point and turns.names_speaker(self.session.file.meeting, asked.who):
                self.apply(turns.name_speaker, now, asked.who)
                self.show_status(f"{asked.who} has the floor")
                return
            entry = QueueEntry(
                who=asked.who,
                organisation=asked.organisation,
                kind=asked.kind,
                about=asked.about,
                asked=now,
            )
            try:
                self.apply(speaker_queue.ask, now, entry)
            except AlreadyWaitingError as error:
                self.show_status(error.title)  # and the field closes: there is nothing to correct
                return
            meeting = self.session.file.meeting
            request = speaker_queue.request_of(meeting, entry)
            note = speaker_queue.as_point_note(entry, request)
            last = meeting.log[-1]
            if note:
                self.show_status(f"{turns.speaker(request)}: {note}")
            elif last.act == speaker_queue.TOPIC_CHANGED:
                self.show_status(f"{last.subject} was waiting; the topic is now: {asked.about}")

        unsaved = self.unsaved_field("speak", "Request to speak")
        await self.ask(SpeakDialog(self.session.file.meeting, submit, unsaved))

    def action_next_turn(self) -> None:
        """Give the floor to the next speaker; a second press within half a second is ignored."""
        now = self.session.now()
        last = self.session.last_advance
        if last is not None and timedelta(0) <= now - last < _DOUBLE_PRESS:
            return
        if self._needs_running() and self.try_as_seen(
            lambda meeting, seen: speaker_queue.require_same_next(meeting, seen, now),
            speaker_queue.next_turn,
            now,
        ):
            self.session.last_advance = now
            turn = turns.current_turn(self.session.file.meeting)
            if turn is not None and not turn.who:
                ask = "s and a few letters of the name"
                self.show_status(f"Who speaks for {turn.organisation}? {ask}")

    def action_end_turn(self) -> None:
        """End the turn, so that the floor is free."""
        self.try_as_seen(turns.require_same_floor, turns.end_turn, self.session.now())

    def action_pause(self) -> None:
        """Pause the speaker's clock, or resume it."""
        self.try_as_seen(turns.require_same_floor, turns.toggle_pause, self.session.now())

    def action_bring_back(self) -> None:
        """Give the floor back to the last speaker."""
        self.try_as_seen(turns.require_same_floor, turns.bring_back, self.session.now())

    # -- the meeting -----------------------------------------------------------------------

    def _needs_running(self) -> bool:
        """Return whether the meeting has started, and show an error if it has not."""
        started = self.session.file.meeting.info.state is not MeetingState.DRAFT
        if not started:
            self.show_error(
                MeetingError("The meeting has not started", hint=with_keys("{start} starts it"))
            )
        return started

    def action_start(self) -> None:
        """Start the meeting."""
        if self.try_apply(lifecycle.start, self.session.now()):
            self.show_status(
                with_keys("The meeting has started · {next_item} takes the first item")
            )

    async def action_next_item(self) -> None:
        """Take the next agenda item, after asking for the conclusion of the current one."""
        meeting = self.session.seen
        if not self._needs_running():
            return
        current = current_item(meeting)
        if current is None:
            guard, now = agenda.require_same_item_and_floor, self.session.now()
            if self.try_as_seen(guard, agenda.next_item, now):
                self.show_presenter()
        else:
            await self.ask_conclusion(current, agenda.next_waiting(meeting))

    def show_presenter(self) -> None:
        """Show it as a status if the presenter of the item that was taken is not here."""
        meeting = self.session.file.meeting
        note = turns.presenter_note(meeting, current_item(meeting))
        if note:
            self.show_status(f"{note}: the floor is free")

    async def ask_conclusion(self, current: AgendaItem, following: AgendaItem | None) -> None:
        """Ask for the conclusion of an item and what to do with the queue, then take another.

        Args:
            current: the item that ends.
            following: the item to take; None where none is left.
        """
        meeting = floor = self.session.seen

        def submit(conclusion: str, waiting: PendingRequests) -> None:
            now = self.session.now()
            kept = conclusion.strip() or None

            def rule(present: Meeting) -> Meeting:
                nonlocal floor
                edits.require_same_item(present, meeting)
                shown, floor = floor, present  # after the refusal, enter is meant for this floor
                turns.require_same_floor(present, shown)
                if following is None:
                    return agenda.next_item(present, now, kept, waiting)
                return agenda.take_item(present, now, following.id, kept, waiting)

            self.apply(rule)
            self.show_presenter()

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

    async def action_extend(self) -> None:
        """Give the current item more time, and show at once what that takes from later items."""
        from data.prompt.agenda_commands import complete_extension
        from screens.meeting.extension_text import DEFAULT, extension_preview

        seen = self.session.seen
        item = current_item(seen)
        if item is None:
            self.show_error(
                MeetingError(
                    "No agenda item is open", hint=with_keys("{next_item} takes the next one")
                )
            )
            return

        def submit(text: str) -> None:
            self.session.file.refresh()
            edits.require_same_item(self.session.file.meeting, seen)
            self._run_command(f"extend {text.strip() or DEFAULT}")

        file, title = self.session.file, f"Extend “{item.title}” by"
        await self.ask(
            LineDialog(
                title,
                submit,
                hint=f"{DEFAULT} minutes (enter alone) · {DEFAULT} Ada, Jon: who agreed · 90s · -5",
                complete=lambda line: complete_extension(file.meeting, line),
                unsaved=self.unsaved_field("extend", title),
                preview=lambda line: extension_preview(file.meeting, self.session.now(), line),
                placeholder=DEFAULT,
            )
        )

    async def action_end(self) -> None:
        """End the meeting, after showing what is missing."""
        meeting = self.session.file.meeting
        if meeting.info.state is not MeetingState.RUNNING:
            self.try_apply(lifecycle.end, self.session.now())
            return
        missing = lifecycle.missing_from_minutes(meeting)
        number = count(len(missing), "thing is", "things are")
        title = f"End the meeting? {number} missing." if missing else "End the meeting?"
        text = "\n".join(f"• {thing}" for thing in missing) or "Nothing is missing."
        answers = [("no", "Continue the meeting"), ("yes", "End it, and create the minutes")]

        def end() -> None:
            if self.try_apply(lifecycle.end, self.session.now()):
                self.post_message(Finish())

        async def answered(answer: str | None) -> None:
            if answer == "yes":
                await self.attempt(end)

        await self.app.push_screen(ChoiceDialog(title, text, answers), answered)

    def action_search(self) -> None:
        """Go back to the search that found this meeting, if there was one."""
        self.flush()
        self.post_message(BackToSearch())

    # -- captures and the prompt -----------------------------------------------------------

    def _run_command(self, line: str) -> None:
        """Run a line of the prompt, and show what it did.

        Raises:
            MeetingError: the line was refused; nothing was changed.
        """
        from data.prompt import interpreter

        answer = interpreter.run(self.session.file, line, self.session.now())
        self.session.remember_captured()
        self.meeting = self.session.file.meeting
        self.show_status(answer)
        if self.session.file.correcting:
            self.rewrite_minutes()

    async def action_capture(self, command: str) -> None:
        """Ask for one line, and record it with a command of the prompt.

        Args:
            command: the name of a command with a capture.
        """
        from data.prompt.command_list import capture_of

        capture = capture_of(command)

        def submit(text: str) -> None:
            if not text.strip():
                raise MeetingError(
                    "The line is empty", hint=with_keys("{field.leave} leaves without recording")
                )
            thanks = command == "win" and text.casefold().startswith("thank ")
            self._run_command(text if thanks else f"{capture.runs or command} {text}")

        hint = with_keys(f"{capture.hint} · enter records · {{field.leave}} backs out")
        await self.ask_line(command, capture.title, submit, hint)

    async def action_prompt(self) -> None:
        """Ask for a command in one line, and run it."""
        from data.prompt import interpreter

        def submit(line: str) -> None:
            if not line.strip():
                raise MeetingError("The line is empty", hint="Type a command, such as: next")
            self._run_command(line)
            self._prompt_history.append(line)

        dialog = LineDialog(
            "Prompt",
            submit,
            hint="q+ NAME to TOPIC · next · note TEXT · action NAME: TEXT by DATE · → completes",
            complete=lambda line: interpreter.complete(self.session.file.meeting, line),
            history=tuple(self._prompt_history),
            unsaved=self.unsaved_field("prompt", "Prompt"),
            between_lines=interpreter.between_lines,
        )
        await self.ask(dialog)

    # -- undo ------------------------------------------------------------------------------

    def action_undo(self) -> Awaitable[object] | None:
        """Undo the last act of this program."""
        return self._ask_and_replay(self.session.file.undo, UNDONE, "Undo")

    def action_redo(self) -> Awaitable[object] | None:
        """Redo the act that was last undone."""
        return self._ask_and_replay(self.session.file.redo, REDONE, "Redo")

    def _ask_and_replay(
        self, replay: Callable[[], str], act: str, verb: str
    ) -> Awaitable[object] | None:
        """Undo or redo; ask first if other programs have acted since, unless it was done just now.

        Returns:
            What to wait for until the question is shown; None if nothing is asked.
        """
        try:
            upcoming = self.session.file.next_replay(act)
        except MeetingError as error:
            self.show_error(error)
            return None
        newer = f" · {upcoming.newer}" if upcoming.newer else ""
        if upcoming.is_clear(self.session.now()):
            self._replay(replay, act.capitalize(), upcoming.whose + newer)
            return None

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self._replay(replay, act.capitalize(), upcoming.whose)

        title = f"{verb} “{upcoming.what}”{upcoming.whose}?"
        answers = [("no", "Leave it as it is"), ("yes", f"{verb} it; the other acts stay")]
        text = f"{upcoming.newer[0].upper()}{upcoming.newer[1:]}."
        return self.app.push_screen(ChoiceDialog(title, text, answers), answered)

    def _replay(self, replay: Callable[[], str], label: str, whose: str) -> None:
        """Undo or redo, and show which act it was."""
        before = self.session.file.meeting
        try:
            act = replay()
        except MeetingError as error:
            if error.can_wait:
                raise
            self.show_error(error)
        else:
            self.meeting = self.session.file.meeting
            self.show_status(f"{label}: {act}{whose}")
            if self.meeting.info.ended is not None or self.session.minutes_reveal(before):
                self.rewrite_minutes()
