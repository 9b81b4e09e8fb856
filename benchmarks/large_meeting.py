"""Keys on the queue screen of a very large meeting, compared with a bare Textual app.

    python -m benchmarks.large_meeting [--presses 15] [--idle 60]

The meeting has 200 people of 20 organisations, 300 turns taken, 70 requests, and a log of 680 acts.
Both programs run in pseudo-terminals of 120x40 and take turns. For each key, prints the time until
the first byte of output, the time until its whole effect is on the screen, and the ratio of the
latter to a key of the bare app that does the same kind of thing: changes a line, all rows of a
list of the same length, or the highlight, opens a dialog, shows another screen. The limit is twice
the bare app.

An act is on disk before it is shown, so the comparable key of the bare app writes the same bytes
durably before it changes its line. For these the ratio to a key that writes nothing is printed too.
--idle also measures processor time while nothing happens.
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

NEW_SPEAKER = "Ada Novak-Bay"  # has no request yet
SCOPES = (
    "Organisation, this item",
    "Person, meeting",
    "Person, this item",
    "Organisation, meeting",
)


def second_line(terminal: Terminal) -> str:
    """Return the line with the speaker and the queue, without the clock of the speaker."""
    return " ".join(
        word for word in terminal.text().splitlines()[1].split() if not word[0].isdigit()
    )


class Keys:
    """Presses keys in both programs, and collects the times.

    Args:
        bare: the bare app.
        ours: the queue screen of the meeting.
    """

    def __init__(self, bare: Terminal, ours: Terminal) -> None:
        self.bare, self.ours = bare, ours
        self.times: dict[str, list[float]] = {}
        self.first: dict[str, list[float]] = {}

    def press(self, name: str, key: str, effect: Effect | None = None) -> None:
        """Press a key in our program.

        Args:
            name: the name under which its times are collected.
            key: the key.
            effect: the effect to wait for; by default, that the highlight has moved.
        """
        self._add(name, key_times(self.ours, key, effect))

    def act(self, name: str, key: str) -> None:
        """Press a key in our program that changes who has the floor or is next."""
        before = second_line(self.ours)
        self.press(name, key, lambda _: second_line(self.ours) != before)

    def press_bare(self, name: str, key: str, effect: Effect | None = None) -> None:
        """Press a key in the bare app."""
        self._add(name, key_times(self.bare, key, effect))

    def _add(self, name: str, times: tuple[float, float]) -> None:
        for collected, milliseconds in zip((self.first, self.times), times, strict=True):
            collected.setdefault(name, []).append(milliseconds)


def measure(keys: Keys, presses: int) -> None:
    """Press all keys so many times. Each round leaves the meeting as it was."""
    for number in range(presses + 1):
        if number == 1:  # the first round loads modules, and is not counted
            keys.times.clear()
            keys.first.clear()
        keys.press_bare("a line", "a", shows(f"COUNT {4 * number + 1}."))
        keys.press_bare("a line, written", "d", shows(f"COUNT {4 * number + 2}."))
        keys.press_bare("all rows", "r", shows(f"COUNT {4 * number + 3}."))
        keys.press_bare("a question", "m", shows("WHO"))
        keys.press_bare("a letter", "p", hides("WHO"))
        keys.press_bare("an answer, written", "\r", shows(f"COUNT {4 * number + 4}."))
        keys.bare.wait_for("person 0", gone=True)
        keys.press_bare("a highlight", "j")
        keys.press_bare("a screen", "t", shows("THE OTHER"))
        keys.press_bare("a screen", "t", shows("COUNT"))
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
        keys.ours.type("\x7f" + NEW_SPEAKER)
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
BARE_KEYS = tuple(dict.fromkeys((*ALIKE.values(), "a line")))


def idle(bare: Terminal, ours: Terminal, seconds: float) -> None:
    """Print the processor time of each while nothing happens."""
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
        row = f"{key:<18} {first:9.1f} ms {milliseconds:7.1f} ms"
        if key not in BARE_KEYS:
            like = ALIKE[key]
            row += f"{milliseconds / middle[like]:6.2f} times {like}"
            if like == "a line, written":
                row += f", {milliseconds / middle['a line']:.2f} times a line"
        print(row)


if __name__ == "__main__":
    main()
