"""The minutes: always up to date, shown as they will be sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual.app import ComposeResult

from data.errors import MeetingError
from data.minutes.render import render
from data.records.meeting import Meeting
from data.records.models import MeetingState
from data.rules import lifecycle
from data.text.formatting import count
from screens.commands import bindings
from screens.copy_result import show_copy_result
from screens.dialogs.choice import ChoiceDialog
from screens.keymap import MINUTES
from screens.keys import with_keys
from screens.meeting.meeting_screen import MeetingScreen
from screens.widgets.content import plain
from screens.widgets.status_text import StatusText
from screens.widgets.text_area import PlainArea


class MinutesText(PlainArea):
    """The minutes, to be read, scrolled and selected."""

    def __init__(self) -> None:
        super().__init__(read_only=True, soft_wrap=True, compact=True, show_cursor=False)


class MinutesScreen(MeetingScreen):
    """The minutes as Markdown, and above them what can be done next."""

    TAB = "minutes"
    GROUP = MINUTES
    INTRO = (
        "The minutes, as they will be sent. {minutes.copy} copies, {minutes.save} writes the"
        " file, {end} ends the meeting."
        " In a closed meeting {minutes.approve} approves them and {minutes.correct} lets you"
        " correct the record."
    )
    BINDINGS = bindings(MINUTES)
    AUTO_FOCUS = "MinutesText"
    CSS_PATH = "style.tcss"

    def compose_body(self) -> ComposeResult:
        """Compose a line with the next steps, and the minutes."""
        yield StatusText(id="next-steps")
        yield MinutesText()

    def show(self, meeting: Meeting) -> None:
        """Show the minutes of the meeting as it is."""
        area = self.query_one(MinutesText)
        text = render(meeting, self.session.now())
        if area.text != text:
            area.replace_text(text)
        self.query_one("#next-steps", StatusText).show_text(plain(self._next_steps(meeting)))

    def _next_steps(self, meeting: Meeting) -> str:
        """Return what is missing, and the keys that matter in this state of the meeting."""
        state = meeting.info.state
        copies = with_keys("{minutes.copy} copies · {minutes.save} saves")
        if state is MeetingState.RUNNING:
            gaps = len(lifecycle.missing_from_minutes(meeting))
            number = count(gaps, "thing is", "things are")
            missing = f"{number} missing" if gaps else "nothing is missing"
            return f"{missing} · {copies} · {with_keys('{end} ends the meeting')}"
        if state is MeetingState.CLOSED:
            correcting = (
                "correcting" if self.session.file.correcting else "{minutes.correct} corrects"
            )
            others = f"{{minutes.approve}} approves · {correcting} · {{minutes.reopen}} continues"
            return f"{copies} · {with_keys(others)}"
        return copies

    # -- acts ------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Write the file of the minutes."""
        try:
            self.show_status(self.session.save_minutes().message)
        except MeetingError as error:
            self.show_error(error)

    async def action_copy(self) -> None:
        """Copy the minutes to the clipboard, and write their file."""
        try:
            saved = self.session.save_minutes().message
        except MeetingError as error:
            self.show_error(error)
            saved = "The file was not written"
        session = self.session
        text = render(session.file.meeting, session.now(), session.copied_format)
        result = await session.copy(text)
        show_copy_result(self, result, saved)

    def action_approve(self) -> None:
        """Approve the minutes."""
        self._apply_after_end(lifecycle.approve, "The minutes are approved")

    def action_go_on(self) -> None:
        """Continue a meeting that was ended too early."""
        self._apply_after_end(lifecycle.reopen, "The meeting continues")

    def _apply_after_end(self, rule: Callable[[Meeting, datetime], Meeting], status: str) -> None:
        """Apply a rule that may change a closed meeting, and show a status."""
        now = self.session.now()
        try:
            self.meeting = self.session.file.apply(
                lambda meeting: rule(meeting, now), after_end=True
            )
        except MeetingError as error:
            self.show_error(error)
            return
        self.show_status(status)
        self.rewrite_minutes()

    async def action_correct(self) -> None:
        """Allow changes to the record of a closed meeting, after a confirmation."""
        file = self.session.file
        state = file.meeting.info.state
        if state not in (MeetingState.CLOSED, MeetingState.APPROVED):
            self.show_error(MeetingError("The meeting is not closed", "you can change it anyway"))
            return
        if file.correcting:
            self.show_status("You are correcting this meeting")
            return

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self._begin_correcting()

        await self.app.push_screen(
            ChoiceDialog(
                f"Correct the record of a meeting that is {state}?",
                "Others may have its minutes already. Each correction is written to its log.",
                [("no", "Leave it as it is"), ("yes", "Correct it")],
            ),
            answered,
        )

    def _begin_correcting(self) -> None:
        try:
            approved = self.session.file.correct()
        except MeetingError as error:
            self.show_error(error)
            return
        kept = f"the approved version is kept in {approved}" if approved else "all is in its log"
        self.show_status(f"You can correct this meeting now; {kept}")
        if self.meeting is not None:
            self.show(self.meeting)
