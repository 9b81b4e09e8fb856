"""KeyQueue: one key after another, each acting on what the one before it has left.

Over a slow line a whole sentence arrives in one packet. Textual hands each key to the widget that
has the focus at that instant, so that the keys after one that opens a field are lost, and ctrl+q
overtakes text that is still being typed. Here a key waits until the one before has had its effect:
behind each key a mark is sent down the same path, and when it comes back for the third time (the
key, the message that it caused, and the one that this caused) the next key is let through. While
no other key waits the mark waits too, for a moment, so that what the key does is painted first.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque

from textual import events
from textual.app import App
from textual.message import Message
from textual.timer import Timer

_ROUNDS = 3
_LOOK = 0.005  # seconds
_PAINTED = 0.02  # seconds; longer than most keys take, and shorter than until a key repeats
_PATIENCE = 0.25  # seconds; a mark that was lost with its widget must not hold up the typing


class Probe(Message, bubble=True):
    """Follows a key through the queues of all that handle it."""

    def __init__(self, serial: int) -> None:
        super().__init__()
        self.serial = serial


class KeyQueue(App[int]):
    """An app that serialises keys and pastes."""

    def __init__(self) -> None:
        super().__init__()
        self._typed_ahead: deque[events.Event] = deque()
        self._serial = 0
        self._rounds = 0
        self._mark_due: Timer | None = None
        self._watch: Timer | None = None  # runs while keys wait
        self._looked_at = 0

    async def on_event(self, event: events.Event) -> None:
        """Let a key or a paste through, or keep it until it is its turn."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._rounds:
            self._typed_ahead.append(event)
            if self._mark_due is not None:
                self._send_probe()
            if self._watch is None:
                self._watch = self.set_interval(_PATIENCE, self._watchdog)
        else:
            await self._admit(event)

    async def drain(self, patience: float) -> None:
        """Wait until all keys that have arrived have acted, at most `patience` seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while self._rounds or self._typed_ahead:
                    await asyncio.sleep(_LOOK)

    async def _admit(self, event: events.Event) -> None:
        self._rounds = _ROUNDS
        self._serial += 1
        await super().on_event(event)
        if self._typed_ahead:
            self._send_probe()
        else:
            self._mark_due = self.set_timer(_PAINTED, self._send_probe)

    def _send_probe(self) -> None:
        if self._mark_due is not None:
            self._mark_due.stop()
            self._mark_due = None
        target = self.focused or self.screen
        if not target.post_message(Probe(self._serial)):
            self.post_message(Probe(self._serial))

    async def _watchdog(self) -> None:
        """While keys wait: let the next one through where a mark does not come back."""
        if self._rounds and self._serial == self._looked_at:
            await self._open()
        self._looked_at = self._serial
        if not self._typed_ahead and self._watch is not None:
            self._watch.stop()
            self._watch = None

    async def on_probe(self, mark: Probe) -> None:
        """A mark came back: send it again, or let the next key through."""
        mark.stop()
        if mark.serial != self._serial or not self._rounds:
            return
        self._rounds -= 1
        if self._rounds:
            self._send_probe()
        else:
            await self._open()

    async def _open(self) -> None:
        self._rounds = 0
        if self._typed_ahead:
            await self._admit(self._typed_ahead.popleft())
