"""Truncated, garbled and foreign files: no crash, never overwritten, always reported."""

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
from data.records.models import MODELS
from data.rules import lifecycle
from data.storage.meeting_file import MeetingFile
from tests.faults.acts import BEGIN, new_file, win, wins


def opened(path: Path) -> MeetingFile | None:
    """The meeting, or None if it is refused as damaged; any other exception fails the test."""
    try:
        return MeetingFile(path)
    except MeetingError as error:
        if not str(error):
            pytest.fail("an error without a message")
        return None


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = new_file(tmp_path)
    file.apply(win("first"))
    return file.path


def test_a_file_truncated_at_any_byte_is_damaged(path: Path) -> None:
    whole = path.read_bytes()
    for length in range(len(whole) - 1):
        path.write_bytes(whole[:length])
        assert opened(path) is None
        assert path.read_bytes() == whole[:length]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with a meeting that is to be damaged, a copy of it, and another meeting."""
    library = Library(tmp_path / "library", FixedClock(BEGIN))
    for title in ("Call", "Other"):
        meeting = new_meeting(title, BEGIN.date(), items=TEMPLATES[0].agenda())
        meeting_id = library.create(lifecycle.start(meeting, BEGIN))
        file = library.open(meeting_id)
        file.apply(win("first"))
        file.apply(win("second"))
    return library


DAMAGED, INTACT = "2026-11-23-call", "2026-11-23-other"


def used(library: Library, open_file: MeetingFile) -> bool:
    """Use a file that was changed on disk in every way; return whether it counts as damaged.

    Args:
        library: the library of the file.
        open_file: the meeting, opened before the change.
    """
    path, content = library.path(DAMAGED), library.path(DAMAGED).read_bytes()
    listed = {summary.id: summary.damaged for summary in library.summaries()}
    assert (set(listed), listed[INTACT]) == ({DAMAGED, INTACT}, "")
    problems = check_library(library).problems
    assert {problem.file for problem in problems} == {path.name}
    damaged = opened(path) is None
    assert damaged is bool(listed[DAMAGED])
    acts = (open_file.refresh, open_file.undo, lambda: open_file.apply(win("third")))
    for act in acts if damaged else ():
        with pytest.raises(MeetingError):
            act()
        assert path.read_bytes() == content
    if damaged:
        check_library(library, repair=True)
        assert path.read_bytes() == content
    else:  # it is valid all the same: copied as it is before it is written
        library.open(DAMAGED).apply(win("third"))
        assert wins(path)[-1] == "third"
        assert any(copy.path.read_bytes() == content for copy in library.backups.list(DAMAGED))
    return damaged


def test_a_truncated_file_is_reported_and_left_alone_by_every_use(library: Library) -> None:
    path = library.path(DAMAGED)
    whole = path.read_bytes()
    for length in range(0, len(whole) - 1, 41):
        path.write_bytes(whole)
        file = library.open(DAMAGED)
        path.write_bytes(whole[:length])
        assert used(library, file)
    library.restore_backup(DAMAGED)
    assert wins(path) == ["first", "second"]  # the open file has saved its last state


def test_a_garbled_file_is_reported_and_never_lost_by_any_use(library: Library) -> None:
    path = library.path(DAMAGED)
    whole = path.read_bytes()
    chance = random.Random(20261124)
    seen = set()
    for _ in range(60):
        path.write_bytes(whole)
        file = library.open(DAMAGED)
        garbled = bytearray(whole)
        garbled[chance.randrange(len(garbled))] ^= 1 << chance.randrange(8)
        path.write_bytes(garbled)
        now = path.stat().st_mtime_ns + 1_000_000_000  # not within one tick of the disk's clock
        os.utime(path, ns=(now, now))
        seen.add(used(library, file))
    assert seen == {True, False}, "both outcomes have occurred"


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file with an I/O error")
def test_a_file_with_an_io_error_is_reported(library: Library) -> None:
    """Reading the beginning of /proc/self/mem is an I/O error."""
    path = library.path(DAMAGED)
    path.unlink()
    path.symlink_to("/proc/self/mem")
    with pytest.raises(MeetingError, match=r"(?i)input/output error"):
        MeetingFile(path)
    listed = {summary.id: summary.damaged for summary in library.summaries()}
    assert (listed[INTACT], "error" in listed[DAMAGED]) == ("", True)
    (problem,) = check_library(library, repair=True).problems
    assert "Input/output error" in problem.what
    assert path.is_symlink()


def test_flipped_bits_are_damage_or_an_edit(path: Path) -> None:
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
def test_a_file_without_a_meeting_is_left_alone(path: Path, content: bytes) -> None:
    file = MeetingFile(path)
    path.write_bytes(content)
    assert opened(path) is None
    with pytest.raises(MeetingError):
        file.apply(win("onto damage"))
    assert path.read_bytes() == content


def test_a_file_of_a_newer_version_is_refused_and_left_alone(path: Path) -> None:
    tables = json.loads(path.read_text())
    tables["meeting"]["1"]["schema_version"] = 99
    path.write_text(json.dumps(tables))
    before = path.read_bytes()
    with pytest.raises(MeetingError, match="newer version"):
        MeetingFile(path)
    assert path.read_bytes() == before


def test_a_folder_in_place_of_the_file_is_reported(tmp_path: Path) -> None:
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
