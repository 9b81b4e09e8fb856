"""What the agenda shows of an item: its row in the list, and the details beside it."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from data.records.models import AgendaItem, ItemState
from data.rules import agenda
from data.text.durations import format_duration
from screens.widgets.content import join, plain

_MARKS = {
    ItemState.WAITING: ("·", ""),
    ItemState.CURRENT: ("▶", "$text-success"),
    ItemState.DONE: ("✓", "dim"),
    ItemState.DEFERRED: ("→", "dim"),
}
_SKIPPED = "–"


def item_row(item: AgendaItem, number: int, now: datetime, width: int) -> Content:
    """Return the row of an item: state, number and title, and its time at the right.

    Args:
        item: the item.
        number: its place in the agenda, from 1.
        now: the present instant.
        width: the cells of the row.
    """
    mark, style = _MARKS[item.state]
    if item.skipped:
        mark = _SKIPPED
    left = plain((f"{mark}{number:>3} ", style), (item.title, style or "bold"))
    return join(left, _times(item, now), width)


def _times(item: AgendaItem, now: datetime) -> Content:
    """Return the time an item has taken, and the time box in minutes."""
    time_box, elapsed = agenda.time_box(item), agenda.elapsed(item, now)
    planned = f"{time_box / 60:.0f}m" if time_box is not None else ""
    if not item.spans:
        return Content.styled(planned, "dim")
    over = time_box is not None and elapsed > time_box
    return plain(
        (format_duration(elapsed), "$text-error" if over else ""),
        (f" of {planned}" if planned else "", "dim"),
    )


def item_details(item: AgendaItem) -> Content:
    """Return what is shown above the notes of an item: title, kind, presenter, conclusion."""
    parts: list[str | tuple[str, str]] = [(item.title, "bold"), f"\n{item.kind}"]
    if item.presenter:
        parts.append(f" · {item.presenter}")
    if extension := agenda.extension_text(item):
        parts.append(f" · {extension}")
    if item.skipped:
        parts.append(" · skipped")
    elif item.state is not ItemState.WAITING:
        parts.append(f" · {item.state}")
    if item.conclusion:
        parts += ["\n", ("Conclusion: ", "dim"), item.conclusion]
    return plain(*parts)
