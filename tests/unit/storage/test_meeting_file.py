"""MeetingFile when others edit, replace or remove the file, and when text is being typed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from data import errors
from data.disk import atomic
from data.disk.lock import LOCK_TIMEOUT, Lock
from data.errors import MeetingError, StorageError
from data.records import upgrades
from data.records.models import Win
from data.records.upgrades import Tables
from data.rules import edits
from data.shutdown import Shutdown
from data.storage.meeting_file import MeetingFile
from tests.builders import START, a_meeting


@pytest.mark.parametrize(("typing", "least"), [(True, 0.5), (False, 0.3)])
def test_typing_and_a_shutdown_do_not_wait_for_the_whole_timeout(
    isolated: Path, typing: bool, least: float
) -> None:
    path, shutdown = isolated / "2026-11-23-call.json", Shutdown()
    MeetingFile.create(path, a_meeting("Ada", title="Call")).close()
    file = MeetingFile(path, shutdown=shutdown)
    record = Win(text="The permit is here", at=START)
    if not typing:
        shutdown.request()
    with Lock(path).held(), pytest.raises(StorageError) as refused:
        file.apply(lambda m: edits.add(m, START, record), typing=typing)
    waited = re.search(r"waited ([0-9.]+) s", refused.value.message)
    assert waited is not None
    assert least <= float(waited[1]) < LOCK_TIMEOUT
    assert file.apply(lambda m: edits.add(m, START, record)).wins == (record,)


class Copies:
    """A backup hook that keeps the content of each copy, and refuses if `refuses` is set."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.made: list[bytes] = []
        self.refuses = False

    def __call__(self) -> None:
        if self.refuses:
            raise MeetingError("No copy could be made")
        self.made.append(self.path.read_bytes())


@pytest.fixture
def copies(isolated: Path) -> Copies:
    """The backup hook of a meeting file that exists."""
    path = isolated / "2026-11-23-call.json"
    MeetingFile.create(path, a_meeting("Ada", title="Call")).close()
    return Copies(path)


@pytest.fixture
def file(copies: Copies) -> MeetingFile:
    return MeetingFile(copies.path, back_up=copies)


def add_win(file: MeetingFile, text: str = "A van") -> None:
    win = Win(text=text, at=START)
    file.apply(lambda meeting: edits.add(meeting, START, win))


def edit(path: Path, change: Callable[[dict[str, Any]], object]) -> bytes:
    """Change the tables as an editor does, without a checksum; return the new bytes."""
    tables = json.loads(path.read_text(encoding="utf-8"))
    change(tables)
    path.write_text(json.dumps(tables), encoding="utf-8")
    return path.read_bytes()


def rename(tables: dict[str, Any], *, title: str = "Another call") -> None:
    tables["meeting"]["1"]["title"] = title


# Edited by another program


def test_a_file_written_by_stock_tinydb_counts_as_edited(copies: Copies) -> None:
    edit(copies.path, lambda tables: tables.pop("file"))
    with TinyDB(copies.path) as theirs:
        theirs.table("meeting").update({"place": "The hall"})
    theirs_bytes = copies.path.read_bytes()
    file = MeetingFile(copies.path, back_up=copies)
    assert (file.edited_outside, file.meeting.info.place) == (True, "The hall")
    assert copies.made == [theirs_bytes]
    file.edited_outside = False
    add_win(file)
    assert not file.edited_outside
    assert copies.made == [theirs_bytes], "it is copied once"
    assert not MeetingFile(copies.path).edited_outside


# Upgrades, and changes in the log from before them


def add_welcome(tables: Tables) -> Tables:
    """An upgrade step that leaves a trace in the file."""
    info = {**tables["meeting"]["1"], "welcome": "all"}
    return {**tables, "meeting": {"1": info}}


