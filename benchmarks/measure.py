"""What is measured, and how it is printed: one row for each measure, all in one table."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

GROSS = 3.0
"""A short run fails only where the minimum is more than so many times the goal."""


@dataclass(frozen=True)
class Scale:
    """How much is measured.

    Args:
        folder: an empty folder for everything that is written.
        sizes: the numbers of meetings in the libraries.
        starts: how often a program is started for a measure.
        presses: how often a key is pressed in each of them, after the first press.
        acts: how many acts are timed.
        seconds: how long a program is watched at rest.
        records: the large meetings: pairs of the number of log entries and that of all records.
    """

    folder: Path
    sizes: tuple[int, ...] = (10, 200, 2_000, 10_000)
    starts: int = 5
    presses: int = 8
    acts: int = 40
    seconds: float = 30.0
    records: tuple[tuple[int, int], ...] = ((150, 300), (500, 1_500), (2_000, 5_000))


def short_scale(folder: Path) -> Scale:
    """Return a scale with which everything is measured within two minutes."""
    return Scale(folder, (200,), 2, 4, 10, 2.0, ((2_000, 5_000),))


@dataclass(frozen=True)
class Goal:
    """A limit of the median: a figure, or a ratio to the median of the floor."""

    limit: float
    ratio: bool = True


@dataclass(frozen=True)
class Measure:
    """Something that was measured several times.

    Args:
        what: what it is.
        unit: of the figures: "ms", "kB", "B/s", "%" or "times".
        figures: the figures.
        goal: None for a measure without a goal.
        floor: what the floor is, which does the same work in the same run.
        floor_figures: the figures of the floor.
    """

    what: str
    unit: str
    figures: Sequence[float]
    goal: Goal | None = None
    floor: str = ""
    floor_figures: Sequence[float] = field(default=())

    @property
    def median(self) -> float:
        """The median of the figures."""
        return statistics.median(self.figures)

    @property
    def ratio(self) -> float | None:
        """The ratio to the floor, by the medians; None without a floor."""
        if not self.floor_figures:
            return None
        return self.median / max(statistics.median(self.floor_figures), 1e-9)

    @property
    def over(self) -> float:
        """How many times the goal the median is; 0 without a goal."""
        if self.goal is None:
            return 0.0
        value = self.ratio if self.goal.ratio else self.median
        return (value or 0.0) / self.goal.limit

    @property
    def depends_on_machine(self) -> bool:
        """Whether a slow or busy machine alone may miss the goal: a time without a floor."""
        return self.goal is not None and not self.goal.ratio and self.unit in ("ms", "%")

    @property
    def is_gross(self) -> bool:
        """Whether even the minimum is far above the goal, which a busy machine does not explain.

        Times without a floor never are: a slow machine alone may miss them.
        """
        if self.depends_on_machine:
            return False
        best = min(self.figures) / max(self.median, 1e-9)
        return self.over * best > GROSS


def timed(work: Callable[[], object]) -> float:
    """Return how many milliseconds a call takes."""
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def alternate(
    ours: Callable[[], object], floor: Callable[[], object], times: int
) -> tuple[list[float], list[float]]:
    """Time two calls in turns, so that noise affects both alike.

    Returns:
        The milliseconds of each.
    """
    pairs = [(timed(ours), timed(floor)) for _ in range(times)]
    return [one for one, _ in pairs], [other for _, other in pairs]


def table(measures: Iterable[Measure]) -> str:
    """Return the table: minimum, median and maximum, floor, ratio, goal, and whether it is met."""
    head = ("what", "unit", "min", "median", "max", "floor", "is", "ratio", "goal", "met")
    rows = [head, *(_row(measure) for measure in measures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    left = {0, 1, 5}
    lines = (
        "  ".join(
            cell.ljust(width) if column in left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def _row(measure: Measure) -> tuple[str, ...]:
    ratio, goal = measure.ratio, measure.goal
    limit = "" if goal is None else f"{goal.limit:g}" + (" x" if goal.ratio else f" {measure.unit}")
    return (
        measure.what,
        measure.unit,
        _number(min(measure.figures)),
        _number(measure.median),
        _number(max(measure.figures)),
        measure.floor,
        _number(statistics.median(measure.floor_figures)) if measure.floor_figures else "",
        "" if ratio is None else f"{ratio:.2f}",
        limit,
        "" if goal is None else ("yes" if measure.over <= 1 else "NO"),
    )


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
