"""The minutes: always up to date, shown as they will be sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual.app import ComposeResult

from data.disk.atomic import write_atomically
from data.errors import MeetingError
from data.minutes.render import render
from data.records.meeting import Meeting
from data.records.models import MeetingState
from data.rules import lifecycle
from data.text.formatting import count
from screens.commands import bindings
from screens.dialogs.choice import ChoiceDialog
from screens.keymap import MINUTES
from screens.meeting.meeting_screen import MeetingScreen
from screens.widgets.content import plain
from screens.widgets.status_text import StatusText
from screens.widgets.text_area import PlainArea


class MinutesText(PlainArea):
    """The text, to be read, scrolled and selected."""

    def __init__(self) -> None:
        super().__init__(read_only=True, soft_wrap=True, compact=True, show_cursor=False)


class MinutesScreen(MeetingScreen):
    """The minutes as Markdown."""

    TAB = "minutes"
    GROUP = MINUTES
    INTRO = (
        "The minutes, as they will be sent. y copies, ctrl+s writes the file, E ends the meeting."
        " In a closed meeting A approves them and C lets you correct the record."
    )
    BINDINGS = bindings(MINUTES)
    AUTO_FOCUS = "MinutesText"
    CSS_PATH = "style.tcss"

    def compose_body(self) -> ComposeResult:
        """What is missing, and the text."""
        yield StatusText(id="told")
        yield MinutesText()

    def show(self, meeting: Meeting) -> None:
        """Show the minutes of the meeting as it is."""
        area = self.query_one(MinutesText)
        text = render(meeting, self.session.now())
        if area.text != text:
            area.replace_text(text)
        self.query_one("#told", StatusText).show_text(plain(self._told(meeting)))

    def _told(self, meeting: Meeting) -> str:
        state = meeting.info.state
        if state is MeetingState.RUNNING:
            gaps = len(lifecycle.missing_from_minutes(meeting))
            missing = f"{count(gaps, 'thing is', 'things are')} missing" if gaps else "all is there"
            return f"{missing} · y copies · ctrl+s saves · E ends the meeting"
        if state is MeetingState.CLOSED:
            correcting = "correcting" if self.session.file.correcting else "C corrects"
            return f"y copies · ctrl+s saves · A approves · {correcting} · R goes on"
        return "y copies · ctrl+s saves"

    # -- acts ----------------------------------------------------------------------------

    def save(self) -> str:
        """Write the minutes; tells where."""
        file = self.session.file
        text = render(file.meeting, self.session.now())
        path = self.session.library.minutes_path(file.id)
        self.session.library.prepare()
        write_atomically(path, text)
        return str(path)

    def action_save(self) -> None:
        """Write the file."""
        try:
            self.show_status(f"Saved in {self.save()}")
        except MeetingError as error:
            self.show_error(error)

    async def action_copy(self) -> None:
        """Copy to the clipboard; the file is written all the same."""
        try:
            saved = f"Saved in {self.save()}"
        except MeetingError as error:
            self.show_error(error)
            saved = "No file was written"
        copied = await self.session.copy(render(self.session.file.meeting, self.session.now()))
        self.notify(
            saved,
            title=copied.words,
            timeout=3,
            severity="warning" if copied.verified is False else "information",
            markup=False,
        )

    def action_approve(self) -> None:
        """Approve the minutes."""
        self._after_end(lifecycle.approve, "The minutes are approved")

    def action_go_on(self) -> None:
        """Go on with a meeting that was ended too early."""
        self._after_end(lifecycle.reopen, "The meeting goes on")

    def _after_end(self, rule: Callable[[Meeting, datetime], Meeting], said: str) -> None:
        now = self.session.now()
        try:
            self.meeting = self.session.file.apply(
                lambda meeting: rule(meeting, now), after_end=True
            )
        except MeetingError as error:
            self.show_error(error)
        else:
            self.show_status(said)

    async def action_correct(self) -> None:
        """Say that the record of a closed meeting is to be corrected."""
        file = self.session.file
        if file.meeting.info.state not in (MeetingState.CLOSED, MeetingState.APPROVED):
            self.show_error(MeetingError("The meeting is not closed", "it can be changed as it is"))
            return
        if file.correcting:
            self.show_status("You are correcting this meeting")
            return

        def done(answer: str | None) -> None:
            if answer == "yes":
                try:
                    file.correct()
                except MeetingError as error:
                    self.show_error(error)
                    return
                self.show_status("You can correct this meeting now; every change is in its log")
                if self.meeting is not None:
                    self.show(self.meeting)

        await self.app.push_screen(
            ChoiceDialog(
                f"Correct the record of a meeting that is {file.meeting.info.state}?",
                "Others may have its minutes already. Each correction is written into its log.",
                [("no", "Leave it as it is"), ("yes", "Correct it")],
            ),
            done,
        )
