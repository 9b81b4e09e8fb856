"""What `check` finds in a library, and what it repairs."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.clock import FixedClock
from data.library.library import Library
from data.library.problems import ProblemKind
from data.records.upgrades import newest_version
from tests.builders import a_meeting
from tests.unit.library.checking import ID, check, edit, first, key, only, posix, tables

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
