"""The minutes: always up to date, shown as they will be sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from data.errors import MeetingError
from data.minutes.render import layout, render
from data.records.meeting import Meeting
from data.records.models import MeetingState
from data.rules import lifecycle
from data.text.formatting import count, local_day
from screens.commands import bindings
from screens.copy_result import show_copy_result, show_kept
from screens.dialogs.choice import ChoiceDialog
from screens.keymap import MINUTES
from screens.keys import with_keys
from screens.meeting.approval import approve_last, correct_last
from screens.meeting.meeting_screen import MeetingScreen
from screens.minutes.page import page
from screens.widgets.content import plain
from screens.widgets.panel import Panel
from screens.widgets.text_area import PlainArea

_SHOWS_SOURCE = "{minutes.source} shows the source"


class MinutesText(PlainArea):
    """The minutes, to be read, scrolled and selected."""

    def __init__(self) -> None:
        super().__init__(read_only=True, soft_wrap=True, compact=True, show_cursor=False)


class MinutesPage(VerticalScroll):
    """The minutes as a page, to be scrolled."""

    BINDINGS = [
        Binding("j", "scroll_down", "Down", show=False),
        Binding("k", "scroll_up", "Up", show=False),
        Binding("g", "scroll_home", "First", show=False),
        Binding("G", "scroll_end", "Last", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Compose one long text."""
        yield Static(id="page-text", markup=False)


class MinutesScreen(MeetingScreen):
    """The minutes as a page or as Markdown, and beside them what is missing."""

    TAB = "minutes"
    GROUP = MINUTES
    INTRO = (
        "The minutes, as they will be sent. {minutes.copy} copies, {minutes.save} writes the"
        " file, {end} ends the meeting."
        " In a closed meeting {minutes.approve} approves them and {minutes.correct} lets you"
        " correct the record."
    )
    BINDINGS = bindings(MINUTES)
    AUTO_FOCUS = "MinutesPage"
    CSS_PATH = "style.tcss"

    def compose_body(self) -> ComposeResult:
        """Compose the page, its source, and what is missing and can be done next."""
        with Horizontal():
            with Panel(title="Minutes", subtitle=with_keys(_SHOWS_SOURCE), id="minutes"):
                yield MinutesPage()
                yield MinutesText()
            with Vertical(id="side"):
                with Panel(title="Missing", id="missing"):
                    yield Static(id="missing-text", markup=False)
                with Panel(title="Next", id="next"):
                    yield Static(id="next-steps", markup=False)

    def on_mount(self) -> None:
        """Show the page, not its source."""
        self.query_one(MinutesText).display = False

    def show(self, meeting: Meeting) -> None:
        """Show the minutes of the meeting as it is."""
        now = self.session.now()
        if self.query_one(MinutesText).display:
            area, text = self.query_one(MinutesText), render(meeting, now)
            if area.text != text:
                area.replace_text(text)
        else:
            self._show_page(meeting)
        missing = lifecycle.missing_from_minutes(meeting)
        bullets = Content("\n").join(plain(("• ", "$text-warning"), text) for text in missing)
        self.query_one("#missing-text", Static).update(bullets or Content("Nothing."))
        self.query_one("#missing", Panel).show_titles("Missing", str(len(missing) or ""))
        self._show_next_steps(meeting)
        title = f"Minutes: {meeting.info.state}"
        self.query_one("#minutes", Panel).show_titles(title, with_keys(_SHOWS_SOURCE))

    def show_minutes_due(self) -> None:
        """Show that the minutes of the last meeting can be approved, also among the next steps."""
        super().show_minutes_due()
        if self.meeting is not None:
            self._show_next_steps(self.meeting)

    def _show_next_steps(self, meeting: Meeting) -> None:
        self.query_one("#next-steps", Static).update(plain(self._next_steps(meeting)))

    def _show_page(self, meeting: Meeting) -> None:
        width = self.query_one(MinutesPage).size.width - 2
        text = page(layout(meeting, self.session.now()), width)
        self.query_one("#page-text", Static).update(text)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the page to the new width."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if self.meeting is not None:
            self.show(self.meeting)

    def action_source(self) -> None:
        """Switch between the page and its Markdown source."""
        area, shown = self.query_one(MinutesText), self.query_one(MinutesPage)
        area.display, shown.display = not area.display, area.display
        self._fit()
        (area if area.display else shown).focus()

    def _next_steps(self, meeting: Meeting) -> str:
        """Return what is missing, and the keys that matter in this state of the meeting."""
        state = meeting.info.state
        copies = with_keys("{minutes.copy} copies · {minutes.save} saves")
        if state is MeetingState.RUNNING:
            gaps = len(lifecycle.missing_from_minutes(meeting))
            number = count(gaps, "thing is", "things are")
            missing = f"{number} missing" if gaps else "nothing is missing"
            last = self.session.minutes_due
            approves = (
                f"Minutes of {last.title}, {local_day(last.date)}: "
                + with_keys("{minutes.approve} approves, {minutes.correct} with corrections\n")
                if last is not None
                else ""
            )
            return f"{approves}{missing}\n{copies} · {with_keys('{end} ends the meeting')}"
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
            saved = self.session.save_minutes()
        except MeetingError as error:
            self.show_error(error)
            return
        self.show_status(f"Saved in {saved.path}")
        if saved.kept is not None:
            show_kept(self, saved)

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
        """Approve the minutes; while the meeting runs, those of the last one."""
        if self.session.file.meeting.info.state is MeetingState.RUNNING:
            approve_last(self)
            return
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
            if error.can_wait:
                raise
            self.show_error(error)
            return
        self.show_status(status)
        self.rewrite_minutes()

    async def action_correct(self) -> None:
        """Allow changes to the record of a closed meeting, after a confirmation.

        While the meeting runs, its record can be changed anyway: the last minutes are corrected.
        """
        file = self.session.file
        if self.session.minutes_due is not None:
            await correct_last(self)
            return
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
