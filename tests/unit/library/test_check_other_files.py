"""What `check` finds outside one meeting: other meetings, backups, the bin, unsaved input."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from data.disk.tinydb_storage import DurableStorage
from data.library.check import check_library
from data.library.library import Library
from data.library.problems import ProblemKind
from data.storage.unsaved_input import UnsavedInput
from tests.builders import a_meeting
from tests.unit.library.checking import ID, check, edit, first, key, only, posix, tables


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
