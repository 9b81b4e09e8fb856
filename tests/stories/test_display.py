"""The display for the room, in a terminal of its own beside the program that records."""

from __future__ import annotations

from pathlib import Path

from data.clock import SystemClock
from data.library.library import Library
from data.prompt import interpreter
from tests.builders import a_meeting, person
from tests.stories.conftest import StartProgram


def test_the_display_follows_another_program_and_writes_nothing(
    terminal: StartProgram, library: Path
) -> None:
    meetings = Library(library, SystemClock())
    people = (person("Ada", "Riverside Tenants"), person("Ben", "Harbour Union"))
    meeting_id = meetings.create(a_meeting(*people, items=("Rents",)))
    file = meetings.open(meeting_id)
    display = terminal("display", meeting_id[:12])
    display.wait_for("Nobody waits to speak")
    for line in ("next item", "q+ Ada to the roof", "q+ Ben", "next"):
        interpreter.run(file, line, meetings.clock.now())
    file.close()
    display.wait_for("Riverside Tenants · the roof")
    display.wait_for("next   Ben")
    written = meetings.path(meeting_id).read_bytes()
    display.resize(120, 40)
    display.wait_for("██████    █████")
    display.press("ctrl+c")
    assert display.wait_exit() == 0
    assert display.left_usable()
    assert meetings.path(meeting_id).read_bytes() == written
