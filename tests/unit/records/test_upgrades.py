"""Files of older versions open unchanged; the first act copies and upgrades them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from data.clock import FixedClock
from data.disk.snapshot import FILE_TABLE
from data.disk.tinydb_storage import DurableStorage
from data.errors import DamagedFileError, MeetingError, NewerVersionError
from data.library.check import check_library
from data.library.library import Library
from data.records import upgrades
from data.records.models import Win
from data.records.upgrades import Tables, newest_version, schema_version, upgrade
from data.rules import edits
from data.storage.meeting_file import MeetingFile
from tests.builders import START, a_meeting

OLD_WINS = {"11": {"words": "The bus stops again", "at": START.isoformat()}}


def words_become_text(tables: Tables) -> Tables:
    """Version 1 to 2: the text of a win had another field name."""
    wins = {
        record_id: {**{k: v for k, v in win.items() if k != "words"}, "text": win["words"]}
        for record_id, win in tables.get("wins", {}).items()
    }
    return {**tables, "wins": wins}


def titles_end_with_a_mark(tables: Tables) -> Tables:
    """Version 2 to 3: a step that needs the result of the first one."""
    wins = {i: {**win, "text": f"{win['text']}!"} for i, win in tables["wins"].items()}
    return {**tables, "wins": wins}


@contextmanager
def rewritten(path: Path) -> Iterator[Tables]:
    """Yield the tables of a file, and write them with a valid checksum afterwards."""
    storage = DurableStorage(path)
    with storage.transaction():
        tables = storage.read() or {}
        yield tables
        storage.write({name: table for name, table in tables.items() if name != FILE_TABLE})


@pytest.fixture
def library(isolated: Path) -> Library:
    return Library(isolated / "library", FixedClock())


@pytest.fixture
def old(library: Library) -> Path:
    """A meeting whose file has version 1, with a win under the old field name."""
    path = library.path(library.create(a_meeting(title="Call")))
    with rewritten(path) as tables:
        tables["wins"] = OLD_WINS
    return path


@pytest.fixture
def two_steps(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Add the steps to version 3 after the file was written."""
    monkeypatch.setattr(upgrades, "STEPS", (words_become_text, titles_end_with_a_mark))


def stored(path: Path) -> dict[str, Any]:
    tables: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return tables


def add_win(file: MeetingFile, text: str) -> None:
    win = Win(text=text, at=START)
    file.apply(lambda meeting: edits.add(meeting, START, win))


def test_a_file_of_the_newest_version_is_not_copied() -> None:
    tables: Tables = {"meeting": {"1": {"schema_version": newest_version()}}}
    assert upgrade(tables, "x") is tables


def test_steps_run_in_order_and_change_nothing_in_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(upgrades, "STEPS", (words_become_text, titles_end_with_a_mark))
    tables: Tables = {"meeting": {"1": {"schema_version": 1}}, "wins": OLD_WINS}
    before = json.dumps(tables)
    after = upgrade(tables, "x")
    assert [win["text"] for win in after["wins"].values()] == ["The bus stops again!"]
    assert schema_version(after) == newest_version() == 3
    assert json.dumps(tables) == before
    second = {**tables, "meeting": {"1": {"schema_version": 2}}, "wins": {"1": {"text": "A"}}}
    assert upgrade(second, "x")["wins"]["1"]["text"] == "A!"


@pytest.mark.usefixtures("two_steps")
def test_reading_changes_no_byte(library: Library, old: Path) -> None:
    before = old.read_bytes()
    file = library.open(old.stem)
    assert [win.text for win in file.meeting.wins] == ["The bus stops again!"]
    assert file.meeting.info.schema_version == 3
    assert [s.wins for s in library.summaries()] == [1]
    assert [hit.kind for hit in library.search("bus")] == ["win"]
    assert check_library(library).problems == ()
    assert old.read_bytes() == before
    assert library.backups.list(old.stem) == ()


@pytest.mark.usefixtures("two_steps")
def test_the_first_act_copies_the_old_file_and_writes_a_new_one(
    library: Library, old: Path
) -> None:
    before = old.read_bytes()
    file = library.open(old.stem)
    add_win(file, "The permit is here")
    (backup,) = library.backups.list(old.stem)
    assert backup.path.read_bytes() == before
    tables = stored(old)
    assert tables["meeting"]["1"]["schema_version"] == 3
    texts = ["The bus stops again!", "The permit is here"]
    assert [win["text"] for win in tables["wins"].values()] == texts
    assert not any("words" in win for win in tables["wins"].values())
    file.undo()
    assert [win["text"] for win in stored(old)["wins"].values()] == texts[:1]
    assert MeetingFile(old).meeting == file.meeting


