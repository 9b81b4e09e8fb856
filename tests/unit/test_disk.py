"""A disk that cannot do what is counted on is said to, in words, and nothing is left behind."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from data.disk import remarks
from data.library import Library

pytestmark = pytest.mark.skipif(os.name != "posix", reason="what is injected is POSIX's")
fcntl = pytest.importorskip("fcntl")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "meetings"
    folder.mkdir(mode=0o700)
    return folder


def failing(code: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


def test_a_good_disk_needs_no_remark(folder: Path) -> None:
    assert remarks(folder) == ()
    assert list(folder.iterdir()) == []


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    assert library.disk_remarks() == ()
    assert not library.root.exists()


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL])
def test_a_disk_without_locks(folder: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(fcntl, "flock", failing(code))
    (remark,) = remarks(folder)
    assert "has no locks" in remark
    assert "one program at a time" in remark
    assert list(folder.iterdir()) == []


def test_a_disk_whose_locks_lock_nobody_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fcntl, "flock", lambda *_: None)
    assert "has no locks" in remarks(folder)[0]


def test_a_disk_without_renames(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "replace", failing(errno.EBUSY))
    (remark,) = remarks(folder)
    assert "nothing can be recorded" in remark
    assert "--data DIR" in remark
    assert list(folder.iterdir()) == []


def test_a_disk_that_confirms_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", failing(errno.EINVAL))
    assert "power cut" in remarks(folder)[0]


def test_a_disk_that_keeps_no_modes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def open_for_all(path: str, flags: int, mode: int = 0o777, **more: int) -> int:
        descriptor = opened(path, flags, mode, **more)
        os.fchmod(descriptor, 0o777)
        return descriptor

    monkeypatch.setattr(os, "open", open_for_all)
    assert "private" in remarks(folder)[0]


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_a_folder_that_cannot_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(os, "open", failing(code))
    (remark,) = remarks(folder)
    assert os.strerror(code).lower() in remark
    assert "can be read" in remark


def test_a_trial_that_was_cut_off_is_removed_with_other_stale_files(folder: Path) -> None:
    from data.atomic import PREFIX, remove_stale

    left = folder / f"{PREFIX}try-cut"
    left.touch()
    os.utime(left, (time.time() - 3600,) * 2)
    remove_stale(folder)
    assert list(folder.iterdir()) == []
