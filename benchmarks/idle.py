"""Processor time of a running meeting while nothing happens, compared with a bare Textual app.

    python -m benchmarks.idle [--seconds 60]

Both run side by side in pseudo-terminals. Prints processor time as a share of one core. The limit
is 1% of a core more than the bare app.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from benchmarks.sample import running_meeting
from benchmarks.start_and_keys import BARE, OURS, open_terminal
from data.library.library import Library
from tests.stories.terminal import Terminal


def processor_seconds(terminal: Terminal) -> float:
    """Return the user and system time of the program so far, in seconds. Linux only."""
    fields = Path(f"/proc/{terminal.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as name, ExitStack() as programs:
        folder = Path(name)
        Library(folder / "library").create(running_meeting())
        bare = programs.enter_context(open_terminal(BARE, folder))
        ours = programs.enter_context(open_terminal([*OURS, "open"], folder))
        bare.wait_for("READY")
        ours.wait_for("Item 3")
        ours.press("2")
        ours.wait_for("Not heard yet")
        before = [processor_seconds(bare), processor_seconds(ours)]
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            bare.read(0.1)
            ours.read(0.1)
        after = [processor_seconds(bare), processor_seconds(ours)]
    shares = [(b - a) / seconds for a, b in zip(before, after, strict=True)]
    print(
        f"bare app {shares[0]:.2%} of a core, queue screen of a running meeting {shares[1]:.2%},"
        f" {shares[1] - shares[0]:.2%} more (at most 1%)"
    )


if __name__ == "__main__":
    main()
