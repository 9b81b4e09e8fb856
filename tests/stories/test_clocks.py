"""The clock is set back, the zone changes, the machine sleeps: times stay sensible, order stays."""

from __future__ import annotations

import json
import re
import signal
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from data.clock import Clock, FixedClock, SystemClock, local_date
from data.library.library import Library
from data.minutes.render import render
from data.planning.new_meeting import new_meeting
from data.planning.templates import TEMPLATES
from data.prompt import interpreter
from data.records.models import LogEntry
from data.rules import agenda, lifecycle, speaker_queue, turns
from data.rules.speaking_time import not_heard
from data.storage.meeting_file import MeetingFile
from meeting_tui.app import MeetingApp
from screens.widgets.meeting_bar import MeetingBar
from tests.builders import REPLY, Room, a_meeting, entry
from tests.stories.conftest import StartProgram
from tests.stories.test_fast_hands import TABS, running
from tests.waiting import wait_until

__all__ = ["running"]

HOUR = 3_600.0
_NEGATIVE = re.compile(r"-\d+:\d\d|-\d+ min|\(-\d")


def a_library(isolated: Path, clock: Clock) -> Library:
    return Library(isolated / "library", clock)


def a_running_meeting(library: Library, *waiting: str) -> MeetingFile:
    """A running meeting, its first item open since now, with these waiting to speak."""
    now = library.clock.now()
    meeting = new_meeting("Call", local_date(now), items=TEMPLATES[0].agenda())
    meeting = agenda.next_item(lifecycle.start(meeting, now), now)
    for name in waiting:
        meeting = speaker_queue.ask(meeting, now, entry(name, asked=now))
    return library.open(library.create(meeting))


class Facilitator:
    """Presses keys, and reads the bar."""

    def __init__(self, pilot: Pilot[Any], file: MeetingFile) -> None:
        self._pilot, self._file = pilot, file

    @property
    def bar(self) -> str:
        """The two lines at the top."""
        return str(self._pilot.app.screen.query_one(MeetingBar).render())

    async def sees(self, *texts: str) -> None:
        """The bar shows all of these, and no time below nothing."""
        await wait_until(
            self._pilot, lambda: all(text in self.bar for text in texts), f"{texts} in the bar"
        )
        assert not _NEGATIVE.search(self.bar), self.bar

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self._pilot.press(*keys)

    def minutes(self, now: datetime) -> str:
        """The minutes as they are now."""
        self._file.refresh()
        return render(self._file.meeting, now)

    def acts(self) -> list[LogEntry]:
        """What the log holds."""
        self._file.refresh()
        return list(self._file.meeting.log)


# -- the clock is set back -----------------------------------------------------------------


async def test_a_clock_set_back_during_a_turn(isolated: Path, clock: FixedClock) -> None:
    file = a_running_meeting(library := a_library(isolated, clock), "Ada", "Ben")
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(80, 24)) as pilot:
        facilitator = Facilitator(pilot, file)
        await facilitator.press("n")
        clock.advance(120)
        await facilitator.sees("● Ada 2:00", "2:00 of 5:00")
        clock.advance(-HOUR)
        await facilitator.sees("● Ada 0:00", "0:00 of 5:00")
        # Every key of a turn works, and each counts the time from there on.
        await facilitator.press("space")
        await facilitator.sees("‖ Ada 0:00 paused")
        await facilitator.press("space")
        clock.advance(30)
        await facilitator.sees("● Ada 0:30")
        await facilitator.press("n")
        await facilitator.sees("● Ben 0:00")
        clock.advance(15)
        await facilitator.press("f")
        await facilitator.sees("the floor is free")
        await facilitator.press("u")
        await facilitator.sees("● Ben 0:15")
        await facilitator.press("u")
        await facilitator.sees("● Ada 0:45")
        await facilitator.press("2")
        await facilitator.sees("● Ada 0:45")
    said = facilitator.minutes(clock.now())
    assert not _NEGATIVE.search(said)
    # What was done later stands later, whatever the clock said.
    acts = [entry.act for entry in facilitator.acts()]
    expected = ["has the floor", "paused", "resumed", "has the floor", "turn ended", "undone"]
    assert [act for act in acts if act in expected][:6] == expected


