"""The lock has one holder, and the error for other processes names it."""

from __future__ import annotations

import errno
import getpass
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from data.disk import lock as lock_module
from data.disk.lock import Lock
from data.disk.user import user_name
from data.errors import MeetingError, StorageError
from data.shutdown import Shutdown
from tests.isolation import REPOSITORY


def test_the_error_names_the_holder(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    with (
        Lock(path).held(),
        pytest.raises(MeetingError) as error,
        Lock(path, timeout=0.02).held(),
    ):
        pytest.fail("two hold the lock")
    assert f"process {os.getpid()} of {user_name()} on " in error.value.title
    assert "nothing was changed" in error.value.message
    assert error.value.hint
    with Lock(path, timeout=0.02).held():
        assert not path.exists()


def test_a_body_that_raises_releases_the_lock(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "file.json")
    with pytest.raises(ZeroDivisionError), lock.held():
        raise ZeroDivisionError
    with Lock(tmp_path / "file.json", timeout=0.02).held():
        pass


@pytest.mark.parametrize("line", [b"", b"\xff\xfe", b"half a line\n"])
def test_an_unreadable_holder_is_called_another_program(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "file.json"
    with Lock(path).held():
        (tmp_path / ".locks" / "file.json.holder").write_bytes(line)
        with (
            pytest.raises(MeetingError, match="being written by another program"),
            Lock(path, timeout=0.02).held(),
        ):
            pytest.fail("two hold the lock")


@pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")
def test_lock_files_are_private_and_stay(tmp_path: Path) -> None:
    with Lock(tmp_path / "file.json").held():
        pass
    folder = tmp_path / ".locks"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {p.name for p in folder.iterdir()} == {"file.json.lock", "file.json.holder"}
    assert all(p.stat().st_mode & 0o077 == 0 for p in folder.iterdir())


def take_flock(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Make every lock call fail."""
    fcntl = pytest.importorskip("fcntl")

    def flock(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", flock)


@pytest.fixture
def no_flock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk without locks."""
    take_flock(monkeypatch, errno.ENOLCK)


HOLDING = """
import errno, fcntl, os, sys
from pathlib import Path
def flock(*_):
    raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
fcntl.flock = flock
from data.disk.lock import Lock
with Lock(Path(sys.argv[1])).held():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.usefixtures("no_flock")
def test_without_locks_a_marker_excludes_other_processes(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    with Lock(path).held():
        pass
    command = [sys.executable, "-c", HOLDING, str(path)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with (
            pytest.raises(MeetingError, match=f"being written by process {other.pid}"),
            Lock(path, timeout=0.05).held(),
        ):
            pytest.fail("two hold the lock")
        other.kill()
        other.wait()
        # The marker of a killed process is removed.
        with Lock(path, timeout=30).held():
            pass
    left = {entry.name for entry in (tmp_path / ".locks").iterdir()}
    assert left <= {"file.json.lock", "file.json.holder"}


@pytest.mark.parametrize(
    "code", [errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL]
)
@pytest.mark.filterwarnings("error")
def test_no_error_of_the_lock_call_keeps_a_process_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    path = tmp_path / "file.json"
    with Lock(path).held():
        pass  # leaves its lock file, as in a library that was moved to such a disk
    take_flock(monkeypatch, code)
    with Lock(path, timeout=0.02).held():
        with (
            pytest.raises(MeetingError, match=f"by process {os.getpid()}") as error,
            Lock(path, timeout=0.02).held(),
        ):
            pytest.fail("two hold the lock")
        assert f"remove {tmp_path / '.locks' / 'file.json.soft'}" in error.value.hint
    with Lock(path, timeout=0.02).held():
        pass


def test_locks_are_used_again_once_they_work(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "file.json", timeout=0.02)
    with pytest.MonkeyPatch.context() as patch:
        take_flock(patch, errno.ENOLCK)
        with lock.held():
            assert (tmp_path / ".locks" / "file.json.soft").exists()
    with lock.held():
        assert not (tmp_path / ".locks" / "file.json.soft").exists()
        with pytest.raises(MeetingError) as error, Lock(tmp_path / "file.json", 0.02).held():
            pytest.fail("two hold the lock")
    assert "remove" not in error.value.hint


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("call", ["mkdir", "open"])
def test_a_read_only_folder_is_reported_with_a_hint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise OSError(code, os.strerror(code))

    lock = Lock(tmp_path / "file.json", timeout=0.02)
    if call == "open":
        (tmp_path / ".locks").mkdir()
    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(MeetingError, match="cannot be locked") as error, lock.held():
        pytest.fail("it was not locked")
    assert os.strerror(code) in error.value.message
    assert "nothing was changed" in error.value.message
    assert "permissions" in error.value.hint


@pytest.mark.usefixtures("no_flock")
def test_a_folder_that_allows_neither_locks_nor_markers_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    lock = Lock(tmp_path / "file.json", timeout=0.02)
    (tmp_path / ".locks").mkdir()
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(MeetingError, match="cannot be locked") as error, lock.held():
        pytest.fail("it was not locked")
    assert error.value.hint


@pytest.mark.parametrize("error", [KeyError("uid"), OSError("uid"), ImportError("pwd")])
def test_a_user_without_a_name_has_a_number(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def getuser() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", getuser)
    assert user_name() == (str(os.getuid()) if hasattr(os, "getuid") else "unknown user")


@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become another user"
)
def test_a_user_unknown_to_the_system_has_a_number() -> None:
    named = {"LOGNAME", "USER", "LNAME", "USERNAME"}
    code = "import os; from data.disk.user import user_name; os.setuid(54321); print(user_name())"
    environment = {k: v for k, v in os.environ.items() if k not in named}
    result = subprocess.run(
        [sys.executable, "-c", code],
        env={**environment, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert result.stdout == "54321\n"


def test_a_symbolic_link_and_its_target_share_one_lock(tmp_path: Path) -> None:
    real, link = tmp_path / "real" / "call.json", tmp_path / "linked" / "other.json"
    for path in (real, link):
        path.parent.mkdir()
    real.touch()
    link.symlink_to(real)
    with Lock(link).held(), pytest.raises(MeetingError), Lock(real, timeout=0.02).held():
        pytest.fail("two hold the lock")


@pytest.mark.usefixtures("no_flock")
def test_an_empty_marker_of_a_killed_process_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_module, "_ORPHAN_AGE", 0.2)
    lock = Lock(tmp_path / "file.json")
    with lock.held():
        pass
    marker = tmp_path / ".locks" / "file.json.soft"
    marker.touch()
    # After a short wait it stays: another process could be about to write into it.
    with pytest.raises(MeetingError), lock.held(0.05):
        pytest.fail("two hold the lock")
    assert marker.exists()
    with lock.held(0.2):
        assert marker.stat().st_size > 0
    assert not marker.exists()


@pytest.mark.usefixtures("no_flock")
def test_a_marker_made_while_waiting_is_not_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_module, "_ORPHAN_AGE", 0.05)
    lock = Lock(tmp_path / "file.json")
    with lock.held():
        pass
    marker = tmp_path / ".locks" / "file.json.soft"
    marker.touch()

    def make_a_new_one() -> bool:
        marker.unlink()
        marker.touch()
        return True

    shutdown = Shutdown()
    monkeypatch.setattr(shutdown, "deadline_passed", make_a_new_one)
    with pytest.raises(MeetingError), Lock(tmp_path / "file.json", 0.05, shutdown).held():
        pytest.fail("two hold the lock")
    assert marker.exists()


def test_a_stuck_holder_is_waited_for_once_and_then_only_shortly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_module, "_STUCK_TIMEOUT", 0.05)
    path = tmp_path / "meeting.json"
    waiting = Lock(path, timeout=0.6)

    def seconds_until_refused() -> float:
        began = time.monotonic()
        with pytest.raises(StorageError, match="is being written by"), waiting.held():
            pass
        return time.monotonic() - began

    with Lock(path).held():
        assert seconds_until_refused() >= 0.6
        assert seconds_until_refused() < 0.5
        assert seconds_until_refused() < 0.5
    time.sleep(1.1)  # the holder's file keeps whole seconds
    with Lock(path).held():  # another one, which may well be quick
        assert seconds_until_refused() >= 0.6
    with waiting.held():
        pass
