"""FilteredDriver: Textual's driver for Linux and macOS behind a `ReportFilter`.

A thread reads the terminal and writes what the filter passes on into a pipe. Textual's own input
thread reads that pipe in place of the terminal.
"""

from __future__ import annotations

import fcntl
import os
import select
import termios
import time
from array import array
from contextlib import suppress
from threading import Thread, get_ident
from typing import Any

from textual import constants
from textual.drivers.linux_driver import LinuxDriver

from meeting_tui.terminal.report_filter import ESCAPE_KEY, ReportFilter

_CHUNK = 65_536  # bytes of one read
_SCREEN_MODES = "\x1b[?1049h\x1b[?25l\x1b[?1004h\x1b[?2004h\x1b[?7l"
"""Other screen, no cursor, reports of focus, marked pastes, no wrapping."""


class FilteredDriver(LinuxDriver):
    """The driver that reads keys and pastes, but no reports."""

    _terminal: int
    _input_thread: int | None = None
    _pipe: int
    _modes: list[Any] | None = None  # while they are set

    @property
    def fileno(self) -> int:
        """The pipe for Textual's input thread; the terminal for all others, who set its modes."""
        return self._pipe if get_ident() == self._input_thread else self._terminal

    @fileno.setter
    def fileno(self, descriptor: int) -> None:
        self._terminal = descriptor

    def start_application_mode(self) -> None:
        """Set the modes of the terminal, and begin to read it."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        with suppress(termios.error):
            self._modes = termios.tcgetattr(self._terminal)

    def stop_application_mode(self) -> None:
        """Take the modes of the terminal back, and end to read it."""
        self._modes = None
        super().stop_application_mode()

    def resume_application_mode(self) -> None:
        """Set the modes again when the process goes on.

        After SIGSTOP, which no program notices, Textual would start a second time: two threads
        would read the terminal, the program could not end, and its modes would never be taken back.
        """
        if self._modes is None:
            super().resume_application_mode()
            return
        with suppress(termios.error):
            termios.tcsetattr(self._terminal, termios.TCSANOW, self._modes)
        self.write(_SCREEN_MODES)
        self.flush()
        self.process_message(self.SignalResume())

    def run_input_thread(self) -> None:
        """Dispatch events until the driver is asked to end, as the method of Textual does."""
        terminal = self._terminal
        ahead = _waiting_bytes(terminal)
        self._pipe, pipe_end = os.pipe()
        stop, stop_end = os.pipe()
        reader = Thread(
            target=forward_input,
            args=(terminal, pipe_end, stop, new_filter(), ahead),
            name="terminal-input",
            daemon=True,
        )
        reader.start()
        self._input_thread = get_ident()
        try:
            super().run_input_thread()
        finally:
            self._input_thread = None
            os.close(self._pipe)  # ends a write that waits because the pipe is full
            os.close(stop_end)
            reader.join()
            os.close(pipe_end)
            os.close(stop)


def new_filter() -> ReportFilter:
    """Return a filter whose escape key is one that Textual understands."""
    return ReportFilter("\x1b" if constants.DISABLE_KITTY_KEY else ESCAPE_KEY)


def _waiting_bytes(terminal: int) -> int:
    """Return how many bytes can be read at once; 0 if that is not known."""
    count = array("i", [0])
    with suppress(OSError):
        fcntl.ioctl(terminal, termios.FIONREAD, count)
    return count[0]


def forward_input(
    terminal: int, target: int, stop: int, reports: ReportFilter, ahead: int = 0
) -> None:
    """Read a terminal and write what a filter passes on, until either of them is gone.

    Args:
        terminal: the file descriptor to read.
        target: the file descriptor to write to. It is not closed, also where the terminal is gone:
            Textual would read the end of the file over and over again.
        stop: a file descriptor that becomes readable when reading shall end.
        reports: the filter.
        ahead: how many bytes were typed before the terminal got the modes of the program. Until
            then it makes a newline of the enter key.
    """
    with suppress(OSError):
        while True:
            deadline = reports.deadline
            timeout = None if deadline is None else max(deadline - time.monotonic(), 0.0)
            readable, _, _ = select.select([terminal, stop], [], [], timeout)
            if stop in readable:
                return
            if readable:
                data = os.read(terminal, _CHUNK)
                if not data:
                    return
                data = data[:ahead].replace(b"\n", b"\r") + data[ahead:]
                ahead = max(ahead - len(data), 0)
                passed = reports.feed(data, time.monotonic())
            else:
                passed = reports.expire(time.monotonic())
            view = memoryview(passed)
            while view:
                view = view[os.write(target, view) :]
