"""What the wins screen shows: a row for each win."""

from __future__ import annotations

from data.records.models import Win
from screens.widgets.content import plain
from screens.widgets.record_list import Row


def win_row(win: Win) -> Row:
    """Return a row of two lines: the win, then thanks, organisations and goal if there are any."""
    details = [
        f"thanks to {', '.join(win.thanks)}" if win.thanks else "",
        ", ".join(win.organisations),
        f"goal: {win.goal}" if win.goal else "",
    ]
    second = " · ".join(detail for detail in details if detail)
    text = plain(("★ ", "$text-warning"), (win.text, "bold"))
    return Row(win.id, plain(text, (f"\n  {second}", "dim")) if second else text)
