"""Fixtures that run lines of the prompt in a meeting, for the tests of this folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.errors import MeetingError
from data.prompt import interpreter
from data.records.meeting import Meeting
from data.records.models import AgendaItem, ItemState, MeetingInfo, Person
from data.rules import turns
from data.rules.queue_order import speaking_order
from data.storage.meeting_file import MeetingFile

PEOPLE = (
    ("Ada Quill", "Riverside Tenants"),
    ("Ben Osei", "Harbour Union"),
    ("Cleo Bent", "Hill School"),
    ("Zoë Ride", "Hill School"),
    ("Ann Lee", ""),
    ("Anna Roe", ""),
)


@pytest.fixture
def file(tmp_path: Path, clock: FixedClock) -> MeetingFile:
    meeting = Meeting(
        info=MeetingInfo(title="Monthly call", date=dt.date(2026, 11, 23)),
        people=tuple(Person(name=name, organisation=of) for name, of in PEOPLE),
        agenda=tuple(
            AgendaItem(title=title, minutes=10, position=float(n))
            for n, title in enumerate(("Welcome", "Rents", "Rents of shops", "Hall"), start=1)
        ),
    )
    return MeetingFile.create(tmp_path / "2026-11-23-monthly-call.json", meeting, clock)


@pytest.fixture
def say(file: MeetingFile, clock: FixedClock) -> Callable[..., str]:
    """Run lines, one second apart, and return the answer to the last one."""

    def say(*lines: str) -> str:
        answer = ""
        for one in lines:
            answer = interpreter.run(file, one, clock.now())
            assert "\n" not in answer
            clock.advance(1)
        return answer

    return say


@pytest.fixture
def refused(file: MeetingFile, clock: FixedClock) -> Callable[[str], str]:
    """Run a line that is refused, check that nothing has changed, and return the reason."""

    def refused(one: str) -> str:
        before = file.meeting
        with pytest.raises(MeetingError) as caught:
            interpreter.run(file, one, clock.now())
        assert file.meeting == before
        assert caught.value.title
        return str(caught.value)

    return refused


Say = Callable[..., str]


def waiting(file: MeetingFile) -> list[str]:
    return [turns.speaker(place.entry) for place in speaking_order(file.meeting, file.clock.now())]


def on_floor(file: MeetingFile) -> str:
    turn = turns.current_turn(file.meeting)
    return turns.speaker(turn) if turn else ""


def current(file: MeetingFile) -> str:
    return next((i.title for i in file.meeting.agenda if i.state is ItemState.CURRENT), "")


def person(file: MeetingFile, name: str) -> Person:
    return next(p for p in file.meeting.people if p.name == name)
