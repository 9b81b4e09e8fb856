"""Check and quote the arguments of a command."""

from __future__ import annotations

from data.errors import MeetingError


def shortened(text: str) -> str:
    """Return a text as an error quotes it: at most 60 characters."""
    return text if len(text) <= 60 else f"{text[:59]}…"


def required(text: str, command: str, needs: str = "a text", usage: str = "") -> str:
    """Return the arguments of a command, without blanks around them.

    Args:
        text: the arguments.
        command: the name of the command, for the error.
        needs: what the command needs, for the error: "a text", "a name".
        usage: how it is typed, for the error; by default the command with TEXT.

    Raises:
        MeetingError: there are no arguments.
    """
    if not text.strip():
        raise MeetingError(
            f"“{command}” needs {needs}",
            "nothing was changed",
            f"Type {usage or f'{command} TEXT'}",
        )
    return text.strip()
