"""KeyQueue: an app whose keys act strictly one after another.

This works around Textual (seen in 8.2.8). Written as a report to the project:

**Keys sent in one burst are dispatched before the keys ahead of them have acted.**
`App.on_event` forwards each key to the screen and the focused widget of that moment, and takes the
next key from its own queue without waiting until the first has been handled. Over a slow connection
many keys arrive in one packet. Text typed after a key that opens a field is then lost, and a
priority binding such as ctrl+q runs before the text typed ahead of it has reached its field.

To reproduce, without a terminal::

    class Ask(ModalScreen):
        def compose(self):
            yield Input()

    class Demo(App):
        BINDINGS = [("a", "ask", "Ask")]

        def action_ask(self):
            self.push_screen(Ask())

    async def main():
        app = Demo()
        async with app.run_test() as pilot:
            for key in "ahello":
                app.post_message(events.Key(key, key))
            await pilot.pause(0.5)
            print(app.screen.query_one(Input).value)  # expected "hello", prints ""

What we do instead: one key or paste is admitted at a time, and those that arrive meanwhile are
queued. Behind the admitted key a `Probe` message is sent along the same path. A probe that comes
back has passed the queues of all widgets that handle the key before it; it is sent three times,
because a key causes a message (an Input's `Changed`), and that message can cause another one, and
three times again where the key has led to another screen. Then the next key is admitted. How long
all this takes does not matter. A probe is lost when a widget on its path is removed; a watchdog
then sends another one.

This can be removed when Textual waits for a key to be handled before it dispatches the next one.
`tests/terminal/test_textual_workarounds.py` runs the program above and fails when that happens.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

_PROBE_ROUNDS = 3  # the key, the message that it causes, and the message that this one causes
_POLL_INTERVAL = 0.005  # seconds between two looks at the queue while it is drained
# Seconds before a probe is sent while no other key waits, so that the effect of the key is painted
# first: longer than most keys take, shorter than the interval at which a held key repeats.
_PAINT_DELAY = 0.02
# Seconds between two keys of one read, at most: shorter than any key takes that a person presses.
_BURST_GAP = 0.02
_CHECK_INTERVAL = 0.25  # seconds between two checks whether a probe is lost
_STUCK = 5.0  # seconds after which a widget that handles a key is no longer waited for


class Probe(Message, bubble=True):
    """A message that follows a key through the queues of all widgets that handle it.

    Args:
        number: distinguishes it from probes that were taken to be lost.
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class KeyQueue(App[int]):
    """An app that lets one key or paste act before it dispatches the next."""

    def __init__(self) -> None:
        super().__init__()
        self._queued: deque[events.Event] = deque()
        self._held = False  # no key is admitted
        self._last_key_time = 0.0
        self._burst_field: Widget | None = None  # had the focus when a burst of keys arrived
        self._confirmed = 0  # queued keys that are known not to be a paste
        self._rounds_left = 0  # of the probe of the admitted key; 0 when no key is acting
        self._probe_number = 0  # of the probe that was sent last
        self._probe_path: tuple[DOMNode, ...] = ()  # the widgets that it has to pass
        self._probe_screen: Screen[object] | None = None
        self._probe_timer: Timer | None = None
        self._watchdog_timer: Timer | None = None  # runs only while keys wait
        self._watched_number = 0
        self._watched_since = 0.0

    async def on_event(self, event: events.Event) -> None:
        """Dispatch an event; a key or a paste is queued while another one is acting."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        busy = bool(self._rounds_left or self._held or self._queued)
        if event.time - self._last_key_time > _BURST_GAP:
            self._burst_field = None if busy else self.focused
        self._last_key_time = event.time
        if busy:
            self._queued.append(event)
            if self._probe_timer is not None:  # no time for painting: another key waits
                self._send_probe()
            if self._watchdog_timer is None:
                self._watchdog_timer = self.set_interval(_CHECK_INTERVAL, self._watchdog)
        else:
            await self._admit(event)

    def hold_keys(self) -> None:
        """Let keys wait until `release_keys` is called."""
        self._held = True

    def release_keys(self) -> None:
        """Let the keys act that have arrived since `hold_keys`."""
        self._held = False
        self.call_later(self._admit_next)

    async def drain(self, timeout: float) -> None:
        """Wait until all keys that have arrived have acted.

        Args:
            timeout: seconds after which it returns although keys are still waiting.
        """
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                while self._rounds_left or self._held or self._queued:
                    await asyncio.sleep(_POLL_INTERVAL)

    async def _admit(self, event: events.Event) -> None:
        """Dispatch a key, and start its probe."""
        self._rounds_left = _PROBE_ROUNDS
        self._probe_number += 1  # a probe that is still on its way belongs to the key before
        self._restore_focus()
        self._probe_screen = self.screen
        await super().on_event(event)
        if self._queued:
            self._send_probe()
        else:
            self._probe_timer = self.set_timer(_PAINT_DELAY, self._send_probe)

    def _restore_focus(self) -> None:
        """Focus the field of a screen that was opened while the terminal did not have the focus.

        Textual focuses nothing then, and would not do so later.
        """
        self.app_focus = True
        if self.screen.focused is None and self.screen.AUTO_FOCUS:
            fields = self.screen.query(self.screen.AUTO_FOCUS)
            field = next((widget for widget in fields if widget.focusable), None)
            self.screen.set_focus(field)

    def _send_probe(self) -> None:
        """Send a probe along the path of a key: to the focused widget, from where it bubbles up."""
        if self._probe_timer is not None:
            self._probe_timer.stop()
            self._probe_timer = None
        self._probe_number += 1
        target = self.focused or self.screen
        self._probe_path = tuple(target.ancestors_with_self)
        if not target.post_message(Probe(self._probe_number)):  # the widget is being removed
            self._probe_path = (self,)
            self.post_message(Probe(self._probe_number))

    async def _watchdog(self) -> None:
        """Send another probe if one was lost; admit the next key if a widget handles one too long.

        Only probes are watched that were under way at the previous call already.
        """
        now = time.monotonic()
        if self._watched_number != self._probe_number:
            self._watched_number, self._watched_since = self._probe_number, now
        elif self._rounds_left:
            if not all(widget.is_running for widget in self._probe_path):
                self._send_probe()
            elif now - self._watched_since > _STUCK:
                await self._finish_key()
        if not self._queued and self._watchdog_timer is not None:
            self._watchdog_timer.stop()
            self._watchdog_timer = None

    async def on_probe(self, probe: Probe) -> None:
        """Send a returned probe on its next round; after the last round admit the next key."""
        probe.stop()
        if probe.number != self._probe_number or not self._rounds_left:
            return
        if not self.screen_stack:
            return  # the app is closing
        self._rounds_left -= 1
        if self.screen is not self._probe_screen:
            self._probe_screen = self.screen
            self._rounds_left = _PROBE_ROUNDS
        if self._rounds_left:
            self._send_probe()
        else:
            await self._finish_key()

    async def _finish_key(self) -> None:
        """Mark the current key as done, and admit the next one."""
        self._rounds_left = 0
        await self._admit_next()

    async def _admit_next(self) -> None:
        if not self._queued or self._rounds_left or self._held:
            return
        keys = self._pasted_keys()
        if keys:
            for _ in keys:
                self._queued.popleft()
            await self.ask_about_lines(keys)
        else:
            self._confirmed = max(self._confirmed - 1, 0)
            await self._admit(self._queued.popleft())

    # -- pastes that are not marked as such ------------------------------------------------------

    async def ask_about_lines(self, keys: list[events.Key]) -> None:
        """Ask whether keys that arrived at once are a paste, and call `queue_first` or `paste`.

        Args:
            keys: enter, and more lines. By default they act as keys.
        """
        self.queue_first(keys)

    def queue_first(self, keys: list[events.Key]) -> None:
        """Let keys act before those that are queued."""
        self._queued.extendleft(reversed(keys))
        self._confirmed = len(keys)
        self.call_later(self._admit_next)

    def paste(self, keys: list[events.Key]) -> None:
        """Paste what keys write into the field that has the focus."""
        blank = events.Key("space", " ")
        self._queued.extendleft((events.Paste(text_of(keys)), blank))
        self.call_later(self._admit_next)

    def _pasted_keys(self) -> list[events.Key]:
        """Return the next keys if they look like the rest of a paste: enter and two more lines.

        Where the terminal does not mark a paste, its lines are like keys. They have arrived in one
        read, while a field of one line was open already.
        """
        field = self.focused
        if self._confirmed or not isinstance(field, Input) or field is not self._burst_field:
            return []
        keys: list[events.Key] = []
        for event in self._queued:
            if not isinstance(event, events.Key) or not (
                event.key == "enter" or event.is_printable
            ):
                break
            if keys and event.time - keys[-1].time > _BURST_GAP:
                break
            keys.append(event)
        lines = text_of(keys).split("\n")
        return keys if len(lines) > 2 and not lines[0] and lines[1] and lines[2] else []


def text_of(keys: list[events.Key]) -> str:
    """Return what keys write."""
    return "".join("\n" if key.key == "enter" else key.character or "" for key in keys)
