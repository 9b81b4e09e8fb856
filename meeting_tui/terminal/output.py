"""TerminalOutput: a stream to the terminal that never blocks the program, and writes little.

This works around Textual (seen in 8.2.8). Written as a report to the project:

**An app stops for good when its terminal takes no output.**
The drivers for Linux and macOS write to `sys.__stderr__` from a `WriterThread`, whose queue holds
30 writes. Where nobody reads the other end of the terminal (an SSH connection that hangs, a
suspended terminal program) the thread blocks in `write`. Where the terminal is gone, `write` raises
OSError and the thread ends. In both cases the queue fills up, and the next repaint blocks the event
loop in `Queue.put`, without a timeout: no key, timer or signal handler of the loop runs any more.

To reproduce, on Linux or macOS; the printed number stops growing at about 30::

    CHILD = '''
    from textual.app import App
    from textual.widgets import Static

    class Demo(App):
        ticks = 0

        def compose(self):
            yield Static()

        def on_mount(self):
            self.set_interval(0.02, self.tick)

        def tick(self):
            self.ticks += 1
            self.query_one(Static).update(f"{self.ticks:05}" * 400)
            open("ticks", "w").write(str(self.ticks))

    Demo().run()
    '''
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(sys.executable, [sys.executable, "-c", CHILD])
    for _ in range(10):  # nothing reads from `terminal`
        time.sleep(0.5)
        print(open("ticks").read())

What we do instead: while the app runs, `sys.__stderr__` is a `TerminalOutput`. It accepts every
write at once and hands it to the terminal from a thread of its own, so that Textual's thread never
blocks. The memory needed while a terminal hangs is that of the repaints, a few kilobytes each.

The thread also leaves out what the terminal shows already (`changed_cells.py`).

This can be removed when Textual drops or merges repaints that the terminal does not take; it can be
simplified when a driver can be given its stream, so that `sys.__stderr__` need not be replaced.
`tests/terminal/test_textual_workarounds.py` runs the program above and fails when it no longer
stops.
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

from meeting_tui.terminal.changed_cells import ChangedCells

_FLUSH_TIMEOUT = 0.25  # seconds to wait for a terminal before it is taken to be stalled


class TerminalOutput(io.TextIOBase):
    """A text stream that writes to a terminal from a thread of its own.

    What is written after the terminal has gone is dropped.

    Args:
        terminal: a text stream with a file descriptor. Its own buffer is not used, because Python
            flushes that at exit and would then wait for the terminal after all.
    """

    def __init__(self, terminal: TextIO) -> None:
        super().__init__()
        self._terminal = terminal
        self._queue: SimpleQueue[str | None] = SimpleQueue()  # None for `repaint`
        self._cells = ChangedCells()
        self._unwritten = 0  # texts in the queue or being written
        self._written = Condition()
        self._stalled = False
        Thread(target=self._write_all, name="terminal-output", daemon=True).start()

    def write(self, text: str) -> int:
        """Queue a text for the terminal, and return its length without waiting."""
        with self._written:
            self._unwritten += 1
        self._queue.put(text)
        return len(text)

    def repaint(self) -> None:
        """Write everything that is written from now on, whatever the terminal shows."""
        with self._written:
            self._unwritten += 1
        self._queue.put(None)

    def flush(self) -> None:
        """Wait until everything is written; a stalled terminal is waited for once only."""
        with self._written:
            timeout = 0 if self._stalled else _FLUSH_TIMEOUT
            self._stalled = not self._written.wait_for(lambda: not self._unwritten, timeout)

    def fileno(self) -> int:
        """Return the file descriptor of the terminal."""
        return self._terminal.fileno()

    def isatty(self) -> bool:
        """Return whether the stream below is a terminal."""
        return self._terminal.isatty()

    def _write_all(self) -> None:
        gone = False
        while True:
            texts = [self._queue.get()]
            while not self._queue.empty():  # in one write, so that less is seen half painted
                texts.append(self._queue.get())
            text = "".join(map(self._changes, texts))
            data = text.encode(self._terminal.encoding, errors="replace")
            while data and not gone:
                try:
                    data = data[os.write(self.fileno(), data) :]
                except (OSError, ValueError):
                    gone = True
            with self._written:
                self._unwritten -= len(texts)
                self._written.notify_all()

    def _changes(self, text: str | None) -> str:
        if text is None:
            self._cells.forget()
            return ""
        try:
            size = os.get_terminal_size(self.fileno())
        except (OSError, ValueError):  # the terminal is gone
            return text
        return self._cells.feed(text, (size.columns, size.lines))


def repaint() -> None:
    """Write everything that is written from now on, if standard error is a `TerminalOutput`."""
    stream: object = sys.__stderr__
    if isinstance(stream, TerminalOutput):
        stream.repaint()


@contextlib.contextmanager
def non_blocking_stderr() -> Iterator[None]:
    """Let Textual write through a `TerminalOutput` for the duration of the `with` block.

    Nothing changes where standard error is not a terminal, and on Windows, where Textual writes to
    standard output.
    """
    terminal = sys.__stderr__
    if os.name == "nt" or terminal is None or not terminal.isatty():
        yield
        return
    terminal.flush()
    # Textual's driver reads this name when it starts; there is no public way to give it a stream.
    sys.__stderr__ = TerminalOutput(terminal)  # type: ignore[misc, assignment]
    try:
        yield
    finally:
        sys.__stderr__ = terminal  # type: ignore[misc]
