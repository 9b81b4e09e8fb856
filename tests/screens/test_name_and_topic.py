"""“Name and topic” means the same at the prompt and in the speak dialog."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from data.clock import FixedClock
from data.errors import MeetingError
from data.prompt import interpreter
from data.records.meeting import Meeting
from data.records.models import MeetingInfo, Person, PersonState, QueueEntry
from data.rules import speaker_queue
from data.storage.meeting_file import MeetingFile
from screens.dialogs.speak import Asked, SpeakDialog
from screens.widgets.fields import LineInput
from tests.waiting import wait_until

PEOPLE = (
    ("Ada Quill", "Riverside Tenants"),
    ("Ben Osei", "Harbour Union"),
    ("Zoë Ride", "Hill School"),
    ("Samantha Lee", "Right to Roam"),
    ("Mo Ash", "Harbour Union"),
    ("Mo Bell", "Hill School"),
    ("Ride to Work", "Ride to Work"),
    ("Colin Reynolds, Ed Design Lab", ""),
    ("Salt and Light", ""),
    ("Team: North", ""),
)


KNOWN = [
    # A known name, and a topic with or without a separator.
    ("Ada", "Ada Quill", "Riverside Tenants", ""),
    ("ada rents", "Ada Quill", "Riverside Tenants", "rents"),
    ("ada: rents", "Ada Quill", "Riverside Tenants", "rents"),
    ("ada : rents", "Ada Quill", "Riverside Tenants", "rents"),
    ("ada:", "Ada Quill", "Riverside Tenants", ""),
    ("ada, rents", "Ada Quill", "Riverside Tenants", "rents"),
    ("ada re: rents", "Ada Quill", "Riverside Tenants", "rents"),
    ("ada re:rents", "Ada Quill", "Riverside Tenants", "rents"),
    ("Ada to rents", "Ada Quill", "Riverside Tenants", "rents"),
    ("Ada to", "Ada Quill", "Riverside Tenants", ""),
    ("Ada about rents", "Ada Quill", "Riverside Tenants", "rents"),
    ("Ada Quill to rents", "Ada Quill", "Riverside Tenants", "rents"),
    ("ADA QUILL rents: all of them", "Ada Quill", "Riverside Tenants", "rents: all of them"),
    ("Ada to go to lunch", "Ada Quill", "Riverside Tenants", "go to lunch"),
    ("zo to rents", "Zoë Ride", "Hill School", "rents"),
    ("zo rents", "Zoë Ride", "Hill School", "rents"),
    # Names that look as if a topic or another name began in them.
    ("Ride to Work to fares", "Ride to Work", "Ride to Work", "fares"),
    ("ride to work fares", "Ride to Work", "Ride to Work", "fares"),
    ("Ride to Work", "Ride to Work", "Ride to Work", ""),
    ("ride to wo", "Ride to Work", "Ride to Work", ""),
    ("Colin Reynolds, Ed Design Lab: wages", "Colin Reynolds, Ed Design Lab", "", "wages"),
    ("colin to wages", "Colin Reynolds, Ed Design Lab", "", "wages"),
    ("Salt and Light about wages", "Salt and Light", "", "wages"),
    ("salt and light wages", "Salt and Light", "", "wages"),
    ("Team: North to wages", "Team: North", "", "wages"),
    ("team: wages", "Team: North", "", "wages"),
    # An organisation with a known name distinguishes two people.
    ("Mo of Hill School to rents", "Mo Bell", "Hill School", "rents"),
    ("mo from harbour: rents", "Mo Ash", "Harbour Union", "rents"),
    ("Ada Quill of Riverside Tenants", "Ada Quill", "Riverside Tenants", ""),
    # An organisation without a name.
    ("someone from Riverside", "", "Riverside Tenants", ""),
    ("someone from Riverside to rents", "", "Riverside Tenants", "rents"),
    ("somebody of the riverside tenants: rents", "", "Riverside Tenants", "rents"),
    ("someone from riverside rents", "", "Riverside Tenants", "rents"),
    ("someone from Right to Roam to paths", "", "Right to Roam", "paths"),
    ("someone from Bus Riders", "", "Bus Riders", ""),
    ("someone from Bus Riders to fares", "", "Bus Riders", "fares"),
    ("Riverside", "", "Riverside Tenants", ""),
    ("Riverside Tenants to rents", "", "Riverside Tenants", "rents"),
    ("riverside: rents", "", "Riverside Tenants", "rents"),
    ("riverside rents", "", "Riverside Tenants", "rents"),
]

NEW = [
    ("Dov", "Dov", "", ""),
    ("Dov Lind to rents", "Dov Lind", "", "rents"),
    ("Dov Lind re: rents: all", "Dov Lind", "", "rents: all"),
    ("Dov: rents", "Dov", "", "rents"),
    ("Dov Lind, Ed Lab to wages", "Dov Lind, Ed Lab", "", "wages"),
    ("Bob Newman of Zed Union to rents", "Bob Newman", "Zed Union", "rents"),
    ("Bob Newman from Zed Union", "Bob Newman", "Zed Union", ""),
    ("Bob Newman of Right to Roam to paths", "Bob Newman", "Right to Roam", "paths"),
    ("Bob Newman of riverside: rents", "Bob Newman", "Riverside Tenants", "rents"),
    ("Bob to the price of rents", "Bob", "", "the price of rents"),
    ("http://example.org", "http://example.org", "", ""),
]

REFUSED = [
    ("to rents", "Nobody was named"),
    ("re: rents", "Nobody was named"),
    (": rents", "Nobody was named"),
    ("about", "Nobody was named"),
    ("x" * 301, "too long for a name"),
    (f"Bob of {'x' * 301} to rents", "too long for a name"),
    (f"someone from {'x' * 301}", "too long for a name"),
]


class Host(App[None]):
    """Shows one dialog."""


async def in_the_dialog(pilot: Pilot[None], file: MeetingFile, text: str) -> None:
    """Type the text, press enter, and queue the answer as the meeting screens do.

    Raises:
        MeetingError: the dialog refuses the text.
    """
    answers: list[Asked] = []
    dialog = SpeakDialog(file.meeting, answers.append)
    await pilot.app.push_screen(dialog)
    await wait_until(pilot, lambda: dialog.query_one(LineInput).has_focus)
    dialog.query_one(LineInput).value = text
    await pilot.press("enter")
    await pilot.pause()
    if not answers:
        reason = str(dialog.query_one("#hint").render())
        await pilot.app.pop_screen()
        raise MeetingError(reason)
    (asked,) = answers
    now = file.clock.now()
    entry = QueueEntry(
        who=asked.who,
        organisation=asked.organisation,
        kind=asked.kind,
        about=asked.about,
        asked=now,
    )
    file.apply(lambda m: speaker_queue.ask(m, now, entry))


def read(file: MeetingFile) -> tuple[str, str, str]:
    """Return who is in the queue, of which organisation, and about what."""
    (entry,) = file.meeting.queue
    return entry.who, entry.organisation, entry.about


def new_file(path: Path, clock: FixedClock) -> MeetingFile:
    """Write a meeting with all PEOPLE."""
    meeting = Meeting(
        info=MeetingInfo(title="Call", date=dt.date(2026, 11, 23)),
        people=tuple(
            Person(name=name, organisation=organisation, state=PersonState.PRESENT)
            for name, organisation in PEOPLE
        ),
    )
    return MeetingFile.create(path, meeting, clock)


@pytest.fixture
def file(tmp_path: Path, clock: FixedClock) -> MeetingFile:
    """A meeting of PEOPLE."""
    return new_file(tmp_path / "2026-11-23-call.json", clock)


@pytest.mark.parametrize(("text", "who", "organisation", "topic"), KNOWN)
def test_a_known_speaker_and_topic(
    file: MeetingFile, text: str, who: str, organisation: str, topic: str
) -> None:
    interpreter.run(file, f"q+ {text}", file.clock.now())
    assert read(file) == (who, organisation, topic)
    assert len(file.meeting.people) == len(PEOPLE)


@pytest.mark.parametrize(("text", "who", "organisation", "topic"), NEW)
def test_a_new_speaker_joins_the_people(
    file: MeetingFile, text: str, who: str, organisation: str, topic: str
) -> None:
    interpreter.run(file, f"q+ {text}", file.clock.now())
    assert read(file) == (who, organisation, topic)
    joined = file.meeting.people[len(PEOPLE) :]
    assert [(p.name, p.organisation) for p in joined] == [(who, organisation)]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_names_nobody_is_refused(file: MeetingFile, text: str, reason: str) -> None:
    with pytest.raises(MeetingError, match=reason):
        interpreter.run(file, f"q+ {text}", file.clock.now())
    assert not file.meeting.queue
    assert len(file.meeting.people) == len(PEOPLE)


async def test_the_dialog_reads_all_of_them_in_the_same_way(
    tmp_path: Path, clock: FixedClock
) -> None:
    async with Host().run_test(size=(80, 24)) as pilot:
        for number, (text, *wanted) in enumerate((*KNOWN, *NEW)):
            file = new_file(tmp_path / f"2026-11-23-call-{number}.json", clock)
            await in_the_dialog(pilot, file, text)
            assert (text, *read(file)) == (text, *wanted)
            joined = [(p.name, p.organisation) for p in file.meeting.people[len(PEOPLE) :]]
            assert joined == ([] if number < len(KNOWN) else [tuple(wanted[:2])])
        for number, (text, reason) in enumerate(REFUSED):
            file = new_file(tmp_path / f"2026-11-24-call-{number}.json", clock)
            with pytest.raises(MeetingError, match=reason):
                await in_the_dialog(pilot, file, text)
            assert not file.meeting.queue
            assert len(file.meeting.people) == len(PEOPLE)
