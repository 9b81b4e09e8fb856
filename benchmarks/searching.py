"""The index: built for the first time, searched letter by letter, and asked for open actions."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

from benchmarks.lifelike import RARE, fill
from benchmarks.measure import Goal, Measure, Scale, timed
from data.index.progress import Progress
from data.library.library import Library

LETTER_GOAL = 20.0  # ms
FIRST_HITS_GOAL = 1000.0  # ms
LINEAR_GOAL = 1.5
TYPED = ("council", "zeppelin", "ada q")
_LIMIT = 100  # hits that the dialog asks for


def measure(scale: Scale) -> Iterator[Measure]:
    """Build each library's index in turn; then search the largest."""
    per_meeting: dict[int, float] = {}
    for count in scale.sizes:
        root = scale.folder / f"search-{count}"
        fill(root, count)
        library = Library(root)
        first_hits, whole = _build(library)
        per_meeting[count] = whole / count
        smallest = per_meeting[200] if 200 in per_meeting else per_meeting[count]
        goal = Goal(LINEAR_GOAL) if count > 200 else None
        floor = ("of 200 meetings, for each",) if goal else ("",)
        yield Measure(
            f"first index of {count:,} meetings, each", "ms", [per_meeting[count]], goal,
            *floor, [smallest] if goal else (),
        )  # fmt: skip
        yield Measure(
            f"first hits of a first search, {count:,} meetings", "ms", [first_hits],
            Goal(FIRST_HITS_GOAL, ratio=False),
        )  # fmt: skip
    yield from _letters(library, count, scale.presses)


def _build(library: Library) -> tuple[float, float]:
    """Build an index, as the search dialog does it; return when there were hits, and the end."""
    progress = Progress()
    begin = time.perf_counter()
    thread = threading.Thread(target=library.update_search, args=(progress,))
    thread.start()
    first = 0.0
    while thread.is_alive():
        if not first and library.find("council", _LIMIT):
            first = time.perf_counter()
        thread.join(0.01)
    end = time.perf_counter()
    return ((first or end) - begin) * 1000, (end - begin) * 1000


def _letters(library: Library, count: int, rounds: int) -> Iterator[Measure]:
    fresh = Library(library.root)
    cold = [timed(lambda: fresh.find(RARE, _LIMIT))]
    yield Measure(f"search, first in a process, {count:,} meetings", "ms", cold)
    texts = [text[:length] for text in TYPED for length in range(1, len(text) + 1)]
    figures = [
        timed(lambda text=text: library.find(text, _LIMIT))  # type: ignore[misc]
        for _ in range(rounds)
        for text in texts
    ]
    goal = Goal(LETTER_GOAL, ratio=False)
    yield Measure(f"search, each letter, {count:,} meetings", "ms", figures, goal)
