"""How an error of `data` is printed by the command line, with the commands that help."""

from __future__ import annotations

from data.errors import MeetingError, Remedy

_ADVICE = {
    Remedy.LIST_MEETINGS: "See: meeting-tui list",
    Remedy.NEW_MEETING: "Create one: meeting-tui new TITLE",
    Remedy.CHOOSE_LIBRARY: "Or choose another folder: --data DIR",
    Remedy.CHECK: "See: meeting-tui check",
    Remedy.LIST_BIN: "See: meeting-tui bin list",
    Remedy.CALL_ROLL: "Call the roll first: present+ NAME",
    Remedy.OPEN_QUEUE: "Open it first: open queue",
    Remedy.CORRECT: "To correct it: meeting-tui do --correct",
}


def error_line(error: MeetingError) -> str:
    """All that there is to say of an error, in one line."""
    return error.in_one_line(_ADVICE[error.remedy] if error.remedy is not None else "")
