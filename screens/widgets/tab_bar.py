"""TabBar: the names of the seven screens of a meeting, with what is on them."""

from __future__ import annotations

from itertools import accumulate

from textual import events
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from data.records.meeting import Meeting
from data.records.models import ConflictStatus, PersonState
from data.rules import agenda
from data.rules.edits import current_item_id
from screens.keys import COMMANDS, key_of

TABS = ("agenda", "queue", "conflicts", "wins", "outcomes", "people", "minutes")

_SHORT_NAME = 3  # letters of a name in a narrow terminal
_SHORT_WITH_COUNT = ("queue",)  # of the other tabs, in a narrow terminal


class TabBar(Static):
    """The names of the seven screens with their keys and counts. A click on one shows the screen.

    Args:
        current: the screen that the bar is on.
    """

    DEFAULT_CSS = """
    TabBar { height: 1; background: $background; color: $foreground; padding: 0 1; }
    """

    meeting: var[Meeting | None] = var(None)

    def __init__(self, current: str) -> None:
        self._current = current
        self._counts: dict[str, str] = {}
        self._shown = Content("")
        self._ends: tuple[int, ...] = ()  # the cell after each name
        super().__init__(markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Show counts and whole names where they fit, else the first letters of the names."""
        self._show()

    def watch_meeting(self, meeting: Meeting | None) -> None:
        """Show other counts."""
        counts = _counts(meeting) if meeting is not None else {}
        if counts != self._counts:
            self._counts = counts
            self._show()

    def _show(self) -> None:
        room = self.content_size.width
        if not room:
            return
        for counted, in_full in (
            (TABS, True),
            ((self._current, *_SHORT_WITH_COUNT), True),
            ((), True),
            ((), False),
        ):
            labels = self._labels(counted, in_full=in_full)
            shown = Content.assemble(*labels)
            if shown.cell_length <= room:
                break
        self._ends = tuple(accumulate(label.cell_length for label in labels))
        if not shown.is_same(self._shown):
            self._shown = shown
            self.update(shown, layout=False)

    async def on_click(self, event: events.Click) -> None:
        """Show the screen whose name was clicked."""
        place = event.get_content_offset(self)
        if place is not None and self._ends and place.x < self._ends[-1]:
            number = next(n for n, end in enumerate(self._ends) if place.x < end)
            await self.screen.run_action(f"tab('{TABS[number]}')")

    def _labels(self, counted: tuple[str, ...], *, in_full: bool) -> list[Content]:
        labels: list[Content] = []
        for tab in TABS:
            is_current = tab == self._current
            style = "bold reverse $primary" if is_current else ""  # also without colours
            name = tab.capitalize()
            if not in_full and not is_current:
                name = name[:_SHORT_NAME]
            figure = f" {self._counts[tab]}" if tab in counted and self._counts.get(tab) else ""
            number_style = "" if is_current else "$text-muted"
            label = Content.assemble(
                (f" {key_of(COMMANDS[tab])} ", number_style),
                name,
                (figure, number_style),
                " " if in_full or is_current else "",
            )
            labels.append(label.stylize(style) if style else label)
        return labels


def _counts(meeting: Meeting) -> dict[str, str]:
    """Return what each tab shows beside its name; "" for nothing."""
    number = agenda.item_label(meeting, current_item_id(meeting))
    items = agenda.item_count(meeting)
    unsettled = sum(note.status is not ConflictStatus.SETTLED for note in meeting.conflicts)
    here = sum(person.state is PersonState.PRESENT for person in meeting.people)
    outcomes = len(meeting.decisions) + len(meeting.actions) + len(meeting.parked)
    return {
        "agenda": f"{number}/{items}" if number else _figure(items),
        "queue": _figure(len(meeting.queue)),
        "conflicts": _figure(unsettled),
        "wins": _figure(len(meeting.wins)),
        "outcomes": _figure(outcomes),
        "people": _figure(here or len(meeting.people)),
    }


def _figure(number: int) -> str:
    return str(number) if number else ""
