"""The signals that ask the program to end, heard also while it waits for something."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator

from data.shutdown import Shutdown

_NAMES = ("SIGTERM", "SIGHUP")


@contextlib.contextmanager
def handle_termination_signals(shutdown: Shutdown, end: Callable[[], None]) -> Iterator[None]:
    """Begin the ending with the first of these signals, and have `end` called by the loop.

    A handler of the loop's own hears nothing while an act waits for another program. Until the
    `with` is left, what is still to be written down is not cut off by a second signal.
    """

    def hear(*_: object) -> None:
        shutdown.request()
        with contextlib.suppress(RuntimeError):  # no loop runs: not yet, or not any more
            asyncio.get_running_loop().call_soon_threadsafe(end)

    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    before = [(number, signal.signal(number, hear)) for number in numbers]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
