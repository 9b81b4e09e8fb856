"""Warnings about what a disk cannot do; the check leaves nothing behind."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from data.disk.capabilities import disk_warnings
from data.library.library import Library
from tests.isolation import REPOSITORY

pytestmark = pytest.mark.skipif(os.name != "posix", reason="injects errors of POSIX calls")
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


def test_a_good_disk_gets_no_warning(folder: Path) -> None:
    assert disk_warnings(folder) == ()
    assert list(folder.iterdir()) == []


def test_the_check_creates_no_folder(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    assert library.disk_warnings() == ()
    assert not library.root.exists()


def test_the_folder_of_the_meetings_is_checked_once_it_exists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(tmp_path / "library")
    real, tried = os.open, set()

    def seen(path: Path | str, *rest: int, **more: int) -> int:
        tried.add(Path(path).parent)
        return real(path, *rest, **more)

    library.root.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", seen)
        assert library.disk_warnings() == ()
        assert library.root in tried
        library.meetings_path.mkdir()
        tried.clear()
        assert library.disk_warnings() == ()
        assert library.meetings_path in tried
    assert list(library.root.iterdir()) == [library.meetings_path]
    assert list(library.meetings_path.iterdir()) == []


@pytest.mark.parametrize("name", ["file", "file/below", "\0", "x" * 5000])
def test_a_library_path_that_cannot_be_a_folder_raises_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    before = set(tmp_path.iterdir())
    warnings = Library(tmp_path / name).disk_warnings()
    assert ["too long" in warning for warning in warnings] == [True] * (len(name) > 255)
    assert set(tmp_path.iterdir()) == before


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="needs to become another user")
def test_a_folder_without_search_permission_gets_a_warning(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    (closed / "library" / "meetings").mkdir(parents=True)
    closed.chmod(0o700)
    code = (
        "import os, sys; from pathlib import Path; from data.library.library import Library\n"
        "import data.disk.capabilities\n"
        "os.setuid(54321); print(*Library(Path(sys.argv[1])).disk_warnings(), sep='\\n')\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, str(closed / "library")],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "permission denied" in result.stdout
    assert "another" in result.stdout


def test_several_processes_can_check_at_once(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from data.disk.capabilities import disk_warnings\n"
        "sys.stdin.readline()\n"
        "print([r for _ in range(20) for r in disk_warnings(Path(sys.argv[1]))])\n"
    )
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            text=True,
        )
        for _ in range(3)
    ]
    assert [program.communicate("\n", timeout=60)[0] for program in programs] == ["[]\n"] * 3
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.ESTALE])
def test_no_error_is_raised_and_no_file_is_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing(code))
        (warning,) = disk_warnings(folder)
    assert "another" in warning
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL])
def test_a_disk_without_locks(folder: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(fcntl, "flock", failing(code))
    (warning,) = disk_warnings(folder)
    assert "has no locks" in warning
    assert "one program at a time" in warning
    assert list(folder.iterdir()) == []


def test_a_disk_whose_locks_do_not_exclude_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fcntl, "flock", lambda *_: None)
    assert "has no locks" in disk_warnings(folder)[0]


def test_a_disk_without_renames(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "replace", failing(errno.EBUSY))
    (warning,) = disk_warnings(folder)
    assert "nothing can be recorded" in warning
    assert "another" in warning
    assert list(folder.iterdir()) == []


def test_a_disk_that_cannot_sync(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", failing(errno.EINVAL))
    assert "power cut" in disk_warnings(folder)[0]


def test_a_disk_that_keeps_no_modes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def open_for_all(path: str, flags: int, mode: int = 0o777, **more: int) -> int:
        descriptor = opened(path, flags, mode, **more)
        os.fchmod(descriptor, 0o777)
        return descriptor

    monkeypatch.setattr(os, "open", open_for_all)
    assert "private" in disk_warnings(folder)[0]


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_a_folder_that_cannot_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(os, "open", failing(code))
    (warning,) = disk_warnings(folder)
    assert os.strerror(code).lower() in warning
    assert "can be read, nothing can be recorded" in warning
    assert "another" in warning


def test_a_trial_file_left_by_a_crash_is_removed_with_other_stale_files(folder: Path) -> None:
    from data.disk.atomic import PREFIX, remove_stale

    left = folder / f"{PREFIX}try-cut"
    left.touch()
    os.utime(left, (time.time() - 3600,) * 2)
    remove_stale(folder)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("exists", [True, False])
@pytest.mark.parametrize(("name", "system"), [(".git", "Git"), (".hg", "Mercurial")])
@pytest.mark.parametrize("where", ["", "..", "../.."])
def test_a_library_in_a_work_tree_is_reported(
    tmp_path: Path, where: str, name: str, system: str, exists: bool
) -> None:
    root = tmp_path / "folder" / "library"
    root.parent.mkdir()
    library = Library(root)
    assert library.disk_warnings() == ()
    if exists or not where:
        library.prepare()
        assert library.disk_warnings() == ()
    (root / where / name).resolve().mkdir(parents=True)
    (warning,) = library.disk_warnings()
    assert f"inside a {system} work tree, {(root / where).resolve()}:" in warning


def test_a_submodule_and_a_link_into_a_work_tree_are_reported(tmp_path: Path) -> None:
    module = tmp_path / "module"
    (module / "library").mkdir(parents=True)
    (module / ".git").write_text("gitdir: ../.git/modules/module", encoding="utf-8")
    link = tmp_path / "link"
    link.symlink_to(module / "library")
    for root in (module / "library", link):
        (warning,) = Library(root).disk_warnings()
        assert "inside a Git work tree" in warning
