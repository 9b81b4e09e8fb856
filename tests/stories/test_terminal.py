"""The driver itself, on a tiny app: what it sends arrives, what it reads is there."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pyperclip
import pytest

from tests.stories.clipboard import Clipboard
from tests.stories.conftest import StartProgram
from tests.stories.keys import key_bytes, line_bytes
from tests.stories.terminal import ScreenError, Terminal

ECHO_APP = """
from textual import events
from textual.app import App
from textual.widgets import Input, Label

class Echo(App):
    BINDINGS = [("ctrl+q", "quit")]
    def compose(self):
        yield Label("READY", id="said", markup=False)
        yield Label("", id="size", markup=False)
        yield Input(id="field")
    def on_mount(self):
        self.query_one("#said").can_focus = True
        self.query_one("#said").focus()
    def on_resize(self, event):
        self.query_one("#size").update(f"{event.size.width} by {event.size.height}")
    def on_key(self, event):
        if event.key == "i":
            self.query_one("#field").focus()
        else:
            self.query_one("#said").update(f"KEY {event.key}")
    def on_descendant_focus(self, event):
        if event.widget.id == "field":
            self.query_one("#said").update("TYPE")
    def on_input_submitted(self, event):
        self.query_one("#said").update(f"SAID {event.value}")
    def on_paste(self, event):
        self.query_one("#said").update(f"PASTED {len(event.text)}")

Echo().run()
"""


@pytest.fixture
def echo(terminal: StartProgram, tmp_path: Path, size: tuple[int, int]) -> Terminal:
    program = tmp_path / "echo.py"
    program.write_text(ECHO_APP, encoding="utf-8")
    started = terminal(argv=[sys.executable, str(program)], size=size)
    started.wait_for("READY")
    return started


def test_the_program_sees_the_size_from_its_start_and_every_other_size_after(
    echo: Terminal, size: tuple[int, int]
) -> None:
    columns, rows = size
    echo.wait_for(f"{columns} by {rows}")
    echo.resize(70, 20)
    echo.wait_for("70 by 20")


def test_each_key_arrives_under_its_name(echo: Terminal) -> None:
    for key in ("escape", "shift+up", "ctrl+right", "f1", "f10", "delete", "backspace", "x"):
        echo.press(key)
        echo.wait_for(f"KEY {key}")


def test_a_line_is_typed_and_a_text_is_pasted_whole(echo: Terminal) -> None:
    echo.press("i")
    echo.wait_for("TYPE")
    echo.send("Zoë <of> Ba'ath<enter>")
    echo.wait_for("SAID Zoë <of> Ba'ath")
    echo.press("tab")
    text = "word " * 100_000
    echo.paste(text)
    echo.wait_for(f"PASTED {len(text)}")


def test_it_tells_how_the_program_ended(echo: Terminal) -> None:
    echo.press("ctrl+q")
    assert echo.wait_exit() == 0
    assert echo.left_usable()
    with pytest.raises(ScreenError, match="ended"):
        echo.wait_for("never")


def test_a_killed_program_leaves_its_terminal_unusable(echo: Terminal) -> None:
    assert not echo.left_usable()
    echo.signal(signal.SIGKILL)
    assert echo.wait_exit() == -signal.SIGKILL
    assert not echo.left_usable()


def test_a_hang_up_reaches_the_program(terminal: StartProgram) -> None:
    waiting = terminal(argv=[sys.executable, "-c", "print('HERE'); input()"])
    waiting.wait_for("HERE")
    waiting.hang_up()
    assert waiting.wait_exit() == -signal.SIGHUP


def test_a_failure_shows_the_screen(echo: Terminal) -> None:
    with pytest.raises(ScreenError, match="READY"):
        echo.wait_for("never", seconds=0.05)
    with pytest.raises(ScreenError, match="still running"):
        echo.wait_exit(seconds=0.05)


def test_nothing_of_the_real_home_is_seen(terminal: StartProgram, library: Path) -> None:
    shown = "import os; print(os.environ['MEETING_TUI_DATA'], os.environ.get('DISPLAY'))"
    program = terminal(argv=[sys.executable, "-c", shown], size=(250, 24))
    program.wait_for(f"{library} None")


def test_key_names_in_a_line() -> None:
    assert line_bytes("sRosa<enter><ctrl+q>") == b"sRosa\r\x11"
    assert line_bytes("<b>a</b> < b <nokey>") == b"<b>a</b> < b <nokey>"
    with pytest.raises(ValueError, match="unknown key"):
        key_bytes("ctrl+nothing")


def test_the_clipboard_holds_what_was_copied(
    clipboard: Clipboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert clipboard.text() == ""
    for name, value in clipboard.environment.items():
        monkeypatch.setenv(name, value)
    copy, paste = (
        pyperclip.init_osx_pbcopy_clipboard()
        if sys.platform == "darwin"
        else pyperclip.init_xclip_clipboard()
    )
    copy("Zoë's minutes\n- the lease")
    assert clipboard.text() == paste() == "Zoë's minutes\n- the lease"
    clipboard.fill("from elsewhere")
    assert paste() == "from elsewhere"
    clipboard.break_it()
    copy("lost")
    assert clipboard.text() == "from elsewhere"
