"""Ending: tells whoever waits for something that the program is about to end."""

from __future__ import annotations

import time

PATIENCE = 0.3
"""Seconds that all waiting may still take, together, once the program is to end."""


class Shutdown:
    """The end of the program, of which those hear who wait for another program or the disk.

    It may be begun by a signal, in the middle of whatever waits.
    """

    def __init__(self) -> None:
        self._deadline: float | None = None

    def request(self) -> None:
        """The program is to end; once is enough."""
        if self._deadline is None:
            self._deadline = time.monotonic() + PATIENCE

    @property
    def requested(self) -> bool:
        """Whether the program is to end."""
        return self._deadline is not None

    def deadline_passed(self) -> bool:
        """Whether nothing is to be waited for any more."""
        return self._deadline is not None and time.monotonic() >= self._deadline
