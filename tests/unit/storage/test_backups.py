"""Backups: when they are made, and how one is restored; and the bin."""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from data.clock import FixedClock
from data.disk.lock import Lock
from data.errors import DamagedFileError, MeetingError, StorageError
from data.library import ids
from data.library import library as library_module
from data.library.library import Library
from data.records.models import Win
from data.records.upgrades import newest_version
from data.rules import edits
from tests.builders import START, a_meeting

ID = "2026-11-23-riverside-coalition"
posix = pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")


@pytest.fixture
def library(tmp_path: Path, clock: FixedClock) -> Library:
    """A library with one running meeting."""
    library = Library(tmp_path / "library", clock)
    assert library.create(a_meeting("Ada", items=("One",))) == ID
    return library


def win(library: Library, text: str) -> None:
    """Open the meeting, record a win, and close it."""
    record = Win(text=text, at=START)
    file = library.open(ID)
    file.apply(lambda meeting: edits.add(meeting, START, record))
    file.close()


def wins(library: Library) -> list[str]:
    return [one.text for one in library.open(ID).meeting.wins]


# When a copy is made


def test_opening_makes_no_copy_and_the_first_act_makes_one(library: Library) -> None:
    before = library.path(ID).read_bytes()
    file = library.open(ID)
    assert library.backups.list(ID) == ()
    first, second = Win(text="first", at=START), Win(text="second", at=START)
    file.apply(lambda meeting: edits.add(meeting, START, first))
    file.apply(lambda meeting: edits.add(meeting, START, second))
    (copy,) = library.backups.list(ID)
    assert copy.path.read_bytes() == before
    assert copy.made == START


def test_a_refused_act_makes_no_copy_but_undo_does(library: Library, clock: FixedClock) -> None:
    win(library, "first")
    clock.advance(60)
    file = library.open(ID)
    with pytest.raises(MeetingError):
        file.apply(lambda meeting: edits.add(meeting, START, meeting.wins[0]))
    assert len(library.backups.list(ID)) == 1
    file.undo()
    assert len(library.backups.list(ID)) == 2


def test_the_same_content_is_not_copied_twice(library: Library, clock: FixedClock) -> None:
    path = library.path(ID)
    assert library.backups.make(path, clock.now()) is not None
    assert library.backups.make(path, clock.advance(5)) is None
    assert len(library.backups.list(ID)) == 1


