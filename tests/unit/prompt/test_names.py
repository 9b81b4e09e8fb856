"""Names as chairs and guests type them are kept as they are, and found again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.errors import MeetingError
from data.prompt import interpreter
from data.prompt.speak_request import parse
from data.records.meeting import Meeting
from data.records.models import MeetingInfo, Person
from data.storage.meeting_file import MeetingFile

ODD_NAMES = (
    "TallTed // Ted Thibodeau (he/him) (OpenLinkSw.com)",
    "Juan Caballero (DIF/Spherity)",
    "Colin Reynolds, Ed Design Lab",
    "Jeff O - HumanOS",
    "Anil_John",
    "Orie_",
    "[/bold]",
    "王小明",
    "مريم",
    "Zoë-Ann O’Brien",
    "👩\u200d🌾 Farm",
    "q+",
    "#1 Fan",
    "Someone",
)


@pytest.fixture
def file(tmp_path: Path, clock: FixedClock) -> MeetingFile:
    info = MeetingInfo(title="Call", date=dt.date(2026, 11, 23))
    return MeetingFile.create(tmp_path / "2026-11-23-call.json", Meeting(info=info), clock)


@pytest.mark.parametrize("name", ODD_NAMES)
def test_an_odd_name_survives(file: MeetingFile, clock: FixedClock, name: str) -> None:
    interpreter.run(file, f"q+ {name} to say hello", clock.now())
    (entry,) = file.meeting.queue
    assert (entry.who, entry.about) == (name, "say hello")
    assert [p.name for p in file.meeting.people] == [name]
    assert interpreter.run(file, f"ack {name.upper()}", clock.now()) == f"{name} has the floor"
    interpreter.run(file, f"q+ {name}", clock.now())
    interpreter.run(file, f"q- {name}", clock.now())
    assert file.meeting.queue == ()
    assert len(file.meeting.people) == 1


def _with(*names: str) -> Meeting:
    info = MeetingInfo(title="Call", date=dt.date(2026, 11, 23))
    return Meeting(info=info, people=tuple(Person(name=name) for name in names))


@pytest.mark.parametrize(
    ("typed", "name", "topic"),
    [
        ("ride to work to fares", "ride to work", "fares"),
        ("Ride to Work", "Ride to Work", ""),
        ("Ride to fares", "Ride", "fares"),
        ("Ride: fares", "Ride", "fares"),
        ("ﬁona\u0301 to fares", "ﬁona\u0301", "fares"),
        ("Rideau to fares", "Rideau", "fares"),
        ("Toby Reed", "Toby Reed", ""),
        ("Ada re: the letter", "Ada", "the letter"),
        ("Ada about to", "Ada", "to"),
        ("http://example.org", "http://example.org", ""),
    ],
)
def test_where_the_topic_begins(typed: str, name: str, topic: str) -> None:
    meeting = _with("Ride", "Ride to Work", "Fiona")
    request = parse(meeting, typed)
    if request.candidates:
        assert (request.name, request.topic, request.new_name) == (name, topic, "")
    else:
        assert (request.new_name, request.new_topic) == (name, topic)


def test_a_pasted_sentence_is_not_a_name(file: MeetingFile, clock: FixedClock) -> None:
    with pytest.raises(MeetingError, match="too long for a name"):
        interpreter.run(file, f"q+ {'we must ask the owner ' * 20}", clock.now())
    assert file.meeting.people == ()


def test_an_ambiguous_name_is_refused_with_the_names_that_it_fits(
    tmp_path: Path, clock: FixedClock
) -> None:
    path = tmp_path / "2026-11-23-names.json"
    file = MeetingFile.create(path, _with(*(f"Sam {c}" for c in "ABCDEFG")), clock)
    with pytest.raises(MeetingError, match="can be Sam A, Sam B, Sam C, Sam D, Sam E and 2 more"):
        interpreter.run(file, "q+ sam", clock.now())


def test_completion() -> None:
    meeting = _with("Ada Quill", "Adam Roe", "Zoë Ride")
    assert interpreter.complete(meeting, "q+ ad") == ("q+ Ada Quill", "q+ Adam Roe")
    assert interpreter.complete(meeting, "q+ZO") == ("q+Zoë Ride",)
    assert interpreter.complete(meeting, "ack ada ") == ("ack Ada Quill",)
    assert interpreter.complete(meeting, " : q+ adam") == (" : q+ Adam Roe",)
    assert interpreter.complete(meeting, "clo") == ("close queue",)
    assert interpreter.complete(meeting, "order f") == ("order first voices first",)
    assert interpreter.complete(meeting, "next") == ("next item",)
    assert interpreter.complete(meeting, "") == interpreter.complete(meeting, "xyz") == ()
    assert "ack" not in interpreter.complete(meeting, "ack")


def test_people_in_the_queue_are_offered_first(file: MeetingFile, clock: FixedClock) -> None:
    for one in ("present+ Ada Quill", "regrets+ Adam Roe", "q+ Adele"):
        interpreter.run(file, one, clock.now())
    offered = interpreter.complete(file.meeting, "ack a")
    assert offered == ("ack Adele", "ack Ada Quill", "ack Adam Roe")


def test_titles_are_offered(file: MeetingFile, clock: FixedClock) -> None:
    for one in ("start", "topic Rents", "topic Hall"):
        interpreter.run(file, one, clock.now())
    interpreter.run(file, "undo", clock.now())
    assert interpreter.complete(file.meeting, "topic h") == ()


def test_a_new_name_that_begins_others_is_added_as_the_refusal_suggests(
    file: MeetingFile, clock: FixedClock
) -> None:
    def say(line: str) -> str:
        return interpreter.run(file, line, clock.now())

    for line in ("start", "present+ Jon Ash of Union", "present+ Joanna Bell of Union"):
        say(line)
    with pytest.raises(MeetingError) as error:
        say("q+ Jo")
    assert "for a new person, first: present+ Jo of ORGANISATION" in error.value.hint
    say("present+ Jo of Union")
    assert say("q+ Jo to rents").startswith("Jo is 1st in the queue")
    assert [person.name for person in file.meeting.people] == ["Jon Ash", "Joanna Bell", "Jo"]


def test_small_letters_are_a_known_name_and_a_topic_or_a_new_name(
    file: MeetingFile, clock: FixedClock
) -> None:
    assert "ina rents is 1st" in interpreter.run(file, "q+ ina rents", clock.now())
    interpreter.run(file, "present+ Hal Brook", clock.now())
    assert "Hal Brook is 2nd" in interpreter.run(file, "q+ hal rents", clock.now())
    assert file.meeting.queue[1].about == "rents"
    assert "王 芳 is 3rd" in interpreter.run(file, "q+ 王 芳", clock.now())
