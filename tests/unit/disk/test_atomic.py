"""Files are replaced atomically; every refusal gives its reason and leaves the old file."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from data.disk.atomic import PREFIX, remove_stale, write_atomically
from data.errors import StorageError, UnconfirmedWriteError

posix = pytest.mark.skipif(os.name != "posix", reason="modes and links as POSIX has them")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with some content, in a folder of its own."""
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "file.json"
    write_atomically(path, "before")
    return path


def failing(code: int) -> Callable[..., None]:
    """A system call that fails with this error number."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_text_is_written_as_utf_8_and_bytes_unchanged(path: Path) -> None:
    write_atomically(path, "Zoë\r\n")
    assert path.read_bytes() == "Zoë\r\n".encode()
    write_atomically(path, b"\x00\xff")
    assert path.read_bytes() == b"\x00\xff"
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


@posix
def test_a_new_file_gets_the_given_mode_and_an_existing_one_keeps_its_own(path: Path) -> None:
    assert mode(path) == 0o600
    path.chmod(0o640)
    write_atomically(path, "after", mode=0o644)
    assert mode(path) == 0o640
    new = path.with_name("new.md")
    write_atomically(new, "new", mode=0o644)
    assert mode(new) == 0o644


@posix
def test_a_symbolic_link_stays_and_its_target_is_written(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(path)
    write_atomically(link, "through the link")
    assert link.is_symlink()
    assert path.read_text() == "through the link"
    path.unlink()
    write_atomically(link, "there again")
    assert link.is_symlink()
    assert path.read_text() == "there again"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "your quota on the disk is used up"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "the folder may not be written"),
        (errno.EIO, "the disk reports an error"),
        (errno.ENFILE, os.strerror(errno.ENFILE)),
    ],
)
@pytest.mark.parametrize("call", ["open", "write", "fchmod", "fsync", "close", "replace"])
def test_each_error_is_reported_with_its_reason_and_leaves_the_old_file(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int, reason: str, call: str
) -> None:
    if call == "close":
        real = os.close

        def close(descriptor: int) -> None:
            real(descriptor)
            raise OSError(code, os.strerror(code))  # as on a network disk that is full

        monkeypatch.setattr(os, call, close)
    else:
        monkeypatch.setattr(os, call, failing(code))
    with pytest.raises(StorageError) as error:
        write_atomically(path, "after")
    monkeypatch.undo()
    assert reason in error.value.message
    assert "intact" in error.value.message
    assert error.value.hint
    assert isinstance(error.value.__cause__, OSError)
    assert not isinstance(error.value, UnconfirmedWriteError)
    assert path.read_text() == "before"
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_file_that_is_a_mount_point_gets_its_own_hint(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", failing(errno.EBUSY))
    with pytest.raises(StorageError, match="Mount its folder"):
        write_atomically(path, "after")


def test_a_read_only_file_is_not_replaced(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # os.access is replaced because root may write every file.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(StorageError, match="file is read-only"):
        write_atomically(path, "after")
    assert path.read_text() == "before"


def test_a_missing_folder_and_a_folder_in_the_way_are_refused(path: Path) -> None:
    with pytest.raises(StorageError, match="folder is gone"):
        write_atomically(path.parent / "nowhere" / "file.json", "after")
    with pytest.raises(StorageError, match="directory"):
        write_atomically(path.parent, "after")
    assert path.read_text() == "before"
    assert list(path.parent.parent.glob(f"{PREFIX}*")) == []


def test_text_with_lone_surrogates_is_refused_before_anything_is_written(path: Path) -> None:
    with pytest.raises(StorageError, match="surrogates"):
        write_atomically(path, "half a character: \ud83d")
    assert path.read_text() == "before"


@posix
def test_a_disk_without_modes_is_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fchmod", failing(errno.EPERM))
    write_atomically(path, "after")
    assert path.read_text() == "after"


@posix
@pytest.mark.parametrize("code", [errno.EIO, errno.EINVAL])
def test_an_error_of_the_folder_sync_is_reported_unless_it_is_unsupported(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    real, calls = os.fsync, []

    def fsync(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(code, os.strerror(code))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    if code == errno.EINVAL:  # as on some network disks
        write_atomically(path, "after")
    else:
        with pytest.raises(UnconfirmedWriteError, match="Written, but"):
            write_atomically(path, "after")
    assert len(calls) == 2
    assert path.read_text() == "after"


@posix
def test_the_file_is_synced_before_the_rename_and_the_folder_after(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[tuple[str, int]] = []
    real_fsync, real_replace = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        order.append(("fsync", os.fstat(descriptor).st_ino))
        real_fsync(descriptor)

    def replace(old: Path, new: Path) -> None:
        order.append(("replace", old.stat().st_ino))
        real_replace(old, new)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    write_atomically(path, "after")
    file, folder = path.stat().st_ino, path.parent.stat().st_ino
    assert order == [("fsync", file), ("replace", file), ("fsync", folder)]


@pytest.mark.parametrize(("winerror", "tries"), [(5, 3), (32, 3), (33, 3), (17, 1)])
def test_on_windows_a_rename_waits_for_a_virus_scanner(
    path: Path, monkeypatch: pytest.MonkeyPatch, winerror: int, tries: int
) -> None:
    real, calls = os.replace, []
    waits: list[float] = []

    def replace(old: Path, new: Path) -> None:
        calls.append(old)
        if len(calls) < 3:
            error = OSError(errno.EACCES, "in use")
            error.winerror = winerror  # type: ignore[attr-defined]  # only Windows declares it
            raise error
        real(old, new)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(time, "sleep", waits.append)
    if tries == 1:
        with pytest.raises(StorageError):
            write_atomically(path, "after")
    else:
        write_atomically(path, "after")
        assert path.read_text() == "after"
    assert len(calls) == tries
    assert len(waits) == tries - 1


def test_only_our_old_temporary_files_are_removed(path: Path) -> None:
    old, young = path.with_name(f"{PREFIX}0ld"), path.with_name(f"{PREFIX}y0ung")
    other = path.with_name(".other-old")
    for made in (old, young, other):
        made.touch()
    hour_ago = time.time() - 3600
    for aged in (old, other, path):
        os.utime(aged, (hour_ago, hour_ago))
    remove_stale(path.parent)
    assert set(path.parent.iterdir()) == {path, young, other}


def test_an_interrupted_write_leaves_the_old_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, "after")
    assert path.read_text() == "before"


@pytest.mark.skipif(not hasattr(os, "fchmod"), reason="modes as POSIX has them")
@pytest.mark.parametrize(("code", "written"), [(errno.EPERM, True), (errno.EIO, False)])
def test_only_an_unsupported_mode_is_ignored(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int, written: bool
) -> None:
    """FAT has no modes and refuses to set one; other errors count."""

    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fchmod", refuse)
    if written:
        write_atomically(path, "new")
    else:
        with pytest.raises(StorageError):
            write_atomically(path, "new")
    assert path.read_text() == ("new" if written else "before")
    assert list(path.parent.iterdir()) == [path]
