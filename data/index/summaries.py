"""One line for each meeting, as lists of meetings show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from data.disk.reading import Tables


@dataclass(frozen=True)
class Summary:
    """What a list shows of a meeting.

    Args:
        id: the name of its file, without the suffix.
        date: ISO, as in the file.
        started: ISO with the time, in UTC; "" if it has not started.
        damaged: why its file cannot be read; "" if it can.
    """

    id: str
    title: str
    date: str
    state: str
    people: int
    present: int
    items: int
    wins: int
    decisions: int
    open_actions: int
    started: str = ""
    damaged: str = ""


def summarise(meeting_id: str, tables: Tables) -> Summary:
    """Return the summary of a meeting.

    Raises:
        KeyError, ValueError, TypeError, AttributeError: the tables do not hold a meeting.
    """
    info = tables["meeting"]["1"]
    people = tables.get("people", {}).values()
    actions = tables.get("actions", {}).values()
    return Summary(
        id=meeting_id,
        title=str(info["title"]),
        date=date.fromisoformat(info["date"]).isoformat(),
        state=str(info["state"]),
        people=len(people),
        present=sum(person.get("state") in ("present", "left") for person in people),
        items=len(tables.get("agenda", {})),
        wins=len(tables.get("wins", {})),
        decisions=len(tables.get("decisions", {})),
        open_actions=sum(action.get("state", "open") == "open" for action in actions),
        started=str(info.get("started") or ""),
    )


def damaged_summary(meeting_id: str, reason: str) -> Summary:
    """Return the summary of a file that cannot be read."""
    return Summary(meeting_id, meeting_id, meeting_id[:10], "damaged", 0, 0, 0, 0, 0, 0, "", reason)


def list_order(summary: Summary) -> tuple[Any, ...]:
    """Sort key of a list from last to first: running meetings are first, then the newest."""
    return (summary.state == "running", summary.date, summary.started, summary.id)
