"""Whole lines in one write, as they arrive over a slow line, are recorded whole on every screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.planning.templates import TEMPLATES
from data.records.models import Person, PersonState
from data.rules import agenda, lifecycle
from tests.builders import START
from tests.effort import in_ci
from tests.stories.conftest import StartProgram

TABS = {
    "1": "Welcome, roll call",
    "2": "Not heard yet",
    "3": "No conflict",
    "4": "No wins yet",
    "5": "No outcomes yet",
    "6": "here from",
    "7": "Draft minutes",
}
LINE = (
    "sada rents<enter>"
    "wThe permit is here<enter>"
    "aBen: call the owner<enter>"
    "dWe meet on Tuesdays<enter>"
    "pA shared van<enter>"
    "cHours: Tenants / Union<enter>"
    "oThe owner has written<enter>"
)


@pytest.fixture
def running(library: Path) -> Path:
    """A running meeting with two people, its first item open; its file."""
    people = [
        Person(name=name, organisation=organisation, state=PersonState.PRESENT)
        for name, organisation in (("Ada Quill", "Riverside"), ("Ben Osei", "Harbour"))
    ]
    meeting = new_meeting("Call", START.date(), items=TEMPLATES[0].agenda(), people=people)
    meeting = agenda.next_item(lifecycle.start(meeting, START), START)
    place = Library(library)
    return place.path(place.create(meeting))


def recorded(path: Path) -> dict[str, list[str]]:
    """What the file holds of each table that a line writes to."""
    tables = json.loads(path.read_text(encoding="utf-8"))
    fields = {
        "queue": "about",
        "wins": "text",
        "actions": "text",
        "decisions": "text",
        "parked": "text",
        "conflicts": "about",
    }
    found = {table: [r[field] for r in tables[table].values()] for table, field in fields.items()}
    notes = [item["notes"] for item in tables["agenda"].values() if item["notes"]]
    return {**found, "notes": notes}


EXPECTED = {
    "queue": ["rents"],
    "wins": ["The permit is here"],
    "actions": ["call the owner"],
    "decisions": ["We meet on Tuesdays"],
    "parked": ["A shared van"],
    "conflicts": ["Hours"],
    "notes": ["The owner has written"],
}


@pytest.mark.parametrize("digit", ["1", "2", *in_ci("3", "4", "5", "6", "7")])
def test_lines_in_one_write_are_recorded_whole(
    terminal: StartProgram, running: Path, digit: str
) -> None:
    screen = terminal("open")
    screen.wait_for(TABS["1"])
    screen.press(digit)
    screen.wait_for(TABS[digit])
    # ctrl+q in the same write waits for all of them.
    screen.send(LINE + "<ctrl+q>")
    assert screen.wait_exit() == 0
    assert recorded(running) == EXPECTED


def test_keys_act_on_the_screen_that_the_key_before_has_opened(
    terminal: StartProgram, running: Path
) -> None:
    screen = terminal("open")
    screen.wait_for(TABS["1"])
    screen.send("4wOne<enter>wTwo<enter>gj<delete>5pLater<enter>2sben<enter>n1<ctrl+q>")
    assert screen.wait_exit() == 0
    tables = json.loads(running.read_text(encoding="utf-8"))
    assert [win["text"] for win in tables["wins"].values()] == ["One"]
    assert [parked["text"] for parked in tables["parked"].values()] == ["Later"]
    assert [turn["who"] for turn in tables["turns"].values()] == ["Ben Osei"]


def test_a_meeting_is_made_and_filled_in_one_write(terminal: StartProgram, library: Path) -> None:
    screen = terminal()
    screen.wait_for("No meeting yet")
    screen.send("nCoalition call<enter>iRents<enter>iFestival<enter>SNsZoe Ride<enter>n<ctrl+q>")
    assert screen.wait_exit() == 0
    (path,) = (library / "meetings").glob("*.json")
    tables = json.loads(path.read_text(encoding="utf-8"))
    assert [item["title"] for item in tables["agenda"].values()] == ["Rents", "Festival"]
    assert [item["state"] for item in tables["agenda"].values()] == ["current", "waiting"]
    assert [person["name"] for person in tables["people"].values()] == ["Zoe Ride"]
    assert [turn["who"] for turn in tables["turns"].values()] == ["Zoe Ride"]


def test_two_presses_of_n_in_one_write_advance_once(terminal: StartProgram, running: Path) -> None:
    screen = terminal("open")
    screen.wait_for(TABS["1"])
    screen.send("sada<enter>sben<enter>nn<ctrl+q>")
    assert screen.wait_exit() == 0
    tables = json.loads(running.read_text(encoding="utf-8"))
    assert [turn["who"] for turn in tables["turns"].values()] == ["Ada Quill"]
    assert [entry["who"] for entry in tables["queue"].values()] == ["Ben Osei"]


def test_lines_typed_while_the_program_starts_are_lines(
    terminal: StartProgram, running: Path
) -> None:
    """Until the program has set the modes of the terminal, enter comes as a newline."""
    screen = terminal("open")
    screen.send("wThe permit is here<enter>2sada rents<enter>")
    screen.wait_for("Ada Quill")
    screen.wait_until(lambda _: recorded(running)["queue"], "the request in the file")
    assert recorded(running)["wins"] == ["The permit is here"]
    screen.send("<ctrl+q>")
    assert screen.wait_exit() == 0
