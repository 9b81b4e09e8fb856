"""Standard input, output and error, whatever the program was started with.

Each may be closed, and standard output may have an encoding that cannot hold every character.
`prepare_streams` is called once, before anything is read or printed.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from typing import TextIO

from data.errors import MeetingError

_STANDARD_ERROR = 2  # its file descriptor


class ClosedInput(io.TextIOBase):
    """Takes the place of standard input where that was closed when the program was started."""


class ClosedOutput(io.TextIOBase):
    """Takes the place of a stream that was closed when the program was started.

    Attributes:
        lost: something was printed to it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lost = False

    def writable(self) -> bool:
        """Return True: what is written is dropped."""
        return True

    def write(self, text: str) -> int:
        """Drop a text, and return its length."""
        self.lost = self.lost or bool(text)
        return len(text)


def prepare_streams() -> None:
    """Make the three streams safe to use.

    Closed descriptors are opened on the null device, because the next file to be opened would get
    the number of one of them, and whatever is written to that stream would end up in the file.
    Characters that standard output cannot encode are replaced.
    """
    descriptor = 0
    while descriptor <= _STANDARD_ERROR:  # the system gives the lowest free number
        descriptor = os.open(os.devnull, os.O_RDWR)
    os.close(descriptor)
    if sys.stdin is None:
        sys.stdin = ClosedInput()
    if sys.stdout is None:
        sys.stdout = ClosedOutput()
    elif isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if sys.stderr is None:
        sys.stderr = ClosedOutput()


def read_input() -> bytes:
    """Return all bytes of standard input.

    Raises:
        MeetingError: standard input is closed or cannot be read.
    """
    return b"".join(input_lines())


def input_lines() -> Iterator[bytes]:
    """Yield the lines of standard input, each as soon as it arrives.

    Raises:
        MeetingError: standard input is closed or cannot be read.
    """
    if sys.stdin is None or isinstance(sys.stdin, ClosedInput):
        raise MeetingError("Standard input is closed", "there is nothing to read")
    try:
        yield from iter(sys.stdin.buffer.readline, b"")
    except OSError as error:
        reason = error.strerror or str(error)
        raise MeetingError("Standard input cannot be read", reason) from error


def output_was_lost() -> bool:
    """Return whether something was printed although standard output is closed."""
    return isinstance(sys.stdout, ClosedOutput) and sys.stdout.lost


def can_print(character: str) -> bool:
    """Return whether standard output can encode a character."""
    try:
        character.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def silence(stream: TextIO) -> None:
    """Let whatever is printed to a broken stream vanish, so that Python does not fail at exit.

    Args:
        stream: standard output or standard error. Its descriptor leads to the null device from now
            on; what its buffer still holds is written there.
    """
    if isinstance(stream, io.TextIOWrapper):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
