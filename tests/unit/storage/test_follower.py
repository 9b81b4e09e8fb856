"""A follower shows what others write, reads only what has changed, and writes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.disk import file_watch
from data.disk.snapshot import Snapshot, read_snapshot
from data.errors import DamagedFileError, MissingFileError
from data.library.library import Library
from data.rules import agenda
from data.storage import follower
from tests.builders import START, a_meeting


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


def take_first(library: Library, meeting_id: str) -> None:
    file = library.open(meeting_id)
    file.apply(lambda meeting: agenda.next_item(meeting, START))
    file.close()


def test_a_change_is_read_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting_id = library.create(a_meeting("Ada", items=("Rents",)))
    followed = library.follow(meeting_id)
    first = followed.read()
    reads = []

    def counted(path: Path) -> Snapshot | None:
        reads.append(path)
        return read_snapshot(path)

    monkeypatch.setattr(follower, "read_snapshot", counted)
    assert followed.read() is first
    assert reads == []
    take_first(library, meeting_id)
    assert followed.read().agenda[0].spans
    assert followed.read() is followed.meeting
    assert len(reads) == 1


def test_a_look_takes_the_status_alone(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    followed = library.follow(library.create(a_meeting("Ada")))
    assert followed.read() is followed.meeting
    monkeypatch.setattr(file_watch, "_YOUNG", 0.0)
    monkeypatch.setattr(file_watch, "file_signature", lambda path: pytest.fail("it was opened"))
    assert followed.read() is followed.meeting


def test_nothing_is_written(library: Library) -> None:
    meeting_id = library.create(a_meeting("Ada", items=("Rents",)))
    path = library.path(meeting_id)
    before = sorted(library.root.rglob("*")), path.read_bytes()
    followed = library.follow(meeting_id)
    followed.read()
    path.write_text("{", encoding="utf-8")
    with pytest.raises(DamagedFileError):
        followed.read()
    assert (sorted(library.root.rglob("*")), path.read_bytes()) == (before[0], b"{")


def test_a_file_that_is_missing_or_damaged_for_a_moment(library: Library) -> None:
    meeting_id = library.create(a_meeting("Ada", items=("Rents",)))
    followed = library.follow(meeting_id)
    path, aside = library.path(meeting_id), library.root / "aside"
    known = followed.read()
    path.rename(aside)
    with pytest.raises(MissingFileError):
        followed.read()
    path.write_bytes(b"{")
    for _ in range(2):
        with pytest.raises(DamagedFileError):
            followed.read()
    assert followed.meeting is known
    aside.replace(path)
    take_first(library, meeting_id)
    assert followed.read().agenda[0].spans


def test_a_meeting_that_another_program_removed_is_not_followed(library: Library) -> None:
    meeting_id = library.create(a_meeting("Ada", items=("Rents",)))
    take_first(library, meeting_id)  # makes a backup
    library.path(meeting_id).unlink()
    with pytest.raises(MissingFileError, match="is gone"):
        library.follow(meeting_id)
