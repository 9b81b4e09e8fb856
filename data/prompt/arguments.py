"""Check and quote the arguments of a command."""

from __future__ import annotations

import string

from data.errors import MeetingError
from data.text.formatting import shortened

EXCERPT = 60
"""The most characters of the input that an error repeats."""


def quoted(text: str) -> str:
    """Return input as an error quotes it: shortened, and in quotation marks."""
    return f"“{shortened(text, EXCERPT)}”"


def required(text: str, command: str, needs: str = "a text", usage: str = "") -> str:
    """Return the arguments of a command, without blanks around them.

    Args:
        text: the arguments.
        command: the name of the command, for the error.
        needs: what the command needs, for the error: "a text", "a name".
        usage: how it is typed, for the error; by default the command with TEXT.

    Raises:
        MeetingError: there are no arguments, or nothing but punctuation.
    """
    if not text.strip(f"{string.punctuation} …–—"):
        raise MeetingError(
            f"“{command}” needs {needs}",
            "nothing was changed",
            f"Type {usage or f'{command} TEXT'}",
        )
    return text.strip()
