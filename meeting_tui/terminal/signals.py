"""Signals that ask the program to end: SIGTERM and SIGHUP."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator

from data.shutdown import Shutdown

_NAMES = ("SIGTERM", "SIGHUP")


@contextlib.contextmanager
def handle_termination_signals(shutdown: Shutdown, end: Callable[[], None]) -> Iterator[None]:
    """Shut down on SIGTERM and SIGHUP for the duration of the `with` block.

    The handlers are Python's own and not the event loop's, which would not run while an act waits
    for another process. Until the block is left, a second signal does not interrupt the writing of
    unsaved input.

    Args:
        shutdown: requested at once, so that everything that waits gives up.
        end: called by the event loop, if one is running.
    """

    def handle(*_: object) -> None:
        shutdown.request()
        with contextlib.suppress(RuntimeError):  # no event loop is running
            asyncio.get_running_loop().call_soon_threadsafe(end)

    # SIGHUP does not exist on Windows.
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    previous = [(number, signal.signal(number, handle)) for number in numbers]
    try:
        yield
    finally:
        for number, handler in previous:
            signal.signal(number, handler)
