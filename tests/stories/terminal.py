"""A program in a real pseudo-terminal, with its screen as text.

    with Terminal(["meeting-tui"], size=(80, 24), env=isolated_environment(folder)) as terminal:
        terminal.wait_for("No meetings yet")
        terminal.press("n")
        terminal.send("Monthly call<enter>")    # one write, as it comes over a slow SSH line
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0

Nothing here sleeps: every wait is a select() on the terminal, which wakes at the program's next
byte. Whatever fails shows the screen as it was. Not for Windows, which has no pseudo-terminals.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import pyte
from pyte.screens import Char

from tests.stories.keys import key_bytes, line_bytes

# A key alone: longer than the time that Textual waits to tell Escape from the start of a sequence.
_AFTER_ESCAPE = 0.15
# An Escape that shows nothing is given up after so long.
_ESCAPE_UNANSWERED = 1.0
# Any other key: until the program answers, and at most this long, since some keys show nothing.
_AFTER_KEY = 0.05

_HIDDEN_AND_SHOWN = (
    (b"\x1b[?1049h", b"\x1b[?1049l"),  # the alternate screen, and back
    (b"\x1b[?25l", b"\x1b[?25h"),  # the cursor
    (b"\x1b[?1000h", b"\x1b[?1000l"),  # reports of the mouse
    (b"\x1b[?2004h", b"\x1b[?2004l"),  # bracketed paste
)


class Process(Protocol):
    """What a terminal asks of the process that runs in it."""

    pid: int

    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def send_signal(self, number: signal.Signals, /) -> None: ...
    def kill(self) -> None: ...


Start = Callable[[Sequence[str], tuple[int, int, int], Mapping[str, str], Path], Process]
"""Starts a program: its arguments, streams, environment and folder."""


class ScreenError(AssertionError):
    """What was waited for did not come; the message holds the screen."""


class Terminal:
    """Starts a program in a pseudo-terminal of its own and holds its screen.

    Args:
        argv: the program and its arguments.
        size: columns and rows.
        env: the program's whole environment (see `tests.isolation`), with TERM.
        cwd: the folder that it starts in.
        start: starts the program in a session of its own; by default as a new process.

    Attributes:
        raw: every byte that the program has written.
        started: when it was started, by `time.perf_counter()`.
        heard: when its last bytes came, before they were put on the screen here.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str],
        size: tuple[int, int] = (80, 24),
        cwd: Path | None = None,
        start: Start | None = None,
    ) -> None:
        columns, rows = size
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._open = True
        self.raw = bytearray()
        self._master, slave = os.openpty()
        try:
            # Before the start, so that the program never sees a size that was not asked for.
            self._tell_size(columns, rows)
            os.set_blocking(self._master, False)
            self.started = self.heard = time.perf_counter()
            self._process = (start or _start_process)(
                argv,
                (slave, slave, slave),
                env,
                cwd or Path.cwd(),
            )
        except BaseException:
            os.close(self._master)
            raise
        finally:
            os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # What is on the screen

    def text(self) -> str:
        """The screen as lines of text, without blanks at their ends."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def backgrounds(self) -> tuple[tuple[str, ...], ...]:
        """The background of each cell, row by row: a highlight changes it, a clock does not."""
        columns, rows = self.size
        lines = [self._screen.buffer[row] for row in range(rows)]
        return tuple(
            tuple(f"{line[column].bg}{line[column].reverse}" for column in range(columns))
            for line in lines
        )

    def cells(self) -> Iterator[tuple[int, Char]]:
        """Yield each cell of the screen with its row, from 0."""
        columns, rows = self.size
        for row in range(rows):
            for column in range(columns):
                yield row, self._screen.buffer[row][column]

    @property
    def pid(self) -> int:
        """The process id of the program."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the program has not ended yet."""
        return self._process.poll() is None

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        return self._screen.columns, self._screen.lines

    def wait_for(self, text: str, *, gone: bool = False, seconds: float = 20.0) -> float:
        """Wait until a text is on the screen, or off it; return when the bytes for that came."""
        what = f"{text!r} {'off' if gone else 'on'} the screen"
        return self.wait_until(lambda screen: (text in screen) != gone, what, seconds=seconds)

    def wait_until(
        self, condition: Callable[[str], object], what: str, *, seconds: float = 20.0
    ) -> float:
        """Wait until the screen's text meets a condition; return when the bytes for that came.

        Raises:
            ScreenError: the time was up, or the program ended, before it did.
        """
        end = time.perf_counter() + seconds
        while not condition(self.text()):
            left = end - time.perf_counter()
            if left <= 0:
                raise self._error(f"not within {seconds:g} s: {what}")
            if not self.read(left):
                if condition(self.text()):
                    break
                raise self._error(f"the program ended before: {what}")
        return self.heard

    def settle(self, quiet: float = 0.15, limit: float = 5.0) -> None:
        """Read until the program has written nothing for some seconds; for measures, not tests."""
        end = time.perf_counter() + limit
        while time.perf_counter() < end:
            before = len(self.raw)
            if not self.read(quiet) or len(self.raw) == before:
                return

    def read(self, seconds: float = 0.0) -> bool:
        """Take in what the program writes next, waiting for it at most so long.

        Returns:
            False once the program has closed the terminal, True otherwise.
        """
        if not self._open:
            return False
        readable, _, _ = select.select([self._master], [], [], max(seconds, 0.0))
        if not readable:
            return True
        try:
            chunk = os.read(self._master, 65536)
        except BlockingIOError:
            return True
        except OSError:  # EIO is how Linux says that the other side is closed
            return False
        if not chunk:  # how others say it
            return False
        self.heard = time.perf_counter()
        self.raw += chunk
        self._stream.feed(chunk)
        return True

    # Input

    def press(self, *keys: str) -> None:
        """Press keys one by one, as a person does: "a", "enter", "ctrl+p", "shift+up"."""
        for key in keys:
            self._write(key_bytes(key))
            if key == "escape":
                self._after_escape()
            else:
                self.read(_AFTER_KEY)

    def type(self, text: str) -> None:
        """Send a text as typed, in one write."""
        self._write(text.encode())

    def send(self, line: str) -> None:
        """Send text and keys in one write: "sRosa<enter>", "wThe lease<enter><ctrl+q>"."""
        self._write(line_bytes(line))

    def send_bytes(self, data: bytes) -> None:
        """Send bytes as they are, as the terminal itself does in its reports."""
        self._write(data)

    def paste(self, text: str) -> None:
        """Paste a text, marked as such, the way that terminals do."""
        self._write(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, and signal that to the program."""
        self._screen.resize(rows, columns)
        self._tell_size(columns, rows)

    def erase(self) -> None:
        """Erase the screen without the program's knowledge, as another program may do."""
        self._screen.erase_in_display(2)

    # How it ends

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def hang_up(self) -> None:
        """Close the terminal, as closing its window or losing the SSH line does."""
        if self._open:
            self._open = False
            os.close(self._master)

    def wait_exit(self, seconds: float = 10.0, *, reading: bool = True) -> int:
        """Wait until the program has ended; its exit status, negative for a signal.

        Without `reading` nothing is taken in of what it writes, as over a line that hangs.

        Raises:
            ScreenError: it is still running after so many seconds.
        """
        end = time.perf_counter() + seconds
        terminal_open = reading
        while self._process.poll() is None:
            if time.perf_counter() >= end:
                raise self._error(f"still running after {seconds:g} s")
            # In short steps: a child may hold the terminal open after the program has ended.
            if terminal_open:
                terminal_open = self.read(0.02)
            else:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(max(end - time.perf_counter(), 0.0))
        while reading and self._open and select.select([self._master], [], [], 0)[0]:
            reading = self.read()
        return self._process.wait()

    def left_usable(self) -> bool:
        """Whether a shell could go on here: echo and line editing on, all modes taken back."""
        local_modes = termios.tcgetattr(self._master)[3]
        cooked = bool(local_modes & termios.ECHO) and bool(local_modes & termios.ICANON)
        return cooked and all(
            self.raw.rfind(undone) >= self.raw.rfind(done) for done, undone in _HIDDEN_AND_SHOWN
        )

    def close(self) -> None:
        """End the program, if it has not ended, and let go of the terminal."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        self.hang_up()

    def _tell_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _after_escape(self) -> None:
        """Let Escape stand alone, on a machine that stalls too: wait for its answer as well."""
        pressed, written = time.perf_counter(), len(self.raw)
        while True:
            waited = time.perf_counter() - pressed
            until = _AFTER_ESCAPE if len(self.raw) > written else _ESCAPE_UNANSWERED
            if waited >= until or not self.read(until - waited):
                return

    def _write(self, data: bytes) -> None:
        """Write in one call where the terminal takes it, reading meanwhile where it does not."""
        while data:
            readable, writable, _ = select.select([self._master], [self._master], [], 10.0)
            if readable and not self.read():
                raise self._error("the program ended while something was typed")
            if writable:
                with contextlib.suppress(BlockingIOError):
                    data = data[os.write(self._master, data) :]
            elif not readable:
                raise self._error("the program does not read its input")

    def _error(self, message: str) -> ScreenError:
        columns, rows = self.size
        edge = "-" * columns
        shown = f"{edge}\n{self.text()}\n{edge}"
        return ScreenError(f"{message}; the screen ({columns}x{rows}):\n{shown}")


def _start_process(
    argv: Sequence[str],
    streams: tuple[int, int, int],
    environment: Mapping[str, str],
    folder: Path,
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        list(argv),
        stdin=streams[0],
        stdout=streams[1],
        stderr=streams[2],
        cwd=folder,
        env=environment,
        start_new_session=True,
        preexec_fn=_take_terminal,
    )


def _take_terminal() -> None:
    """Make the terminal on standard input the new session's own, so that hang-ups reach it."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
