"""How the command line prints an error of `data`: in one line, with the command that helps."""

from __future__ import annotations

from data.errors import MeetingError, Remedy

_ADVICE = {
    Remedy.LIST_MEETINGS: "See: meeting-tui list",
    Remedy.NEW_MEETING: "Create one: meeting-tui new TITLE",
    Remedy.CHOOSE_LIBRARY: "Or choose another folder: --data DIR",
    Remedy.CHECK: "See: meeting-tui check",
    Remedy.LIST_BIN: "See: meeting-tui bin list",
    Remedy.RESTORE_BACKUP: "Open the list of meetings to restore a copy: meeting-tui",
    Remedy.RESTORE_UNDER_ANOTHER_ID: "Such as: meeting-tui bin restore ID --as NEW_ID",
    Remedy.CALL_ROLL: "Call the roll first: present+ NAME",
    Remedy.OPEN_QUEUE: "Open it first: open queue",
    Remedy.CORRECT: "To correct it: meeting-tui do --correct",
}


def advice(remedy: Remedy | None) -> str:
    """Return the sentence that names the command for a remedy; "" for None."""
    return _ADVICE[remedy] if remedy is not None else ""


def error_line(error: MeetingError) -> str:
    """Return title, message, hint and advice of an error in one line."""
    return error.in_one_line(advice(error.remedy))
