"""Taking another item while people wait shows how many, and asks what happens to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.clock import FixedClock
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.prompt import interpreter
from data.records.models import AgendaItem
from data.rules import edits, speaker_queue, turns
from data.rules.edits import current_item
from data.storage.meeting_file import MeetingFile
from meeting_tui.app import MeetingApp
from screens.dialogs.next_item import NextItemDialog
from screens.meeting.meeting_screen import MeetingScreen
from screens.widgets.footer import Footer
from tests.waiting import wait_until


def running(library: Library, *lines: str) -> MeetingFile:
    now = library.clock.now()
    items = tuple(AgendaItem(title=title) for title in ("Welcome", "Rents", "Hall"))
    file = library.open(library.create(new_meeting("Call", now.date(), items=items)))
    for line in ("start", "next item", *lines):
        interpreter.run(file, line, now)
    return file


def title(file: MeetingFile) -> str:
    file.refresh()
    item = current_item(file.meeting)
    return item.title if item else ""


@pytest.mark.parametrize(
    ("keys", "come_along", "stay"), [("", 2, 0), ("tab", 0, 2), ("tab tab", 0, 0)]
)
@pytest.mark.parametrize(("way", "taken"), [("N", "Rents"), ("G t", "Hall")])
async def test_people_who_wait_come_along_stay_or_leave_the_queue(
    isolated: Path, way: str, taken: str, keys: str, come_along: int, stay: int
) -> None:
    library = Library(isolated / "library", FixedClock())
    file = running(library, "q+ Ada", "q+ Ben")
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*way.split())
        await wait_until(pilot, lambda: isinstance(app.screen, NextItemDialog))
        text = str(app.screen.query_one("#waiting").render())
        assert "2 people wait" in text
        await pilot.press(*keys.split(), *"Done", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
    assert title(file) == taken
    assert file.meeting.agenda[0].conclusion == "Done"
    assert len(speaker_queue.waiting_requests(file.meeting)) == come_along
    interpreter.run(file, "topic Welcome", library.clock.now())
    assert len(speaker_queue.waiting_requests(file.meeting)) == (come_along or stay)


async def test_no_question_is_asked_if_nobody_waits(isolated: Path) -> None:
    library = Library(isolated / "library", FixedClock())
    file = running(library)
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G", "t")
        await wait_until(pilot, lambda: title(file) == "Hall")
        assert isinstance(app.screen, MeetingScreen)


@pytest.mark.parametrize("way", ["N", "G t"])
async def test_the_turns_that_end_are_shown(isolated: Path, way: str) -> None:
    library = Library(isolated / "library", FixedClock())
    file = running(library, "q+ Ada", "next", "order+ Ben", "next")
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*way.split())
        await wait_until(pilot, lambda: isinstance(app.screen, NextItemDialog))
        assert str(app.screen.query_one("#turns").render()) == "the turns of Ada and Ben end"


@pytest.mark.parametrize("keys", ["G t", "N enter"])
@pytest.mark.parametrize("here", [True, False])
async def test_the_presenter_has_the_floor_or_it_is_said_why_not(
    isolated: Path, keys: str, here: bool
) -> None:
    library = Library(isolated / "library", FixedClock())
    file = running(library, "present+ Ada", *([] if here else ["left Ada"]))
    now = library.clock.now()
    for item in file.meeting.agenda:
        file.apply(lambda m, i=item: edits.change(m, now, i, presenter="Ada"))  # type: ignore[misc]
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.screen
        await pilot.press(*keys.split())
        await wait_until(pilot, lambda: title(file) != "Welcome")
        await wait_until(pilot, lambda: app.screen is screen)
        turn = turns.current_turn(file.meeting)
        assert (turn is not None and turn.presents) == here
        said = "Ada is to present it, but is not here: the floor is free"
        assert (said in str(screen.query_one(Footer).content)) != here
