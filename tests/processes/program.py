"""The program as a process: forked from one that has imported it, or by a new interpreter.

Both kinds are handled as `subprocess.Popen` is; a test need not know which one it has.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.isolation import REPOSITORY, isolated_environment

CAN_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds")


class ForkedProgram:
    """A copy of the program forked by the server of this test run.

    Args:
        arguments: those of the command line.
        streams: the descriptors of its standard input, output and error.
        environment: its whole environment.
        folder: the folder that it starts in.
        session: whether it gets a session of its own, with its standard input as terminal.
        code: Python code to run in place of the program, which is imported already.

    Attributes:
        pid: its process id.
        returncode: its exit status, negative for a signal; None while it runs.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        streams: tuple[int, int, int],
        environment: Mapping[str, str],
        folder: Path,
        session: bool = True,
        code: str = "",
    ) -> None:
        self.returncode: int | None = None
        self._connection, answers = socket.socketpair()
        request = {
            "arguments": list(arguments),
            "environment": dict(environment),
            "folder": str(folder),
            "session": session,
            "code": code,
        }
        with answers:
            message = f"{json.dumps(request)}\n".encode()
            socket.send_fds(_server(), [message], [*streams, answers.fileno()])
        self._answers = self._connection.makefile("rb")
        self.pid = int(self._answers.readline())

    def poll(self) -> int | None:
        """Return the exit status, or None while it runs."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end, at most so many seconds; return the exit status.

        Raises:
            subprocess.TimeoutExpired: it still runs.
        """
        if self.returncode is None:
            if not select.select([self._connection], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("meeting-tui", timeout or 0)
            self.returncode = os.waitstatus_to_exitcode(int(self._answers.readline()))
            self._answers.close()
            self._connection.close()
        return self.returncode

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill it, if it still runs."""
        self.send_signal(signal.SIGKILL)


def run_program(
    arguments: Sequence[str], environment: Mapping[str, str], folder: Path, text: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a command of the program to its end, and return its status and output.

    Args:
        arguments: those of the command line.
        environment: its whole environment.
        folder: the folder in which it runs.
        text: its standard input.

    Raises:
        subprocess.TimeoutExpired: it runs for longer than a minute; it has been killed.
    """
    if not CAN_FORK:
        command = [sys.executable, "-m", "meeting_tui", *arguments]
        return subprocess.run(
            command,
            input=text,
            capture_output=True,
            text=True,
            env=environment,
            cwd=folder,
            timeout=60,
            check=False,
        )
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as typed,
        tempfile.TemporaryFile("w+", encoding="utf-8") as output,
        tempfile.TemporaryFile("w+", encoding="utf-8") as errors,
    ):
        typed.write(text)
        typed.seek(0)
        streams = (typed.fileno(), output.fileno(), errors.fileno())
        program = ForkedProgram(arguments, streams, environment, folder, session=False)
        try:
            program.wait(60)
        finally:
            program.kill()
        output.seek(0)
        errors.seek(0)
        return subprocess.CompletedProcess(
            list(arguments), program.wait(), output.read(), errors.read()
        )


@functools.cache
def _server() -> socket.socket:
    """Start the server of this test run; return the socket for requests, with which it ends."""
    ours, its = socket.socketpair()
    with its, tempfile.TemporaryDirectory(prefix="meeting-tui-tests-") as folder:
        subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("fork_server.py"))],
            stdin=its.fileno(),
            stdout=subprocess.DEVNULL,
            env={**isolated_environment(Path(folder)), "PYTHONPATH": str(REPOSITORY)},
        )
    return ours
