"""Continue the last meeting in a new one."""

from __future__ import annotations

from datetime import date

from data.records.base import Record, new_id
from data.records.meeting import Meeting
from data.records.models import Action, MeetingInfo
from data.records.tables import TABLES, CarryOver


def continue_meeting(
    last: Meeting, last_id: str, title: str, day: date, place: str = ""
) -> Meeting:
    """Return a new meeting, in preparation, with the unfinished business of the last one.

    It has the same people (all expected), goals, facilitator and settings of the queue, and the
    records that carry over (see TABLES): items that were deferred or not taken, open actions,
    parked points that became nothing else, and conflicts that are not settled.

    Args:
        last: the meeting to continue.
        last_id: its id; an action keeps the id of the meeting in which it was first recorded.
        title: the title of the new meeting.
        day: its date.
        place: its place; by default that of the last meeting.
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
    meeting = Meeting(info=info)
    for name, table in TABLES.items():
        if table.carry_over is not None:
            carried = _carried(last.table(name), table.carry_over, last_id)
            meeting = meeting.with_table(name, carried)
    items = sorted(meeting.agenda, key=lambda item: item.position)
    numbered = tuple(i.replace(position=float(n)) for n, i in enumerate(items, start=1))
    return meeting.with_table("agenda", numbered)


def _carried(records: tuple[Record, ...], rule: CarryOver, last_id: str) -> tuple[Record, ...]:
    """The records that carry over, with new ids and some fields at their defaults."""
    return tuple(
        record.replace(
            id=new_id(),
            **{name: type(record).model_fields[name].get_default() for name in rule.reset},
            **_origin(record, last_id),
        )
        for record in records
        if rule.when(record)
    )


def _origin(record: Record, last_id: str) -> dict[str, str]:
    """Where a record was first recorded, if its model keeps that: the meeting, and its id there."""
    if not isinstance(record, Action):
        return {}
    return {
        "carried_from": record.carried_from or last_id,
        "origin": record.origin or record.id,
    }
