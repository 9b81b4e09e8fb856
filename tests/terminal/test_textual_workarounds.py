"""The faults of Textual that `meeting_tui/terminal/` works around, and that it does.

Where a test of plain Textual fails, Textual has changed: read the module's docstring, and remove
the workaround if it is no longer needed.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Input

from meeting_tui.terminal.key_queue import KeyQueue
from tests.isolation import REPOSITORY, isolated_environment
from tests.stories.terminal import Terminal
from tests.waiting import wait_until


class Ask(ModalScreen[None]):
    def compose(self) -> ComposeResult:
        yield Input()


class PlainApp(App[int]):
    BINDINGS = [("a", "ask", "Ask")]

    def action_ask(self) -> None:
        self.push_screen(Ask())


class QueuedApp(KeyQueue):
    BINDINGS = [("a", "ask", "Ask")]

    def action_ask(self) -> None:
        self.push_screen(Ask())


def post_burst(app: App[int], keys: str) -> None:
    """Post all keys before the app handles the first one, as one packet of a connection does."""
    for key in keys:
        app.post_message(events.Key(key, key))


async def test_plain_textual_loses_text_typed_after_a_key_that_opens_a_field() -> None:
    app = PlainApp()
    async with app.run_test() as pilot:
        post_burst(app, "ahello")
        await wait_until(pilot, lambda: app.screen.query_one(Input).has_focus)
        await pilot.pause(0.3)
        assert app.screen.query_one(Input).value == ""


async def test_a_key_queue_puts_the_text_into_the_field() -> None:
    app = QueuedApp()
    async with app.run_test() as pilot:
        post_burst(app, "ahello")
        await wait_until(pilot, lambda: app.screen.query_one(Input).value == "hello")


async def test_draining_a_key_queue_waits_for_every_key() -> None:
    app = QueuedApp()
    async with app.run_test() as pilot:
        post_burst(app, "ahello")
        await pilot.pause()
        await app.drain(10.0)
        assert app.screen.query_one(Input).value == "hello"


# Repaints the screen 50 times a second, and counts in a file how often it has done so.
REPAINTING = """
import contextlib, sys
from pathlib import Path
from textual.app import App
from textual.widgets import Static
from meeting_tui.terminal.output import non_blocking_stderr

class Demo(App):
    ticks = 0

    def compose(self):
        yield Static()

    def on_mount(self):
        self.set_interval(0.02, self.tick)

    def tick(self):
        self.ticks += 1
        self.query_one(Static).update(f"{self.ticks:05}" * 400)
        Path("ticks").write_text(str(self.ticks))

with non_blocking_stderr() if sys.argv[1] == "workaround" else contextlib.nullcontext():
    Demo().run()
"""


@contextlib.contextmanager
def repainting(folder: Path, kind: str) -> Iterator[Path]:
    """Run the app in a terminal that nobody reads; gives the file in which it counts."""
    env = {**isolated_environment(folder), "PYTHONPATH": str(REPOSITORY)}
    argv = [sys.executable, "-c", REPAINTING, kind]
    with Terminal(argv, size=(120, 40), env=env, cwd=folder):
        yield folder / "ticks"


def ticks(counter: Path) -> int:
    with contextlib.suppress(FileNotFoundError, ValueError):  # not written, or half written
        return int(counter.read_text())
    return 0


def wait_for_ticks(counter: Path, wanted: int) -> None:
    end = time.monotonic() + 20
    while ticks(counter) < wanted:
        assert time.monotonic() < end, f"only {ticks(counter)} repaints of {wanted} in 20 s"
        time.sleep(0.02)


def stops(counter: Path, seconds: float) -> bool:
    """Whether the app stops counting for so long, within 20 s."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        before = ticks(counter)
        time.sleep(seconds)
        if ticks(counter) == before:
            return True
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_plain_textual_stops_when_its_terminal_is_not_read(tmp_path: Path) -> None:
    with repainting(tmp_path, "plain") as counter:
        wait_for_ticks(counter, 10)
        assert stops(counter, seconds=1.0)
        assert ticks(counter) < 100


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_an_app_with_non_blocking_stderr_goes_on(tmp_path: Path) -> None:
    with repainting(tmp_path, "workaround") as counter:
        wait_for_ticks(counter, 150)


# Writes what it reads into a file: a key as its name, a paste as its text.
READING = """
import sys
from pathlib import Path
from textual.app import App

class Demo(App):
    def get_driver_class(self):
        if sys.argv[1] == "plain":
            return super().get_driver_class()
        from meeting_tui.terminal.driver import FilteredDriver
        return FilteredDriver

    def on_ready(self):
        Path("read").write_text("ready ")

    def add(self, text):
        with Path("read").open("a") as file:
            file.write(text + " ")

    def on_key(self, event):
        self.add(event.key)

    def on_paste(self, event):
        self.add(repr(event.text))

Demo().run()
"""


def read_by(folder: Path, kind: str, *pieces: bytes) -> str:
    """What the app has read of some pieces of input, 0.3 s apart, up to an "x" at the end."""
    env = {**isolated_environment(folder), "PYTHONPATH": str(REPOSITORY)}
    found = folder / "read"
    argv = [sys.executable, "-c", READING, kind]
    with Terminal(argv, size=(80, 24), env=env, cwd=folder) as screen:
        end = time.monotonic() + 20
        while not found.exists() or not found.read_text():
            screen.read(0.02)
            assert time.monotonic() < end, "it did not start"
        for piece in (*pieces, b"x"):
            screen.send_bytes(piece)
            screen.settle(quiet=0.3)
        while not found.read_text().endswith("x "):
            screen.read(0.02)
            assert time.monotonic() < end, f"only {found.read_text()!r}"
        screen.signal(signal.SIGTERM)
    return found.read_text().removeprefix("ready ")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_plain_textual_takes_reports_and_escapes_in_a_paste_for_keys(tmp_path: Path) -> None:
    read = read_by(tmp_path, "plain", b"\x1b[?1;2c", b"\x1b[200~a\x1b[31mb\x1b[201~")
    assert "left_square_bracket question_mark 1 semicolon 2 c" in read
    assert "left_square_bracket 3 1 m" in read


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_filtered_driver_reads_keys_and_pastes_only(tmp_path: Path) -> None:
    pieces = [b"a", b"\x1b", b"\x1b[1;5A", b"\x1by", b"\x1b[?1;2c", b"\x1bP>|tmux", b" 3.4\x1b\\"]
    pasted = b"\x1b[200~a\x1b[31mb\x1b[201~"
    read = read_by(tmp_path, "filtered", *pieces, pasted, b"\xff\x1b[97:65;2u", "é".encode())
    assert read == "a escape ctrl+up alt+y 'a[31mb' é x "
