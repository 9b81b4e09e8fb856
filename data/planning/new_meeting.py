"""Make a new meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

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
    defaults: Mapping[str, Any] | None = None,
) -> Meeting:
    """Return a new meeting, in preparation.

    Args:
        title: the title.
        day: the date.
        place: where it is; may be empty.
        items: the agenda.
        people: who is invited.
        facilitator: the name of the facilitator; may be empty.
        goals: what the meeting is to achieve.
        defaults: further values of the meeting, by the fields of `MeetingInfo`.
    """
    info = MeetingInfo(
        title=title,
        date=day,
        place=place,
        facilitator=facilitator,
        goals=tuple(goals),
        **{"keep_next": True, **(defaults or {})},
    )
    return Meeting(info=info, agenda=tuple(items), people=tuple(people))
