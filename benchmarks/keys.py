"""Keys in a meeting beside those of a bare app: the time until their effect, and bytes written.

The library has as many meetings as there are at most. The first press of each key is a measure of
its own. An act is on disk before it is shown, so its floor writes the same bytes durably.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks.measure import Goal, Measure, Scale
from benchmarks.programs import BARE, OURS, Effect, Press, hides, open_terminal, press, shows
from benchmarks.starting import running_library
from data.library.library import Library
from data.records.models import Parked
from data.rules.edits import add
from tests.stories.terminal import Terminal

TIME_GOAL = 2.0  # times the floor
ACT_BYTES = 6.0  # kB
SCREEN_BYTES = 1.5  # times the floor
ENTER_GOAL = 86.0  # ms
OTHER_GOAL = 100.0  # ms
NEW_SPEAKER = "Finn Moreau"  # has no request yet
LINE, WRITTEN, HIGHLIGHT, SCREEN, ALL_ROWS, HELP, ASK, ANSWER = (
    "a line", "a line, written", "a highlight", "a mounted screen", "all rows, written", "a help",
    "a dialog", "an answer, written",
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """What the presses of a key are compared with.

    Args:
        like: the key of the bare app that does the same kind of thing.
        bytes_goal: a limit of the bytes: kilobytes, or a ratio to those of the bare app.
    """

    like: str
    bytes_goal: Goal


_ACT = Kind(WRITTEN, Goal(ACT_BYTES, ratio=False))
_MANY_ROWS = Kind(ALL_ROWS, Goal(ACT_BYTES, ratio=False))
_SCREEN = Kind(SCREEN, Goal(SCREEN_BYTES))
KINDS = {
    "space (pause)": _ACT,
    "n (next speaker)": _MANY_ROWS,
    "u (undo)": _MANY_ROWS,
    "j": Kind(HIGHLIGHT, Goal(ACT_BYTES, ratio=False)),
    "s (ask who)": Kind(ASK, Goal(SCREEN_BYTES)),
    "s NAME enter": Kind(ANSWER, Goal(ACT_BYTES, ratio=False)),
    "1 (agenda)": _SCREEN,
    "2 (queue)": _SCREEN,
    "5 (outcomes)": _SCREEN,
    "7 (minutes)": _SCREEN,
    "? (keys)": Kind(HELP, Goal(SCREEN_BYTES)),
    "w (ask for a win)": Kind(ASK, Goal(SCREEN_BYTES)),
}

Presses = dict[str, list[Press]]


class Keys:
    """Presses keys in both programs, and collects what they cost.

    Args:
        bare: the bare app.
        ours: our program.
    """

    def __init__(self, bare: Terminal, ours: Terminal) -> None:
        self.bare, self.ours = bare, ours
        self.presses: Presses = {}
        self.count = 0  # of the bare app

    def press(self, name: str, key: str, effect: Effect | None = None) -> None:
        """Press a key in our program; by default its effect is that the highlight moves."""
        self.presses.setdefault(name, []).append(press(self.ours, key, effect))

    def act(self, name: str, key: str) -> None:
        """Press a key that changes who has the floor or is next."""
        before = _floor_line(self.ours)
        self.press(name, key, lambda _: _floor_line(self.ours) != before)

    def press_bare(self, name: str, key: str, effect: Effect | None = None) -> None:
        """Press a key in the bare app."""
        self.presses.setdefault(name, []).append(press(self.bare, key, effect))

    def count_bare(self, name: str, key: str) -> None:
        """Press a key that increments the counter of the bare app."""
        self.count += 1
        self.press_bare(name, key, shows(f"COUNT {self.count}."))


def _floor_line(terminal: Terminal) -> str:
    """Return the lines with the speaker and the queue, without clocks."""
    lines = terminal.text().splitlines()[1:3]
    return " ".join(word for line in lines for word in line.split() if not word[0].isdigit())


def _round(keys: Keys) -> None:
    """Press all keys once, in turns. It leaves the meeting as it was."""
    keys.count_bare(LINE, "a")
    keys.press("space (pause)", " ", shows("paused"))
    keys.count_bare(WRITTEN, "d")
    keys.press("space (pause)", " ", hides("paused"))
    keys.count_bare(ALL_ROWS, "r")
    keys.act("n (next speaker)", "n")
    keys.act("u (undo)", "u")
    keys.press_bare(HIGHLIGHT, "j")
    keys.press("j", "j")
    keys.press_bare(ASK, "m", shows("WHO"))
    keys.press("s (ask who)", "s", shows("a few letters of a name"))
    keys.ours.type(NEW_SPEAKER)
    keys.count_bare(ANSWER, "\r")
    keys.act("s NAME enter", "\r")
    keys.act("u (undo)", "u")
    for name, key, text in (
        ("5 (outcomes)", "5", "Write to landlord"),
        ("7 (minutes)", "7", "Draft minutes"),
        ("1 (agenda)", "1", "min planned"),
        ("2 (queue)", "2", "Not heard yet"),
    ):
        keys.press_bare(SCREEN, "t", shows("THE OTHER"))
        keys.press(name, key, shows(text))
        keys.press_bare(SCREEN, "t", shows("COUNT"))
    keys.press_bare(HELP, "h", shows("HELP"))
    keys.press("? (keys)", "?", shows("The speaker queue. s queues"))
    keys.bare.press("h")
    keys.ours.press("escape")
    keys.press("w (ask for a win)", "w", shows("enter records"))
    keys.ours.press("escape")


def measure(scale: Scale) -> Iterator[Measure]:
    """Press all keys in a meeting of ordinary size."""
    folder = scale.folder
    meeting_id = running_library(folder / "library", scale.sizes[-1])
    path = Library(folder / "library").path(meeting_id)
    first, later = _press_all(folder, ("open", meeting_id), path, scale.presses)
    yield from _measures(first, later, "")
    yield _other_program(folder, meeting_id, scale.presses * 3)
    yield from _enter(folder, path, scale.starts, f"{scale.sizes[-1]:,} meetings")


def _press_all(
    folder: Path, arguments: tuple[str, ...], path: Path, presses: int
) -> tuple[Presses, Presses]:
    """Press all keys in both programs; return the first round, and the later ones."""
    with ExitStack() as programs:
        bare = programs.enter_context(open_terminal((*BARE, str(path)), folder))
        ours = programs.enter_context(open_terminal((*OURS, *arguments), folder))
        bare.wait_for("READY")
        ours.wait_for("Item 3")
        keys = Keys(bare, ours)
        keys.press("2 (queue)", "2", shows("Not heard yet"))
        _round(keys)
        first, keys.presses = keys.presses, {}
        for _ in range(presses):
            _round(keys)
    return {name: found[:1] for name, found in first.items()}, keys.presses


def _measures(first: Presses, later: Presses, where: str) -> Iterator[Measure]:
    for name, kind in KINDS.items():
        ours, floor = later[name], later[kind.like]
        yield Measure(
            f"{name}{where}", "ms", [one.milliseconds for one in ours], Goal(TIME_GOAL),
            kind.like, [one.milliseconds for one in floor],
        )  # fmt: skip
        yield Measure(
            f"{name}{where}, first press", "ms", [one.milliseconds for one in first[name]], None,
            f"{kind.like}, first", [one.milliseconds for one in first[kind.like]],
        )  # fmt: skip
        yield Measure(
            f"{name}{where}, bytes", "kB", [one.written / 1000 for one in ours], kind.bytes_goal,
            kind.like, [one.written / 1000 for one in floor],
        )  # fmt: skip


def _other_program(folder: Path, meeting_id: str, acts: int) -> Measure:
    """Measure how long an act of another program takes to be shown, from when it is on disk."""
    file = Library(folder / "library").open(meeting_id)
    figures: list[float] = []
    with open_terminal((*OURS, "open", meeting_id), folder) as ours:
        ours.wait_for("min planned")
        for number in range(acts):
            ours.settle(quiet=0.03 + number % 7 / 70, limit=1.0)  # at any time between two looks
            now = datetime.now(UTC)
            file.apply(partial(add, at=now, record=Parked(text=f"A van {number}", at=now)))
            begin = time.perf_counter()
            outcomes = len(file.meeting.actions) + len(file.meeting.parked)
            shown = ours.wait_for(f"Outcomes {outcomes}")
            figures.append(max(0.0, shown - begin) * 1000)
    file.close()
    goal = Goal(OTHER_GOAL, ratio=False)
    return Measure("an act of another program is shown after", "ms", figures, goal)


def _enter(folder: Path, path: Path, starts: int, where: str) -> Iterator[Measure]:
    """Open a meeting from the list, as the first one of a program and later."""
    first: list[Press] = []
    later: list[Press] = []
    for _ in range(starts):
        with open_terminal(OURS, folder) as ours:
            ours.wait_for("Monthly coalition call")
            ours.settle(quiet=1.0, limit=3.0)  # as long as it takes to read the list
            first.append(press(ours, "\r", shows("min planned")))
            for _ in range(2):
                ours.press("b")
                ours.wait_for("Open actions")
                later.append(press(ours, "\r", shows("min planned")))
    goal = Goal(ENTER_GOAL, ratio=False)
    for name, presses in (("first", first), ("later", later)):
        figures = [one.milliseconds for one in presses]
        yield Measure(f"enter on a meeting, {name}, {where}", "ms", figures, goal)
