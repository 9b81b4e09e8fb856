"""A program at rest: bytes that it writes to the terminal, and processor time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack

from benchmarks.measure import Goal, Measure, Scale
from benchmarks.programs import BARE, OURS, open_terminal, processor_seconds
from benchmarks.starting import running_library
from tests.stories.terminal import Terminal

BYTES_GOAL = 300.0  # a second
PROCESSOR_GOAL = 1.0  # percent of a core more than the bare app
SCREENS = {
    "1": ("agenda", "Item 3"), "2": ("queue", "Not heard yet"), "7": ("minutes", "Draft minutes"),
}  # fmt: skip
_SPANS = 3  # for each screen


def measure(scale: Scale) -> Iterator[Measure]:
    """Watch the list and three screens of a running meeting, beside the bare app."""
    meeting_id = running_library(scale.folder / "library", scale.sizes[-1])
    with ExitStack() as programs:
        bare = programs.enter_context(open_terminal(BARE, scale.folder))
        ours = programs.enter_context(open_terminal((*OURS, "open", meeting_id), scale.folder))
        listed = programs.enter_context(open_terminal(OURS, scale.folder))
        bare.wait_for("READY")
        listed.wait_for("Monthly coalition call")
        ours.wait_for("Item 3")
        for key, (name, text) in SCREENS.items():
            ours.press(key)
            ours.wait_for(text)
            yield from _watch(f"at rest, {name}", ours, bare, scale.seconds)
        yield from _watch("at rest, list of meetings", listed, bare, scale.seconds)


def _watch(what: str, ours: Terminal, bare: Terminal, seconds: float) -> Iterator[Measure]:
    ours.settle(quiet=1.0, limit=2.0)
    written: list[float] = []
    shares: dict[Terminal, list[float]] = {ours: [], bare: []}
    for _ in range(_SPANS):
        before, size = {one: processor_seconds(one) for one in shares}, len(ours.raw)
        begin = time.perf_counter()
        while (past := time.perf_counter() - begin) < seconds / _SPANS:
            bare.read(0.05)
            ours.read(0.05)
        written.append((len(ours.raw) - size) / past)
        for one, figures in shares.items():
            figures.append(100 * (processor_seconds(one) - before[one]) / past)
    yield Measure(what, "B/s", written, Goal(BYTES_GOAL, ratio=False))
    more = [one - other for one, other in zip(shares[ours], shares[bare], strict=True)]
    goal = Goal(PROCESSOR_GOAL, ratio=False)
    yield Measure(f"{what}, more CPU than a bare app", "%", more, goal)
