"""A file edited by another program is read if it is valid, copied first, and reported."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.clock import FixedClock
from data.errors import DamagedFileError, StorageError
from data.library.library import Library
from data.records.models import Win
from data.rules import edits
from data.storage.meeting_file import MeetingFile
from tests.builders import START, a_meeting


@pytest.fixture
def library(isolated: Path) -> Library:
    return Library(isolated / "library", FixedClock())


@pytest.fixture
def meeting_id(library: Library) -> str:
    return library.create(a_meeting("Ada", title="Call"))


def edit(path: Path, change: Callable[[dict[str, Any]], object]) -> bytes:
    """Change the tables as an editor does, without a checksum; return the new bytes."""
    tables = json.loads(path.read_text(encoding="utf-8"))
    change(tables)
    path.write_text(json.dumps(tables, indent=1), encoding="utf-8")
    return path.read_bytes()


def rename(tables: dict[str, Any]) -> None:
    tables["meeting"]["1"]["title"] = "Another call"


def add_win(file: MeetingFile, text: str = "A van") -> None:
    win = Win(text=text, at=START)
    file.apply(lambda meeting: edits.add(meeting, START, win))


def copies(library: Library, meeting_id: str) -> list[bytes]:
    return [backup.path.read_bytes() for backup in library.backups.list(meeting_id)]


def test_our_own_writes_are_not_edits(library: Library, meeting_id: str) -> None:
    file = library.open(meeting_id)
    assert not file.edited_outside
    other = library.open(meeting_id)
    add_win(other)
    file.refresh()
    assert not file.edited_outside


def test_an_edit_found_on_opening_is_copied_at_once(library: Library, meeting_id: str) -> None:
    edited = edit(library.path(meeting_id), rename)
    file = library.open(meeting_id)
    assert file.edited_outside
    assert file.meeting.info.title == "Another call"
    assert copies(library, meeting_id) == [edited]
    file.edited_outside = False
    add_win(file)
    assert not file.edited_outside
    assert not library.open(meeting_id).edited_outside


@pytest.mark.parametrize("how", ["refresh", "act", "undo"])
def test_an_edit_of_an_open_file_is_copied_before_anything_is_written(
    library: Library, meeting_id: str, how: str
) -> None:
    file = library.open(meeting_id)
    add_win(file)
    edited = edit(library.path(meeting_id), rename)
    {"refresh": file.refresh, "act": lambda: add_win(file, "More"), "undo": file.undo}[how]()
    assert file.edited_outside
    assert edited in copies(library, meeting_id)
    assert file.meeting.info.title == "Another call"


def test_each_edit_is_reported_once(library: Library, meeting_id: str) -> None:
    path = library.path(meeting_id)
    edit(path, rename)
    file = library.open(meeting_id)
    file.edited_outside = False
    assert not file.refresh()
    assert not file.edited_outside
    edit(path, lambda tables: tables["meeting"]["1"].update(place="The hall"))
    assert file.refresh()
    assert file.edited_outside


def test_with_a_full_disk_an_edit_is_read_but_not_overwritten(
    library: Library, meeting_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = edit(library.path(meeting_id), rename)

    def no_room(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", no_room)
        file = library.open(meeting_id)
        assert file.edited_outside
        assert file.meeting.info.title == "Another call"
        with pytest.raises(StorageError, match="was not written"):
            add_win(file)
    assert library.path(meeting_id).read_bytes() == edited
    assert copies(library, meeting_id) == []
    add_win(file)
    assert copies(library, meeting_id) == [edited]


def test_an_invalid_edit_is_damage(library: Library, meeting_id: str) -> None:
    edited = edit(library.path(meeting_id), lambda tables: tables.update(people={"1": {"x": 1}}))
    with pytest.raises(DamagedFileError, match="damaged"):
        library.open(meeting_id)
    assert library.path(meeting_id).read_bytes() == edited
