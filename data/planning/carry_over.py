"""A meeting that continues where the last one stopped."""

from __future__ import annotations

from datetime import date

from data.records.base import new_id
from data.records.meeting import Meeting
from data.records.models import ActionState, ConflictStatus, ItemState, MeetingInfo, PersonState


def continue_meeting(
    last: Meeting, last_id: str, title: str, day: date, place: str = ""
) -> Meeting:
    """A meeting that goes on where the last one stopped.

    It has the same people (all expected), goals and facilitator; the items that were deferred or
    not taken; the open actions, each telling which meeting it comes from first; what is parked
    without a home; and the conflicts that are not settled.
    """
    info = MeetingInfo(
        title=title,
        date=day,
        place=place or last.info.place,
        series=last.info.series or last.info.title,
        facilitator=last.info.facilitator,
        note_taker=last.info.note_taker,
        goals=last.info.goals,
        speech_limit=last.info.speech_limit,
        kind_limits=last.info.kind_limits,
        order=last.info.order,
    )
    left_over = sorted(
        (i for i in last.agenda if i.state in (ItemState.DEFERRED, ItemState.WAITING)),
        key=lambda item: item.position,
    )
    return Meeting(
        info=info,
        people=tuple(
            p.replace(id=new_id(), state=PersonState.EXPECTED, arrived=None, left=None)
            for p in last.people
        ),
        agenda=tuple(
            item.replace(
                id=new_id(),
                state=ItemState.WAITING,
                spans=(),
                extensions=(),
                skipped=False,
                position=float(n),
            )
            for n, item in enumerate(left_over, start=1)
        ),
        actions=tuple(
            a.replace(id=new_id(), item="", carried_from=a.carried_from or last_id)
            for a in last.actions
            if a.state is ActionState.OPEN
        ),
        parked=tuple(p.replace(id=new_id(), item="") for p in last.parked if not p.becomes),
        conflicts=tuple(
            c.replace(id=new_id(), item="")
            for c in last.conflicts
            if c.status is not ConflictStatus.SETTLED
        ),
    )
