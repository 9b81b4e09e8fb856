"""How a new meeting begins: from scratch, from a template, or where the last one stopped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.records.meeting import Meeting
from data.records.models import AgendaItem, MeetingInfo, Person


def new_meeting(
    title: str,
    day: date,
    *,
    place: str = "",
    items: Sequence[AgendaItem] = (),
    people: Sequence[Person] = (),
    facilitator: str = "",
    goals: Sequence[str] = (),
) -> Meeting:
    """A meeting in preparation."""
    info = MeetingInfo(
        title=title, date=day, place=place, facilitator=facilitator, goals=tuple(goals)
    )
    return Meeting(info=info, agenda=tuple(items), people=tuple(people))
