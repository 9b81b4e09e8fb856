"""Copies of a meeting: when they are made, which are kept, and how one comes back."""

from __future__ import annotations

import errno
import itertools
import json
import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.clock import FixedClock
from data.disk.lock import Lock
from data.errors import DamagedFileError, MeetingError, StorageError
from data.library import ids
from data.library import library as library_module
from data.library.library import Library
from data.records.models import Win
from data.records.upgrades import newest
from data.rules import edits
from data.storage.backups import KEPT, Backups
from tests.builders import START, a_meeting, after

ID = "2026-11-23-riverside-coalition"
posix = pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")


@pytest.fixture
def library(tmp_path: Path, clock: FixedClock) -> Library:
    """A library with one running meeting."""
    library = Library(tmp_path / "library", clock)
    assert library.create(a_meeting("Ada", items=("One",))) == ID
    return library


def win(library: Library, text: str) -> None:
    """Open the meeting, write a win, and close it."""
    record = Win(text=text, at=START)
    file = library.open(ID)
    file.apply(lambda meeting: edits.add(meeting, START, record))
    file.close()


def wins(library: Library) -> list[str]:
    return [one.text for one in library.open(ID).meeting.wins]


def make(folder: Path, moments: list[datetime]) -> Backups:
    """Copies of a file that is another one at each of these moments."""
    backups = Backups(folder / "backups")
    path = folder / f"{ID}.json"
    for number, moment in enumerate(moments):
        path.write_text(str(number))
        backups.make(path, moment)
    return backups


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


def test_a_refused_act_makes_none_and_undo_makes_one(library: Library, clock: FixedClock) -> None:
    win(library, "first")
    clock.advance(60)
    file = library.open(ID)
    with pytest.raises(MeetingError):
        file.apply(lambda meeting: edits.add(meeting, START, meeting.wins[0]))
    assert len(library.backups.list(ID)) == 1
    file.undo()
    assert len(library.backups.list(ID)) == 2


def test_no_copy_of_what_the_last_copy_holds(library: Library, clock: FixedClock) -> None:
    path = library.path(ID)
    assert library.backups.make(path, clock.now()) is not None
    assert library.backups.make(path, clock.advance(5)) is None
    assert len(library.backups.list(ID)) == 1


