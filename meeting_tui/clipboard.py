"""Copy text to the clipboard, and report truthfully whether it arrived.

A native copy is made by pyperclip in a process of its own: the programs that it runs can hang (a
dead X server), print over the screen, or keep pipes open, and none of that may reach the meeting.
Only a text that was read back afterwards is reported as copied.
"""

from __future__ import annotations

import base64
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

from data.shutdown import Shutdown

_TIMEOUT = 2.0  # seconds that one way of copying may take
_POLL_INTERVAL = 0.05  # seconds between two looks at whether the program is shutting down
_OSC52_LIMIT = 74_000  # bytes of text; many terminals accept no more than 74,994
_COPIED, _DIFFERENT, _IMPOSSIBLE = 0, 3, 4  # exit statuses of the program below
_PROGRAM = f"""
import sys, pyperclip
text = sys.stdin.buffer.read().decode()
try:
    pyperclip.copy(text)
    same = pyperclip.paste().replace("\\r\\n", "\\n") == text
except (pyperclip.PyperclipException, OSError):
    sys.exit({_IMPOSSIBLE})
sys.exit({_COPIED} if same else {_DIFFERENT})
"""


@dataclass(frozen=True)
class Copy:
    """The result of a copy.

    Attributes:
        verified: True if the text was read back from the clipboard, False if it is not there, None
            if that cannot be known.
        message: the result in words, for the user.
        osc52: whether the caller has to send the text to the terminal; see `osc52`.
    """

    verified: bool | None
    message: str
    osc52: bool = False


def copy(text: str, shutdown: Shutdown | None = None) -> Copy:
    """Copy a text by the best way there is: the system's clipboard, tmux, or the terminal.

    Blocks for at most 2 s for each way that is tried.

    Args:
        text: what to copy.
        shutdown: ends the waiting early when the program shuts down.

    Returns:
        The result. It never raises: a copy that fails is reported by `verified`.
    """
    shutdown = shutdown or Shutdown()
    remote = "SSH_CONNECTION" in os.environ
    reason = "over SSH only your own terminal can copy" if remote else _native(text, shutdown)
    if not reason:
        return Copy(True, "Copied")
    if "TMUX" in os.environ and _tmux(text, shutdown):
        return Copy(None, "Sent to tmux and the terminal, which may not accept it")
    if len(text.encode()) <= _OSC52_LIMIT:
        return Copy(None, "Sent to the terminal, which may not accept it", osc52=True)
    return Copy(False, f"Not copied: {reason}, and the text is too long for the terminal")


def osc52(text: str) -> str:
    """Return the control sequence that asks a terminal to copy a text (xterm's OSC 52)."""
    return f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\a"


def _native(text: str, shutdown: Shutdown) -> str:
    """Copy with a program of this machine. Returns why that failed; "" if it was read back."""
    status = _run([sys.executable, "-c", _PROGRAM], text, shutdown)
    return {
        _COPIED: "",
        None: "the clipboard does not respond",
        _DIFFERENT: "the clipboard holds something else",
        _IMPOSSIBLE: "there is no clipboard here",
    }.get(status, "the clipboard failed")


def _tmux(text: str, shutdown: Shutdown) -> bool:
    """Copy to tmux, which passes the text on to its terminal. Returns whether tmux accepted it."""
    program = shutil.which("tmux")
    return program is not None and _run([program, "load-buffer", "-w", "-"], text, shutdown) == 0


def _run(command: list[str], text: str, shutdown: Shutdown) -> int | None:
    """Run a program with a text as its standard input, without access to our terminal.

    Returns:
        Its exit status; None if it cannot be started, or was killed because it took too long.
    """
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return None
    deadline = time.monotonic() + _TIMEOUT
    text_input: bytes | None = text.encode()
    while process.returncode is None:
        try:
            process.communicate(text_input, timeout=_POLL_INTERVAL)
        except subprocess.TimeoutExpired:
            text_input = None  # a repeated call continues with the text of the first
            if time.monotonic() < deadline and not shutdown.deadline_passed():
                continue
            _kill(process)
            return None
    return process.returncode


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a program and every process that it has started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
