"""A library written by version 0.1.0 opens unchanged, and can be worked on.

The files in `tests/library-0.1.0` were written by that version. They must never be changed or
written again by a later one. They hold the meetings of the demo and one meeting, approved, that
uses every table: with undone and redone acts, conflicts with their parties, one of them private,
dissent, thanks, dropped and finished actions, and a parked point that became an action.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from data.clock import FixedClock
from data.errors import MeetingError
from data.library.check import check_library
from data.library.library import Library
from data.records.meeting import Meeting
from data.records.models import MODELS, Win
from data.rules import edits
from data.storage.meeting_file import MeetingFile
from tests.isolation import REPOSITORY

STORED = REPOSITORY / "tests" / "library-0.1.0"
NOW = datetime(2026, 3, 23, 18, 30, tzinfo=UTC)
JANUARY = "2026-01-26-monthly-coalition-call"
FEBRUARY = "2026-02-23-monthly-coalition-call"
ASSEMBLY = "2026-03-16-tenants-assembly"
RUNNING = "2026-03-23-monthly-coalition-call"
COMING = "2026-04-01-festival-working-group"
MEETINGS = (JANUARY, FEBRUARY, ASSEMBLY, RUNNING, COMING)

TABLES = (
    "people", "agenda", "queue", "turns", "conflicts",
    "wins", "decisions", "actions", "parked", "log",
)  # fmt: skip
COUNTS = {
    JANUARY: (13, 8, 0, 4, 0, 2, 1, 2, 1, 41),
    FEBRUARY: (13, 8, 0, 2, 0, 2, 1, 3, 1, 33),
    ASSEMBLY: (7, 5, 0, 6, 2, 3, 2, 4, 2, 77),
    RUNNING: (13, 8, 6, 1, 1, 2, 0, 3, 1, 30),
    COMING: (13, 5, 0, 0, 0, 0, 0, 0, 0, 0),
}

UNDOABLE = {JANUARY: 41, FEBRUARY: 33, ASSEMBLY: 73, RUNNING: 30, COMING: 0}
"""How many acts can be undone."""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A copy of the library, private as the program keeps it: git does not store modes."""
    root = tmp_path / "library"
    shutil.copytree(STORED, root)
    for path in (root, *root.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return Library(root, FixedClock(NOW))


def contents(root: Path) -> dict[str, bytes]:
    """The bytes of every file of 0.1.0, by path."""
    stored = (path.relative_to(STORED) for path in STORED.rglob("*") if path.is_file())
    return {str(path): (root / path).read_bytes() for path in stored}


def rows(library: Library, meeting_id: str) -> dict[str, Any]:
    """The tables of a meeting as they are in its file."""
    tables: dict[str, Any] = json.loads(library.path(meeting_id).read_text(encoding="utf-8"))
    return tables


def without_log(meeting: Meeting) -> Meeting:
    return replace(meeting, log=())


def open_meeting(library: Library, meeting_id: str) -> Meeting:
    file = library.open(meeting_id)
    file.close()
    return file.meeting


def test_reading_changes_no_file(library: Library) -> None:
    before = contents(library.root)
    assert {summary.id for summary in library.summaries()} == set(MEETINGS)
    for meeting_id in MEETINGS:
        file = library.open(meeting_id)
        assert file.refresh() is False
        assert file.take_warnings() == ()
        file.close()
        MeetingFile(library.path(meeting_id)).close()
        assert len(library.backups.list(meeting_id)) == (meeting_id == ASSEMBLY)
    assert library.search("crossing")
    assert library.open_actions()
    assert check_library(library, repair=True).problems == ()
    assert contents(library.root) == before == contents(STORED)


def test_the_list_of_meetings(library: Library) -> None:
    found = library.summaries()
    assert [(summary.id, summary.state) for summary in found] == [
        (RUNNING, "running"),
        (COMING, "draft"),
        (ASSEMBLY, "approved"),
        (FEBRUARY, "closed"),
        (JANUARY, "closed"),
    ]
    assembly = found[2]
    assert (assembly.title, assembly.people, assembly.present) == ("Tenants’ assembly", 7, 5)
    assert (assembly.wins, assembly.decisions, assembly.open_actions) == (3, 2, 2)
    assert not any(summary.damaged for summary in found)


@pytest.mark.parametrize("meeting_id", MEETINGS)
def test_every_record_is_read_with_all_its_values(library: Library, meeting_id: str) -> None:
    meeting, stored = open_meeting(library, meeting_id), rows(library, meeting_id)
    assert tuple(len(meeting.table(table)) for table in TABLES) == COUNTS[meeting_id]
    for table in MODELS:
        records = {record.id: record.document() for record in meeting.table(table)}
        assert list(records) == list(stored[table])
        for record_id, row in stored[table].items():
            # A later version may have more fields.
            assert {**records[record_id], **row} == records[record_id]


def test_some_values_of_the_assembly(library: Library) -> None:
    meeting = open_meeting(library, ASSEMBLY)
    info = meeting.info
    assert (info.title, info.place, info.state) == ("Tenants’ assembly", "Café Zoë", "approved")
    assert (info.date, info.approved) == (
        date(2026, 3, 16),
        datetime(2026, 3, 16, 17, 25, 35, tzinfo=UTC),
    )
    assert (info.order, info.speech_limit, info.kind_limits) == ("balanced", 120, {"question": 30})
    people = {person.name: (person.organisation, person.state) for person in meeting.people}
    assert people["박지민"] == ("Food Bank North", "present")
    assert people["Cleo Márquez"] == ("Green Roofs", "apologies")
    assert people["Dov Lind"] == ("Riverside Tenants", "left")
    assert meeting.people[2].also_for == ("Dockers’ Choir",)
    rents, festival, depot = meeting.agenda[1:4]
    assert rents.notes == "The owner wants 4 %.\n- Ada: not before May\n- NaN is not a rent"
    assert (rents.conclusion, rents.extensions) == ("We offer 2 % and march", (300,))
    assert (festival.state, depot.state, depot.skipped) == ("deferred", "done", True)
    assert [turn.kind for turn in meeting.turns][:4] == ["question", "point", "order", "reply"]
    assert meeting.turns[2].interrupts == meeting.turns[1].id
    hours, press = meeting.conflicts
    assert (hours.status, hours.visibility) == ("common ground", "summary")
    assert [(party.name, party.heard) for party in hours.parties] == [
        ("Riverside Tenants", True),
        ("Harbour Union", False),
    ]
    assert (press.about, press.visibility) == ("Who speaks to the press", "private")
    permit, square, members = meeting.wins
    assert permit.goal == "No tenant evicted for renovation"
    assert square.thanks == ("Ada Quill", "Ben Osei")
    assert members.text == "Forty new members 🎉"
    offer, march = meeting.decisions
    assert (offer.rule, offer.result, offer.review) == ("consensus", "agreed", date(2026, 9, 1))
    assert (march.result, [(one.who, one.kind) for one in march.dissent]) == (
        "blocked",
        [("Dov Lind", "stand aside"), ("Mara Vidal", "block")],
    )
    assert [(action.owner, action.due, action.state) for action in meeting.actions] == [
        ("Ben Osei", date(2026, 3, 27), "open"),
        ("Ada Quill", date(2026, 4, 10), "done"),
        ("박지민", None, "dropped"),
        ("Mara Vidal", None, "open"),
    ]
    assert [(point.text, point.becomes) for point in meeting.parked] == [
        ("A shared van", "action"),
        ("Chairs for the hall", ""),
    ]


@pytest.mark.parametrize("meeting_id", MEETINGS)
def test_an_act_and_its_undo(library: Library, meeting_id: str) -> None:
    before = library.path(meeting_id).read_bytes()
    file = library.open(meeting_id)
    start = file.meeting
    file.correct()
    win = Win(text="The old library still opens", at=NOW)
    assert file.apply(lambda meeting: edits.add(meeting, NOW, win)).wins[-1] == win
    assert library.backups.list(meeting_id)[0].path.read_bytes() == before
    assert open_meeting(library, meeting_id) == file.meeting
    assert file.undo() == "win added: The old library still opens"
    assert without_log(file.meeting) == without_log(start)
    assert without_log(open_meeting(library, meeting_id)) == without_log(start)
    assert check_library(library).problems == ()


@pytest.mark.parametrize("meeting_id", MEETINGS)
def test_every_logged_act_can_be_undone_and_redone(library: Library, meeting_id: str) -> None:
    file = library.open(meeting_id)
    end = file.meeting
    acts = UNDOABLE[meeting_id]
    for _ in range(acts):
        file.undo()
    with pytest.raises(MeetingError, match="nothing to undo"):
        file.undo()
    assert file.meeting.info.state == "draft"
    for table in ("queue", "turns", "conflicts", "wins", "decisions"):
        assert file.meeting.table(table) == ()
    for _ in range(acts):
        file.redo()
    assert without_log(file.meeting) == without_log(end)


def test_unsaved_input_is_offered(library: Library) -> None:
    unsaved = library.unsaved(RUNNING)
    assert unsaved.field("win", "Win").offer == "The clinic stays open"
    assert unsaved.field("prompt", "Prompt").recall() == {"line": "action Ife: book the hall"}
    assert [entry.title for entry in unsaved.take_interrupted()] == ["Prompt"]
    assert library.unsaved(RUNNING).take_interrupted() == ()
    assert library.unsaved(RUNNING).field("prompt", "Prompt").offer == "action Ife: book the hall"
    assert library.unsaved().field("new", "New meeting").recall() == {
        "title": "Festival committee",
        "date": "friday",
    }


def test_search_and_open_actions(library: Library) -> None:
    assert [hit.meeting_id for hit in library.search("budget")] == [FEBRUARY]
    assert [(hit.meeting_id, hit.text) for hit in library.search("forty new")] == [
        (ASSEMBLY, "Forty new members 🎉")
    ]
    assert {hit.meeting_id for hit in library.search("marquez")} >= {ASSEMBLY}
    actions = {(action.owner, action.text): action for action in library.open_actions()}
    assert actions["Ben Osei", "call the owner"].due == "2026-03-27"
    assert ("Ada Quill", "print the letters") not in actions


def test_a_backup_is_restored(library: Library) -> None:
    library.path(ASSEMBLY).write_bytes(b"damaged")
    (backup,) = library.backups.list(ASSEMBLY)
    assert backup.made == datetime(2026, 3, 16, 17, 0, tzinfo=UTC)
    assert library.restore_backup(ASSEMBLY) == backup
    meeting = open_meeting(library, ASSEMBLY)
    assert (meeting.info.state, len(meeting.people), len(meeting.agenda)) == ("draft", 6, 5)
