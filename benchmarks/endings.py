"""How long the program takes to end after a signal.

Runs a meeting in a pseudo-terminal of 120x40 and ends it by SIGTERM, or by closing the terminal:
while notes or a win are being typed, while an act waits for a lock that another process holds,
while the clipboard does not respond, while nobody reads the terminal. The floor is a bare Textual
app, which SIGTERM ends at once. The goal is 1 s.
"""

from __future__ import annotations

import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measure import Goal, Measure, Scale
from benchmarks.programs import BARE, OURS, SIZE, environment
from benchmarks.sample import running_meeting
from data.library.library import Library
from tests.stories.clipboard import Clipboard
from tests.stories.terminal import ScreenError, Terminal
from tests.stories.test_prompt_end import HANGING
from tests.stories.test_two_programs import held_by_another

_PATIENCE = 30.0  # seconds
LIMIT = 1000.0  # milliseconds

End = Callable[[Terminal], None]


def terminate(terminal: Terminal) -> None:
    """Send SIGTERM."""
    terminal.signal(signal.SIGTERM)


def hang_up(terminal: Terminal) -> None:
    """Close the terminal."""
    terminal.hang_up()


ENDS: dict[str, End] = {"SIGTERM": terminate, "terminal gone": hang_up}


def seconds_to_end(terminal: Terminal, end: End, *, reading: bool = True) -> float:
    """Return the seconds from the signal to the end of the process."""
    start = time.perf_counter()
    end(terminal)
    terminal.wait_exit(_PATIENCE, reading=reading)
    return time.perf_counter() - start


@contextmanager
def opened(folder: Path) -> Iterator[tuple[Terminal, Path]]:
    """Open the agenda of a running meeting, with a clipboard that hangs.

    Yields the terminal and the path of the meeting file.
    """
    clipboard = Clipboard(folder / "clipboard")
    clipboard.replace_by(HANGING)
    library = Library(folder / "library")
    path = library.path(library.create(running_meeting()))
    env = {**environment(folder), **clipboard.environment}
    with Terminal([*OURS, "open"], size=SIZE, env=env, cwd=folder) as terminal:
        terminal.wait_for("Item 3")
        yield terminal, path


def during_notes(folder: Path, end: End) -> float:
    """End while notes are being typed."""
    with opened(folder) as (terminal, _):
        terminal.send("<tab>The owner has")
        terminal.wait_for("The owner has")
        return seconds_to_end(terminal, end)


def during_a_win(folder: Path, end: End) -> float:
    """End while a field is open, with text in it."""
    with opened(folder) as (terminal, _):
        terminal.send("wThe permit")
        terminal.wait_for("The permit")
        return seconds_to_end(terminal, end)


def during_a_wait(folder: Path, end: End) -> float:
    """End while an act waits for a lock that another process holds."""
    with opened(folder) as (terminal, path), held_by_another(path):
        terminal.send("wThe permit<enter>")
        terminal.settle()
        return seconds_to_end(terminal, end)


def during_a_copy(folder: Path, end: End) -> float:
    """End while the clipboard does not respond."""
    with opened(folder) as (terminal, _):
        terminal.press("7")
        terminal.wait_for("Draft minutes")
        terminal.press("y")
        terminal.settle()
        return seconds_to_end(terminal, end)


def during_a_stall(folder: Path, end: End) -> float:
    """End while nobody reads the terminal, as when a connection hangs."""
    with opened(folder) as (terminal, _):
        terminal.type("21" * 100)
        time.sleep(1.0)
        return seconds_to_end(terminal, end, reading=False)


def bare(folder: Path, end: End) -> float:
    """End the bare app."""
    env = environment(folder)
    with Terminal(BARE, size=SIZE, env=env, cwd=folder) as terminal:
        terminal.wait_for("READY")
        return seconds_to_end(terminal, end)


CASES: dict[str, Callable[[Path, End], float]] = {
    "typing notes": during_notes,
    "typing a win": during_a_win,
    "an act waits for another process": during_a_wait,
    "the clipboard hangs": during_a_copy,
    "the connection hangs": during_a_stall,
}


def measure(scale: Scale) -> Iterator[Measure]:
    """End each case by each signal, so many times as programs are started."""

    def times(case: Callable[[Path, End], float], end: End) -> list[float]:
        found: list[float] = []
        for _ in range(max(1, scale.starts // 2)):
            with tempfile.TemporaryDirectory(dir=scale.folder) as folder:
                try:
                    found.append(1000 * case(Path(folder), end))
                except ScreenError:
                    found.append(1000 * _PATIENCE)  # it has not ended: the table shows it
        return found

    floor = times(bare, terminate)
    for name, case in CASES.items():
        for how, end in ENDS.items():
            goal = Goal(LIMIT, ratio=False)
            yield Measure(f"{how}, {name}", "ms", times(case, end), goal, "a bare app", floor)
