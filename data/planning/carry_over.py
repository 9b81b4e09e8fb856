"""Continue the last meeting in a new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from data.records.agenda_tree import AgendaTree, agenda_tree
from data.records.base import Record, new_id
from data.records.meeting import Meeting
from data.records.models import (
    Action,
    AgendaItem,
    ConflictNote,
    MeetingInfo,
    QueueEntry,
    SkippedItem,
    SpeechKind,
)
from data.records.tables import TABLES, CarryOver
from data.text.cleaning import LINE_LIMIT


def continue_meeting(
    last: Meeting, last_id: str, title: str, day: date, place: str = ""
) -> Meeting:
    """Return a new meeting, in preparation, with the unfinished business of the last one.

    It has the same people (all expected), goals, facilitator and settings of the queue, and the
    records that carry over (see TABLES): items that were deferred or not taken with the requests to
    speak on them, open actions, parked points that became nothing else, and conflicts that are not
    settled or have a next step that is not done. Further agenda items are the parked points that
    were to become one, and the items that the meeting before the last one skipped. Those that the
    last one skipped return one time later. Sub-items carry over with their item, or without it
    under both titles.

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
        continues=last_id,
        facilitator=last.info.facilitator,
        note_taker=last.info.note_taker,
        goals=last.info.goals,
        speech_limit=last.info.speech_limit,
        kind_limits=last.info.kind_limits,
        order=last.info.order,
        keep_next=last.info.keep_next is not False,
        presenters_speak=last.info.presenters_speak,
    )
    meeting = Meeting(info=info)
    for name, table in TABLES.items():
        if table.carry_over is not None:
            carried = _carried(last.table(name), table.carry_over, last_id)
            meeting = meeting.with_table(name, carried)
    return _with_agenda(meeting, last)


def _with_agenda(meeting: Meeting, last: Meeting) -> Meeting:
    """Return the meeting with a numbered agenda, and the requests to speak on its items.

    Args:
        meeting: the new meeting, with the items that carry over, in the order of their table.
        last: the meeting that it continues.
    """
    rule = TABLES[AgendaItem.TABLE].carry_over
    before = [item for item in last.agenda if rule is not None and rule.when(item)]
    new_ids = {old.id: item.id for old, item in zip(before, meeting.agenda, strict=True)}
    tree = agenda_tree(last)
    carried = {
        old.id: _in_its_place(tree, old, item, new_ids)
        for old, item in zip(before, meeting.agenda, strict=True)
    }
    items = [
        *(carried[item.id] for item in tree.items if item.id in carried),
        *(AgendaItem(title=p.text) for p in last.parked if p.becomes_item),
        *_returning(last.info.returning),
    ]
    queue = tuple(_request(e, new_ids[e.item]) for e in last.queue if e.item in new_ids)
    numbered = tuple(item.replace(position=float(n)) for n, item in enumerate(items, start=1))
    info = meeting.info.replace(returning=_skipped(tree))
    return meeting.put(info).with_table("agenda", numbered).with_table("queue", queue)


def _in_its_place(
    tree: AgendaTree, old: AgendaItem, item: AgendaItem, new_ids: Mapping[str, str]
) -> AgendaItem:
    """Return an item that carries over as a sub-item of its item.

    Without that it is an item of its own, with both titles.
    """
    parent = tree.parents.get(old.id)
    if parent is not None and parent.id not in new_ids:
        return item.replace(parent="", title=tree.full_title(old)[:LINE_LIMIT])
    return item.replace(parent=new_ids[parent.id] if parent is not None else "")


def _skipped(tree: AgendaTree) -> tuple[SkippedItem, ...]:
    """Return the items that were skipped, as `_in_its_place` returns those that carry over."""
    copied = [name for name in SkippedItem.model_fields if name not in ("title", "sub_item")]
    result = []
    for item in tree.items:
        parent = tree.parents.get(item.id)
        is_sub = parent is not None and parent.skipped
        title = item.title if is_sub else tree.full_title(item)[:LINE_LIMIT]
        if item.skipped:
            values = {name: getattr(item, name) for name in copied}
            result.append(SkippedItem(title=title, sub_item=is_sub, **values))
    return tuple(result)


def _returning(skipped: tuple[SkippedItem, ...]) -> Iterator[AgendaItem]:
    """Yield items for those that return, with their sub-items."""
    parent = ""
    for values in skipped:
        fields = dict(values)
        is_sub = fields.pop("sub_item") and parent
        item = AgendaItem(**fields, parent=parent if is_sub else "")
        parent = parent if is_sub else item.id
        yield item


def _request(entry: QueueEntry, item_id: str) -> QueueEntry:
    """Return a request to speak for the next meeting, where there is no turn to respond to."""
    response = entry.kind is SpeechKind.DIRECT_RESPONSE
    return entry.replace(
        id=new_id(),
        item=item_id,
        kind=SpeechKind.NEW_POINT if response else entry.kind,
        answers="",
        place=None,
        announced=False,
    )


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
    if not isinstance(record, Action | ConflictNote):
        return {}
    return {
        "carried_from": record.carried_from or last_id,
        "origin": record.origin or record.id,
    }
