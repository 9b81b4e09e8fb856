"""Commands as processes, in processor time: do, minutes, actions."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.measure import Goal, Measure, Scale
from benchmarks.programs import BARE_PROCESS, OURS, run
from benchmarks.starting import running_library

FLOOR = "imports of click, tinydb, pydantic"
PROCESS_GOAL = 1.5  # times the imports, which is about 100 ms
ACTIONS_GOAL = 250.0  # ms


def measure(scale: Scale) -> Iterator[Measure]:
    """Run the commands in turns. The first run of each is not counted."""
    count = scale.sizes[-1]
    folder = scale.folder / "processes"
    meeting_id = running_library(folder / "library", count)
    commands = {
        FLOOR: BARE_PROCESS,
        "do ID 'win …'": (*OURS, "do", meeting_id, "win The permit is here"),
        "minutes ID": (*OURS, "minutes", meeting_id),
        f"actions, {count:,} meetings": (*OURS, "actions"),
        f"list, {count:,} meetings": (*OURS, "list"),
    }
    figures: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(scale.starts + 1):
        for name, argv in commands.items():
            milliseconds = run(argv, folder)
            if number:
                figures[name].append(milliseconds)
    for name in list(commands)[1:]:
        in_all = name.startswith(("actions", "list"))
        goal = Goal(ACTIONS_GOAL, ratio=False) if in_all else Goal(PROCESS_GOAL)
        yield Measure(f"{name} (CPU)", "ms", figures[name], goal, FLOOR, figures[FLOOR])
