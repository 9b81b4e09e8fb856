"""Deleting and restoring loses nothing, whatever lies where a file is to go."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.disk.lock import Lock
from data.errors import MeetingError, MeetingExistsError
from data.library.library import Library
from data.library.trash import Trash
from data.records.models import Win
from data.rules import edits
from data.shutdown import Shutdown
from data.storage.unsaved_input import UnsavedInput
from tests.builders import START, a_meeting

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


# Ids, and what belongs to a meeting


def in_library(library: Library) -> set[str]:
    """The files of the library, by their paths in it, without locks and the index."""
    paths = (path for path in library.root.rglob("*") if path.is_file())
    names = (path.relative_to(library.root).as_posix() for path in paths)
    return {name for name in names if ".locks" not in name and "index" not in name}


def fill(library: Library) -> None:
    """Give the meeting a backup, minutes and unsaved input."""
    file = library.open(ID)
    win = Win(text="xylophone", at=START)
    file.apply(lambda meeting: edits.add(meeting, START, win))
    library.save_minutes(file)
    approved = library.minutes_path(ID).with_name(f"{ID}-approved-20261123T180000.md")
    approved.write_text("xylophone", encoding="utf-8")
    library.unsaved(ID).replace(None, UnsavedInput("win", "A win", {"text": "xylophone"}))


def test_an_id_is_never_used_again(library: Library) -> None:
    fill(library)
    library.delete(ID)
    second = library.create(a_meeting("Bo"))
    assert second == f"{ID}-2"
    assert library.backups.list(second) == ()
    assert library.unsaved(second).list("win") == ()
    library.delete(second)
    assert library.create(a_meeting("Cy")) == f"{ID}-3"
    assert library.restore(ID) == ID
    assert library.restore(second) == second


@pytest.mark.parametrize("left", ["backups", "drafts", "minutes", "bin", "bin/backups"])
def test_an_id_is_not_used_again_while_anything_of_it_is_left(library: Library, left: str) -> None:
    fill(library)
    library.delete(ID)
    folder = library.root / left
    for name in ("minutes", "drafts", "backups"):
        if left in ("backups", "drafts", "minutes"):
            shutil.move(library.bin_path / name, library.root / f"{name}-moved")
            shutil.rmtree(library.root / name)
            (library.root / f"{name}-moved").rename(library.root / name)
    for path in sorted(library.root.rglob(f"{ID}*"), reverse=True):
        if path.parent != folder:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert [path.name for path in folder.glob(f"{ID}*")] != []
    assert library.create(a_meeting("Bo")) == f"{ID}-2"


def test_what_belongs_to_a_meeting_goes_to_the_bin_and_comes_back(library: Library) -> None:
    fill(library)
    other = library.create(a_meeting("Bo", title="Riverside coalition two"))
    library.minutes_path(other).write_text("others", encoding="utf-8")
    before = in_library(library)
    library.delete(ID)
    ours = {name for name in in_library(library) if ID in name and other not in name}
    assert len(ours) == 6
    assert all(name.startswith("bin/") for name in ours)
    assert library.minutes_path(other).exists()
    assert not library.minutes_path(ID).exists()
    assert library.backups.list(ID) == ()
    library.restore(ID)
    assert in_library(library) == before
    assert [entry.values["text"] for entry in library.unsaved(ID).list("win")] == ["xylophone"]
    assert len(library.backups.list(ID)) == 1


def test_a_meeting_whose_id_is_taken_comes_back_under_another_one(library: Library) -> None:
    fill(library)
    library.delete(ID)
    library.path(ID).write_bytes((library.bin_path / f"{ID}.json").read_bytes())
    with pytest.raises(MeetingExistsError, match=f"There is already a meeting {ID}"):
        library.restore(ID)
    new = library.unused_id(ID)
    assert new == f"{ID}-2"
    assert library.restore(ID, new) == new
    assert library.open(new).meeting.wins[0].text == "xylophone"
    assert "xylophone" in library.minutes_path(new).read_text(encoding="utf-8")
    assert not library.save_minutes(library.open(new)).kept, "it does not count as edited"
    assert len(library.backups.list(new)) == 1
    assert library.deleted() == ()
    with pytest.raises(MeetingError, match="is not a meeting id"):
        library.restore(ID, "../x")


def test_the_index_forgets_a_deleted_meeting_at_once(library: Library) -> None:
    fill(library)
    assert library.search("xylophone")
    library.delete(ID)
    with closing(sqlite3.connect(library.index_path)) as database:
        assert database.execute("select count(*) from meeting_files").fetchone() == (0,)
        assert database.execute("select count(*) from meeting_texts").fetchone() == (0,)
    assert library.search("xylophone") == ()
