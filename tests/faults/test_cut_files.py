"""A file that is cut, garbled or not ours: never a crash, never overwritten, always told."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest
from tinydb import TinyDB

from data.clock import FixedClock
from data.errors import MeetingError
from data.library.check import check_library
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.planning.templates import TEMPLATES
from data.records.meeting import MODELS
from data.rules import lifecycle
from data.storage.meeting_file import MeetingFile
from tests.faults.acts import BEGIN, new_file, win, wins


def opened(path: Path) -> MeetingFile | None:
    """The meeting, or None where it is told to be damaged; any other exception fails the test."""
    try:
        return MeetingFile(path)
    except MeetingError as error:
        if not str(error):
            pytest.fail("a refusal that says nothing")
        return None


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = new_file(tmp_path)
    file.apply(win("first"))
    return file.path


def test_cut_at_every_byte(path: Path) -> None:
    whole = path.read_bytes()
    for length in range(len(whole) - 1):
        path.write_bytes(whole[:length])
        assert opened(path) is None
        assert path.read_bytes() == whole[:length]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with a meeting that is to be hurt, one copy of it, and another meeting."""
    library = Library(tmp_path / "library", FixedClock(BEGIN))
    for title in ("Call", "Other"):
        meeting = new_meeting(title, BEGIN.date(), items=TEMPLATES[0].agenda())
        meeting_id = library.create(lifecycle.start(meeting, BEGIN))
        file = library.open(meeting_id)
        file.apply(win("first"))
        file.apply(win("second"))
    return library


HURT, WHOLE = "2026-11-23-call", "2026-11-23-other"


def used(library: Library, open_file: MeetingFile) -> bool:
    """Do to a file that was hurt what a person may do; whether it was taken for damaged.

    Args:
        library: the file lies in it.
        open_file: had it open before it was hurt.
    """
    path, hurt = library.path(HURT), library.path(HURT).read_bytes()
    listed = {summary.id: summary.damaged for summary in library.summaries()}
    assert (set(listed), listed[WHOLE]) == ({HURT, WHOLE}, "")
    told = check_library(library).problems
    assert {problem.file for problem in told} == {path.name}
    damaged = opened(path) is None
    assert damaged is bool(listed[HURT])
    acts = (open_file.refresh, open_file.undo, lambda: open_file.apply(win("third")))
    for act in acts if damaged else ():
        with pytest.raises(MeetingError):
            act()
        assert path.read_bytes() == hurt
    if damaged:
        check_library(library, repair=True)
        assert path.read_bytes() == hurt
    else:  # it fits all the same: copied as it is before it is written
        library.open(HURT).apply(win("third"))
        assert wins(path)[-1] == "third"
        assert any(copy.path.read_bytes() == hurt for copy in library.backups.list(HURT))
    return damaged


def test_whatever_is_done_to_a_cut_file_it_is_told_and_left_alone(library: Library) -> None:
    path = library.path(HURT)
    whole = path.read_bytes()
    for length in range(0, len(whole) - 1, 41):
        path.write_bytes(whole)
        file = library.open(HURT)
        path.write_bytes(whole[:length])
        assert used(library, file)
    library.restore_backup(HURT)
    assert wins(path) == ["first", "second"]  # what was open has kept its last state


def test_whatever_is_done_to_a_garbled_file_it_is_told_and_never_lost(library: Library) -> None:
    path = library.path(HURT)
    whole = path.read_bytes()
    chance = random.Random(20261124)
    seen = set()
    for _ in range(60):
        path.write_bytes(whole)
        file = library.open(HURT)
        garbled = bytearray(whole)
        garbled[chance.randrange(len(garbled))] ^= 1 << chance.randrange(8)
        path.write_bytes(garbled)
        now = path.stat().st_mtime_ns + 1_000_000_000  # not within one tick of the disk's clock
        os.utime(path, ns=(now, now))
        seen.add(used(library, file))
    assert seen == {True, False}, "both kinds of harm have been tried"


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file that nobody can read")
def test_a_file_that_the_disk_does_not_give_is_told(library: Library) -> None:
    """Read by anybody, the beginning of that file is an I/O error."""
    path = library.path(HURT)
    path.unlink()
    path.symlink_to("/proc/self/mem")
    with pytest.raises(MeetingError, match=r"(?i)input/output error"):
        MeetingFile(path)
    listed = {summary.id: summary.damaged for summary in library.summaries()}
    assert (listed[WHOLE], "error" in listed[HURT]) == ("", True)
    (problem,) = check_library(library, repair=True).problems
    assert "Input/output error" in problem.what
    assert path.is_symlink()


def test_flipped_bytes_are_damage_or_an_edit(path: Path) -> None:
    whole = path.read_bytes()
    chance = random.Random(20261123)
    for _ in range(400):
        garbled = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            garbled[chance.randrange(len(garbled))] ^= 1 << chance.randrange(8)
        path.write_bytes(garbled)
        file = opened(path)
        same = bytes(garbled) == whole
        assert same or file is None or file.edited_outside
        assert path.read_bytes() == bytes(garbled)


@pytest.mark.parametrize("content", [b"", b" \n", b"\x00\xff\xfe", b"[]", b'{"a": 1}', b"null"])
def test_what_is_no_meeting_is_left_alone(path: Path, content: bytes) -> None:
    file = MeetingFile(path)
    path.write_bytes(content)
    assert opened(path) is None
    with pytest.raises(MeetingError):
        file.apply(win("onto damage"))
    assert path.read_bytes() == content


def test_a_newer_version_is_refused_untouched(path: Path) -> None:
    tables = json.loads(path.read_text())
    tables["meeting"]["1"]["schema_version"] = 99
    path.write_text(json.dumps(tables))
    before = path.read_bytes()
    with pytest.raises(MeetingError, match="newer version"):
        MeetingFile(path)
    assert path.read_bytes() == before


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "2026-11-23-folder.json"
    folder.mkdir()
    with pytest.raises(MeetingError, match="folder"):
        MeetingFile(folder)


def test_stock_tinydb_reads_and_writes_the_file(path: Path) -> None:
    with TinyDB(path) as database:
        assert set(MODELS) <= database.tables()
        for table in database.tables():
            assert database.table(table).all()[:1] == database.table(table).all()[:1]
        database.table("wins").update({"text": "by hand"})
    file = MeetingFile(path)
    assert file.edited_outside
    assert [one.text for one in file.meeting.wins] == ["by hand"]
    file.apply(win("after it"))
    assert wins(path) == ["by hand", "after it"]
    assert not MeetingFile(path).edited_outside
