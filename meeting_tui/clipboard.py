"""The clipboard, and words that are true about it.

A native copy is done by pyperclip in a process of its own: its helper programs can hang (a dead
X server), print over the screen, or keep our pipes open, and none of that may reach the meeting.
What is read back afterwards is the only proof that a text has arrived.
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

_PATIENCE = 2.0  # seconds
_LOOK = 0.05  # seconds between two looks whether the program is to end
_OSC52_LIMIT = 74_000  # bytes of text; many terminals stop at 74,994
_COPIED, _DIFFERENT, _IMPOSSIBLE = 0, 3, 4
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
    """What became of a copy.

    `ok` is True where the text was read back, False where it is not there, None where nobody can
    know. `osc52` tells that it is for the terminal to take it: see `osc52`.
    """

    ok: bool | None
    words: str
    osc52: bool = False


def copy(text: str, shutdown: Shutdown | None = None) -> Copy:
    """Bring a text to the clipboard by the best way that there is; takes 2 s at most a way.

    Args:
        text: what is to be copied.
        shutdown: tells when the program ends; nothing is waited for after that.
    """
    shutdown = shutdown or Shutdown()
    remote = "SSH_CONNECTION" in os.environ
    reason = "over SSH only your own terminal can" if remote else _native(text, shutdown)
    if not reason:
        return Copy(True, "Copied")
    if "TMUX" in os.environ and _tmux(text, shutdown):
        return Copy(None, "Sent to tmux and the terminal; it may not take it")
    if len(text.encode()) <= _OSC52_LIMIT:
        return Copy(None, "Sent to the terminal; it may not take it", osc52=True)
    return Copy(False, f"Not copied: {reason}, and the text is too long for the terminal")


def osc52(text: str) -> str:
    """The control sequence with which a terminal is asked to take a text (xterm, OSC 52)."""
    return f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\a"


def _native(text: str, shutdown: Shutdown) -> str:
    """Copy with a program of this machine; "" where it was read back, else why not."""
    status = _run([sys.executable, "-c", _PROGRAM], text, shutdown)
    return {
        _COPIED: "",
        None: "the clipboard does not answer",
        _DIFFERENT: "the clipboard does not hold it",
        _IMPOSSIBLE: "there is no clipboard here",
    }.get(status, "the clipboard failed")


def _tmux(text: str, shutdown: Shutdown) -> bool:
    program = shutil.which("tmux")
    return program is not None and _run([program, "load-buffer", "-w", "-"], text, shutdown) == 0


def _run(command: list[str], text: str, shutdown: Shutdown) -> int | None:
    """The status of a program that was given a text; None where it took too long, or is not there.

    It has no terminal and no pipe of ours, and it ends with all that it has started.
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
    deadline = time.monotonic() + _PATIENCE
    given: bytes | None = text.encode()
    while process.returncode is None:
        try:
            process.communicate(given, timeout=_LOOK)
        except subprocess.TimeoutExpired:
            given = None  # it goes on with what it was given
            if time.monotonic() < deadline and not shutdown.deadline_passed():
                continue
            _kill(process)
            return None
    return process.returncode


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a program, and all that it has started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
