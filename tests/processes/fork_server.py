"""Forks the program, so that the many tests that start it do not import it again each time.

Run as a script, with a Unix socket as standard input, over which a test sends requests: a line of
JSON, the three standard streams of the program, and a socket for the answers. These are two lines:
the process id, and once the program has ended its wait status. The server exits when that socket is
closed.

Each fork goes on as `python -m meeting_tui` does, or as `python -c` does if the request has code,
with the environment, folder, session and signals of a new process, and ends like one. Only what
Python and the libraries read from the environment while they are imported is that of the server;
tests of the start run a new interpreter.
"""

from __future__ import annotations

import atexit
import fcntl
import gc
import importlib
import io
import json
import os
import pkgutil
import runpy
import signal
import socket
import sys
import termios
import threading
import time
from typing import NoReturn

REQUEST_LIMIT = 1 << 20  # bytes


def load() -> None:
    """Import every module of the program."""
    for name in ("data", "screens", "meeting_tui"):
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            if not module.name.endswith(".__main__"):
                importlib.import_module(module.name)
    gc.collect()
    gc.freeze()


def serve(requests: socket.socket) -> str:
    """Fork for each request; returns in each program, exits once there are no more requests.

    Returns:
        The code to run in place of the program, or "".
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who attend to a program
    while True:
        message, descriptors, _, _ = socket.recv_fds(requests, REQUEST_LIMIT, 4)
        while message and not message.endswith(b"\n"):
            message += requests.recv(REQUEST_LIMIT)
        if not message:
            sys.exit()
        if os.fork() == 0:
            break
        for descriptor in descriptors:
            os.close(descriptor)
    requests.close()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    *streams, answers = descriptors
    program = os.fork()
    if program == 0:
        os.close(answers)
        request = json.loads(message)
        become(request, streams)
        return str(request["code"])
    for descriptor in streams:
        os.close(descriptor)
    os.write(answers, b"%d\n" % program)
    _, status = os.waitpid(program, 0)
    os.write(answers, b"%d\n" % status)
    os._exit(0)


def become(request: dict[str, object], streams: list[int]) -> None:
    """Take over the streams, the environment, the folder and the arguments of a request."""
    if request["session"]:
        os.setsid()
    for number, descriptor in enumerate(streams):
        os.dup2(descriptor, number)
        os.close(descriptor)
    if request["session"]:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    os.environ.clear()
    os.environ.update(request["environment"])  # type: ignore[call-overload]
    time.tzset()
    os.chdir(str(request["folder"]))
    sys.argv[1:] = request["arguments"]  # type: ignore[call-overload]
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115
    sys.stdout = sys.__stdout__ = _writer(1, "strict")  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = _writer(2, "backslashreplace")  # type: ignore[misc]


def exit_at_once(end: SystemExit) -> NoReturn:
    """Exit as Python does, but without taking all modules apart, which takes 30 ms.

    Threads are waited for, functions registered with `atexit` are called and streams are flushed.
    """
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    status = end.code if isinstance(end.code, int) else int(end.code is not None)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            status = status or 120  # as Python does
    os._exit(status)


def _writer(number: int, errors: str) -> io.TextIOWrapper:
    """Return a text stream as Python makes it for standard output (1) or standard error (2)."""
    return io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(number, "w", closefd=False)),
        encoding="utf-8",
        errors=errors,
        line_buffering=number == 2 or os.isatty(number),
    )


if __name__ == "__main__":
    load()
    code = serve(socket.socket(fileno=0))
    try:
        if code:
            exec(code, {"__name__": "__main__"})
        else:
            runpy.run_module("meeting_tui", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        exit_at_once(end)
    else:
        exit_at_once(SystemExit())
