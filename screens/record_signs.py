"""Records in short: the sign of a record as it stands, and one line about it."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from data.records.base import Record
from data.records.models import Action, ActionState, ConflictNote, Decision
from data.records.tables import TABLES
from data.text.formatting import shortened
from screens.signs import DONE, DROPPED, LATE, NOT_AGREED, Sign, kind_sign, marked
from screens.widgets.content import plain


def sign(record: Record, today: date | None = None) -> Sign:
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
            return LATE
    return kind_sign(TABLES[record.TABLE].noun)


def short_line(record: Record, today: date, width: int) -> Content:
    """Return one line about a record: its sign, what it is about, and the owner of an action.

    Args:
        record: a win, a decision, an action, a conflict note or a parked point.
        today: the present day.
        width: of the line, in cells.
    """
    text = str(getattr(record, "text", "") or getattr(record, "about", ""))
    after = ""
    if isinstance(record, Action):
        text = f"{record.owner}: {text}" if record.owner else text
        after = f"  {record.due.day} {record.due:%b}" if record.due else ""
    elif isinstance(record, ConflictNote):
        after = f"  {record.status}"
    first = shortened(" ".join(text.split()), max(8, width - 2 - len(after)))
    return plain(marked(sign(record, today)), first, (after, "$text-muted"))
