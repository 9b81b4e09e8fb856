"""Every screen and dialog shows every text as it is, never as markup or terminal control."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from textual.screen import ModalScreen

from data.clock import FixedClock
from data.errors import MeetingError
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.records.meeting import Meeting
from data.records.models import (
    Action,
    AgendaItem,
    ConflictNote,
    Decision,
    Dissent,
    Parked,
    Party,
    Person,
    PersonState,
    QueueEntry,
    Turn,
    Win,
)
from data.rules import agenda, lifecycle
from meeting_tui.app import MeetingApp
from screens.meeting.meeting_screen import MeetingScreen
from screens.widgets.tab_bar import TABS
from tests.effort import in_ci
from tests.nasty import NASTY
from tests.waiting import wait_until

SIZES = [(80, 24), *in_ci((60, 16))]


def nasty_meeting(clock: FixedClock) -> Meeting:
    """Return a library with a running meeting that has each nasty text in each text field."""
    now = clock.now()
    items = [
        AgendaItem(title=text, presenter=text, notes=text, conclusion=text, position=float(n))
        for n, text in enumerate(NASTY)
    ]
    people = [
        Person(name=f"{text} {n}", organisation=text, role=text, state=PersonState.PRESENT)
        for n, text in enumerate(NASTY)
    ]
    meeting = new_meeting(
        NASTY[0], now.date(), place=NASTY[4], items=items, people=people, goals=NASTY[:3]
    )
    meeting = agenda.next_item(lifecycle.start(meeting, now), now)
    current = items[0].id
    for text in NASTY:
        meeting = meeting.put(
            QueueEntry(who=text, organisation=text, about=text, item=current, asked=now),
            Turn(
                who=text,
                organisation=text,
                about=text,
                item=current,
                spans=((now, now + timedelta(seconds=5)),),
                ended=True,
            ),
            ConflictNote(
                about=text,
                parties=(Party(name=text, position=text, interest=text),),
                common_ground=text,
                next_step=text,
                owner=text,
                at=now,
            ),
            Win(text=text, thanks=(text,), organisations=(text,), goal=text, at=now),
            Decision(text=text, rule=text, dissent=(Dissent(who=text, why=text),), at=now),
            Action(text=text, owner=text, organisation=text, at=now),
            Parked(text=text, becomes=text, at=now),
        )
    return meeting.put(Turn(who=NASTY[4], about=NASTY[0], item=current, spans=((now, None),)))


@pytest.fixture
def library(isolated: object, tmp_path_factory: pytest.TempPathFactory) -> Library:
    clock = FixedClock()
    place = Library(tmp_path_factory.mktemp("nasty"), clock)
    place.create(nasty_meeting(clock))
    return place


def shows(app: MeetingApp, tab: str) -> bool:
    """Return whether a screen of the meeting is on top."""
    return isinstance(app.screen, MeetingScreen) and tab == app.screen.TAB


def drawn(app: MeetingApp) -> str:
    """Return the text of the whole screen."""
    return app.export_screenshot()


@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_shows_every_text(library: Library, size: tuple[int, int]) -> None:
    app = MeetingApp(library, library.resolve())
    async with app.run_test(size=size, notifications=True) as pilot:
        for number, tab in enumerate(TABS, start=1):
            await pilot.press(str(number))
            await wait_until(pilot, partial(shows, app, tab))
            assert "\x1b" not in drawn(app)
            await pilot.press("question_mark")
            await wait_until(pilot, lambda: isinstance(app.screen, ModalScreen))
            drawn(app)
            await pilot.press("escape")


EDITED = {
    "1": ("enter", "M", "N", "o", "plus"),
    "2": ("enter", "s", "r"),
    "3": ("enter", "P", "i"),
    "4": ("enter", "i"),
    "5": ("enter", "i"),
    "6": ("enter", "i"),
    "7": ("E",),
}


async def test_every_dialog_shows_every_text(library: Library) -> None:
    app = MeetingApp(library, library.resolve())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        for digit, keys in EDITED.items():
            await pilot.press(digit)
            for key in keys:
                await pilot.press(key)
                await wait_until(pilot, lambda: isinstance(app.screen, ModalScreen))
                assert "\x1b" not in drawn(app)
                await pilot.press("escape")
                await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))


async def test_a_notification_shows_every_text(library: Library) -> None:
    app = MeetingApp(library, library.resolve())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = app.screen
        assert isinstance(screen, MeetingScreen)
        for text in NASTY:
            screen.show_status(text)
            screen.show_error(MeetingError(text, text, text))
        await pilot.pause()
        drawn(app)


async def test_the_home_screen_shows_every_title(library: Library) -> None:
    clock = FixedClock()
    for text in NASTY:
        library.create(new_meeting(text, clock.now().date()))
    app = MeetingApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G", "k")
        assert "\x1b" not in drawn(app)
        assert len(library.summaries()) == len(NASTY) + 1
