"""The sign and the colour of each kind of record, the same on every screen."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from data.records.base import Record
from data.records.models import Action, ActionState, ConflictNote, Decision, Parked, Win
from data.records.tables import TABLES
from data.text.formatting import shortened
from screens.widgets.content import plain

_SIGNS: dict[type[Record], tuple[str, str]] = {
    Win: ("★", "$win"),
    Decision: ("◆", "$decision"),
    Action: ("○", "$action"),
    ConflictNote: ("▲", "$conflict"),
    Parked: ("□", "$text-muted"),
}
NOT_AGREED = ("✗", "$conflict")
DONE = ("✓", "$floor")
DROPPED = ("–", "$text-muted")


def sign(record: Record, today: date | None = None) -> tuple[str, str]:
    """Return the sign of a record and its style.

    Args:
        record: a win, a decision, an action, a conflict note or a parked point.
        today: the day from which an open action that is due earlier is shown as late.
    """
    if isinstance(record, Decision) and record.result != "agreed":
        return NOT_AGREED
    if isinstance(record, Action):
        if record.state is ActionState.DONE:
            return DONE
        if record.state is ActionState.DROPPED:
            return DROPPED
        if today is not None and record.due is not None and record.due < today:
            return "○", "$late"
    return _SIGNS[type(record)]


def kind_sign(noun: str) -> tuple[str, str]:
    """Return the sign of a kind of record and its style; a dot for a kind without a sign.

    Args:
        noun: what one of its records is called, such as "win".
    """
    return next(
        (_SIGNS[model] for model in _SIGNS if TABLES[model.TABLE].noun == noun),
        ("·", "$text-muted"),
    )


def short_line(record: Record, today: date, width: int) -> Content:
    """Return one line about a record: its sign, what it is about, and the owner of an action.

    Args:
        record: a win, a decision, an action, a conflict note or a parked point.
        today: the present day.
        width: of the line, in cells.
    """
    mark, style = sign(record, today)
    text = str(getattr(record, "text", "") or getattr(record, "about", ""))
    after = ""
    if isinstance(record, Action):
        text = f"{record.owner}: {text}" if record.owner else text
        after = f"  {record.due.day} {record.due:%b}" if record.due else ""
    elif isinstance(record, ConflictNote):
        after = f"  {record.status}"
    first = shortened(" ".join(text.split()), max(8, width - 2 - len(after)))
    return plain((f"{mark} ", style), first, (after, "$text-muted"))
