"""Measure everything, and print one table.

    python -m benchmarks [--short] [--only PART] [--folder FOLDER] [--logs FOLDER]

Ours and the floor take turns, so that noise affects both alike; the ratios are stable on a busy
machine, the times are not. The exit status is 1 if a goal is not met; with --short, which takes
about two minutes, only if a figure is more than three times its goal. The folder should be on a
real disk, since fsync costs nothing in memory; the default is the folder for temporary files.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import acts, endings, keys, processes, queue_logs, resting, searching, starting
from benchmarks.measure import GROSS, Measure, Scale, short_scale, table

PARTS: dict[str, Callable[[Scale], Iterator[Measure]]] = {
    "acts": acts.measure,
    "processes": processes.measure,
    "searching": searching.measure,
    "starting": starting.measure,
    "keys": keys.measure,
    "resting": resting.measure,
    "endings": endings.measure,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--short", action="store_true", help="measure less, tolerate more")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part alone")
    parser.add_argument("--folder", type=Path, help="where everything is written")
    parser.add_argument("--logs", type=Path, help="replay the chat logs in this folder as well")
    options = parser.parse_args()
    measures: list[Measure] = []
    for name in options.only or PARTS:
        print(f"measuring: {name}", file=sys.stderr)
        with tempfile.TemporaryDirectory(dir=options.folder, prefix="benchmark-") as folder:
            scale = short_scale(Path(folder)) if options.short else Scale(Path(folder))
            measures += PARTS[name](scale)
    if options.logs is not None:
        with tempfile.TemporaryDirectory(dir=options.folder, prefix="benchmark-") as folder:
            measures += queue_logs.measure(options.logs, Scale(Path(folder)))
    print(table(measures))
    missed = [m for m in measures if (m.is_gross if options.short else m.over > 1)]
    if missed:
        times = f"more than {GROSS:g} times the goal" if options.short else "not met"
        print(f"\n{times}:", *(measure.what for measure in missed), sep="\n  ")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