def test_an_act_is_refused_if_its_copy_cannot_be_made(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = library.path(ID).read_bytes()
    real = os.open

    def no_room(path: Path, flags: int, mode: int = 0o777) -> int:
        if "backups" in str(path):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", no_room)
    file = library.open(ID)
    record = Win(text="first", at=START)
    with pytest.raises(StorageError, match="disk is full"):
        file.apply(lambda meeting: edits.add(meeting, START, record))
    assert library.path(ID).read_bytes() == before
    monkeypatch.undo()
    file.apply(lambda meeting: edits.add(meeting, START, record))
    assert wins(library) == ["first"]
    assert len(library.backups.list(ID)) == 1


def test_an_unreadable_copy_does_not_prevent_new_copies(
    library: Library, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    win(library, "first")
    clock.advance(60)
    (unreadable,) = library.backups.list(ID)
    real = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path == unreadable.path:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    win(library, "second")
    assert wins(library) == ["first", "second"]
    assert len(library.backups.list(ID)) == 2


@posix
def test_copies_are_private(library: Library) -> None:
    win(library, "first")
    (copy,) = library.backups.list(ID)
    assert copy.path.stat().st_mode & 0o777 == 0o600
    assert copy.path.parent.stat().st_mode & 0o777 == 0o700


def test_other_files_are_neither_listed_nor_removed(library: Library) -> None:
    folder = library.root / "backups" / ID
    folder.mkdir(parents=True)
    others = [folder / "mine.json", folder / "notes.txt", folder / "20261123T170000000000Z.json"]
    for path in others[:2]:
        path.touch()
    others[2].mkdir()
    win(library, "first")
    assert len(library.backups.list(ID)) == 1
    assert all(path.exists() for path in others)


# Restoring a copy


def test_the_newest_readable_copy_is_restored_and_the_damaged_file_goes_to_the_bin(
    library: Library, clock: FixedClock
) -> None:
    for text in ("first", "second", "third"):
        win(library, text)
        clock.advance(60)
    newest, older, _ = library.backups.list(ID)
    newest.path.write_bytes(newest.path.read_bytes()[:100])
    library.path(ID).write_bytes(b"garbled")
    assert library.restore_backup(ID) == older
    assert wins(library) == ["first"]
    (moved,) = (library.root / "bin").iterdir()
    assert moved.read_bytes() == b"garbled"
    assert library.deleted() == (), "a damaged file cannot be restored as a meeting"
    win(library, "fourth")
    assert wins(library) == ["first", "fourth"]


def test_without_a_readable_copy_nothing_is_changed(library: Library) -> None:
    library.path(ID).write_bytes(b"garbled")
    with pytest.raises(MeetingError, match="no backup"):
        library.restore_backup(ID)
    assert library.path(ID).read_bytes() == b"garbled"
    assert not (library.root / "bin").exists()


def test_a_folder_in_place_of_the_file_and_a_missing_file_are_replaced(library: Library) -> None:
    win(library, "first")
    library.path(ID).unlink()
    library.path(ID).mkdir()
    (library.path(ID) / "kept").touch()
    library.restore_backup(ID)
    assert wins(library) == []
    assert [path.name for path in (library.root / "bin").glob("*/kept")] == ["kept"]
    library.path(ID).unlink()
    library.restore_backup(ID)
    assert wins(library) == []


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_full_disk_while_restoring_leaves_the_damaged_file_in_place(
    library: Library, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    win(library, "first")
    library.path(ID).write_bytes(b"garbled")

    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, call, no_room)
    with pytest.raises(StorageError, match="disk is full"):
        library.restore_backup(ID)
    monkeypatch.undo()
    assert library.path(ID).read_bytes() == b"garbled", "otherwise the meeting would be in no list"
    library.restore_backup(ID)
    assert wins(library) == []


# The bin


def test_the_bin_keeps_every_deleted_meeting(library: Library) -> None:
    win(library, "of the first")
    library.delete(ID)
    second = library.path(library.create(a_meeting("Bo")))
    second.rename(library.path(ID))  # by hand; `create` never uses an id again
    win(library, "of the second")
    library.delete(ID)
    assert len(library.deleted()) == 2
    found = set()
    for deleted in library.deleted():
        name = library.restore(deleted)
        found |= {one.text for one in library.open(name).meeting.wins}
    assert found == {"of the first", "of the second"}


def test_restoring_does_not_replace_a_meeting(library: Library) -> None:
    win(library, "of the first")
    library.delete(ID)
    library.path(library.create(a_meeting("Bo"))).rename(library.path(ID))
    before = library.path(ID).read_bytes()
    with pytest.raises(MeetingError, match="already"):
        library.restore(ID)
    assert library.path(ID).read_bytes() == before
    assert library.deleted() == (ID,)


def test_a_file_that_is_not_damaged_is_not_replaced(library: Library) -> None:
    win(library, "first")
    library.path(ID).write_bytes(b"garbled")
    library.restore_backup(ID)
    win(library, "since then")
    before = library.path(ID).read_bytes()
    with pytest.raises(MeetingError, match="not damaged any more"):
        library.restore_backup(ID)
    assert library.path(ID).read_bytes() == before


@pytest.mark.parametrize("damage", [b"", b"garbled", b'{"meeting": {}}'])
@pytest.mark.parametrize("acting", [True, False])
def test_the_last_state_is_saved_when_an_open_file_gets_damaged(
    library: Library, damage: bytes, acting: bool
) -> None:
    win(library, "first")
    file = library.open(ID)
    record = Win(text="shown", at=library.clock.now())
    file.apply(lambda m: edits.add(m, library.clock.now(), record))
    library.path(ID).write_bytes(damage)
    with pytest.raises(DamagedFileError):
        file.undo() if acting else file.refresh()
    assert library.path(ID).read_bytes() == damage
    library.restore_backup(ID)
    assert wins(library) == ["first", "shown"]


def test_a_meeting_that_is_being_written_is_not_deleted(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Lock.__init__, "__defaults__", (0.02, None))
    with Lock(library.path(ID)).held(), pytest.raises(MeetingError, match="is being written"):
        library.delete(ID)
    assert library.path(ID).exists()
    assert library.delete(ID) == ID


@posix
@pytest.mark.parametrize("damage", [b"", b"garbled"])
def test_a_symbolic_link_stays_when_a_copy_is_restored(
    library: Library, tmp_path: Path, damage: bytes
) -> None:
    win(library, "first")
    link, real = library.path(ID), tmp_path / "elsewhere" / "real.json"
    real.parent.mkdir()
    link.rename(real)
    link.symlink_to(real)
    win(library, "through the link")
    real.write_bytes(damage)
    library.restore_backup(ID)
    assert link.is_symlink()
    assert not real.is_symlink()
    assert "first" in wins(library)
    (aside,) = library.quarantined()
    assert aside.read_bytes() == damage
    assert aside.stat().st_mode & 0o077 == 0


@posix
def test_a_dangling_link_is_replaced_by_a_copy(library: Library) -> None:
    win(library, "first")
    path = library.path(ID)
    path.unlink()
    path.symlink_to("gone.json")
    library.restore_backup(ID)
    assert not path.is_symlink()
    (aside,) = library.quarantined()
    assert aside.is_symlink()


def test_a_file_replaced_by_a_copy_is_listed(library: Library) -> None:
    win(library, "first")
    assert library.quarantined() == ()
    library.path(ID).write_bytes(b"garbled")
    library.restore_backup(ID)
    (aside,) = library.quarantined()
    assert aside.read_bytes() == b"garbled"


def test_a_copy_replaces_the_file_of_a_newer_version(library: Library) -> None:
    win(library, "first")
    path = library.path(ID)
    tables = json.loads(path.read_text(encoding="utf-8"))
    tables["meeting"]["1"]["schema_version"] = newest_version() + 1
    newer = json.dumps(tables)
    path.write_text(newer, encoding="utf-8")
    library.restore_backup(ID)
    library.open(ID).close()
    (aside,) = library.quarantined()
    assert aside.read_text(encoding="utf-8") == newer


def test_the_bin_restores_even_if_the_folder_of_meetings_is_missing(library: Library) -> None:
    library.delete(ID)
    shutil.rmtree(library.meetings_path)
    assert library.restore(ID) == ID
    assert library.path(ID).exists()


def test_a_meeting_with_an_id_that_was_taken_just_now_gets_the_next_number(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = ids.new_id
    theirs, content = library.path("2026-11-23-same"), library.path(ID).read_bytes()

    def another_process_is_faster(*arguments: Any) -> str:
        found = free(*arguments)
        if not theirs.exists():
            theirs.write_bytes(content)
        return found

    monkeypatch.setattr(library_module, "new_id", another_process_is_faster)
    assert library.create(a_meeting("Ada", title="Same")) == "2026-11-23-same-2"
    assert theirs.read_bytes() == content
