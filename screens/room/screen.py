"""RoomScreen: the meeting as a whole room reads it, from five metres."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Center, Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.types import CSSPathType

from data.errors import MeetingError
from data.records.meeting import Meeting
from data.text.formatting import local_time
from screens.commands import bindings
from screens.dialog_keymap import ROOM
from screens.dialogs.help import HelpScreen
from screens.keymap import EVERYWHERE
from screens.keys import with_keys
from screens.room.fit import Spacing, spacing
from screens.room.text import RoomText, room_text
from screens.widgets.meeting_bar import is_over
from screens.widgets.status_text import StatusText
from screens.widgets.too_small import TooSmall
from screens.widgets.win_card import WinCard

_REFRESH_SECONDS = 0.1
_PATIENCE_SECONDS = 2  # that a file may be missing, as while it is replaced, before it is said

INTRO = "What the room sees: who speaks and for how long, who is next, the item, the wins."


class RoomScreen(Screen[None]):
    """Shows a meeting in large letters. It changes nothing, and shows nothing private.

    Args:
        read: returns the meeting as it is now; it is asked ten times a second. The same object
            means that nothing has changed.
        now: returns the present instant.
        leaving: what the key that leaves does, such as "returns"; shown beside it.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = "style.tcss"
    BINDINGS = bindings(EVERYWHERE, ROOM)

    def __init__(
        self, read: Callable[[], Meeting], now: Callable[[], datetime], leaving: str
    ) -> None:
        super().__init__()
        self._read, self._now, self._leaving = read, now, leaving
        self._meeting = read()
        self._celebrated = {win.id for win in self._meeting.wins}
        self._second = -1
        self._read_at = now()  # when the meeting could last be read

    def compose(self) -> ComposeResult:
        """Compose one widget for each part, so that only what changes is painted."""
        yield StatusText(id="title")
        with Vertical(id="view"):
            yield StatusText(id="item")
            with Horizontal(id="time"):
                yield StatusText(id="bar")
                yield StatusText(id="left")
            for part in ("state", "name", "about"):
                yield StatusText(id=part)
            with Center(id="clock-row"):
                yield StatusText(id="clock")
            yield StatusText(id="limit")
            with Center(id="following-row"):
                yield StatusText(id="following")
            yield StatusText(id="wins")
        yield StatusText(id="hint")
        yield WinCard()
        yield TooSmall()

    def on_mount(self) -> None:
        """Follow the meeting and the clock."""
        self.set_interval(_REFRESH_SECONDS, self._follow)

    def on_resize(self, event: events.Resize) -> None:
        """Show the parts in the size that fits."""
        self.query_one(TooSmall).fit(event.size)
        self._show()

    def _follow(self) -> None:
        """Show the meeting if it has changed, and the clocks once a second."""
        now = self._now()
        try:
            meeting = self._read()
            self._read_at = now
        except MeetingError:
            meeting = self._meeting  # it is shown as it was, and the hint says so
        if meeting is not self._meeting:
            self._meeting = meeting
            self._show()
            self._celebrate()
        elif int(now.timestamp()) != self._second:
            self._show()

    def _show(self) -> None:
        now = self._now()
        self._second = int(now.timestamp())
        self.set_class(is_over(self._meeting, now), "-over")
        text = room_text(self._meeting, now, self.size)
        space = spacing(text.rows, self.size.height)
        for other in Spacing:
            self.set_class(other is space, other)
        for part in fields(RoomText):
            content: Content = getattr(text, part.name)
            widget = self.query_one(f"#{part.name}", StatusText)
            widget.show_text(content)
            widget.display = bool(content.plain)
        self.query_one("#time").display = bool(text.left.plain)
        self.query_one("#hint", StatusText).show_text(self._hint(now))

    def _hint(self, now: datetime) -> Content:
        if (now - self._read_at).total_seconds() > _PATIENCE_SECONDS:
            words = f"The meeting cannot be read. This is how it was at {local_time(self._read_at)}"
            return Content.styled(words, "bold $text-warning")
        return Content(with_keys(f"{{room.leave}} {self._leaving}"))

    def _celebrate(self) -> None:
        new = [win for win in self._meeting.wins if win.id not in self._celebrated]
        self._celebrated.update(win.id for win in new)
        if new:
            self.query_one(WinCard).celebrate(new[-1])

    def action_leave(self) -> None:
        """Leave the view."""
        self.dismiss(None)

    async def action_help(self) -> None:
        """Show the keys."""
        await self.app.push_screen(HelpScreen(INTRO, [ROOM, EVERYWHERE]))
