"""One line for each meeting, as lists of meetings show it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from data.disk.reading import Tables
from data.text.cleaning import one_line
from data.text.comparison import fold
from data.text.formatting import count

DAMAGED = "damaged"
MISSING = "gone"
COPY, OTHER = "copy", "other"
"""The states of files that are not meetings: copies of one, and files of any other name."""


@dataclass(frozen=True)
class Summary:
    """What a list shows of a meeting.

    Args:
        id: the name of its file, without the suffix.
        date: ISO, as in the file.
        started: ISO with the time, in UTC; "" if it has not started.
        damaged: why its file cannot be opened as a meeting; "" if it can.
        series: the name of its series; "" if it has none.
        copy_of: the id of the meeting that the file is a copy of by its name; "" if it is none.
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
    copy_of: str = ""
    series: str = ""

    def same_series(self, other: Summary) -> bool:
        """Whether another meeting is of the same series: of the same name, or with its title."""
        return fold(self.series or self.title) == fold(other.series or other.title)

    @property
    def is_past(self) -> bool:
        """Whether the meeting has ended."""
        return self.state in ("closed", "approved")


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
        title=one_line(str(info["title"])),
        date=date.fromisoformat(info["date"]).isoformat(),
        state=one_line(str(info["state"])),
        people=len(people),
        present=sum(person.get("state") in ("present", "left") for person in people),
        items=sum(not item.get("parent") for item in tables.get("agenda", {}).values()),
        wins=len(tables.get("wins", {})),
        decisions=len(tables.get("decisions", {})),
        open_actions=sum(action.get("state", "open") == "open" for action in actions),
        started=one_line(str(info.get("started") or "")),
        series=one_line(str(info.get("series") or "")),
    )


def damaged_summary(meeting_id: str, reason: str) -> Summary:
    """Return the summary of a file that cannot be read."""
    name = one_line(meeting_id)
    return Summary(name, name, name[:10], DAMAGED, 0, 0, 0, 0, 0, 0, "", one_line(reason))


def copy_summary(name: str, original: str) -> Summary:
    """Return the summary of a file that another program made as a copy of a meeting."""
    summary = damaged_summary(name, f"a copy of {original}, made by another program")
    return replace(summary, date=original[:10], state=COPY, copy_of=original)


def other_file_summary(name: str) -> Summary:
    """Return the summary of a file that is not named as a meeting is."""
    return replace(damaged_summary(name, "the file name is not a meeting id"), state=OTHER)


def missing_summary(meeting_id: str, copies: int) -> Summary:
    """Return the summary of a meeting whose file was removed, but of which there are backups."""
    reason = f"gone, {count(copies, 'copy', 'copies')}"
    return replace(damaged_summary(meeting_id, reason), state=MISSING)


def list_order(summary: Summary) -> tuple[Any, ...]:
    """Sort key of a list from last to first: running meetings, the newest, then other files."""
    return (
        summary.state not in (COPY, OTHER),
        summary.state == "running",
        summary.date,
        summary.started,
        summary.id,
    )
