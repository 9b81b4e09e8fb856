"""Deleting and restoring loses nothing, whatever lies where a file is to go."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.disk.lock import Lock
from data.errors import MeetingError
from data.library.library import Library
from data.library.trash import Trash
from data.shutdown import Shutdown
from tests.builders import a_meeting

ID = "2026-11-23-riverside-coalition"
posix = pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")


@pytest.fixture
def library(tmp_path: Path, clock: FixedClock) -> Library:
    """A library with one meeting."""
    library = Library(tmp_path / "library", clock)
    assert library.create(a_meeting("Ada")) == ID
    return library


def test_a_meeting_goes_to_the_bin_and_comes_back(library: Library) -> None:
    before = library.path(ID).read_bytes()
    assert library.delete(ID) == ID
    assert not library.path(ID).exists()
    assert library.deleted() == (ID,)
    assert library.restore(ID) == ID
    assert library.path(ID).read_bytes() == before
    assert library.deleted() == ()


def test_what_does_not_exist_is_refused_and_creates_nothing(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    with pytest.raises(MeetingError, match=f"No such meeting: {ID}"):
        library.delete(ID)
    with pytest.raises(MeetingError, match=f"{ID} is not in the bin"):
        library.restore(ID)
    for text in ("../secret", "2026-11-23-../x", ""):
        with pytest.raises(MeetingError, match="is not a meeting id"):
            library.delete(text)
        with pytest.raises(MeetingError, match="is not a meeting id"):
            library.restore(text)
    assert library.deleted() == ()
    assert not library.root.exists()


def test_the_same_id_can_be_deleted_again_and_again(tmp_path: Path, clock: FixedClock) -> None:
    library = Library(tmp_path / "library", clock)
    meeting_id = library.create(a_meeting("Ada", title="x" * 90))
    longest = f"{meeting_id}-{'y' * (79 - len(meeting_id))}"
    content = library.path(meeting_id).read_bytes()
    deleted = set()
    for number in range(12):
        library.path(longest).write_bytes(b"%d" % number)
        deleted.add(library.delete(longest))
    assert deleted == set(library.deleted())
    assert {(library.bin_path / f"{i}.json").read_bytes() for i in deleted} == {
        b"%d" % number for number in range(12)
    }
    assert library.path(meeting_id).read_bytes() == content


@pytest.mark.parametrize("act", ["delete", "restore"])
def test_nothing_is_moved_while_another_process_writes(
    library: Library, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    monkeypatch.setattr(Lock.__init__, "__defaults__", (0.02, None))
    if act == "restore":
        library.delete(ID)
    with Lock(library.path(ID)).held(), pytest.raises(MeetingError, match="is being written"):
        getattr(library, act)(ID)
    assert getattr(library, act)(ID) == ID


@posix
def test_a_link_to_a_missing_file_can_be_deleted_and_is_not_replaced(library: Library) -> None:
    library.delete(ID)
    library.path(ID).symlink_to("gone.json")
    with pytest.raises(MeetingError, match="already a meeting"):
        library.restore(ID)
    assert library.path(ID).is_symlink()
    assert library.delete(ID) == f"{ID}-2"
    assert library.restore(ID) == ID


@posix
def test_the_folders_that_are_created_are_private(library: Library) -> None:
    library.delete(ID)
    (library.meetings_path / ".locks").rename(library.root / "locks")
    library.meetings_path.rmdir()
    library.restore(ID)
    for folder in (library.bin_path, library.meetings_path):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_a_disk_that_refuses_is_reported(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        with pytest.raises(MeetingError, match=f"{ID} was not deleted. Permission denied"):
            library.delete(ID)
    assert library.path(ID).exists()
    library.delete(ID)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        with pytest.raises(MeetingError, match=f"{ID} was not restored. Permission denied"):
            library.restore(ID)
    assert library.deleted() == (ID,)


def test_the_bin_takes_paths_alone(tmp_path: Path, clock: FixedClock) -> None:
    meetings = tmp_path / "meetings"
    meetings.mkdir()
    (meetings / f"{ID}.json").write_bytes(b"anything")
    trash = Trash(tmp_path / "bin", meetings, Shutdown())
    assert trash.delete(ID) == ID
    assert trash.deleted() == (ID,)
    path = trash.quarantine_path(ID, clock.now())
    assert path == tmp_path / "bin" / f"20261123T180000-{ID}.json.damaged"
    path.touch()
    assert (trash.deleted(), trash.quarantined()) == ((ID,), (path,))
