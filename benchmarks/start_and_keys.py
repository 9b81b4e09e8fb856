"""How fast the program starts and responds to keys, compared with a bare Textual app.

    python -m benchmarks.start_and_keys [--starts 9] [--presses 20]

Both run in pseudo-terminals of 120x40 and take turns, so that noise affects both alike. Prints
medians and their ratios; the ratios are stable on a busy machine, the times are not.

- Start: from the start of the process until the screen can be used, with an empty library and with
  200 meetings. The limit is 1.6 times the bare app.
- Keys, in a running meeting with ten requests to speak: from the key until the first byte of
  output, and until its whole effect is on the screen, compared with a key of the bare app that
  changes one line. The last column compares with a key of the bare app that does the same kind of
  thing: writes the same bytes durably and changes a line, moves the highlight, shows another
  screen. The limit is twice that.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from benchmarks.sample import fill, running_meeting
from data.library.library import Library
from tests.isolation import REPOSITORY, isolated_environment
from tests.stories.terminal import Terminal

SIZE = (120, 40)
MEETINGS = 200
BARE = [sys.executable, "-m", "benchmarks.bare_app"]
OURS = [sys.executable, "-m", "meeting_tui"]

Effect = Callable[[str], object]


def open_terminal(argv: list[str], folder: Path) -> Terminal:
    """Start a program in a terminal, with its library below the folder."""
    env = {**isolated_environment(folder), "PYTHONPATH": str(REPOSITORY)}
    return Terminal(argv, size=SIZE, env=env, cwd=folder)


def start_seconds(argv: list[str], folder: Path, shows: str) -> float:
    """Return the seconds from the start of a process until a text is on its screen."""
    with open_terminal(argv, folder) as terminal:
        return terminal.wait_for(shows) - terminal.started


def shows(text: str) -> Effect:
    """Return a condition: the text is on the screen."""
    return lambda screen: text in screen


def hides(text: str) -> Effect:
    """Return a condition: the text is not on the screen."""
    return lambda screen: text not in screen


def key_times(terminal: Terminal, key: str, effect: Effect | None) -> tuple[float, float]:
    """Press a key and measure.

    Args:
        terminal: the program.
        key: the key.
        effect: the condition to wait for; None for "the highlight has moved".

    Returns:
        Milliseconds until the first byte of output, and until the effect.
    """
    terminal.settle(quiet=0.1, limit=1.0)
    before, written = terminal.backgrounds(), len(terminal.raw)
    moved: Effect = effect or (lambda _: terminal.backgrounds() != before)
    begin = time.perf_counter()
    terminal.type(key)
    terminal.wait_until(lambda _: len(terminal.raw) > written, f"output after {key!r}")
    first = terminal.heard
    return (first - begin) * 1000, (terminal.wait_until(moved, f"effect of {key!r}") - begin) * 1000


def starts(runs: int, root: Path) -> None:
    """Measure starts, and print them."""
    empty, full = root / "empty", root / "full"
    for folder in (empty, full):
        folder.mkdir()
    fill(Library(full / "library"), MEETINGS)
    cases = {
        "bare app": (BARE, empty, "READY"),
        "empty library": (OURS, empty, "No meeting yet"),
        f"{MEETINGS} meetings": (OURS, full, f"Working group {MEETINGS}"),
    }
    times: dict[str, list[float]] = {name: [] for name in cases}
    for run in range(runs + 1):
        for name, (argv, folder, shows) in cases.items():
            seconds = start_seconds(argv, folder, shows)
            if run:  # the first run fills the disk cache, and is not counted
                times[name].append(seconds)
    floor = statistics.median(times.pop("bare app"))
    print(f"start of the bare app: {floor:.3f} s (medians of {runs})")
    for name, seconds_of_runs in times.items():
        middle = statistics.median(seconds_of_runs)
        print(f"start, {name}: {middle:.3f} s, ratio {middle / floor:.2f} (at most 1.6)")


def keys(presses: int, root: Path) -> None:
    """Measure keys, and print them."""
    folder = root / "running"
    folder.mkdir()
    library = Library(folder / "library")
    path = library.path(library.create(running_meeting()))
    with ExitStack() as open_programs:
        bare = open_programs.enter_context(open_terminal([*BARE, str(path)], folder))
        ours = open_programs.enter_context(open_terminal([*OURS, "open"], folder))
        bare.wait_for("READY")
        ours.wait_for("Item 3")
        times: dict[str, list[tuple[float, float]]] = {}

        def measure(name: str, terminal: Terminal, key: str, effect: Effect | None = None) -> None:
            times.setdefault(name, []).append(key_times(terminal, key, effect))

        for number in range(presses + 1):
            if number == 1:  # the first round loads modules, and is not counted
                times.clear()
            measure("a line", bare, "a", shows(f"COUNT {2 * number + 1}."))
            measure("a line, written", bare, "d", shows(f"COUNT {2 * number + 2}."))
            measure("2", ours, "2", shows("Not heard yet"))
            measure("a screen", bare, "t", shows("THE OTHER"))
            measure("j", ours, "jk"[number % 2])
            measure("space", ours, " ", shows("paused"))
            measure("space", ours, " ", hides("paused"))
            measure("a screen", bare, "t", shows("COUNT"))
            measure("a highlight", bare, "j")
            measure("1", ours, "1", shows("Item 3"))

    first = {name: statistics.median(pair[0] for pair in pairs) for name, pairs in times.items()}
    whole = {name: statistics.median(pair[1] for pair in pairs) for name, pairs in times.items()}
    line = "a line"
    print(
        f"\nms, medians of {presses}      first byte  ratio     effect  ratio     ratio to its like"
    )
    print(f"bare app, {line:<12} {first[line]:10.1f} {1:6.2f} {whole[line]:10.1f} {1:6.2f}")
    alike = {"1": "a screen", "2": "a screen", "j": "a highlight", "space": "a line, written"}
    for key, like in alike.items():
        print(
            f"key {key:<18} {first[key]:10.1f} {first[key] / first[line]:6.2f}"
            f" {whole[key]:10.1f} {whole[key] / whole[line]:6.2f}"
            f" {whole[key] / whole[like]:10.2f} ({like})"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--starts", type=int, default=9)
    parser.add_argument("--presses", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        starts(options.starts, Path(name))
        keys(options.presses, Path(name))


if __name__ == "__main__":
    main()
