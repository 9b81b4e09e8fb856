"""Shutdown: the end of the program, as seen by code that waits for something."""

from __future__ import annotations

import time

GRACE_PERIOD = 0.3
"""Seconds that all waiting together may still take once the shutdown was requested."""


class Shutdown:
    """Whether the program is to end, for code that waits for another program or for the disk.

    A signal handler may request it at any moment, even while such code is waiting.

    Attributes:
        patience: the most seconds to wait for another writer; None for as long as the caller says.
        can_wait: the code that wants to write can be run again after a wait, as nothing was written
            since this was set.
        waited: seconds that were waited already, before the code was run again.
    """

    def __init__(self) -> None:
        self._deadline: float | None = None
        self.patience: float | None = None
        self.can_wait = False
        self.waited = 0.0

    def request(self) -> None:
        """Ask the program to end. Further calls change nothing."""
        if self._deadline is None:
            self._deadline = time.monotonic() + GRACE_PERIOD

    @property
    def requested(self) -> bool:
        """Whether the program is to end."""
        return self._deadline is not None

    def deadline_passed(self) -> bool:
        """Whether the grace period is over, so that nothing may be waited for any more."""
        return self._deadline is not None and time.monotonic() >= self._deadline
