"""Several programs on one meeting: each shows what others do, and none is in another's way."""

from __future__ import annotations

import inspect
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from data.disk import lock
from data.disk.lock import Lock
from data.library.library import Library
from data.storage.meeting_file import MeetingFile
from meeting_tui.app import MeetingApp
from tests.isolation import REPOSITORY, isolated_environment
from tests.stories.conftest import StartProgram
from tests.stories.terminal import Terminal
from tests.stories.test_endings import note_being_typed, notes
from tests.stories.test_fast_hands import TABS, running
from tests.waiting import wait_until

__all__ = ["running"]

WIN = "The permit is here"
DAMAGED = b'{"meeting"'

# The program as it is, but that it waits for a lock a twentieth of its time.
HASTY = """
import sys
from data.disk import lock
lock.LOCK_TIMEOUT /= 20
from meeting_tui.cli.main import main
sys.argv = ["meeting-tui", "open"]
main()
"""
# Another program that has the lock until it is asked to release it.
HOLDER = """
import sys
from pathlib import Path
from data.disk.lock import Lock
with Lock(Path(sys.argv[1])).held():
    print("held", flush=True)
    sys.stdin.readline()
"""


def wins(path: Path) -> list[str]:
    """The wins in a meeting file."""
    tables: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return [win["text"] for win in tables["wins"].values()]


