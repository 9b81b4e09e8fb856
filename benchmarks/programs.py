"""The programs that are measured: ours and the bare app in terminals, and commands as processes."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.isolation import REPOSITORY, isolated_environment
from tests.stories.terminal import Terminal

SIZE = (120, 40)
BARE = (sys.executable, "-m", "benchmarks.bare_app")
OURS = (sys.executable, "-m", "meeting_tui")
BARE_PROCESS = (sys.executable, "-c", "import click, tinydb; from pydantic import BaseModel")

Effect = Callable[[str], object]

_QUIET = 0.12  # seconds without output after which a key has had its whole effect
_PATIENCE = 30.0  # seconds


class Press(NamedTuple):
    """What a key press cost: milliseconds until its effect was shown, and bytes of output."""

    milliseconds: float
    written: int


def environment(folder: Path) -> dict[str, str]:
    """Return an environment whose library is below a folder. Bytecode is kept, as for users."""
    kept = {**isolated_environment(folder), "PYTHONPATH": str(REPOSITORY)}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return kept


def open_terminal(argv: Sequence[str], folder: Path) -> Terminal:
    """Start a program in a terminal of 120x40, with its library below the folder."""
    return Terminal(argv, size=SIZE, env=environment(folder), cwd=folder)


def start(argv: Sequence[str], folder: Path, shows: str) -> float:
    """Return the milliseconds of processor time of a program until a text is on its screen."""
    with open_terminal(argv, folder) as terminal:
        terminal.wait_for(shows, seconds=_PATIENCE)
        return processor_seconds(terminal) * 1000


def press(terminal: Terminal, key: str, effect: Effect | None = None) -> Press:
    """Press a key, and wait for its effect and until nothing more is written.

    Args:
        terminal: the program.
        key: the key, as it is sent.
        effect: whether the text of the screen shows the effect; None for "a highlight has moved".
    """
    terminal.settle(quiet=_QUIET, limit=2.0)
    before, written = terminal.backgrounds(), len(terminal.raw)
    shown: Effect = effect or (lambda _: terminal.backgrounds() != before)
    begin = time.perf_counter()
    terminal.type(key)
    end = terminal.wait_until(shown, f"the effect of {key!r}", seconds=_PATIENCE)
    terminal.settle(quiet=_QUIET, limit=2.0)
    return Press((end - begin) * 1000, len(terminal.raw) - written)


def shows(text: str) -> Effect:
    """Return a condition: the text is on the screen."""
    return lambda screen: text in screen


def hides(text: str) -> Effect:
    """Return a condition: the text is not on the screen."""
    return lambda screen: text not in screen


def run(argv: Sequence[str], folder: Path) -> float:
    """Run a command, and return the milliseconds of processor time that it took.

    Raises:
        RuntimeError: it failed.
    """
    with Path(os.devnull).open("wb") as nowhere:
        actions = [(os.POSIX_SPAWN_DUP2, nowhere.fileno(), 1)]
        pid = os.posix_spawn(argv[0], list(argv), environment(folder), file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise RuntimeError(f"{' '.join(argv)} failed")
    return (usage.ru_utime + usage.ru_stime) * 1000


def processor_seconds(terminal: Terminal) -> float:
    """Return the user and system time of the program so far, in seconds. Linux only."""
    fields = Path(f"/proc/{terminal.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
