"""The terminal goes without a signal: the program ends by itself, and writes the notes."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.conftest import StartProgram
from tests.stories.terminal import Terminal
from tests.stories.test_endings import note_being_typed, notes
from tests.stories.test_fast_hands import running

__all__ = ["running"]

# As after `nohup`: the signal is ignored from the start.
NOHUP = """
import os, signal, sys
signal.signal(signal.SIGHUP, signal.SIG_IGN)
os.execv(sys.executable, [sys.executable, "-m", "meeting_tui", "open"])
"""
# As after `trap '' HUP` in a shell: only the shell is sent the signal, and it passes none on.
DEAF_SHELL = """
import os, pathlib, signal, subprocess, sys
signal.signal(signal.SIGHUP, signal.SIG_IGN)
program = subprocess.Popen([sys.executable, "-m", "meeting_tui", "open"])
pathlib.Path(sys.argv[1]).write_text(str(program.pid))
os._exit(program.wait())
"""


def test_a_terminal_that_goes_ends_it_where_hang_ups_are_ignored(
    terminal: StartProgram, running: Path
) -> None:
    screen = terminal(argv=[sys.executable, "-c", NOHUP])
    note_being_typed(screen)
    screen.hang_up()
    assert screen.wait_exit() == 0
    assert notes(running) == ["The owner has"]


@pytest.fixture
def deaf_shell(terminal: StartProgram, tmp_path: Path) -> Iterator[Terminal]:
    """The program, started by a shell that keeps the hang-up for itself; it ends with it."""
    pid = tmp_path / "pid"
    screen = terminal(argv=[sys.executable, "-c", DEAF_SHELL, str(pid)])
    yield screen
    # Where the program is not ended yet, its shell is not either, and the number is still its own.
    if screen.running:
        with contextlib.suppress(ProcessLookupError, FileNotFoundError):
            os.kill(int(pid.read_text()), signal.SIGKILL)


def test_a_terminal_that_goes_ends_it_where_nobody_tells(
    deaf_shell: Terminal, running: Path
) -> None:
    note_being_typed(deaf_shell)
    deaf_shell.hang_up()
    assert deaf_shell.wait_exit() == 0
    assert notes(running) == ["The owner has"]
