"""Keys on the queue screen of a very large meeting, beside a bare Textual app, in one run.

    python -m benchmarks.large_meeting [--presses 15] [--idle 60]

200 people of 20 organisations, 300 turns taken, 70 waiting, a log of 680 acts. Both programs run in
real pseudo-terminals of 120x40 and take turns. Printed from each key until the first byte that
answers it, until all of its effect has come, and that as a ratio to the bare app's key of the same
kind: changing a line, all rows of a list as long, the highlight, asking a question above the
screen, showing another screen. At most 2 times the bare app.

An act is on the disk before it shows. The bare app's key of the same kind therefore writes the same
bytes durably before it changes its line; beside it stands the ratio to a line without a write. With
--idle also what the screen costs while idle.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from benchmarks.idle import processor_seconds
from benchmarks.sample import large_meeting
from benchmarks.start_and_keys import BARE, OURS, Effect, hides, key_times, open_terminal, shows
from data.library.library import Library
from tests.stories.terminal import Terminal

NEWCOMER = "Ada Novak-Bay"  # is not waiting yet
SCOPES = (
    "Organisation, this item",
    "Person, meeting",
    "Person, this item",
    "Organisation, meeting",
)


def second_line(terminal: Terminal) -> str:
    """The line of the floor and of those who wait, without the clock of the speaker."""
    return " ".join(
        word for word in terminal.text().splitlines()[1].split() if not word[0].isdigit()
    )


class Keys:
    """Presses keys in both programs, and keeps the times."""

    def __init__(self, bare: Terminal, ours: Terminal) -> None:
        self.bare, self.ours = bare, ours
        self.times: dict[str, list[float]] = {}
        self.first: dict[str, list[float]] = {}

    def press(self, name: str, key: str, effect: Effect | None = None) -> None:
        """One key of ours, until its effect; without one given, until the highlight has moved."""
        self._keep(name, key_times(self.ours, key, effect))

    def act(self, name: str, key: str) -> None:
        """A key after which somebody else has the floor, or is next."""
        before = second_line(self.ours)
        self.press(name, key, lambda _: second_line(self.ours) != before)

    def floor(self, name: str, key: str, effect: Effect | None = None) -> None:
        """One key of the bare app."""
        self._keep(name, key_times(self.bare, key, effect))

    def _keep(self, name: str, times: tuple[float, float]) -> None:
        for kept, milliseconds in zip((self.first, self.times), times, strict=True):
            kept.setdefault(name, []).append(milliseconds)


def measure(keys: Keys, presses: int) -> None:
    """Press all keys so many times, each time leaving the meeting as it was."""
    for number in range(presses + 1):
        if number == 1:  # what is loaded at the first press is no part of the measure
            keys.times.clear()
            keys.first.clear()
        keys.floor("a line", "a", shows(f"COUNT {4 * number + 1}."))
        keys.floor("a line, written", "d", shows(f"COUNT {4 * number + 2}."))
        keys.floor("all rows", "r", shows(f"COUNT {4 * number + 3}."))
        keys.floor("a question", "m", shows("WHO"))
        keys.floor("a letter", "p", hides("WHO"))
        keys.floor("an answer, written", "\r", shows(f"COUNT {4 * number + 4}."))
        keys.bare.wait_for("person 0", gone=True)
        keys.floor("a highlight", "j")
        keys.floor("a screen", "t", shows("THE OTHER"))
        keys.floor("a screen", "t", shows("COUNT"))
        keys.press("j", "j")
        keys.press("k", "k")
        keys.press("G", "G")
        keys.press("g", "g")
        keys.press("space", " ", shows("paused"))
        keys.press("space", " ", hides("paused"))
        keys.act("n", "n")
        keys.act("u", "u")
        keys.act("f", "f")
        keys.act("u", "u")
        keys.press("j", "j")
        keys.act("t", "t")
        keys.act("u", "u")
        keys.press("k", "k")
        keys.press("x", "x", shows("queue closed"))
        keys.press("x", "x", hides("queue closed"))
        for order in ("first voices first", "balanced", "as asked"):
            keys.press("v", "v", shows(f"· {order}"))
        keys.press("s", "s", shows("a few letters of a name"))
        keys.press("s, a letter", "d", shows("Dolores Quill"))
        keys.ours.type("\x7f" + NEWCOMER)
        keys.ours.settle(quiet=0.1, limit=1.0)
        keys.act("s, enter", "\r")
        keys.ours.wait_for("equal share")
        keys.ours.wait_for("a few letters of a name", gone=True)
        keys.act("u", "u")
        keys.act("I", "I")
        keys.act("u", "u")
        for scope in SCOPES:
            keys.press("m", "m", shows(scope))
        keys.press("w", "w", shows("enter records"))
        keys.ours.press("escape")
        keys.ours.wait_for("enter records", gone=True)
        keys.press("1", "1", shows("Item 3"))
        keys.press("2", "2", shows("equal share"))


ALIKE = {
    "j": "a highlight",
    "k": "a highlight",
    "G": "all rows",
    "g": "all rows",
    **dict.fromkeys("nutvIm", "all rows"),
    "s, enter": "an answer, written",
    **dict.fromkeys(("space", "f", "x"), "a line, written"),
    "s": "a question",
    "w": "a question",
    "s, a letter": "a letter",
    "1": "a screen",
    "2": "a screen",
}
FLOORS = tuple(dict.fromkeys((*ALIKE.values(), "a line")))


def idle(bare: Terminal, ours: Terminal, seconds: float) -> None:
    """Print what each costs while nothing happens."""
    before = [processor_seconds(bare), processor_seconds(ours)]
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        bare.read(0.1)
        ours.read(0.1)
    shares = [
        (processor_seconds(program) - start) / seconds
        for program, start in zip((bare, ours), before, strict=True)
    ]
    print(f"idle: {shares[1]:.2%} of a core, {shares[1] - shares[0]:.2%} more than the bare app")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--presses", type=int, default=15)
    parser.add_argument("--idle", type=float, default=0.0, metavar="SECONDS")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, ExitStack() as programs:
        folder = Path(name)
        library = Library(folder / "library")
        path = library.path(large_meeting(library))
        bare = programs.enter_context(open_terminal([*BARE, str(path)], folder))
        ours = programs.enter_context(open_terminal([*OURS, "open"], folder))
        bare.wait_for("READY")
        ours.wait_for("Item 3")
        ours.press("2")
        ours.wait_for("equal share")
        keys = Keys(bare, ours)
        measure(keys, options.presses)
        if options.idle:
            idle(bare, ours, options.idle)
    middle = {key: statistics.median(times) for key, times in keys.times.items()}
    print("key                 first byte     effect  medians; ratio of the effect")
    for key, milliseconds in middle.items():
        first = statistics.median(keys.first[key])
        told = f"{key:<18} {first:9.1f} ms {milliseconds:7.1f} ms"
        if key not in FLOORS:
            like = ALIKE[key]
            told += f"{milliseconds / middle[like]:6.2f} times {like}"
            if like == "a line, written":
                told += f", {milliseconds / middle['a line']:.2f} times a line"
        print(told)


if __name__ == "__main__":
    main()
