"""CapturingScreen: what is written down with one key and one line, on every screen of a meeting."""

from __future__ import annotations

from data.errors import MeetingError
from data.prompt import interpreter
from data.records.models import QueueEntry
from data.rules import speaker_queue
from data.rules.edits import current_item
from screens.dialogs.line import LineDialog
from screens.dialogs.speak import Asked, SpeakDialog
from screens.meeting.asking_screen import AskingScreen
from screens.meeting.session import Session

_CAPTURES = {
    "note": ("Note on the current item", "what was said"),
    "conflict": ("Conflict", "what it is about: one party / the other party"),
    "win": ("Win", "what was achieved; thank NAME for it with: thank NAME for TEXT"),
    "decided": ("Decision", "the wording, as it was agreed"),
    "action": ("Action", "NAME: what, by DATE (friday, 12 dec, in 2 weeks, 2026-12-12)"),
    "park": ("Parking lot", "what is for later"),
}


class CapturingScreen(AskingScreen):
    """A screen on which somebody asks to speak, and notes, wins and the rest are written down."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._prompt_history: list[str] = []

    def _run(self, line: str) -> None:
        """Do what a line of the prompt says."""
        answer = interpreter.run(self.session.file, line, self.session.now())
        self.meeting = self.session.file.meeting
        self.show_status(answer)

    async def action_capture(self, word: str) -> None:
        """One line, written by a word of the prompt."""
        title, hint = _CAPTURES[word]

        def submit(text: str) -> None:
            if not text.strip():
                raise MeetingError("Nothing was typed", hint="Escape backs out")
            said = (
                text if text.casefold().startswith("thank ") and word == "win" else f"{word} {text}"
            )
            self._run(said)

        await self.ask_line(word, title, submit, f"{hint} · enter records · escape backs out")

    async def action_prompt(self) -> None:
        """The one-line prompt."""

        def submit(line: str) -> None:
            if not line.strip():
                raise MeetingError("Nothing was typed", hint="Escape backs out, ? lists the words")
            self._run(line)
            self._prompt_history.append(line)

        dialog = LineDialog(
            "Prompt",
            submit,
            hint="q+ NAME to TOPIC · next · note TEXT · action NAME: TEXT by DATE · → completes",
            complete=lambda line: interpreter.complete(self.session.file.meeting, line),
            history=tuple(self._prompt_history),
            unsaved=self.unsaved_field("prompt", "Prompt"),
        )
        await self.ask(dialog)

    async def action_speak(self) -> None:
        """Somebody asks to speak."""

        def submit(asked: Asked) -> None:
            now = self.session.now()
            entry = QueueEntry(
                who=asked.who,
                organisation=asked.organisation,
                kind=asked.kind,
                about=asked.about,
                asked=now,
            )
            self.apply(speaker_queue.ask, now, entry)
            last = self.session.file.meeting.log[-1]
            if last.act == speaker_queue.TOPIC_CHANGED:
                self.show_status(f"{last.subject} was waiting; the topic is now: {asked.about}")

        unsaved = self.unsaved_field("speak", "Somebody asks to speak")
        await self.ask(SpeakDialog(self.session.file.meeting, submit, unsaved))

    async def action_extend(self) -> None:
        """More time for the current item."""
        item = current_item(self.session.file.meeting)
        if item is None:
            self.show_error(MeetingError("No agenda item is open", hint="N takes the next one"))
            return

        def submit(text: str) -> None:
            self._run(f"extend {text.strip() or '5m'}")

        hint = "5m (enter alone), 90s, 1h, -5m"
        title = f"Extend “{item.title}” by"
        unsaved = self.unsaved_field("extend", title)
        await self.ask(LineDialog(title, submit, hint=hint, unsaved=unsaved))
