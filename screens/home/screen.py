"""The home screen: the meetings of the library."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from data.errors import MeetingError
from data.index.summaries import Summary
from data.library.library import Library
from data.text.formatting import count, local_day
from screens.commands import bindings
from screens.errors import show_error
from screens.keymap import EVERYWHERE, FIELD, HOME, LIST
from screens.widgets.content import join, plain
from screens.widgets.footer import Footer
from screens.widgets.record_list import RecordList, Row
from screens.widgets.too_small import TooSmall

_GROUPS = {"running": "Running", "draft": "In preparation"}
_ORDER = ("Running", "In preparation", "Past")
_FOLLOW = 0.45  # seconds: what others do shows within half a second


def _group(summary: Summary) -> str:
    return _GROUPS.get(summary.state, "Past")


class HomeScreen(Screen[None]):
    """Meetings in preparation, running and past, newest first."""

    BINDINGS = bindings(EVERYWHERE, HOME)
    AUTO_FOCUS = "RecordList"

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self._thrown: list[str] = []
        self._seen = 0  # when the folder had last changed, as it was last read

    def compose(self) -> ComposeResult:
        """Title, list or empty state, footer."""
        yield Static(id="title", markup=False)
        yield RecordList(id="meetings")
        yield Static(_welcome(), id="empty", markup=False)
        yield Footer([EVERYWHERE, HOME])
        yield TooSmall()

    def on_mount(self) -> None:
        """Show what is there, and follow what other programs do."""
        self.reload()
        self.set_interval(_FOLLOW, self._follow)

    def _follow(self) -> None:
        """Each act of anybody replaces a file, which changes their folder."""
        if self.is_current and self._folder_changed() != self._seen:
            self.reload()

    def _folder_changed(self) -> int:
        try:
            return self.library.meetings_path.stat().st_mtime_ns
        except OSError:
            return 0

    def on_screen_resume(self) -> None:
        """Show what has changed meanwhile."""
        self.reload()

    def on_resize(self, event: events.Resize) -> None:
        """Rows fill their line: make them anew."""
        self.query_one(TooSmall).fit(event.size)
        self.call_after_refresh(self.reload)

    def reload(self) -> None:
        """Read the library."""
        self._seen = self._folder_changed()
        # Each heading stands once; below it the newest come first, as in the library.
        summaries = sorted(self.library.summaries(), key=lambda s: _ORDER.index(_group(s)))
        width = max(40, self.size.width - 4)
        rows: list[Row] = []
        for title, group in groupby(summaries, key=_group):
            rows.append(Row("", Content.styled(title, "bold underline")))
            rows += [Row(s.id, _row(s, width, self._copies(s))) for s in group]
        self.query_one(RecordList).show(rows)
        self.set_class(not summaries, "-empty")
        number = count(len(summaries), "meeting")
        self.query_one("#title", Static).update(
            join(plain(("meeting-tui", "bold"), "  Meetings"), Content(number), width + 2)
        )

    def _copies(self, summary: Summary) -> int:
        """How many copies there are of a meeting that is damaged."""
        return len(self.library.backups.list(summary.id)) if summary.damaged else 0

    @property
    def picked(self) -> str:
        """The id of the highlighted meeting."""
        return self.query_one(RecordList).highlighted_id

    # -- acts: those that need the models are the app's ------------------------------------

    async def action_new(self) -> None:
        """Make a new meeting."""
        await self.app.run_action("app.new_meeting")

    async def action_open(self) -> None:
        """Open the highlighted meeting."""
        if self.picked:
            await self.app.run_action(f"app.open_meeting('{self.picked}')")

    @on(RecordList.OptionSelected)
    async def open_row(self) -> None:
        """Enter or a click opens a meeting."""
        await self.action_open()

    async def action_copy(self) -> None:
        """Copy the minutes of the highlighted meeting."""
        if self.picked:
            await self.app.run_action(f"app.copy_minutes('{self.picked}')")

    async def action_find(self) -> None:
        """Search all meetings."""
        await self.app.run_action("app.search")

    def action_remove(self) -> None:
        """Put the highlighted meeting into the bin."""
        meeting_id = self.picked
        if not meeting_id:
            return
        try:
            thrown = self.library.delete(meeting_id)
        except MeetingError as error:
            show_error(self, error)
            return
        self._thrown.append(thrown)
        self.reload()
        self.notify(f"{thrown} is in the bin · u brings it back", markup=False)

    def action_restore(self) -> None:
        """Bring back what was thrown away last."""
        if not self._thrown:
            self.notify("Nothing was thrown away since the start", markup=False)
            return
        try:
            restored = self.library.restore(self._thrown[-1])
        except MeetingError as error:
            show_error(self, error)
            return
        self._thrown.pop()
        self.reload()
        self.notify(f"{restored} is back", markup=False)

    async def action_help(self) -> None:
        """Show the keys."""
        from screens.dialogs.help import HelpScreen

        intro = "The meetings of your library. n makes a new one, enter opens or reviews one."
        await self.app.push_screen(HelpScreen(intro, (HOME, LIST, FIELD, EVERYWHERE)))


def _welcome() -> Content:
    return plain(
        ("No meeting yet.", "bold"),
        "\n\nPress ",
        ("n", "bold reverse"),
        " to make the first one.\n\nOr try it on made-up meetings: leave with ctrl+q and type\n\n"
        "    meeting-tui demo\n",
    )


def _row(summary: Summary, width: int, copies: int) -> Content:
    if summary.damaged:
        left = plain((f"{summary.id}  ", "bold"), ("damaged: ", "$text-error"), summary.damaged)
        kept = f"{count(copies, 'copy', 'copies')} · enter" if copies else "no copy"
        return join(left, plain((kept, "dim")), width)
    day = local_day(date.fromisoformat(summary.date))
    left = plain((f"{day:<16} ", "dim"), (summary.title, "bold"))
    facts = [
        count(summary.people, "person", "people"),
        count(summary.wins, "win") if summary.wins else "",
        f"{summary.open_actions} open" if summary.open_actions else "",
    ]
    state = {"running": ("running", "bold $text-success")}.get(
        summary.state, (summary.state, "dim")
    )
    right = plain((" · ".join(fact for fact in facts if fact), "dim"), "  ", state)
    return join(left, right, width)