def test_an_act_before_the_upgrade_is_undone_if_its_changes_still_fit(
    library: Library, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with rewritten(old) as tables:
        tables["wins"] = {}
    file = library.open(old.stem)
    add_win(file, "one")
    file.apply(lambda m: edits.change(m, START, m.info, place="The hall"))
    file.close()
    with rewritten(old) as tables:
        for win in tables["wins"].values():
            win["words"] = win.pop("text")
    monkeypatch.setattr(upgrades, "STEPS", (words_become_text, titles_end_with_a_mark))
    file = library.open(old.stem)
    file.undo()
    assert file.meeting.info.place == ""
    # The win is not any more what it was when it was added.
    with pytest.raises(MeetingError, match="changed the same record since"):
        file.undo()
    assert [win.text for win in file.meeting.wins] == ["one!"]


def test_a_removal_before_the_upgrade_is_not_undone_in_part(
    library: Library, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = {**OLD_WINS["11"]}
    removal = {"table": "wins", "id": "12", "before": document, "after": None, "index": 0}
    entry = {"at": START.isoformat(), "act": "win removed", "changes": [removal]}
    with rewritten(old) as tables:
        tables["log"] = {"21": entry}
    monkeypatch.setattr(upgrades, "STEPS", (words_become_text, titles_end_with_a_mark))
    before = old.read_bytes()
    file = library.open(old.stem)
    with pytest.raises(MeetingError, match="“win removed” cannot be undone") as error:
        file.undo()
    assert "do not fit this file" in error.value.message
    assert old.read_bytes() == before
    assert [win.id for win in file.meeting.wins] == ["11"]


@pytest.mark.usefixtures("two_steps")
def test_a_file_that_an_older_program_wrote_again_is_copied_again(
    library: Library, old: Path
) -> None:
    before = old.read_bytes()
    file = library.open(old.stem)
    add_win(file, "The permit is here")
    old.write_bytes(before)
    add_win(file, "A van")
    assert [backup.path.read_bytes() for backup in library.backups.list(old.stem)].count(
        before
    ) >= 1
    assert len(library.backups.list(old.stem)) == 1, "the same bytes are kept once"
    assert stored(old)["meeting"]["1"]["schema_version"] == 3


def test_a_newer_file_is_refused_listed_and_not_touched(library: Library, old: Path) -> None:
    with rewritten(old) as tables:
        tables["meeting"]["1"]["schema_version"] = newest_version() + 1
    before = old.read_bytes()
    with pytest.raises(NewerVersionError, match="newer version") as error:
        library.open(old.stem)
    assert "Update meeting-tui" in error.value.hint
    (summary,) = library.summaries()
    assert "newer version" in summary.damaged
    assert "newer version" in check_library(library, repair=True).problems[0].what
    assert old.read_bytes() == before


def test_an_index_made_by_an_older_version_is_built_again(
    library: Library, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with rewritten(old) as tables:
        tables["wins"] = {"11": {"text": "A van", "at": START.isoformat()}}
        tables["meeting"]["1"]["schema_version"] = 2
    assert "newer version" in library.summaries()[0].damaged
    monkeypatch.setattr(upgrades, "STEPS", (words_become_text,))
    assert library.summaries()[0].damaged == ""


@pytest.mark.parametrize("version", [0, -1, True, 1.5, "two", [1], None])
def test_an_invalid_version_is_damage(library: Library, old: Path, version: object) -> None:
    with rewritten(old) as tables:
        tables["meeting"]["1"]["schema_version"] = version
    with pytest.raises(DamagedFileError) as damage:
        library.open(old.stem)
    assert damage.value.reason == "its version is not a number"


@pytest.mark.usefixtures("two_steps")
def test_tables_that_a_step_cannot_upgrade_are_damage(library: Library, old: Path) -> None:
    with rewritten(old) as tables:
        tables["wins"] = {"1": {"neither": "words nor text"}}
    before = old.read_bytes()
    with pytest.raises(DamagedFileError) as damage:
        library.open(old.stem)
    assert damage.value.reason == "it cannot be upgraded from version 1"
    assert old.read_bytes() == before
