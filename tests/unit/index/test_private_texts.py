"""Search: private texts are found only if they are asked for, and are marked."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.index.progress import Progress
from data.library.library import Library
from data.records.choices import Visibility
from data.records.models import ConflictNote, Party
from data.rules import edits
from data.rules.lifecycle import missing_from_minutes
from meeting_tui.cli.main import main
from screens.agenda.rows import produced
from tests.builders import START, a_meeting


@pytest.fixture
def library(isolated: Path) -> Library:
    return Library(isolated / "library", FixedClock())


def add_note(library: Library, meeting_id: str, visibility: Visibility) -> ConflictNote:
    """Add a note about gates, of which Ben's side speaks of geese."""
    note = ConflictNote(
        about=f"{visibility} gate",
        parties=(Party(name="Ben", position="no geese"),),
        visibility=visibility,
        at=START,
    )
    with_note = library.open(meeting_id)
    with_note.apply(lambda meeting: edits.add(meeting, START, note))
    with_note.close()
    return note


def found(library: Library, words: str) -> list[tuple[str, bool]]:
    return [(hit.text, hit.private) for hit in library.search(words)]


def test_private_notes_are_found_only_if_they_are_asked_for(library: Library) -> None:
    meeting_id = library.create(a_meeting("Ada"))
    for visibility in Visibility:
        add_note(library, meeting_id, visibility)
    assert found(library, "gate") == [
        ("minutes gate · Ben · no geese", False),
        ("summary gate", False),
    ]
    assert found(library, "geese") == [("minutes gate · Ben · no geese", False)]
    assert found(library, "gate is:private") == [("private gate · Ben · no geese", True)]
    summary = ("Ben · no geese", True)
    assert found(library, "IS:PRIVATE geese") == [summary, ("private gate · Ben · no geese", True)]
    assert len(found(library, "is:private")) == 2
    assert found(library, "private is") == []


def test_a_note_that_became_private_is_not_found_in_an_older_index(library: Library) -> None:
    meeting_id = library.create(a_meeting("Ada"))
    note = add_note(library, meeting_id, Visibility.MINUTES)
    library.update_search(Progress())
    hits = library.find("gate", 9)
    assert hits is not None
    assert [hit.record for hit in hits] == [note.id]
    file = library.open(meeting_id)
    file.apply(lambda m: edits.change(m, START, note, visibility=Visibility.PRIVATE))
    assert library.find("gate", 9) == ()
    library.path(meeting_id).unlink()
    assert library.find("gate", 9) == ()


def test_no_list_shows_a_private_note_unasked(library: Library) -> None:
    meeting_id = library.create(a_meeting("Ada", items=("Rents",)))
    note = add_note(library, meeting_id, Visibility.PRIVATE)
    meeting = library.open(meeting_id).meeting
    assert not any("gate" in gap for gap in missing_from_minutes(meeting))
    item = meeting.agenda[0].id
    during = meeting.put(note.replace(item=item))
    assert produced(during, item, START.date(), 60).plain == ""


def test_the_command_marks_private_texts(
    library: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    add_note(library, library.create(a_meeting("Ada")), Visibility.PRIVATE)

    def run(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["meeting-tui", "search", *words])
        main()
        return capsys.readouterr().out

    assert run("gate") == ""
    assert "\tconflict note (private)\tprivate gate" in run("gate", "is:private")
    (hit,) = json.loads(run("gate", "is:private", "--json"))
    assert hit["private"] is True