async def test_a_clock_set_back_during_an_item_and_the_meeting(
    isolated: Path, clock: FixedClock
) -> None:
    file = a_running_meeting(library := a_library(isolated, clock))
    app = MeetingApp(library, file.id)
    clock.advance(60)
    async with app.run_test(size=(80, 24)) as pilot:
        facilitator = Facilitator(pilot, file)
        await facilitator.sees("1/8", "1:00 of 5:00")
        clock.advance(-HOUR)
        await facilitator.press("N", "enter")
        await facilitator.sees("2/8", "0:00 of 10:00")
        clock.advance(90)
        await facilitator.sees("1:30 of 10:00")
        await facilitator.press("E")
        await wait_until(pilot, lambda: len(app.screen_stack) == 3, "the question")
        await facilitator.press("down", "enter")
        await wait_until(pilot, lambda: file.refresh() or file.meeting.info.ended, "the end")
    said = facilitator.minutes(clock.now())
    assert not _NEGATIVE.search(said)
    assert "(0 minutes)" in said
    first, second = agenda.sorted_items(file.meeting)[:2]
    # The minute before the clock was set back is lost with it; none is counted below nothing.
    assert agenda.elapsed(first, clock.now()) == 0
    assert agenda.elapsed(second, clock.now()) == 90


def test_the_order_of_records_is_that_of_the_acts(isolated: Path, clock: FixedClock) -> None:
    file = a_running_meeting(a_library(isolated, clock))
    for line in ("win First", "q+ Ada", "action Ada: call"):
        interpreter.run(file, line, clock.now())
    clock.advance(-HOUR)
    for line in ("win Second", "q+ Ben", "action Ben: write"):
        interpreter.run(file, line, clock.now())
    meeting = MeetingFile(file.path).meeting
    assert [win.text for win in meeting.wins] == ["First", "Second"]
    assert [entry.who for entry in speaker_queue.waiting_requests(meeting)] == ["Ada", "Ben"]
    assert [action.text for action in meeting.actions] == ["call", "write"]
    said = render(meeting, clock.now())
    assert said.index("First") < said.index("Second")
    assert said.index("call") < said.index("write")


@pytest.mark.parametrize("order", ["as asked", "first voices first", "balanced"])
def test_who_asked_first_speaks_first_whatever_the_clock_says(
    isolated: Path, clock: FixedClock, order: str
) -> None:
    file = a_running_meeting(a_library(isolated, clock))
    if order != file.meeting.info.order:
        interpreter.run(file, f"order {order}", clock.now())
    for name in ("Ada", "Ben", "Cleo"):
        interpreter.run(file, f"q+ {name}", clock.now())
        clock.advance(-HOUR)
    for name in ("Ada", "Ben", "Cleo"):
        interpreter.run(file, "next", clock.now())
        turn = turns.current_turn(file.meeting)
        assert turn is not None
        assert turn.who == name
        clock.advance(60)


def test_whoever_spoke_last_is_brought_back_though_the_clock_was_set_back() -> None:
    room = Room().speak("Ada", 300).wait(-HOUR).speak("Ben", 60)
    room.act(turns.bring_back)
    assert room.floor == "Ben"


def test_whoever_spoke_last_is_answered_though_the_clock_was_set_back() -> None:
    room = Room().speak("Ada", 300).wait(-HOUR).speak("Ben", 60)
    room.ask("Cleo", REPLY)
    assert room.waiting("Cleo").answers == room.turn("Ben").id


def test_whoever_has_spoken_has_been_heard_though_the_clock_was_set_back() -> None:
    room = Room(a_meeting("Ada", "Ben")).speak("Ada", -HOUR)
    assert [p.name for p in not_heard(room.meeting, room.now)] == ["Ben"]


def test_the_copy_made_last_is_the_newest_though_the_clock_was_set_back(
    isolated: Path, clock: FixedClock
) -> None:
    library = a_library(isolated, clock)
    file = a_running_meeting(library)
    interpreter.run(file, "win First", clock.now())
    clock.advance(-HOUR)
    interpreter.run(library.open(file.id), "win Second", clock.now())
    (newest, *_) = library.backups.list(file.id)
    assert [win.text for win in MeetingFile(newest.path).meeting.wins] == ["First"]


# -- the machine sleeps ----------------------------------------------------------------------


