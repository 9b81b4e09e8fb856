"""Real calls replayed through the prompt, beside the bare cost of writing the same bytes.

    python -m benchmarks.queue_logs FOLDER

FOLDER holds chat logs of calls whose chairs keep a speaker queue (*.log). Each line that speaks to
the queue becomes a line of the prompt, done in a stored meeting. Printed for each log: requests,
turns, refusals with their reasons, lines a second, and the median line as a ratio to writing the
file's bytes durably and nothing else, in the same run.
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
    """Do all of a log; tells what came of it, in a line."""
    said = list(queue_logs.read(log))
    clock = FixedClock(said[0].at)
    day = said[0].at.date()
    file = MeetingFile.create(folder / f"{day}-call.json", new_meeting(log.stem, day), clock)
    interpreter.run(file, "start", clock.now())
    words: Counter[str] = Counter()
    refusals: Counter[str] = Counter()
    ours: list[float] = []
    bare: list[float] = []
    for one in said:
        clock.instant = max(one.at, clock.instant + timedelta(milliseconds=1))

        def do(line: str = one.line, word: str = one.word) -> None:
            try:
                interpreter.run(file, line, clock.now())
                words[word] += 1
            except MeetingError as error:
                refusals[f"{word} {error.title}"] += 1

        ours.append(timed(do))
        bare.append(timed(partial(bare_write, folder / "bare", file.path.read_bytes())))
    file.close()
    line, floor = statistics.median(ours), statistics.median(bare)
    told = "".join(f"\n    refused {count} x: {why}" for why, count in refusals.most_common())
    return (
        f"{log.stem}: {len(said)} lines, {words['q+']} requests, {words['ack']} turns,"
        f" {refusals.total()} refusals; {len(said) / sum(ours):.0f} lines a second,"
        f" {line * 1000:.1f} ms a line, {line / floor:.2f} times the bare write{told}"
    )


def main() -> None:
    """Replay and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    logs = sorted(parser.parse_args().folder.glob("*.log"))
    if not logs:
        parser.error("there is no *.log in that folder")
    for log in logs:
        with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix="measure-") as name:
            print(replay(log, Path(name)))


if __name__ == "__main__":
    main()
