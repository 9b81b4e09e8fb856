"""Real calls replayed through the prompt, compared with the cost of writing the same bytes.

    python -m benchmarks.queue_logs FOLDER

FOLDER contains chat logs (*.log) of calls whose chairs keep a speaker queue. Each queue command
becomes a prompt line, run in a stored meeting. For each log, prints the number of requests, turns
and refusals with their reasons, lines per second, and the ratio of the median line to a bare
durable write of the file's bytes in the same run.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections import Counter
from datetime import timedelta
from functools import partial
from pathlib import Path

from benchmarks.act import timed
from benchmarks.bare_write import bare_write
from data.clock import FixedClock
from data.errors import MeetingError
from data.planning.new_meeting import new_meeting
from data.prompt import interpreter
from data.storage.meeting_file import MeetingFile
from tests import queue_logs


def replay(log: Path, folder: Path) -> str:
    """Replay a log, and return a report.

    Args:
        log: the chat log.
        folder: where the meeting file is created.
    """
    lines = list(queue_logs.read(log))
    clock = FixedClock(lines[0].at)
    day = lines[0].at.date()
    file = MeetingFile.create(folder / f"{day}-call.json", new_meeting(log.stem, day), clock)
    interpreter.run(file, "start", clock.now())
    commands: Counter[str] = Counter()
    refusals: Counter[str] = Counter()
    ours: list[float] = []
    bare: list[float] = []
    for one in lines:
        clock.instant = max(one.at, clock.instant + timedelta(milliseconds=1))

        def run(line: str = one.line, command: str = one.command) -> None:
            try:
                interpreter.run(file, line, clock.now())
                commands[command] += 1
            except MeetingError as error:
                refusals[f"{command} {error.title}"] += 1

        ours.append(timed(run))
        bare.append(timed(partial(bare_write, folder / "bare", file.path.read_bytes())))
    file.close()
    line, floor = statistics.median(ours), statistics.median(bare)
    reasons = "".join(f"\n    refused {count} x: {why}" for why, count in refusals.most_common())
    return (
        f"{log.stem}: {len(lines)} lines, {commands['q+']} requests, {commands['ack']} turns,"
        f" {refusals.total()} refusals; {len(lines) / sum(ours):.0f} lines per second,"
        f" {line * 1000:.1f} ms per line, {line / floor:.2f} times the bare write{reasons}"
    )


def main() -> None:
    """Replay all logs of the folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    logs = sorted(parser.parse_args().folder.glob("*.log"))
    if not logs:
        parser.error("the folder contains no *.log")
    for log in logs:
        with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix="measure-") as name:
            print(replay(log, Path(name)))


if __name__ == "__main__":
    main()
