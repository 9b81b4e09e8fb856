"""A file that is cut, garbled or not ours: never a crash, never overwritten, always told."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from tinydb import TinyDB

from data.errors import MeetingError
from data.meeting import MODELS
from data.meeting_file import MeetingFile
from tests.faults.acts import new_file, win, wins


def opened(path: Path) -> MeetingFile | None:
    """The meeting, or None where it is told to be damaged; any other exception fails the test."""
    try:
        return MeetingFile(path)
    except MeetingError as refusal:
        if not str(refusal):
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
        assert same or file is None or file.edited
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
    assert file.edited
    assert [one.text for one in file.meeting.wins] == ["by hand"]
    file.apply(win("after it"))
    assert wins(path) == ["by hand", "after it"]
    assert not MeetingFile(path).edited
