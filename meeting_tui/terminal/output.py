"""TerminalOutput: what is painted goes to the terminal, and the program never waits for it.

Textual paints from a thread of its own. Where the terminal has gone that thread ends, where a
connection hangs it stands still; some thirty paintings later all of the program waits, for ever,
for room in its queue, and neither a signal nor a key can end it any more.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from queue import SimpleQueue
from threading import Condition, Thread
from typing import TextIO

PATIENCE = 0.25  # seconds to wait for a terminal before it is taken to stand still


class TerminalOutput(io.TextIOBase):
    """Writes to a terminal from a thread of its own.

    Args:
        terminal: a text file with a descriptor. Its own buffer is not used, so that the end of the
            program does not wait for it either.

    What is written after the terminal has gone is lost, as nobody could see it.
    """

    def __init__(self, terminal: TextIO) -> None:
        super().__init__()
        self._terminal = terminal
        self._waiting: SimpleQueue[str] = SimpleQueue()
        self._unwritten = 0
        self._written = Condition()
        self._stalled = False
        Thread(target=self._write_all, name="terminal-output", daemon=True).start()

    def write(self, text: str) -> int:
        """Take a text; it is written soon."""
        with self._written:
            self._unwritten += 1
        self._waiting.put(text)
        return len(text)

    def flush(self) -> None:
        """Wait until all is written, but not for a terminal that stands still."""
        with self._written:
            patience = 0 if self._stalled else PATIENCE
            self._stalled = not self._written.wait_for(lambda: not self._unwritten, patience)

    def fileno(self) -> int:
        """The descriptor of the terminal."""
        return self._terminal.fileno()

    def isatty(self) -> bool:
        """Whether it is one."""
        return self._terminal.isatty()

    def _write_all(self) -> None:
        gone = False
        while True:
            texts = [self._waiting.get()]
            while not self._waiting.empty():  # together, so that less is seen half painted
                texts.append(self._waiting.get())
            data = "".join(texts).encode(self._terminal.encoding, errors="replace")
            while data and not gone:
                try:
                    data = data[os.write(self.fileno(), data) :]
                except (OSError, ValueError):
                    gone = True
            with self._written:
                self._unwritten -= len(texts)
                self._written.notify_all()


@contextlib.contextmanager
def non_blocking_stderr() -> Iterator[None]:
    """While this lasts, Textual paints through a TerminalOutput, where standard error is one."""
    terminal = sys.__stderr__
    if os.name == "nt" or terminal is None or not terminal.isatty():
        yield
        return
    terminal.flush()
    # Textual asks for this one when it starts, and has no option for another.
    sys.__stderr__ = TerminalOutput(terminal)  # type: ignore[misc, assignment]
    try:
        yield
    finally:
        sys.__stderr__ = terminal  # type: ignore[misc]
