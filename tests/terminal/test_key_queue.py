"""A key queue loses no key, however slow the app is and whatever comes between the keys."""

from __future__ import annotations

import asyncio
import time

import pytest
from textual import events, on
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Input

from meeting_tui.terminal import key_queue
from meeting_tui.terminal.key_queue import KeyQueue
from tests.waiting import wait_until

LATE = 0.15  # seconds: several times the interval of the watchdog, which is lowered here


class SlowInput(Input):
    async def on_mount(self) -> None:
        await asyncio.sleep(LATE)


class Ask(ModalScreen[str]):
    """A field that takes its time to open and to submit."""

    AUTO_FOCUS = "Input"

    def compose(self) -> ComposeResult:
        yield SlowInput()

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        time.sleep(LATE)  # a disk that is busy
        self.dismiss(event.value)


class SlowApp(KeyQueue):
    BINDINGS = [("a", "ask", "Ask")]

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str | None] = []

    def action_ask(self) -> None:
        self.push_screen(Ask(), self.lines.append)


@pytest.fixture(autouse=True)
def _frequent_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_queue, "_CHECK_INTERVAL", 0.02)


def post(app: KeyQueue, *parts: str | events.Event) -> None:
    for part in parts:
        if isinstance(part, events.Event):
            app.post_message(part)
        else:
            for key in part:
                app.post_message(events.Key("enter" if key == "\n" else key, key))


async def test_lines_typed_ahead_of_a_slow_app_are_whole() -> None:
    app = SlowApp()
    async with app.run_test() as pilot:
        post(app, "ahello\nathere\n")
        await wait_until(pilot, lambda: app.lines == ["hello", "there"])


async def test_a_field_that_opens_while_the_terminal_is_in_the_background_takes_text() -> None:
    app = SlowApp()
    async with app.run_test() as pilot:
        post(app, "a", events.AppBlur())
        await wait_until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.pause(2 * LATE)
        post(app, "hello\n")
        await wait_until(pilot, lambda: app.lines == ["hello"])


async def test_a_lost_probe_is_sent_again() -> None:
    app = SlowApp()
    async with app.run_test() as pilot:
        post(app, "a")
        await wait_until(pilot, lambda: isinstance(app.screen, Ask) and bool(app.screen.focused))
        field = app.screen.query_one(Input)
        post(app, "hi")
        await field.remove()
        await app.screen.mount(Input())
        app.screen.query_one(Input).focus()
        post(app, "x\n")
        await wait_until(pilot, lambda: len(app.lines) == 1)


async def test_keys_that_are_held_act_in_their_order() -> None:
    app = SlowApp()
    async with app.run_test() as pilot:
        app.hold_keys()
        post(app, "ah")
        await pilot.pause(0.1)
        assert not isinstance(app.screen, Ask)
        app.release_keys()
        post(app, "i\n")
        await wait_until(pilot, lambda: app.lines == ["hi"])
