"""The preview of a meeting: its records in one line each, private notes left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.clock import FixedClock
from data.index.preview import Line, read_preview
from data.library.library import Library
from data.prompt import interpreter
from tests.builders import a_meeting, person


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library", FixedClock())


def test_every_kind_of_record_has_a_line(library: Library) -> None:
    meeting = a_meeting(
        person("Ada", "Riverside"), person("Ben", "Harbour"), items=("Rents",), place="Hall"
    )
    meeting_id = library.create(meeting)
    file = library.open(meeting_id)
    for line in (
        "topic Rents",
        "win the permit",
        "decided One van",
        "conflict Hours: tenants / owners",
        "action Ada: call by 2026-12-01",
        "park A van",
    ):
        interpreter.run(file, line, library.clock.now())
    preview = library.preview(meeting_id)
    assert preview is not None
    assert (preview.title, preview.place, preview.item) == ("Riverside coalition", "Hall", "Rents")
    assert (preview.people, preview.organisations) == (2, 2)
    assert preview.lines == (
        Line("win", "the permit"),
        Line("decision", "One van"),
        Line("conflict", "Hours", "open"),
        Line("action", "Ada: call", "2026-12-01"),
        Line("parked", "A van"),
    )


def test_private_notes_are_left_out(library: Library) -> None:
    meeting_id = library.create(a_meeting("Ada", items=("Rents",)))
    file = library.open(meeting_id)
    interpreter.run(file, "conflict Hours: tenants / owners", library.clock.now())
    note = file.meeting.conflicts[0]
    file.apply(lambda m: m.put(note.replace(visibility="private")))
    preview = library.preview(meeting_id)
    assert preview is not None
    assert preview.lines == ()


@pytest.mark.parametrize("content", ["", "{}", '{"meeting": {"1": {"title": 3}}}', "[1]"])
def test_a_file_that_holds_no_meeting_has_no_preview(tmp_path: Path, content: str) -> None:
    path = tmp_path / "2026-11-23-call.json"
    path.write_text(content, encoding="utf-8")
    assert read_preview(path) is None
    assert read_preview(tmp_path / "2026-11-24-gone.json") is None
