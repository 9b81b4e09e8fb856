"""What an extension of the current item would do, in words."""

from __future__ import annotations

import math
from datetime import datetime

from textual.content import Content

from data.errors import MeetingError
from data.prompt.agenda_commands import typed_extension
from data.records.agenda_tree import agenda_tree
from data.records.meeting import Meeting
from data.records.models import AgendaItem
from data.rules import schedule
from data.text.formatting import local_time, shortened
from screens.widgets.content import plain

DEFAULT = "5"
"""The minutes of an extension if none are typed."""

_ITEMS_SHOWN = 3
_LONGEST_TITLE = 30


def extension_preview(meeting: Meeting, now: datetime, line: str) -> Content:
    """Return from which later items an extension takes how much, or when the meeting ends then.

    Args:
        meeting: a meeting in which an item is open.
        now: the present instant.
        line: the text so far: minutes, and who agreed.
    """
    try:
        seconds, names = typed_extension(meeting, line.strip() or DEFAULT)
        effect = schedule.extension_effect(meeting, now, seconds)
    except MeetingError as error:
        return plain((error.title, "$text-warning"))
    by = plain((" · agreed by ", "$text-muted"), ", ".join(names)) if names else Content("")
    ends = f"the meeting ends at {local_time(effect.ends)}"
    planned = f", planned {local_time(effect.planned)}" if effect.planned else ""
    if not effect.taken:
        late = effect.planned is not None and effect.ends > effect.planned
        return plain((f"{ends[0].upper()}{ends[1:]}", "$text-warning" if late else ""),
                     (planned, "$text-muted"), by)  # fmt: skip
    shown = [_loss(meeting, now, *taken) for taken in effect.taken[-_ITEMS_SHOWN:]]
    more = len(effect.taken) - len(shown)
    text = f"Takes {', '.join(shown)}{f' and {more} more' if more else ''}"
    return plain((text, "$text-warning"), (f" · or {ends}{planned}", "$text-muted"), by)


def _loss(meeting: Meeting, now: datetime, item: AgendaItem, seconds: float) -> str:
    """Return how much an item loses: "5 min from 3 Rents", "all 10 min from 4 News"."""
    tree = agenda_tree(meeting)
    whole = seconds >= (tree.remaining(now).get(item.id) or 0.0)
    title = shortened(item.title, _LONGEST_TITLE)
    minutes = math.ceil(seconds / 60)
    return f"{'all ' if whole else ''}{minutes} min from {tree.numbers[item.id]} {title}"
