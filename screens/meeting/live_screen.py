"""LiveScreen: a screen that follows a meeting, and changes it by `commit` alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Concatenate, ParamSpec

from textual import events
from textual.app import ComposeResult
from textual.reactive import var
from textual.screen import Screen

from data.errors import MeetingError
from data.records.meeting import Meeting
from data.rules import turns
from screens.commands import Group, bindings
from screens.dialogs.help import HelpScreen
from screens.errors import show_error
from screens.keymap import EVERYWHERE, FIELD, LIST, MEETING, RECORDS
from screens.meeting.session import Session
from screens.widgets.footer import Footer
from screens.widgets.meeting_bar import MeetingBar
from screens.widgets.tab_bar import TabBar
from screens.widgets.too_small import TooSmall

P = ParamSpec("P")

_REFRESH = 0.45  # seconds: changes by others show within half a second


class LiveScreen(Screen[None]):
    """One screen of a meeting: the bar, the names of the screens, a body, the footer.

    A subclass says its TAB and GROUP, composes its body and shows a meeting. It changes the
    meeting by `commit` alone, and so never shows what is not on the disk.
    """

    TAB = ""
    GROUP: Group | None = None
    INTRO = ""
    BINDINGS = bindings(EVERYWHERE, MEETING)
    AUTO_FOCUS = "RecordList"

    # A var: a reactive would draw the whole screen anew each time.
    meeting: var[Meeting | None] = var(None)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._ready = False  # its widgets are there
        self._unreadable = ""  # why the file cannot be read, as it was last said

    def compose(self) -> ComposeResult:
        """Bar, tabs, body, footer."""
        yield MeetingBar().data_bind(LiveScreen.meeting)
        yield TabBar(self.TAB)
        yield from self.compose_body()
        own = [self.GROUP] if self.GROUP is not None else []
        yield Footer([EVERYWHERE, MEETING, *own])
        yield TooSmall()

    def compose_body(self) -> ComposeResult:
        """What is between the tabs and the footer; here nothing."""
        yield from ()

    def show(self, meeting: Meeting) -> None:
        """Show a meeting in the body: called whenever it has changed."""

    def tick(self) -> None:
        """Show the time that has passed: called once a second."""

    # -- time and changes ----------------------------------------------------------------

    def on_mount(self) -> None:
        """Begin to follow the file and the clock."""
        self._second = -1
        self._ready = True
        self.meeting = self.session.file.meeting
        self._timer = self.set_interval(_REFRESH, self._follow)
        self._follow()

    def on_resize(self, event: events.Resize) -> None:
        """Say so where there is no room for a screen."""
        self.query_one(TooSmall).fit(event.size)

    def on_screen_suspend(self) -> None:
        """Another screen is there: rest. Below a dialog the clocks go on, as in the room."""
        if self not in self.app.screen_stack:
            self._timer.pause()

    def on_screen_resume(self) -> None:
        """Show what has happened meanwhile."""
        self.meeting = self.session.file.meeting
        self._second = -1
        self._timer.resume()
        self._follow()

    def _follow(self) -> None:
        try:
            if self.session.file.refresh():
                self.meeting = self.session.file.meeting
            self._unreadable = ""
        except MeetingError as error:
            if str(error) != self._unreadable:  # once, and not at each look
                self._unreadable = str(error)
                self.show_error(error)
        for news in self.session.file.take_warnings():
            self.show_error(news)
        now = self.session.now()
        if int(now.timestamp()) != self._second:
            self._second = int(now.timestamp())
            self.query_one(MeetingBar).now = now
            self._ring(now)
            self.tick()

    def _ring(self, now: datetime) -> None:
        """Ring once when a turn has come to its limit; nobody is cut off."""
        turn = turns.current_turn(self.session.file.meeting)
        if turn is None or turn.id in self.session.rung:
            return
        limit = turns.speech_limit(self.session.file.meeting, turn)
        if limit is not None and turns.speaking_seconds(turn, now) >= limit:
            self.session.rung.add(turn.id)
            self.app.bell()

    def watch_meeting(self, meeting: Meeting | None) -> None:
        """Repaint."""
        if meeting is not None and self._ready:
            self.query_one(MeetingBar).now = self.session.now()
            self.show(meeting)

    # -- acts ----------------------------------------------------------------------------

    def apply(
        self,
        rule: Callable[Concatenate[Meeting, P], Meeting],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Do an act; MeetingError says why it was refused. The rule's time is the first of args."""
        self.meeting = self.session.file.apply(lambda meeting: rule(meeting, *args, **kwargs))
        self.session.last_advance = None  # whatever comes after another act is meant
        self.query_one(Footer).clear()  # what was said before is not about this act

    def try_apply(
        self,
        rule: Callable[Concatenate[Meeting, P], Meeting],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> bool:
        """Do an act, or show why it was refused; True if it was done."""
        try:
            self.apply(rule, *args, **kwargs)
        except MeetingError as error:
            self.show_error(error)
            return False
        return True

    def show_error(self, error: MeetingError) -> None:
        """Show why something was not done."""
        show_error(self, error)

    def show_status(self, text: str) -> None:
        """Say that something was done."""
        self.query_one(Footer).show_status(text)

    # -- getting about -------------------------------------------------------------------

    async def action_tab(self, tab: str) -> None:
        """Show another screen of this meeting, where it was left."""
        self.flush()
        if tab != self.TAB:
            await self.app.switch_screen(tab)

    async def action_home(self) -> None:
        """Back to the list of meetings."""
        self.flush()
        await self.app.run_action("app.home")

    def flush(self) -> None:
        """Write what is being typed into a text area: something else comes up, or the end."""

    async def action_help(self) -> None:
        """Show the keys."""
        own = [self.GROUP] if self.GROUP is not None else []
        groups = [*own, MEETING, RECORDS, LIST, FIELD, EVERYWHERE]
        await self.app.push_screen(HelpScreen(self.INTRO, groups))
