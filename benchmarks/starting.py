"""Starts, in processor time: the list in libraries of all sizes, and a meeting by its id."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.lifelike import fill
from benchmarks.measure import Goal, Measure, Scale
from benchmarks.programs import BARE, OURS, start
from benchmarks.sample import running_meeting
from data.library.library import Library

LIST_GOALS = {10: 1.5, 200: 1.6, 2_000: 2.0, 10_000: 3.0}
OPEN_GOAL = 1.5
FLOOR = "a bare app"


def running_library(root: Path, count: int) -> str:
    """Fill a library with lifelike meetings and a running one; return the id of the latter."""
    fill(root, count)
    library = Library(root)
    meeting_id = library.create(running_meeting(datetime.now(UTC) - timedelta(minutes=25)))
    library.summaries()  # so that the index knows all of them
    return meeting_id


def measure(scale: Scale) -> Iterator[Measure]:
    """Start the programs in turns. The first start of each is not counted."""
    for count in scale.sizes:
        folder = scale.folder / f"start-{count}"
        meeting_id = running_library(folder / "library", count)
        commands = {
            FLOOR: (BARE, "READY"),
            "list": (OURS, "Monthly coalition call"),
            "open": ((*OURS, "open", meeting_id), "Item 3"),
        }
        figures: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(scale.starts + 1):
            for name, (argv, text) in commands.items():
                milliseconds = start(argv, folder, text)
                if number:
                    figures[name].append(milliseconds)
        floor = (FLOOR, figures[FLOOR])
        what = f"start of the list, {count:,} meetings (CPU)"
        yield Measure(what, "ms", figures["list"], Goal(LIST_GOALS[count]), *floor)
        if count == scale.sizes[0]:
            (folder / "library" / "index.sqlite").unlink()
            first = [start(OURS, folder, "Monthly coalition call")]
            yield Measure(f"{what}, no index", "ms", first, None, *floor)
        if count in (scale.sizes[0], scale.sizes[-1]):
            what = f"open ID, {count:,} meetings (CPU)"
            yield Measure(what, "ms", figures["open"], Goal(OPEN_GOAL), *floor)
