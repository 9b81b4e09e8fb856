"""What `check` finds in a library, and what it repairs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.clock import FixedClock
from data.disk.tinydb_storage import DurableStorage
from data.library.check import check_library
from data.library.library import Library
from data.library.problems import Problem, ProblemKind
from data.records.models import Action, Win
from data.records.upgrades import newest_version
from data.rules import edits
from data.storage.unsaved_input import UnsavedInput
from tests.builders import START, a_meeting

ID = "2026-11-23-riverside-coalition"
posix = pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")


@pytest.fixture
def library(tmp_path: Path, clock: FixedClock) -> Library:
    """A library with one meeting: two items, an action, and a win that came of it."""
    library = Library(tmp_path / "library", clock)
    library.create(a_meeting("Ada", items=("One", "Two")))
    file = library.open(ID)
    item = file.meeting.agenda[0].id
    action = Action(text="paint the roof", item=item, at=START)
    won = Win(text="roof", action=action.id, item=item, at=START)
    file.apply(lambda meeting: edits.add(meeting, START, action))
    file.apply(lambda meeting: edits.add(meeting, START, won))
    file.close()
    return library


def check(library: Library, *, repair: bool = False) -> tuple[Problem, ...]:
    return check_library(library, repair=repair).problems


def edit(
    library: Library, change: Callable[[dict[str, Any]], object], *, ours: bool = True
) -> None:
    """Change the tables, with a checksum that fits or, like an editor, without."""
    path = library.path(ID)
    if ours:
        storage = DurableStorage(path)
        with storage.transaction():
            tables = storage.read() or {}
            change(tables)
            storage.write(tables)
        return
    tables = json.loads(path.read_text(encoding="utf-8"))
    change(tables)
    path.write_text(json.dumps(tables), encoding="utf-8")


def only(problems: tuple[Problem, ...]) -> Problem:
    (problem,) = problems
    assert problem.file == f"{ID}.json"
    return problem


def first(table: dict[str, Any]) -> Any:
    return next(iter(table.values()))


def key(table: dict[str, Any]) -> str:
    return str(next(iter(table)))


def tables(library: Library) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(library.path(ID).read_text(encoding="utf-8"))
    return found


# What is found


@pytest.mark.parametrize("repair", [False, True])
def test_a_sound_library_has_no_problem_and_is_not_touched(library: Library, repair: bool) -> None:
    before = library.path(ID).read_bytes()
    copies = library.backups.list(ID)
    assert check(library, repair=repair) == ()
    assert library.path(ID).read_bytes() == before
    assert library.backups.list(ID) == copies


def test_an_empty_library_has_no_problem(tmp_path: Path) -> None:
    assert check(Library(tmp_path / "nowhere")) == ()


@pytest.mark.parametrize("repair", [False, True])
@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (b"{\xff}", "text"), (b'{"a', "cut off"), (b"[]", "tables")],
)
def test_damage_is_reported_with_its_backups_and_left(
    library: Library, content: bytes, reason: str, repair: bool
) -> None:
    library.path(ID).write_bytes(content)
    problem = only(check(library, repair=repair))
    assert problem.what.startswith("damaged: ")
    assert reason in problem.what
    assert "1 backup can replace it" in problem.what
    assert problem.kind is ProblemKind.DAMAGED
    assert not problem.repaired
    assert library.path(ID).read_bytes() == content


@pytest.mark.parametrize("repair", [False, True])
def test_one_damaged_file_hides_nothing_of_the_others(library: Library, repair: bool) -> None:
    other = library.create(a_meeting("Bo", title="Other"))
    library.path(other).write_bytes(b"")
    edit(library, lambda t: first(t["wins"]).update(item="99"))
    found = check(library, repair=repair)
    assert {problem.file for problem in found} == {f"{ID}.json", f"{other}.json"}


def test_a_folder_in_the_place_of_a_meeting_is_damage(library: Library) -> None:
    library.path(ID).unlink()
    library.path(ID).mkdir()
    assert "it is a folder" in only(check(library)).what


@pytest.mark.parametrize("repair", [False, True])
def test_a_newer_version_is_reported_and_left(library: Library, repair: bool) -> None:
    edit(library, lambda t: t["meeting"]["1"].update(schema_version=newest_version() + 1))
    edit(library, lambda t: first(t["wins"]).update(item="99"))
    before = library.path(ID).read_bytes()
    problem = only(check(library, repair=repair))
    assert (problem.kind, problem.record) == (ProblemKind.NEWER_VERSION, "meeting/1")
    assert "newer version" in problem.what
    assert library.path(ID).read_bytes() == before


@pytest.mark.parametrize("repair", [False, True])
@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.pop("meeting"),
        lambda t: t["meeting"].update({"2": t["meeting"]["1"]}),
        lambda t: t["meeting"].clear(),
    ],
)
def test_a_file_that_does_not_say_which_meeting_it_is(
    library: Library, change: Callable[[dict[str, Any]], object], repair: bool
) -> None:
    edit(library, change)
    before = library.path(ID).read_bytes()
    found = check(library, repair=repair)
    assert found[0].kind is ProblemKind.NOT_A_MEETING
    assert "does not say which" in found[0].what
    assert library.path(ID).read_bytes() == before


@pytest.mark.parametrize("repair", [False, True])
@pytest.mark.parametrize("ours", [False, True])
def test_an_invalid_record_is_named_and_the_file_is_left(
    library: Library, repair: bool, ours: bool
) -> None:
    """Such a file counts as damaged, and is never written, whatever else could be repaired."""
    edit(library, lambda t: first(t["wins"]).update(at="yesterday"), ours=ours)
    edit(library, lambda t: first(t["actions"]).update(item="99"), ours=ours)
    before = library.path(ID).read_bytes()
    found = check(library, repair=repair)
    assert f"wins/{key(tables(library)['wins'])}" in {problem.record for problem in found}
    assert any(problem.what.startswith("at: ") for problem in found)
    assert {problem.kind for problem in found} - {ProblemKind.EDITED_OUTSIDE} == {
        ProblemKind.INVALID_RECORD
    }
    assert not any(problem.repaired for problem in found)
    assert library.path(ID).read_bytes() == before


@pytest.mark.parametrize("value", [["1"], {"1": 1}, 7, True])
@pytest.mark.parametrize("field", ["item", "action"])
def test_a_reference_that_is_not_text_makes_a_record_invalid(
    library: Library, field: str, value: object
) -> None:
    edit(library, lambda t: first(t["wins"]).update({field: value}))
    found = check(library, repair=True)
    assert found
    assert any(problem.what.startswith(f"{field}: ") for problem in found)


@pytest.mark.parametrize("value", [["current"], {}, 7])
def test_a_state_that_is_not_text_makes_a_record_invalid(library: Library, value: object) -> None:
    edit(library, lambda t: first(t["agenda"]).update(state=value))
    assert only(check(library)).what.startswith("state: ")


@pytest.mark.parametrize("value", ["1", None, [1], {}])
def test_a_version_that_is_not_a_number_is_reported(library: Library, value: object) -> None:
    edit(library, lambda t: t["meeting"]["1"].update(schema_version=value))
    found = check(library)
    # "1" reads as the number 1; everything else is reported.
    assert (found == ()) == (value == "1")


def test_an_unknown_table_is_reported_and_left(library: Library) -> None:
    edit(library, lambda t: t.update(mine={"1": {"a": 1}}))
    before = library.path(ID).read_bytes()
    for repair in (False, True):
        problem = only(check(library, repair=repair))
        assert (problem.kind, problem.record) == (ProblemKind.UNKNOWN_TABLE, "mine")
        assert not problem.repaired
        assert library.path(ID).read_bytes() == before


# What is repaired


@pytest.mark.parametrize(
    ("table", "field"),
    [("wins", "item"), ("wins", "action"), ("actions", "item")],
)
def test_a_dangling_reference_is_emptied_after_a_backup(
    library: Library, clock: FixedClock, table: str, field: str
) -> None:
    edit(library, lambda t: first(t[table]).update({field: "99"}))
    before = library.path(ID).read_bytes()
    problem = only(check(library))
    assert (problem.kind, problem.field) == (ProblemKind.DANGLING_REFERENCE, field)
    assert problem.what == f"{field} refers to a missing record: 99"
    assert library.path(ID).read_bytes() == before, "a check changes nothing"
    clock.advance(60)
    assert only(check(library, repair=True)).repaired
    assert library.backups.list(ID)[0].path.read_bytes() == before
    assert check(library) == ()
    assert first(tables(library)[table])[field] == ""
    assert library.open(ID).meeting.wins[0].text == "roof"


def test_a_second_current_item_waits_again(library: Library) -> None:
    edit(library, lambda t: [item.update(state="current") for item in t["agenda"].values()])
    problem = only(check(library))
    assert problem.kind is ProblemKind.SECOND_CURRENT_ITEM
    assert problem.what == "a second item is current"
    assert only(check(library, repair=True)).repaired
    assert [i["state"] for i in tables(library)["agenda"].values()] == ["current", "waiting"]
    assert check(library) == ()


def test_a_third_current_item_too(library: Library) -> None:
    edit(library, lambda t: t["agenda"].update({"3": {"title": "Three"}}))
    edit(library, lambda t: [item.update(state="current") for item in t["agenda"].values()])
    check(library, repair=True)
    assert check(library) == ()


def test_an_edited_file_gets_its_checksum_after_a_backup(
    library: Library, clock: FixedClock
) -> None:
    edit(library, lambda t: first(t["wins"]).update(text="by hand"), ours=False)
    before = library.path(ID).read_bytes()
    problem = only(check(library))
    assert problem.kind is ProblemKind.EDITED_OUTSIDE
    assert problem.what.startswith("edited by another program")
    clock.advance(60)
    assert only(check(library, repair=True)).repaired
    assert library.backups.list(ID)[0].path.read_bytes() == before
    assert check(library) == ()
    file = library.open(ID)
    assert not file.edited_outside
    assert [win.text for win in file.meeting.wins] == ["by hand"]


@posix
def test_a_mode_that_lets_others_read_is_repaired_without_a_write(library: Library) -> None:
    path = library.path(ID)
    path.chmod(0o644)
    before = path.read_bytes()
    problem = only(check(library))
    assert problem.kind is ProblemKind.PUBLIC_FILE
    assert "other users can read it" in problem.what
    assert only(check(library, repair=True)).repaired
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes() == before


@posix
def test_a_mode_that_cannot_be_repaired_is_reported(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.path(ID).chmod(0o644)

    def chmod(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chmod", chmod)
    found = check(library, repair=True)
    assert not any(problem.repaired for problem in found)
    assert found[-1].what == "not repaired: Operation not permitted"


def test_a_full_disk_is_reported_and_the_other_files_are_checked(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = library.create(a_meeting("Bo", title="Other"))
    library.path(other).write_bytes(b"")
    edit(library, lambda t: first(t["wins"]).update(item="99"))
    before = library.path(ID).read_bytes()

    def no_room(*_: object) -> int:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "write", no_room)
    found = check(library, repair=True)
    monkeypatch.undo()
    assert {problem.file for problem in found} == {f"{ID}.json", f"{other}.json"}
    assert not any(problem.repaired for problem in found)
    assert any("disk is full" in problem.what for problem in found)
    assert library.path(ID).read_bytes() == before


# Not the meetings alone


def test_a_reference_to_another_meeting_leads_somewhere(library: Library) -> None:
    origin = library.create(a_meeting("Ada", title="Last one"))

    def carry(tables: dict[str, Any]) -> None:
        first(tables["actions"])["carried_from"] = origin

    edit(library, carry)
    assert check(library) == ()
    library.delete(origin)
    assert check(library) == ()  # it can be brought back
    (library.bin_path / f"{origin}.json").unlink()
    problem = only(check(library, repair=True))
    assert problem.record == f"actions/{key(tables(library)['actions'])}"
    assert (problem.what, problem.repaired) == (
        f"carried over from a missing meeting: {origin}",
        False,
    )


def test_an_undoing_of_nothing_is_found_and_repaired(library: Library) -> None:
    def undo_nothing(tables: dict[str, Any]) -> None:
        row = first(tables["log"])
        tables["log"]["777"] = {**row, "act": "undone", "undoes": "778", "changes": []}

    edit(library, undo_nothing)
    problem = only(check(library, repair=True))
    assert (problem.record, problem.what) == ("log/777", "undoes refers to a missing record: 778")
    assert problem.repaired
    assert check(library) == ()


def test_copies_the_bin_and_drafts_are_read_as_well(library: Library) -> None:
    deleted = library.create(a_meeting("Ada", title="Deleted"))
    library.delete(deleted)
    unsaved = library.unsaved(ID)
    unsaved.replace(None, UnsavedInput("win", "A win", {"text": "roof"}))
    (copy,) = library.backups.list(ID)
    report = check_library(library)
    assert (report.meetings, report.others, report.problems) == (1, 3, ())
    whole = copy.path.read_text(encoding="utf-8")
    copy.path.write_text(whole[:-40], encoding="utf-8")
    in_bin = library.bin_path / f"{deleted}.json"
    in_bin.write_text("{}", encoding="utf-8")
    draft = library.root / "drafts" / f"{ID}.json"
    draft.write_text("{", encoding="utf-8")
    for repair in (False, True):
        assert [(p.file, p.what, p.repaired) for p in check(library, repair=repair)] == [
            (f"backups/{ID}/{copy.path.name}", "damaged: it is cut off or garbled", False),
            (f"bin/{deleted}.json", "it does not say which meeting it is", False),
            (f"drafts/{ID}.json", "damaged: it is cut off or garbled", False),
        ]
    assert draft.read_text(encoding="utf-8") == "{"


@posix
def test_a_link_to_a_missing_file_is_reported(library: Library) -> None:
    path = library.meetings_path / "2026-11-24-linked.json"
    path.symlink_to("gone.json")
    (problem,) = check(library)
    assert (problem.file, problem.what) == (path.name, "a link to a missing file: gone.json")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_file_whose_name_is_not_text_can_be_reported(library: Library) -> None:
    path = os.fsencode(library.meetings_path) + b"/2026-\xff.json"
    Path(os.fsdecode(path)).write_bytes(b"")
    (problem,) = check(library)
    assert (problem.file, problem.kind) == ("2026-?.json", ProblemKind.DAMAGED)
    assert problem.file.encode()


def test_a_repair_looks_again_at_what_another_program_writes_meanwhile(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(library, lambda t: first(t["wins"]).update(item="99"))
    lock = DurableStorage.transaction

    def after_another_program(storage: DurableStorage, *arguments: Any) -> Any:
        monkeypatch.undo()
        edit(library, lambda t: first(t["wins"]).update(item=key(t["agenda"]), text="theirs"))
        return lock(storage, *arguments)

    monkeypatch.setattr(DurableStorage, "transaction", after_another_program)
    assert check(library, repair=True) == ()
    assert first(tables(library)["wins"])["text"] == "theirs"
