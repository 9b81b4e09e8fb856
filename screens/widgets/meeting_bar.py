"""MeetingBar: the lines at the top of every screen of a meeting that must always be in view."""

from __future__ import annotations

from datetime import datetime

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from data.records.agenda_tree import agenda_tree
from data.records.meeting import Meeting
from data.records.models import MeetingState
from data.rules import turns
from data.rules.edits import current_item
from screens.widgets import header_text
from screens.widgets.content import join

_FORECAST_FROM = 100  # cells of a line that has room for the expected end as well


class MeetingBar(Widget):
    """The current item and its time, the floor and its clock, who is next, and the time of day.

    In a terminal of 30 lines and more a line with the title and the expected end comes first.
    When an item or a speaker is over time, the whole bar has another colour.
    """

    DEFAULT_CSS = """
    MeetingBar { height: 3; background: $panel; color: $foreground; padding: 0 1; }
    MeetingBar.-over { background: $over-background; }
    .-short MeetingBar, .-flat MeetingBar { height: 2; }
    """

    meeting: reactive[Meeting | None] = reactive(None)
    now: reactive[datetime | None] = reactive(None)

    def on_mount(self) -> None:
        """Switch off links: there are none, and looking for them each second takes a while."""
        self.auto_links = False

    def watch_now(self) -> None:
        """Change the colour when something is over time."""
        self._set_colour()

    def watch_meeting(self) -> None:
        """Change the colour when something is over time."""
        self._set_colour()

    def _set_colour(self) -> None:
        meeting, now = self.meeting, self.now
        over = meeting is not None and now is not None and is_over(meeting, now)
        if over != self.has_class("-over"):
            self.set_class(over, "-over")

    def render(self) -> RenderResult:
        """Render two or three lines, each with a left and a right part."""
        meeting, now = self.meeting, self.now
        if meeting is None or now is None:
            return Content("")
        width, tall = self.content_size.width or 78, self.content_size.height > 2
        lines = [_item_line(meeting, now, width, tall), _floor_line(meeting, now, width)]
        if tall:
            lines.insert(0, header_text.title_line(meeting, now, width))
        return Content("\n").join(lines)


def is_over(meeting: Meeting, now: datetime) -> bool:
    """Return whether the current item or the turn on the floor is over its time."""
    item = current_item(meeting)
    left = agenda_tree(meeting).time_left(item, now) if item is not None else None
    turn = turns.current_turn(meeting)
    limit = turns.speech_limit(meeting, turn) if turn is not None else None
    speaking = turns.speaking_seconds(turn, now) if turn is not None else 0
    return (left is not None and left < 0) or (limit is not None and speaking > limit)


def _item_line(meeting: Meeting, now: datetime, width: int, tall: bool) -> Content:
    """Return the line about the current item; in a low terminal with the time of day."""
    if meeting.info.state is not MeetingState.RUNNING:
        return header_text.state_line(meeting, width, now=None if tall else now)
    right = header_text.time_left(meeting, now)
    if not tall:
        end = header_text.end(meeting, now, with_forecast=width >= _FORECAST_FROM)
        right = Content.assemble(right, "   " if right.plain else "", end)
    return join(header_text.item(meeting, now, width - right.cell_length - 1), right, width)


def _floor_line(meeting: Meeting, now: datetime, width: int) -> Content:
    # The floor comes first: the queue at its right gets shorter where there is little room.
    if meeting.info.state is not MeetingState.RUNNING and turns.current_turn(meeting) is None:
        return header_text.people_line(meeting, width)
    floor, variants = header_text.floor(meeting, now, width), header_text.queue(meeting, now)
    room = width - floor.cell_length - 3  # three blanks keep them apart
    following = next((text for text in variants if text.cell_length <= room), variants[-1])
    return join(floor, following, width)
