"""Real calls replayed through the prompt, beside the bare durable write of the same bytes.

Chat logs (*.log) of calls whose chairs keep a speaker queue: each queue command becomes a prompt
line, run in a stored meeting. The refusals are printed with their reasons.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from benchmarks.bare_write import bare_write
from benchmarks.measure import Goal, Measure, Scale, timed
from data.clock import FixedClock
from data.errors import MeetingError
from data.planning.new_meeting import new_meeting
from data.prompt import interpreter
from data.storage.meeting_file import MeetingFile
from tests import queue_logs

LINE_GOAL = 2.5  # times the bare write


def measure(logs: Path, scale: Scale) -> Iterator[Measure]:
    """Replay all logs of a folder."""
    for log in sorted(logs.glob("*.log")):
        with tempfile.TemporaryDirectory(dir=scale.folder) as folder:
            yield _replay(log, Path(folder))


def _replay(log: Path, folder: Path) -> Measure:
    lines = list(queue_logs.read(log))
    clock = FixedClock(lines[0].at)
    day = lines[0].at.date()
    file = MeetingFile.create(folder / f"{day}-call.json", new_meeting(log.stem, day), clock)
    interpreter.run(file, "start", clock.now())
    refusals: Counter[str] = Counter()
    ours: list[float] = []
    bare: list[float] = []
    for one in lines:
        clock.instant = max(one.at, clock.instant + timedelta(milliseconds=1))

        def run(line: str = one.line, command: str = one.command) -> None:
            try:
                interpreter.run(file, line, clock.now())
            except MeetingError as error:
                refusals[f"{command} {error.title}"] += 1

        ours.append(timed(run))
        bare.append(timed(partial(bare_write, folder / "bare", file.path.read_bytes())))
    file.close()
    for why, number in refusals.most_common():
        print(f"    {log.stem}: refused {number} x: {why}", file=sys.stderr)
    what = f"{log.stem}, a line of {len(lines)}"
    return Measure(what, "ms", ours, Goal(LINE_GOAL), "bare durable write", bare)
