"""A fault or a crash at each system call leaves the file as before or as after the act."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from data.disk import atomic
from data.errors import MeetingError, StorageError
from data.storage.meeting_file import MeetingFile
from tests.faults.acts import new_file, win, wins

CALLS = ("open", "write", "fsync", "replace")


class Fault:
    """Does something before the nth system call that writes a file; -1 only counts the calls."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int, act: Callable[[], None]) -> None:
        self.calls = 0
        for name in CALLS:
            monkeypatch.setattr(os, name, self._wrapped(getattr(os, name), at, act))

    def _wrapped(
        self, real: Callable[..., object], at: int, act: Callable[[], None]
    ) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            # Only calls that write the meeting; the lock writes files of its own.
            if sys._getframe(1).f_globals["__name__"] != "data.disk.atomic":
                return real(*arguments, **options)
            number, self.calls = self.calls, self.calls + 1
            if number == at:
                act()
            return real(*arguments, **options)

        return call


def calls_of_an_act(folder: Path) -> int:
    """How many system calls an act makes."""
    file = new_file(folder, by="count")
    with pytest.MonkeyPatch.context() as patch:
        fault = Fault(patch, -1, lambda: None)
        file.apply(win("counted"))
    return fault.calls


FOLDER = 4
"""From this call on, the new file is in place and only its folder is not synced."""


def test_an_act_makes_the_calls_that_the_tests_below_count_on(tmp_path: Path) -> None:
    # open, write, fsync, replace, open of the folder, fsync of the folder
    assert calls_of_an_act(tmp_path) == 6


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("point", range(6))
def test_a_failed_write_changes_nothing_and_the_next_one_works(
    tmp_path: Path, code: int, point: int
) -> None:
    file = new_file(tmp_path)
    file.apply(win("first"))
    before = file.path.read_bytes()

    def refuse() -> None:
        raise OSError(code, os.strerror(code))

    with pytest.MonkeyPatch.context() as patch:
        Fault(patch, point, refuse)
        if point >= FOLDER:
            file.apply(win("second"))
        else:
            with pytest.raises(StorageError) as error:
                file.apply(win("second"))
            assert str(error.value)
    if point >= FOLDER:
        # Only the folder was not synced: the new state is in place, and reported as unconfirmed.
        assert file.unconfirmed is not None
        assert wins(file.path) == ["first", "second"]
        assert [w.text for w in file.meeting.wins] == ["first", "second"]
        file.unconfirmed = None
        file.refresh()
        file.undo()
        assert wins(file.path) == ["first"]
        assert file.unconfirmed is None
        return
    assert file.path.read_bytes() == before
    assert [w.text for w in file.meeting.wins] == ["first"]
    assert list(tmp_path.glob(f"{atomic.PREFIX}*")) == []
    file.apply(win("second"))
    assert wins(file.path) == ["first", "second"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("point", range(6))
def test_a_crash_at_any_call_leaves_a_whole_file(tmp_path: Path, point: int) -> None:
    file = new_file(tmp_path)
    file.apply(win("first"))
    child = os.fork()
    if child == 0:
        try:
            own = MeetingFile(file.path)  # a child does not inherit locks
            with pytest.MonkeyPatch.context() as patch:
                Fault(patch, point, lambda: os._exit(9))
                own.apply(win("second"))
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert wins(file.path) == (["first"] if point < 4 else ["first", "second"])
    again = MeetingFile(file.path)
    assert not again.edited_outside
    again.apply(win("third"))
    assert wins(file.path)[-1] == "third"


def interrupt_write(patch: pytest.MonkeyPatch, part: float, act: Callable[[], None]) -> None:
    """Write only a part of the bytes, then call `act`."""
    real = os.write

    def write(descriptor: int, data: memoryview) -> int:
        if sys._getframe(1).f_globals["__name__"] != "data.disk.atomic":
            return real(descriptor, data)
        real(descriptor, data[: int(len(data) * part)])
        act()
        raise AssertionError("the write went on after the fault")

    patch.setattr(os, "write", write)


PARTS = [0.0, 0.001, 0.1, 0.5, 0.9, 0.999, 1.0]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("part", PARTS)
def test_a_write_that_fails_in_the_middle_changes_nothing(
    tmp_path: Path, code: int, part: float
) -> None:
    file = new_file(tmp_path)
    file.apply(win("first"))
    before = file.path.read_bytes()

    def fail() -> None:
        raise OSError(code, os.strerror(code))

    with pytest.MonkeyPatch.context() as patch:
        interrupt_write(patch, part, fail)
        with pytest.raises(StorageError, match="intact"):
            file.apply(win("second"))
    assert file.path.read_bytes() == before
    assert list(tmp_path.glob(f"{atomic.PREFIX}*")) == []
    file.apply(win("second"))
    assert wins(file.path) == ["first", "second"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("part", PARTS)
def test_a_crash_in_the_middle_of_a_write_changes_nothing(tmp_path: Path, part: float) -> None:
    file = new_file(tmp_path)
    file.apply(win("first"))
    before = file.path.read_bytes()
    child = os.fork()
    if child == 0:
        try:
            own = MeetingFile(file.path)
            with pytest.MonkeyPatch.context() as patch:
                interrupt_write(patch, part, lambda: os._exit(9))
                own.apply(win("second"))
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert file.path.read_bytes() == before
    again = MeetingFile(file.path)
    again.apply(win("third"))
    assert wins(file.path) == ["first", "third"]


def test_short_writes_are_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = new_file(tmp_path)
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:100]))
    file.apply(win("in small pieces"))
    monkeypatch.undo()
    assert wins(file.path) == ["in small pieces"]
    assert not MeetingFile(file.path).edited_outside


def test_a_value_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    storage = MeetingFile(new_file(tmp_path).path)
    before = storage.path.read_bytes()
    from data.disk.tinydb_storage import DurableStorage

    for value in (float("nan"), float("inf"), "\ud800", object()):
        with pytest.raises(MeetingError):
            DurableStorage(storage.path).write({"wins": {"1": {"text": value}}})
        assert storage.path.read_bytes() == before


def test_a_symbolic_link_and_the_mode_stay(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    target = new_file(elsewhere).path
    assert target.stat().st_mode & 0o777 == 0o600
    target.chmod(0o640)
    link = tmp_path / target.name
    link.symlink_to(target)
    MeetingFile(link).apply(win("through the link"))
    assert link.is_symlink()
    assert wins(target) == ["through the link"]
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_full_disk_is_reported_and_the_act_works_once_there_is_space(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    import signal

    file = new_file(tmp_path)
    before = file.path.read_bytes()
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, old[1]))
        with pytest.raises(StorageError, match="larger than the system allows"):
            file.apply(win("too much"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, handler)
    assert file.path.read_bytes() == before
    file.apply(win("enough room"))
    assert wins(file.path) == ["enough room"]


@pytest.mark.parametrize("code", [errno.EPERM, errno.ENOTSUP, errno.ENOSYS])
def test_a_disk_without_renames_is_reported_with_a_hint(tmp_path: Path, code: int) -> None:
    file = new_file(tmp_path)
    before = file.path.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        with pytest.raises(StorageError, match="does not let a file be replaced") as error:
            file.apply(win("second"))
    assert "another disk" in error.value.hint
    assert file.path.read_bytes() == before
    assert list(tmp_path.glob(f"{atomic.PREFIX}*")) == []
