"""How an error of `data` is shown on a screen, with the keys that remedy it."""

from __future__ import annotations

from textual.dom import DOMNode

from data.errors import MeetingError, Remedy
from data.text.cleaning import without_controls
from screens.keys import with_keys

_ADVICE = {
    Remedy.LIST_MEETINGS: "Choose one from the list of meetings",
    Remedy.NEW_MEETING: "To create one: {home.new}",
    Remedy.CHOOSE_LIBRARY: "Or start with another folder: --data DIR",
    Remedy.CHECK: "meeting-tui check shows the details",
    Remedy.LIST_BIN: "meeting-tui bin list shows what can be restored",
    Remedy.RESTORE_BACKUP: "{home.open} on it in the list of meetings restores a copy",
    Remedy.RESTORE_UNDER_ANOTHER_ID: "Such as: meeting-tui bin restore ID --as NEW_ID",
    Remedy.CALL_ROLL: "Call the roll first: {people}",
    Remedy.OPEN_QUEUE: "To open it: {queue.close} on the queue screen",
    Remedy.CORRECT: "To correct it: {minutes.correct} on the minutes screen",
}
"""For each remedy a sentence, with the ids of commands in place of their keys."""


def advice(remedy: Remedy | None) -> str:
    """Return how a remedy is applied on the screens, in one sentence; "" for None."""
    return with_keys(_ADVICE[remedy]) if remedy is not None else ""


def error_text(error: MeetingError) -> str:
    """Return title, message, hint and advice of an error in one line."""
    return without_controls(error.in_one_line(advice(error.remedy)))


def error_details(error: MeetingError) -> str:
    """Return message, hint and advice of an error, without its title; "" if it has none."""
    parts = (error.message, error.hint, advice(error.remedy))
    return without_controls(". ".join(part for part in parts if part))


def show_error(node: DOMNode, error: MeetingError) -> None:
    """Show an error as a notification: its title, and below it the details.

    Args:
        node: a screen or widget of the app.
        error: the error.
    """
    text = error_details(error) or "Nothing was changed"
    node.app.notify(text, title=without_controls(error.title), severity="warning", markup=False)
