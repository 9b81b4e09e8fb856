"""Several processes on one meeting, and processes that are killed."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from data.disk.lock import Lock
from data.errors import MeetingError
from data.storage.meeting_file import MeetingFile
from tests.effort import times
from tests.faults.acts import new_file, win, wins
from tests.isolation import REPOSITORY

KILLS = times("KILLS", by_default=100, in_ci=300)
ACTS = times("ACTS", by_default=30, in_ci=60)
PROCESSES = 5

WORKER = """
import sys
from pathlib import Path
from data.storage.meeting_file import MeetingFile
from tests.effort import times
from tests.faults.acts import win
file = MeetingFile(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    file.apply(win(f"{sys.argv[2]}-{number}", number))
    print(number, flush=True)
"""
HOLDER = """
import sys, time
from pathlib import Path
from data.disk.lock import Lock
with Lock(Path(sys.argv[1])).held():
    print("held", flush=True)
    sys.stdin.read()
"""


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    """A child process that runs this code."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )


def test_every_act_of_five_processes_is_recorded_once(tmp_path: Path) -> None:
    path = new_file(tmp_path).path
    workers = [start(WORKER, str(path), f"w{n}", str(ACTS)) for n in range(PROCESSES)]
    for worker in workers:
        worker.communicate()
        assert worker.returncode == 0
    found = wins(path)
    assert len(found) == PROCESSES * ACTS
    assert set(found) == {f"w{n}-{act}" for n in range(PROCESSES) for act in range(ACTS)}


def acts_until_killed(path: Path, name: str, report: int) -> NoReturn:
    """In a child process: do numbered acts, and report each once it counts as written."""
    try:
        file = MeetingFile(path)  # a child does not inherit locks
        for number in range(100_000):
            file.apply(win(f"{name}-{number}", number))
            os.write(report, b".")
    finally:
        os._exit(1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_acts_reported_as_written_survive_a_kill(tmp_path: Path) -> None:
    """The kill comes at any point of an act: both an act and the wait take a few milliseconds."""
    chance = random.Random(1)
    path, expected = tmp_path, set[str]()
    for round_ in range(KILLS):
        if round_ % 20 == 0:  # in a small file more of the time goes into writing
            path, expected = new_file(tmp_path, by=f"call-{round_}").path, set()
        reports, reporting = os.pipe()
        child = os.fork()
        if child == 0:
            acts_until_killed(path, f"k{round_}", reporting)
        os.close(reporting)
        with os.fdopen(reports, "rb", buffering=0) as reader:
            count = len(reader.read(chance.randint(1, 3)))
            select.select([], [], [], chance.uniform(0.0, 0.008))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            count += len(reader.read())
        before, expected = expected, expected | {f"k{round_}-{number}" for number in range(count)}
        found = wins(path)
        assert set(found) >= expected
        # The act under way at the kill may be there too, complete; nothing is there twice.
        assert len(found) == len(set(found)) <= len(expected) + 1
        assert set(found) - expected <= {f"k{round_}-{count}"}
        assert len(expected) == len(before) + count
        assert not MeetingFile(path).edited_outside
        expected = set(found)


def test_two_files_open_on_one_meeting(tmp_path: Path) -> None:
    one = new_file(tmp_path)
    other = MeetingFile(one.path)
    one.apply(win("of one"))
    assert other.refresh()
    assert [w.text for w in other.meeting.wins] == ["of one"]
    other.apply(win("of the other"))
    one.apply(win("again of one"))
    assert wins(one.path) == ["of one", "of the other", "again of one"]
    # Undo reverts the own acts; the other's stay.
    one.undo()
    one.undo()
    assert wins(one.path) == ["of the other"]
    with pytest.raises(MeetingError, match="nothing to undo"):
        one.undo()


def test_undo_is_refused_if_the_other_has_changed_the_record(tmp_path: Path) -> None:
    from data.rules import edits

    one = new_file(tmp_path)
    one.apply(win("first"))
    other = MeetingFile(one.path)
    record = other.meeting.wins[0]
    now = record.at
    other.apply(lambda m: edits.change(m, now, record, text="changed"))
    with pytest.raises(MeetingError, match="Someone has changed"):
        one.undo()
    assert wins(one.path) == ["changed"]


def test_the_holder_of_the_lock_is_named_and_a_kill_releases_it(tmp_path: Path) -> None:
    path = new_file(tmp_path).path
    holder = start(HOLDER, str(path))
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with (
        pytest.raises(MeetingError, match=f"process {holder.pid} of "),
        Lock(path, timeout=0.1).held(),
    ):
        pytest.fail("two hold the lock")
    holder.kill()
    holder.communicate()
    with Lock(path, timeout=1).held():
        assert path.exists()