def test_an_old_file_found_while_open_is_copied_before_it_is_written_over(
    copies: Copies, file: MeetingFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = copies.path.read_bytes()
    monkeypatch.setattr(upgrades, "STEPS", (add_welcome,))
    add_win(file)
    copies.path.write_bytes(old)
    assert file.refresh()
    assert copies.path.read_bytes() == old
    assert not file.edited_outside, "an older version of the program is not another program"
    copies.made.clear()
    copies.refuses = True
    with pytest.raises(MeetingError, match="No copy could be made"):
        add_win(file)
    assert copies.path.read_bytes() == old
    copies.refuses = False
    add_win(file)
    assert copies.made == [old]
    info = json.loads(copies.path.read_text(encoding="utf-8"))["meeting"]["1"]
    assert (info["schema_version"], info["welcome"]) == (2, "all")


WIN = {"text": "A van", "at": START.isoformat()}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"table": "votes", "id": "1", "before": None, "after": WIN},
        {"table": ["wins"], "id": "1", "before": None, "after": WIN},
        {"table": "wins", "id": ["1"], "before": None, "after": WIN},
        {"table": "wins", "id": "1", "before": None, "after": None},
        {"table": "wins", "id": "1", "before": "A van", "after": None},
        {"table": "wins", "id": "1", "before": {"words": "A van"}, "after": None},
        {"table": "wins", "id": "1", "before": WIN, "after": None, "index": "first"},
        {"table": "meeting", "id": "1", "before": None, "after": {}},
        {"table": "meeting", "id": "2", "before": {"title": "x"}, "after": None},
        # A field that an upgrade removed does not count as empty.
        {"table": "meeting", "id": "1", "before": {"words": "x"}, "after": {"words": None}},
    ],
)
def test_invalid_changes_in_the_log_are_refused_with_a_reason(
    copies: Copies, file: MeetingFile, change: dict[str, Any]
) -> None:
    add_win(file)

    def put(tables: dict[str, Any]) -> None:
        for entry in tables["log"].values():
            entry["changes"] = [change]

    edited = edit(copies.path, put)
    for opened in (file, MeetingFile(copies.path)):
        with pytest.raises(MeetingError, match="cannot be undone"):
            opened.undo()
    assert copies.path.read_bytes() == edited


# A file that was removed


def test_a_meeting_removed_after_an_unconfirmed_write_is_not_written_in_part(
    copies: Copies, file: MeetingFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unconfirmed(path: Path, data: bytes) -> None:
        atomic.write_atomically(path, data)
        raise errors.UnconfirmedWriteError("Written, but the disk did not confirm it")

    with monkeypatch.context() as patch:
        patch.setattr("data.disk.tinydb_storage.write_atomically", unconfirmed)
        add_win(file)
    assert file.unconfirmed is not None
    copies.path.unlink()
    for act in (lambda: add_win(file), file.undo):
        with pytest.raises(MeetingError, match="is gone"):
            act()
    assert not copies.path.exists()


def test_a_closed_meeting_can_be_corrected_without_a_backup_hook(copies: Copies) -> None:
    file = MeetingFile(copies.path)
    file.correct()
    assert (file.correcting, copies.made) == (True, [])


def type_notes(file: MeetingFile, text: str, *, seconds: float = 0.0, which: int = 0) -> None:
    """Continue typing the notes of an item."""
    item = file.meeting.agenda[which]
    at = START + timedelta(seconds=seconds)
    file.apply(lambda m: edits.change(m, at, item, notes=text), typing=True)


@pytest.fixture
def noted(isolated: Path) -> MeetingFile:
    path = isolated / "2026-11-23-notes.json"
    return MeetingFile.create(path, a_meeting("Ada", items=("One", "Two")))


def test_typing_within_a_minute_is_one_act_to_undo(noted: MeetingFile) -> None:
    before = len(noted.meeting.log)
    for seconds, text in ((0, "The"), (30, "The owner"), (80, "The owner agrees")):
        type_notes(noted, text, seconds=seconds)
    assert len(noted.meeting.log) == before + 1
    noted.undo()
    assert noted.meeting.agenda[0].notes == ""
    noted.redo()
    assert noted.meeting.agenda[0].notes == "The owner agrees"


@pytest.mark.parametrize(("seconds", "which"), [(60, 0), (-1, 0), (1, 1)])
def test_typing_after_a_pause_or_in_another_item_is_another_act(
    noted: MeetingFile, seconds: float, which: int
) -> None:
    type_notes(noted, "The owner")
    type_notes(noted, "The owner agrees", seconds=seconds, which=which)
    noted.undo()
    assert noted.meeting.agenda[0].notes == "The owner"
    assert noted.meeting.agenda[1].notes == ""


def test_typing_in_another_process_is_another_act(noted: MeetingFile) -> None:
    type_notes(noted, "The owner")
    other = MeetingFile(noted.path)
    other.by = "another:1"
    type_notes(other, "The owner agrees", seconds=1)
    other.undo()
    assert other.meeting.agenda[0].notes == "The owner"


def test_there_is_no_warning_about_own_acts_and_each_is_given_once(noted: MeetingFile) -> None:
    type_notes(noted, "The owner")
    assert noted.take_warnings() == ()
    text = noted.path.read_text(encoding="utf-8")
    noted.path.write_text(text.replace("The owner", "The landlord"), encoding="utf-8")
    noted.refresh()
    (warning,) = noted.take_warnings()
    assert "Another program has edited" in str(warning)
    assert noted.take_warnings() == ()


def test_one_copy_is_made_for_any_number_of_acts(copies: Copies, file: MeetingFile) -> None:
    before = copies.path.read_bytes()

    def record(text: str) -> None:
        win = Win(text=text, at=START)
        file.apply(lambda m: edits.add(m, START, win))

    for text in ("one", "two", "three"):
        record(text)
    file.undo()
    assert copies.made == [before]
