"""A search: a hit opens at its record, and escape goes back to the search."""

from __future__ import annotations

from pathlib import Path

from data.library.library import Library
from data.records.models import Win
from tests.builders import START, a_meeting
from tests.stories.conftest import StartProgram


def test_keys_typed_ahead_open_the_fourth_hit_and_escape_goes_back(
    terminal: StartProgram, library: Path
) -> None:
    for day in range(11, 17):
        date = START.date().replace(day=day)
        wins = (Win(text="Other", at=START), Win(text=f"Crossing of {day}", at=START))
        Library(library).create(a_meeting("Ada", title=f"Call {day}", date=date).put(*wins))
    screen = terminal()
    screen.wait_for("Call 16")
    screen.send("/crossing<down><down><down><enter>")
    screen.wait_for("Call 13")
    screen.wait_for("Crossing of 13")
    screen.send("<delete>")
    screen.wait_until(lambda text: "Other" in text and "Crossing" not in text, "it is removed")
    screen.send("u")
    screen.wait_for("Crossing of 13")
    screen.send("<escape>")
    screen.wait_for("6 hits")
    screen.send("<down><enter>")
    screen.wait_for("Crossing of 12")
    screen.send("b")
    screen.wait_for("Call 16")
