"""Search over all meetings: what is found, and that it is never out of date."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.library.library import Library
from data.records.models import Win
from data.rules import edits
from tests.builders import START, a_meeting


@pytest.fixture
def library(isolated: Path) -> Library:
    return Library(isolated / "library", FixedClock())


def add_win(library: Library, meeting_id: str, text: str) -> None:
    win = Win(text=text, at=START)
    file = library.open(meeting_id)
    file.apply(lambda meeting: edits.add(meeting, START, win))
    file.close()


def found(library: Library, words: str) -> list[str]:
    return [hit.text for hit in library.search(words)]


def test_an_edit_that_leaves_size_and_modification_time_is_found(library: Library) -> None:
    meeting_id = library.create(a_meeting("Ada", title="Call"))
    add_win(library, meeting_id, "The bus stops again")
    path = library.path(meeting_id)
    assert found(library, "bus") == ["The bus stops again"]
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"The bus stops", b"The van stops"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert found(library, "bus") == []
    assert found(library, "van") == ["The van stops again"]
