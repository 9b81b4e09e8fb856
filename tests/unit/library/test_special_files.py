"""A pipe, a device or a file of many gigabytes is reported as what it is, and never blocks."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from data.disk import reading
from data.errors import DamagedFileError, MeetingError
from data.library.library import Library
from data.records.models import Win
from data.rules import edits
from data.storage.unsaved_input import UnsavedInput
from tests.builders import START
from tests.unit.library.checking import ID, check, posix

pytestmark = posix
T = TypeVar("T")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def link_to_a_pipe(path: Path) -> None:
    os.mkfifo(path.with_name("pipe"))
    path.symlink_to(path.with_name("pipe"))


def sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, 20_000_000_000)


def link_to_a_sparse_file(path: Path) -> None:
    sparse(path.with_name("large"))
    path.symlink_to(path.with_name("large"))


KINDS = [
    (pipe, "it is not a file"),
    (link_to_a_device, "it is not a file"),
    (link_to_a_pipe, "it is not a file"),
    (sparse, "it is far too large"),
    (link_to_a_sparse_file, "it is far too large"),
]


def in_time(work: Callable[[], T]) -> T:
    """Return what a function returns; fail if it takes longer than five seconds."""
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(5)
    assert not thread.is_alive(), "it blocks"
    if errors:
        raise errors[0]
    return results[0]


@pytest.mark.parametrize(("make", "reason"), KINDS)
def test_it_is_listed_and_nothing_else_suffers(
    library: Library, make: Callable[[Path], None], reason: str
) -> None:
    other = "2026-11-24-other"
    make(library.path(other))
    summaries = in_time(library.summaries)
    assert {s.id: s.damaged for s in summaries} == {ID: "", other: reason}
    assert {hit.meeting_id for hit in in_time(lambda: library.search("roof"))} == {ID}
    assert len(in_time(library.open_actions)) == 1
    assert in_time(library.resolve) == ID
    with pytest.raises(DamagedFileError, match=reason[3:]):
        in_time(lambda: library.open(other))
    for repair in (False, True):
        (problem,) = in_time(lambda: check(library, repair=repair))  # noqa: B023
        assert (problem.file, problem.what) == (f"{other}.json", f"damaged: {reason}")
    assert in_time(lambda: library.delete(other)) == other
    assert library.deleted() == (other,)
    (problem,) = in_time(lambda: check(library))
    assert problem.file == f"bin/{other}.json"
    if "link" not in make.__name__:
        assert in_time(lambda: library.restore(other)) == other


@pytest.mark.parametrize(("make", "reason"), KINDS)
def test_it_takes_the_place_of_an_open_meeting(
    library: Library, make: Callable[[Path], None], reason: str
) -> None:
    """What was shown is kept, and replaces it."""
    path = library.path(ID)
    file = library.open(ID)
    win = Win(text="shown", at=START)
    file.apply(lambda meeting: edits.add(meeting, START, win))
    path.unlink()
    make(path)
    with pytest.raises(DamagedFileError, match=reason[3:]):
        in_time(file.refresh)
    with pytest.raises(DamagedFileError, match=reason[3:]):
        in_time(lambda: file.apply(lambda meeting: meeting))
    with pytest.raises(MeetingError):
        in_time(lambda: library.backups.make(path, START))
    in_time(lambda: library.restore_backup(ID))
    assert "shown" in {one.text for one in library.open(ID).meeting.wins}


@pytest.mark.parametrize(("make", "reason"), KINDS)
def test_it_lies_among_backups_unsaved_input_and_the_bin(
    library: Library, make: Callable[[Path], None], reason: str
) -> None:
    folder = library.root / "backups" / ID
    strange = folder / "20271125T101112000000Z.json"
    make(strange)
    drafts = library.root / "drafts"
    drafts.mkdir()
    make(drafts / f"{ID}.json")
    library.bin_path.mkdir()
    make(library.bin_path / f"{ID}.json")
    problems = in_time(lambda: check(library))
    assert {problem.file for problem in problems} == {
        f"backups/{ID}/{strange.name}",
        f"bin/{ID}.json",
        f"drafts/{ID}.json",
    }
    assert {problem.what for problem in problems} == {f"damaged: {reason}"}
    file = library.open(ID)
    win = Win(text="more", at=START)
    in_time(lambda: file.apply(lambda meeting: edits.add(meeting, START, win)))
    unsaved = library.unsaved(ID)
    assert in_time(lambda: unsaved.list("win")) == ()
    in_time(lambda: unsaved.replace(None, UnsavedInput("win", "A win", {"text": "roof"})))
    assert len(library.unsaved(ID).list("win")) == 1
    library.path(ID).write_bytes(b"garbled")
    in_time(lambda: library.restore_backup(ID))
    library.open(ID).close()


def test_the_file_that_names_the_holder_of_a_lock_is_a_pipe(library: Library) -> None:
    holder = library.meetings_path / ".locks" / f"{ID}.json.holder"
    holder.unlink()
    os.mkfifo(holder)
    assert in_time(lambda: library.delete(ID)) == ID


@pytest.mark.parametrize("end", ["", "-journal", "-wal"])
@pytest.mark.parametrize("make", [make for make, _ in KINDS])
def test_it_lies_in_the_place_of_the_index(
    library: Library, make: Callable[[Path], None], end: str
) -> None:
    library.search("roof")  # makes an index
    path = library.index_path.with_name(f"{library.index_path.name}{end}")
    path.unlink(missing_ok=True)
    make(path)
    assert [summary.id for summary in in_time(library.summaries)] == [ID]
    assert {hit.meeting_id for hit in in_time(lambda: library.search("roof"))} == {ID}
    assert len(in_time(library.open_actions)) == 1
    assert in_time(lambda: library.delete(ID)) == ID


def test_a_file_that_grows_while_it_is_read_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SIZE_LIMIT", 100)
    path = tmp_path / "file.json"
    path.write_bytes(b"x" * 100)
    assert reading.read_content(path) == b"x" * 100

    def grow(target: Path, _status: os.stat_result) -> None:
        target.write_bytes(b"x" * 101)

    monkeypatch.setattr(reading, "_require_regular", grow)
    with pytest.raises(DamagedFileError, match="far too large"):
        reading.read_content(path)


@posix
def test_a_folder_to_which_the_index_is_linked_keeps_its_mode(
    library: Library, tmp_path: Path
) -> None:
    library.search("roof")  # makes an index
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o755)
    library.index_path.unlink()
    library.index_path.symlink_to(folder)
    assert [summary.id for summary in library.summaries()] == [ID]
    assert folder.stat().st_mode & 0o777 == 0o755