def run(isolated: Path, *arguments: str) -> str:
    """What meeting-tui prints, from the command line."""
    done = subprocess.run(
        [sys.executable, "-m", "meeting_tui", *arguments],
        env={**isolated_environment(isolated), "PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def dense(text: str) -> str:
    """A text without blanks, for sentences that are broken into lines anywhere."""
    return "".join(text.split())


# -- the lock --------------------------------------------------------------------------------


@contextmanager
def held_by_another(path: Path) -> Iterator[int]:
    """Another program writes the meeting, and takes its time; its process id."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        env={"PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "held\n"
            yield holder.pid
        finally:
            holder.communicate("\n", timeout=30)


def test_an_act_waits_five_seconds_for_the_lock() -> None:
    assert lock.LOCK_TIMEOUT == 5.0
    assert inspect.signature(Lock).parameters["timeout"].default == 5.0


def test_an_act_that_waits_for_another_program_in_vain_says_for_whom(
    terminal: StartProgram, running: Path
) -> None:
    screen = terminal(code=HASTY)
    screen.wait_for(TABS["1"])
    before = running.read_bytes()
    with held_by_another(running) as pid:
        # Reading needs no lock.
        screen.press("7")
        screen.wait_for(TABS["7"])
        screen.send(f"w{WIN}<enter>")
        parts = (
            "is being written by",
            f"process {pid} of ",
            f" on {socket.gethostname()} ",
            " since 20",
            "nothing was changed",
            "Try again, or end that program",
        )
        screen.wait_until(
            lambda text: all(dense(part) in dense(text) for part in parts), f"all of {parts}"
        )
        assert WIN in screen.text()
        assert running.read_bytes() == before
    screen.press("enter")
    screen.wait_for(f"A win: {WIN}")
    assert wins(running) == [WIN]


def test_an_act_that_waits_a_little_for_another_program_is_done(
    terminal: StartProgram, running: Path
) -> None:
    screen = terminal("open")
    screen.wait_for(TABS["1"])
    with held_by_another(running):
        screen.send(f"w{WIN}<enter>")
        screen.read(0.05)
        assert wins(running) == []
    screen.wait_for(f"A win: {WIN}")
    assert wins(running) == [WIN]


def test_notes_that_another_program_holds_up_are_written_when_it_lets_go(
    terminal: StartProgram, running: Path
) -> None:
    screen = terminal("open")
    with held_by_another(running):
        note_being_typed(screen)
        screen.wait_for("is being written by")
        assert notes(running) == []
    screen.wait_until(lambda _: notes(running) == ["The owner has"], "the notes in the file")


def test_the_end_does_not_wait_for_another_program(terminal: StartProgram, running: Path) -> None:
    screen = terminal("open")
    with held_by_another(running):
        note_being_typed(screen)
        screen.wait_for("is being written by")
        screen.signal(signal.SIGTERM)
        assert screen.wait_exit() == 0
        assert notes(running) == []
    screen = terminal("open")
    screen.wait_for("Not recorded when the program ended")
    screen.wait_for("“The")
    assert "owner has”" in screen.text()  # in the next line


# -- acts of others --------------------------------------------------------------------------


def test_the_command_line_tells_what_was_done_on_the_screen(
    terminal: StartProgram, running: Path, isolated: Path
) -> None:
    screen = terminal("open")
    screen.wait_for(TABS["1"])
    screen.send("sada rents<enter>sben<enter>n")
    screen.wait_for("● Ada Quill")
    before, _, _, after = run(
        isolated, "do", running.stem, "q?", "next", "q+ Zoe Ride", "q?"
    ).splitlines()
    assert before.index("Ada Quill") < before.index("Ben Osei")
    assert after.index("Ben Osei") < after.index("Zoe Ride")
    # And what the command line does to the queue is on the screen.
    screen.wait_for("● Ben Osei")
    screen.wait_for("next Zoe Ride")


def test_two_screens_show_each_others_acts(terminal: StartProgram, running: Path) -> None:
    one, other = terminal("open"), terminal("open", size=(120, 40))
    one.wait_for(TABS["1"])
    other.wait_for(TABS["1"])
    one.send("2sada rents<enter>")
    other.press("2")
    other.wait_for("Ada Quill  Riverside  rents")
    other.send("sben<enter>n")
    one.wait_for("● Ada Quill")
    one.wait_for("next Ben Osei")
    one.press("f")
    other.wait_for("the floor is free")
    # Both at once: neither is lost, neither comes twice.
    one.send("wFrom the one<enter>")
    other.send("wFrom the other<enter>")
    for screen in (one, other):
        screen.wait_for("A win: ")
        screen.press("4")
        screen.wait_for("★ From the one")
        screen.wait_for("★ From the other")
    assert sorted(wins(running)) == ["From the one", "From the other"]
    # Each takes back its own.
    one.press("u")
    other.wait_for("★ From the one", gone=True)
    assert wins(running) == ["From the other"]


# -- the file goes, and comes back -------------------------------------------------------------


def goes_on(screen: Terminal, path: Path) -> None:
    """What stood in the field all the while is recorded now."""
    screen.press("enter")
    screen.wait_for(f"A win: {WIN}")
    assert wins(path) == [WIN]
    screen.press("ctrl+q")
    assert screen.wait_exit() == 0


def test_a_meeting_thrown_away_elsewhere_is_missed_and_comes_back(
    terminal: StartProgram, running: Path, isolated: Path
) -> None:
    screen, other = terminal("open"), terminal()
    screen.wait_for(TABS["1"])
    other.wait_for("running")
    other.press("delete")
    other.wait_for("Delete the running meeting?")
    other.press("j", "enter")
    other.wait_for("is in the bin")
    screen.wait_for("is gone")
    screen.wait_for("bin list shows what can be restored")
    screen.send(f"w{WIN}<enter>")
    screen.wait_until(lambda text: text.count("is gone") > 0 and WIN in text, "the refusal")
    assert not running.exists()
    run(isolated, "bin", "restore", running.stem)
    goes_on(screen, running)


def test_a_file_damaged_while_it_is_open_is_left_alone_and_comes_back(
    terminal: StartProgram, running: Path
) -> None:
    whole = running.read_bytes()
    screen = terminal("open")
    screen.wait_for(TABS["1"])
    running.write_bytes(DAMAGED)
    screen.wait_for("is damaged")
    # What was read before can still be looked at.
    screen.press("4")
    screen.wait_for(TABS["4"])
    screen.send(f"w{WIN}<enter>")
    screen.wait_until(lambda text: dense("it has not been touched") in dense(text), "why")
    screen.wait_for(WIN)
    assert running.read_bytes() == DAMAGED
    running.write_bytes(whole)
    goes_on(screen, running)


async def test_a_damaged_file_is_told_once(
    running: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Path] = []
    look = MeetingFile.refresh

    def counted(file: MeetingFile) -> bool:
        looks.append(file.path)
        return look(file)

    app = MeetingApp(Library(library), running.stem)
    async with app.run_test(notifications=True) as pilot:
        running.write_bytes(DAMAGED)
        await wait_until(pilot, lambda: app.screen.query("Toast"), "a message")
        monkeypatch.setattr(MeetingFile, "refresh", counted)
        await wait_until(pilot, lambda: len(looks) >= 3, "three more looks at the file")
        assert len(app.screen.query("Toast")) == 1
