"""MeetingScreen: what the seven screens of a meeting have in common."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Concatenate, ParamSpec

from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import Static

from data import commands
from data.errors import MeetingError
from data.meeting import Meeting
from data.models import MeetingState, QueueEntry
from data.rules import agenda, life, speaking
from data.rules.agenda import Waiting
from data.rules.records import current_item
from data.wording import count
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.help import HelpScreen
from screens.dialogs.line import LineDialog, Typed
from screens.dialogs.next_item import NextItemDialog
from screens.dialogs.speak import Asked, SpeakDialog
from screens.keys import EVERYWHERE, LIST, MEETING, RECORDS, Group, bindings
from screens.session import Session
from screens.widgets.bar import MeetingBar
from screens.widgets.key_line import KeyLine
from screens.widgets.too_small import TooSmall

P = ParamSpec("P")

TABS = ("agenda", "queue", "conflicts", "wins", "outcomes", "people", "minutes")

_DOUBLE_PRESS = timedelta(seconds=0.5)
_REFRESH = 0.45  # seconds: changes by others show within half a second

_CAPTURES = {
    "note": ("Note on the current item", "what was said"),
    "conflict": ("Conflict", "what it is about: one party / the other party"),
    "win": ("Win", "what was achieved; thank NAME for it with: thank NAME for TEXT"),
    "decided": ("Decision", "the wording, as it was agreed"),
    "action": ("Action", "NAME: what, by DATE (friday, 12 dec, in 2 weeks, 2026-12-12)"),
    "park": ("Parking lot", "what is for later"),
}


class TabLine(Static):
    """The names of the seven screens, with their digits."""

    DEFAULT_CSS = """
    TabLine { height: 1; background: $surface; padding: 0 1; }
    """

    def __init__(self, current: str) -> None:
        parts: list[str | tuple[str, str] | Content] = []
        for number, tab in enumerate(TABS, start=1):
            style = "reverse bold" if tab == current else ""
            words = f"{number} {tab.capitalize()}"
            parts += [
                Content(f" {words} ").stylize(f"{style} @click=screen.tab('{tab}')".strip()),
                " ",
            ]
        super().__init__(Content.assemble(*parts), markup=False)


class MeetingScreen(Screen[None]):
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
        self._put_aside: dict[str, str] = {}
        self._prompt_history: list[str] = []

    def compose(self) -> ComposeResult:
        """Bar, tabs, body, footer."""
        yield MeetingBar().data_bind(MeetingScreen.meeting)
        yield TabLine(self.TAB)
        yield from self.compose_body()
        own = [self.GROUP] if self.GROUP is not None else []
        yield KeyLine([EVERYWHERE, MEETING, *own])
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

    def on_screen_suspend(self) -> None:
        """Another screen is on top: rest."""
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
        except MeetingError as refusal:
            self.refuse(refusal)
        now = self.session.now()
        if int(now.timestamp()) != self._second:
            self._second = int(now.timestamp())
            self.query_one(MeetingBar).now = now
            self._ring(now)
            self.tick()

    def _ring(self, now: datetime) -> None:
        """Ring once when a turn has come to its limit; nobody is cut off."""
        turn = speaking.floor(self.session.file.meeting)
        if turn is None or turn.id in self.session.rung:
            return
        limit = speaking.limit_of(self.session.file.meeting, turn)
        if limit is not None and speaking.held(turn, now) >= limit:
            self.session.rung.add(turn.id)
            self.app.bell()

    def watch_meeting(self, meeting: Meeting | None) -> None:
        """Repaint."""
        if meeting is not None and self._ready:
            self.query_one(MeetingBar).now = self.session.now()
            self.show(meeting)

    # -- acts ----------------------------------------------------------------------------

    def attempt(
        self,
        rule: Callable[Concatenate[Meeting, P], Meeting],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Do an act; MeetingError says why it was refused. The rule's time is the first of args."""
        self.meeting = self.session.file.apply(lambda meeting: rule(meeting, *args, **kwargs))
        self.session.last_advance = None  # whatever comes after another act is meant

    def commit(
        self,
        rule: Callable[Concatenate[Meeting, P], Meeting],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> bool:
        """Do an act, or show why it was refused; True if it was done."""
        try:
            self.attempt(rule, *args, **kwargs)
        except MeetingError as refusal:
            self.refuse(refusal)
            return False
        return True

    def refuse(self, refusal: MeetingError) -> None:
        """Show why something was not done."""
        text = ". ".join(part for part in (refusal.message, refusal.hint) if part)
        self.notify(
            text or "Nothing was changed", title=refusal.title, severity="warning", markup=False
        )

    def say(self, text: str) -> None:
        """Say that something was done."""
        self.query_one(KeyLine).say(text)

    def _run(self, line: str) -> None:
        """Do what a line of the prompt says."""
        done = commands.run(self.session.file, line, self.session.now())
        self.meeting = self.session.file.meeting
        self.say(done.said)

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
        """Write what is being typed into a text area; called before anything else is shown."""

    async def action_help(self) -> None:
        """Show the keys."""
        groups = [g for g in (self.GROUP, MEETING, RECORDS, LIST, EVERYWHERE) if g is not None]
        await self.app.push_screen(HelpScreen(self.INTRO, groups))

    # -- captures ------------------------------------------------------------------------

    async def _ask_line(
        self, name: str, title: str, attempt: Callable[[str], None], hint: str = ""
    ) -> None:
        """Ask for a line; one that was put aside with escape comes back."""

        def done(typed: Typed | None) -> None:
            aside = typed.text if typed is not None and not typed.submitted else ""
            self._put_aside[name] = aside

        value = self._put_aside.get(name, "")
        dialog = LineDialog(title, attempt, value=value, hint=hint)
        await self.app.push_screen(dialog, done)

    async def action_capture(self, word: str) -> None:
        """One line, written by a word of the prompt."""
        title, hint = _CAPTURES[word]

        def attempt(text: str) -> None:
            if not text.strip():
                raise MeetingError("Nothing was typed", hint="Escape backs out")
            said = (
                text if text.casefold().startswith("thank ") and word == "win" else f"{word} {text}"
            )
            self._run(said)

        await self._ask_line(word, title, attempt, f"{hint} · enter records · escape backs out")

    async def action_prompt(self) -> None:
        """The one-line prompt."""

        def attempt(line: str) -> None:
            if not line.strip():
                raise MeetingError("Nothing was typed", hint="Escape backs out, ? lists the words")
            self._run(line)
            self._prompt_history.append(line)

        def done(typed: Typed | None) -> None:
            self._put_aside[":"] = typed.text if typed and not typed.submitted else ""

        dialog = LineDialog(
            "Prompt",
            attempt,
            value=self._put_aside.get(":", ""),
            hint="q+ NAME to TOPIC · next · note TEXT · action NAME: TEXT by DATE · → completes",
            complete=lambda line: commands.complete(self.session.file.meeting, line),
            history=tuple(self._prompt_history),
        )
        await self.app.push_screen(dialog, done)

    async def action_speak(self) -> None:
        """Somebody asks to speak."""

        def attempt(asked: Asked) -> None:
            now = self.session.now()
            entry = QueueEntry(who=asked.who, kind=asked.kind, about=asked.about, asked=now)
            self.attempt(speaking.ask, now, entry)

        await self.app.push_screen(SpeakDialog(self.session.file.meeting, attempt))

    async def action_extend(self) -> None:
        """More time for the current item."""
        item = current_item(self.session.file.meeting)
        if item is None:
            self.refuse(MeetingError("No agenda item is open", hint="N takes the next one"))
            return

        def attempt(text: str) -> None:
            self._run(f"extend {text.strip() or '5m'}")

        await self._ask_line(
            "extend", f"Extend “{item.title}” by", attempt, "5m (enter alone), 90s, 1h, -5m"
        )

    # -- the floor -----------------------------------------------------------------------

    def action_next_turn(self) -> None:
        """The next speaker takes the floor; a second press within half a second is one slip."""
        now = self.session.now()
        last = self.session.last_advance
        if last is not None and timedelta(0) <= now - last < _DOUBLE_PRESS:
            return
        if self._needs_running() and self.commit(speaking.next_turn, now):
            self.session.last_advance = now

    def action_end_turn(self) -> None:
        """The floor is free."""
        self.commit(speaking.end_turn, self.session.now())

    def action_pause(self) -> None:
        """Stop the speaker's clock, or let it go on."""
        self.commit(speaking.pause, self.session.now())

    def action_bring_back(self) -> None:
        """The last speaker has the floor again."""
        self.commit(speaking.bring_back, self.session.now())

    # -- the meeting ---------------------------------------------------------------------

    def _needs_running(self) -> bool:
        state = self.session.file.meeting.info.state
        if state is MeetingState.DRAFT:
            self.refuse(MeetingError("The meeting has not started", hint="S starts it"))
        return state is not MeetingState.DRAFT

    def action_start(self) -> None:
        """Start the meeting."""
        if self.commit(life.start, self.session.now()):
            self.say("The meeting has started · N takes the first item")

    async def action_next_item(self) -> None:
        """Take the next agenda item, with the conclusion of this one."""
        meeting = self.session.file.meeting
        if not self._needs_running():
            return
        current, following = current_item(meeting), agenda.next_waiting(meeting)
        if current is None:
            self.commit(agenda.next_item, self.session.now())
            return

        def attempt(conclusion: str, waiting: Waiting) -> None:
            now = self.session.now()
            kept = conclusion.strip() or None
            if following is None:
                self.attempt(agenda.next_item, now, kept, waiting)
            else:
                self.attempt(agenda.take_item, now, following.id, kept, waiting)

        await self.app.push_screen(
            NextItemDialog(
                current.title,
                following.title if following else "",
                current.conclusion,
                len(speaking.waiting(meeting)),
                attempt,
            )
        )

    async def action_end(self) -> None:
        """End the meeting, after saying what is missing."""
        meeting = self.session.file.meeting
        if meeting.info.state is not MeetingState.RUNNING:
            self.commit(life.end, self.session.now())
            return
        gaps = life.missing(meeting)
        shown = "\n".join(f"• {gap}" for gap in gaps) or "Nothing is missing."
        title = f"End the meeting? {count(len(gaps), 'thing is', 'things are')} missing."
        answers = [("no", "Go on with the meeting"), ("yes", "End it, and make the minutes")]

        async def done(answer: str | None) -> None:
            if answer == "yes" and self.commit(life.end, self.session.now()):
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
        except MeetingError as refusal:
            self.refuse(refusal)
        else:
            self.meeting = self.session.file.meeting
            self.say(f"{said}: {what}")