def test_an_act_that_cannot_be_copied_for_is_refused(
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


def test_a_copy_that_cannot_be_read_does_not_stand_in_the_way(
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


def test_what_is_not_ours_is_neither_told_nor_removed(library: Library) -> None:
    folder = library.root / "backups" / ID
    folder.mkdir(parents=True)
    strange = [folder / "mine.json", folder / "notes.txt", folder / "20261123T170000000000Z.json"]
    for path in strange[:2]:
        path.touch()
    strange[2].mkdir()
    win(library, "first")
    assert len(library.backups.list(ID)) == 1
    assert all(path.exists() for path in strange)


# Which are kept


def test_the_last_ten_are_kept_dense_for_yesterday_and_sparse_for_long_ago(
    tmp_path: Path,
) -> None:
    moments = [START + timedelta(hours=6 * n) for n in range(200)]
    found = [backup.made for backup in make(tmp_path, moments).list(ID)]
    assert len(found) == KEPT
    assert found[0] == moments[-1]
    assert found[-1] == moments[0]
    ages = [(moments[-1] - made).total_seconds() / 3600 for made in found]
    assert ages == sorted(ages)
    assert sum(age <= 48 for age in ages) >= 3, "dense for yesterday"
    gaps = [later - earlier for earlier, later in itertools.pairwise(ages)]
    assert max(gaps) in gaps[-2:], "sparse for long ago"


@given(st.lists(st.integers(-(10**7), 10**7), min_size=1, max_size=25, unique=True))
def test_never_more_than_ten_and_the_copy_just_made_is_there(
    tmp_path_factory: pytest.TempPathFactory, seconds: list[int]
) -> None:
    """The clock may go back between two copies: what was just copied is kept all the same."""
    folder = tmp_path_factory.mktemp("copies")
    backups, path = Backups(folder / "backups"), folder / f"{ID}.json"
    for number, second in enumerate(seconds):
        path.write_text(str(number))
        copy = backups.make(path, after(second))
        assert copy is not None
        assert copy.read_text() == str(number)
        found = backups.list(ID)
        assert len(found) == min(number + 1, KEPT)
        assert copy in {backup.path for backup in found}


def test_two_copies_of_one_instant_are_two(tmp_path: Path) -> None:
    backups = make(tmp_path, [START, START, START])
    assert sorted(b.path.read_text() for b in backups.list(ID)) == ["0", "1", "2"]


# How one comes back


def test_the_newest_that_can_be_read_comes_back_and_the_damage_goes_to_the_bin(
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
    (thrown,) = (library.root / "bin").iterdir()
    assert thrown.read_bytes() == b"garbled"
    assert library.deleted() == (), "damage is no meeting to be restored"
    win(library, "fourth")
    assert wins(library) == ["first", "fourth"]


def test_without_a_readable_copy_nothing_is_touched(library: Library) -> None:
    library.path(ID).write_bytes(b"garbled")
    with pytest.raises(MeetingError, match="no backup"):
        library.restore_backup(ID)
    assert library.path(ID).read_bytes() == b"garbled"
    assert not (library.root / "bin").exists()


def test_a_folder_in_its_place_and_a_missing_file_are_replaced(library: Library) -> None:
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
def test_a_disk_that_is_full_while_restoring_leaves_the_damaged_file_where_it_was(
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
    assert library.path(ID).read_bytes() == b"garbled", "else the meeting is in no list any more"
    library.restore_backup(ID)
    assert wins(library) == []


# The bin


def test_the_bin_keeps_each_meeting_that_was_thrown_into_it(library: Library) -> None:
    win(library, "of the first")
    library.delete(ID)
    assert library.create(a_meeting("Bo")) == ID
    win(library, "of the second")
    library.delete(ID)
    assert len(library.deleted()) == 2
    found = set()
    for thrown in library.deleted():
        name = library.restore(thrown)
        found |= {one.text for one in library.open(name).meeting.wins}
    assert found == {"of the first", "of the second"}


def test_nothing_is_restored_over_a_meeting(library: Library) -> None:
    win(library, "of the first")
    library.delete(ID)
    library.create(a_meeting("Bo"))
    before = library.path(ID).read_bytes()
    with pytest.raises(MeetingError, match="already"):
        library.restore(ID)
    assert library.path(ID).read_bytes() == before
    assert library.deleted() == (ID,)


def test_a_file_that_is_whole_again_is_not_replaced(library: Library) -> None:
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
def test_what_was_shown_is_kept_when_the_file_is_damaged_while_open(
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


def test_what_is_being_written_is_not_thrown_away(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Lock.__init__, "__defaults__", (0.02, None))
    with Lock(library.path(ID)).held(), pytest.raises(MeetingError, match="is being written"):
        library.delete(ID)
    assert library.path(ID).exists()
    assert library.delete(ID) == ID


@posix
@pytest.mark.parametrize("damage", [b"", b"garbled"])
def test_a_link_stays_a_link_when_a_copy_is_brought_back(
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
def test_a_link_that_leads_nowhere_makes_room_for_a_copy(library: Library) -> None:
    win(library, "first")
    path = library.path(ID)
    path.unlink()
    path.symlink_to("gone.json")
    library.restore_backup(ID)
    assert not path.is_symlink()
    (aside,) = library.quarantined()
    assert aside.is_symlink()


def test_what_made_room_for_a_copy_is_listed(library: Library) -> None:
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
    tables["meeting"]["1"]["schema_version"] = newest() + 1
    newer = json.dumps(tables)
    path.write_text(newer, encoding="utf-8")
    library.restore_backup(ID)
    library.open(ID).close()
    (aside,) = library.quarantined()
    assert aside.read_text(encoding="utf-8") == newer


def test_the_bin_gives_back_also_where_no_meeting_is_left(library: Library) -> None:
    library.delete(ID)
    shutil.rmtree(library.meetings_path)
    assert library.restore(ID) == ID
    assert library.path(ID).exists()


def test_whoever_makes_the_same_meeting_a_moment_later_gets_the_next_number(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = ids.new_id
    theirs, content = library.path("2026-11-23-same"), library.path(ID).read_bytes()

    def somebody_is_quicker(*arguments: Any) -> str:
        found = free(*arguments)
        if not theirs.exists():
            theirs.write_bytes(content)
        return found

    monkeypatch.setattr(library_module, "new_id", somebody_is_quicker)
    assert library.create(a_meeting("Ada", title="Same")) == "2026-11-23-same-2"
    assert theirs.read_bytes() == content
