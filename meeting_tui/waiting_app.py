"""WaitingApp: an app that goes on while another program writes the file that an action needs."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping

from textual.actions import ActionParseResult
from textual.dom import DOMNode

from data.errors import BusyError
from data.library.library import Library
from meeting_tui.terminal.key_queue import KeyQueue

_PATIENCE = 0.05  # seconds that the event loop may stand still while another program writes
_POLL_SECONDS = 0.01  # between two looks whether it still does
_STUCK_SECONDS = 0.5  # to wait for a program that was waited for in vain before
_SAY_AFTER = 0.5  # seconds until the user reads what is waited for


class WaitingApp(KeyQueue):
    """An app whose actions wait for other programs without standing still.

    Where an action finds that another program is writing, it has changed nothing yet. It ends with
    a BusyError, and is run again as soon as the other program is done.

    Args:
        library: its meetings are what the actions change.
    """

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        library.shutdown.patience = _PATIENCE
        self._stuck_holder = ""  # the program that was last waited for in vain

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action. If another program is writing, it is run again once that is done.

        Nothing else waits for that: clocks go on, and keys that are pressed meanwhile act later.
        """

        async def run() -> bool:
            return await super(WaitingApp, self).run_action(action, default_namespace, namespaces)

        shutdown = self.library.shutdown
        shutdown.can_wait = True
        try:
            return await run()
        except BusyError as error:
            self.hold_keys()
            self.run_worker(self._run_later(error, run, default_namespace))
            return True
        finally:
            shutdown.can_wait = False

    async def _run_later(
        self, busy: BusyError, run: Callable[[], Awaitable[bool]], namespace: DOMNode | None
    ) -> None:
        """Run an action when another program no longer writes; let it fail after LOCK_TIMEOUT."""
        from data.disk.lock import LOCK_TIMEOUT  # the list of meetings starts without it

        shutdown, start = self.library.shutdown, time.monotonic()
        limit = _STUCK_SECONDS if busy.holder == self._stuck_holder else LOCK_TIMEOUT
        try:
            while True:
                await self._wait_until_free(busy, start, limit)
                waited = time.monotonic() - start
                in_vain = waited >= limit or shutdown.requested
                self._stuck_holder = busy.holder if in_vain else ""
                if namespace is not None and not namespace.is_attached:
                    return
                # An action that cannot wait shows the error itself.
                shutdown.can_wait, shutdown.waited = not in_vain, waited
                try:
                    await run()
                    return
                except BusyError as error:
                    busy = error
                finally:
                    shutdown.can_wait, shutdown.waited = False, 0.0
        finally:
            self.release_keys()

    async def _wait_until_free(self, busy: BusyError, start: float, limit: float) -> None:
        """Wait until nobody writes the file, the time is up, or the program ends."""
        said = False
        while not (busy.is_free() or self.library.shutdown.requested):
            waited = time.monotonic() - start
            if waited >= limit:
                return
            if waited >= _SAY_AFTER and not said:
                said = True
                self.notify(f"{busy.title}: what you type waits for it", markup=False)
            await asyncio.sleep(_POLL_SECONDS)