async def test_a_night_asleep_during_a_turn_is_shown_as_it_is(
    isolated: Path, clock: FixedClock
) -> None:
    clock.instant = datetime(2026, 11, 23, 21, 0, tzinfo=clock.instant.tzinfo)
    file = a_running_meeting(library := a_library(isolated, clock), "Ada")
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(80, 24)) as pilot:
        facilitator = Facilitator(pilot, file)
        await facilitator.press("n")
        await facilitator.sees("● Ada 0:00", "21:00")
        clock.advance(9 * HOUR)
        await facilitator.sees("● Ada 9:00:00", "9:00:00 of 5:00", "OVER 8:55:00", "06:00")
        for digit in "267":
            await facilitator.press(digit)
            await facilitator.sees("● Ada 9:00:00")
        await facilitator.press("u")
        await facilitator.sees("the floor is free")
        await facilitator.press("U")
        await facilitator.sees("● Ada 9:00:00")
        await facilitator.press("f")
        await facilitator.sees("the floor is free")
    assert "from 21:00 (540 minutes so far)" in facilitator.minutes(clock.now())


# -- the program starts again ------------------------------------------------------------------


async def test_a_start_in_the_middle_of_a_turn_goes_on_from_the_stored_time(
    isolated: Path, clock: FixedClock
) -> None:
    file = a_running_meeting(library := a_library(isolated, clock), "Ada")
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await Facilitator(pilot, file).press("n")
        await Facilitator(pilot, file).sees("● Ada 0:00")
    stored = file.path.read_bytes()
    clock.advance(605)
    again = MeetingApp(a_library(isolated, clock), file.id)
    async with again.run_test(size=(80, 24)) as pilot:
        await Facilitator(pilot, file).sees("● Ada 10:05", "10:05 of 5:00", "OVER 5:05")
        clock.advance(1)
        await Facilitator(pilot, file).sees("● Ada 10:06")
    assert file.path.read_bytes() == stored


def test_a_kill_in_the_middle_of_a_turn_loses_no_second(
    terminal: StartProgram, isolated: Path
) -> None:
    library = a_library(isolated, SystemClock())
    file = a_running_meeting(library)
    begun = library.clock.now() - timedelta(seconds=1_000)
    for line in ("q+ Ada Quill", "next"):
        interpreter.run(file, line, begun)

    def clock_of(screen: str) -> int:
        found = re.search(r"● Ada Quill\D* (\d+):(\d\d)", screen)
        return int(found[1]) * 60 + int(found[2]) if found else 0

    first = terminal("open")
    first.wait_until(lambda screen: clock_of(screen) >= 1_000, "the turn")
    first.signal(signal.SIGKILL)
    first.wait_exit()
    shown = clock_of(first.text())
    again = terminal("open")
    again.wait_until(clock_of, "the turn")
    assert shown <= clock_of(again.text()) <= (library.clock.now() - begun).total_seconds()


# -- the time zone changes -----------------------------------------------------------------------


def instants(path: Path) -> list[str]:
    """All instants that a file holds, in their order."""
    return re.findall(r'"(\d{4}-\d\d-\d\dT[^"]+)"', path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("zone", ["IST-5:30", "PST8"])
def test_another_time_zone_shows_its_time_of_day_and_the_minutes_those_of_the_meeting(
    terminal: StartProgram, running: Path, zone: str
) -> None:
    before = instants(running)
    assert before
    assert all(instant.endswith(("Z", "+00:00")) for instant in before)
    screen = terminal("open", env={"TZ": zone})
    screen.wait_for(TABS["1"])
    screen.send("wThe permit<enter>7")
    screen.wait_for("from 18:00 UTC")
    # The day of a meeting is a day, and none of the zone's.
    screen.wait_for("Monday 23 November 2026")
    screen.wait_until(_shows_time_of(zone), "the time of day there")
    screen.press("ctrl+q")
    assert screen.wait_exit() == 0
    after = instants(running)
    assert [instant for instant in after if instant in before] == before
    (at,) = (win["at"] for win in json.loads(running.read_text("utf-8"))["wins"].values())
    written = datetime.fromisoformat(at)
    assert written.utcoffset() == timedelta(0)
    assert abs(time.time() - written.timestamp()) < HOUR


def _shows_time_of(zone: str) -> Callable[[str], bool]:
    """Whether the bar ends its first line with the time of day of a zone."""
    found = re.fullmatch(r"[A-Z]+(-?)(\d+):?(\d*)", zone)
    assert found is not None
    sign, hours, minutes = found.groups()
    east = timedelta(hours=int(hours), minutes=int(minutes or 0)) * (1 if sign else -1)

    def shows(screen: str) -> bool:
        # Now, or a minute that has just passed.
        now = [SystemClock().now() + east - timedelta(seconds=ago) for ago in (0, 60)]
        return screen.splitlines()[0].rstrip().endswith(tuple(f"{n:%H:%M}" for n in now))

    return shows
