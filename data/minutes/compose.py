"""The minutes of a meeting as a document: ordered, and without what is private."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TypeGuard

from data.minutes.document import (
    ApprovedMinutes,
    Attendee,
    Delegation,
    MinutesDocument,
    MinutesItem,
    MinutesShare,
    MinutesSpeaker,
)
from data.minutes.outcomes import compose_outcomes
from data.records.agenda_tree import AgendaTree, agenda_tree
from data.records.meeting import Meeting
from data.records.models import (
    AgendaItem,
    ItemState,
    MeetingInfo,
    MeetingState,
    Person,
    PersonState,
    QueueEntry,
    SpeechRequest,
)
from data.rules import agenda, people, turns
from data.rules.speaking_time import speaking_shares
from data.text.comparison import fold
from data.text.durations import format_duration
from data.text.formatting import count, local_day, local_time

_ATTENDED = (PersonState.PRESENT, PersonState.LEFT)
_OVER = (MeetingState.CLOSED, MeetingState.APPROVED)
_START = timedelta(minutes=1)
_NO_SPEAKERS: tuple[MinutesSpeaker, ...] = ()


def compose(meeting: Meeting, now: datetime) -> MinutesDocument:
    """Return the minutes of a meeting in its present state.

    Args:
        meeting: A meeting in any state.
        now: The present instant, for clocks that are still running.
    """
    info = meeting.info
    sorted_people = people.sorted_people(meeting)
    speakers = _speakers(meeting)
    return MinutesDocument(
        title=info.title,
        series=info.series if info.series != info.title else "",
        date=info.date.isoformat(),
        day=f"{info.date:%A} {info.date.day} {info.date:%B %Y}",
        place=info.place,
        time=_time(meeting, now),
        state=_state(meeting),
        facilitator=info.facilitator,
        note_taker=info.note_taker,
        goals=info.goals,
        present=_delegations(meeting, sorted_people),
        present_count=sum(person.state in _ATTENDED for person in sorted_people),
        apologies=_named(sorted_people, PersonState.APOLOGIES),
        absent=_named(sorted_people, PersonState.EXPECTED)
        if info.state is not MeetingState.DRAFT
        else (),
        items=tuple(
            _item(meeting, item, speakers.get(item.id, _NO_SPEAKERS), now)
            for item in agenda.sorted_items(meeting)
        ),
        outcomes=compose_outcomes(meeting),
        others=speakers.get("", _NO_SPEAKERS),
        not_reached=_not_reached(meeting, info),
        voices=_shares(meeting, now) if info.voices_in_minutes else (),
        corrections=info.approved_in.corrections if info.approved_in is not None else "",
        approved=tuple(
            ApprovedMinutes(one.title, one.date.isoformat(), one.corrections)
            for one in info.approves
        ),
    )


def _time(meeting: Meeting, now: datetime) -> str:
    info, zone = meeting.info, _zone(meeting)
    if info.started is None:
        if info.planned_start is None:
            return ""
        return f"planned for {local_time(info.planned_start, zone)}"
    length = count(_minutes(((info.ended or now) - info.started).total_seconds()), "minute")
    named = _zone_name(meeting)
    if info.ended is None:
        return f"from {local_time(info.started, zone)}{named} ({length} so far)"
    return f"{local_time(info.started, zone)}–{local_time(info.ended, zone)}{named} ({length})"


def _zone(meeting: Meeting) -> timezone | None:
    """Return the time zone of a meeting; None for that of this machine if it is not known."""
    offset = meeting.info.utc_offset
    # A zone is less than a day ahead; an edited file can say anything.
    known = offset is not None and abs(offset) < 24 * 60
    return timezone(timedelta(minutes=offset or 0)) if known else None


def _zone_name(meeting: Meeting) -> str:
    """Return " EST, UTC-05:00" if the zone of a meeting is not that of this machine, else ""."""
    zone, started = _zone(meeting), meeting.info.started
    if zone is None or started is None or started.astimezone().utcoffset() == zone.utcoffset(None):
        return ""
    offset = zone.tzname(None)
    name = meeting.info.zone
    return f" {name}, {offset}" if name.isalpha() and name != offset else f" {offset}"


def _minutes(seconds: float) -> int:
    return round(max(0.0, seconds) / 60)


def _state(meeting: Meeting) -> str:
    info = meeting.info
    if info.state is MeetingState.APPROVED:
        on = f" on {info.approved.astimezone(_zone(meeting)):%Y-%m-%d}" if info.approved else ""
        if info.approved_in is not None and info.approved_in.title:
            on += f" at {info.approved_in.title} ({local_day(info.approved_in.date)})"
        if info.corrected is None:
            return f"Minutes approved{on}"
        corrected = info.corrected.astimezone(_zone(meeting))
        by = f" by {info.corrected_by}" if info.corrected_by else ""
        return f"Minutes approved{on}, corrected on {corrected:%Y-%m-%d}{by}"
    return {
        MeetingState.DRAFT: "In preparation",
        MeetingState.RUNNING: "Draft minutes: the meeting is going on",
    }.get(info.state, "Minutes, not approved yet")


def _delegations(meeting: Meeting, sorted_people: tuple[Person, ...]) -> tuple[Delegation, ...]:
    found: dict[str, list[Attendee]] = {}
    for person in sorted_people:
        if person.state in _ATTENDED:
            found.setdefault(person.organisation, []).append(_attendee(meeting, person))
    return tuple(Delegation(organisation, tuple(those)) for organisation, those in found.items())


def _attendee(meeting: Meeting, person: Person) -> Attendee:
    zone = _zone(meeting)
    left = person.left if person.state is PersonState.LEFT else None
    no_time = left is None or meeting.info.started is None
    return Attendee(
        name=person.name,
        role=person.role,
        also_for=person.also_for,
        arrived=local_time(person.arrived, zone) if _is_late(person.arrived, meeting) else "",
        left=local_time(left, zone) if _during(left, meeting) else "",
        has_left=no_time and person.state is PersonState.LEFT,
    )


def _is_late(arrived: datetime | None, meeting: Meeting) -> TypeGuard[datetime]:
    """Return whether somebody came late; the first minute of a meeting counts as its start."""
    started = meeting.info.started
    return _during(arrived, meeting) and started is not None and arrived - started > _START


def _during(instant: datetime | None, meeting: Meeting) -> TypeGuard[datetime]:
    """Return whether an instant lies within the meeting."""
    started, ended = meeting.info.started, meeting.info.ended
    if instant is None or started is None:
        return False
    return instant >= started and (ended is None or instant < ended)


def _named(sorted_people: tuple[Person, ...], state: PersonState) -> tuple[str, ...]:
    return tuple(
        f"{p.name} ({p.organisation})" if p.organisation else p.name
        for p in sorted_people
        if p.state is state
    )


def _item(
    meeting: Meeting,
    item: AgendaItem,
    speakers: tuple[MinutesSpeaker, ...],
    now: datetime,
) -> MinutesItem:
    number, _, part = agenda.item_label(meeting, item.id).partition(".")
    return MinutesItem(
        number=int(number),
        part=int(part or 0),
        title=item.title,
        kind=item.kind,
        presenter=item.presenter,
        time=_item_time(agenda_tree(meeting), item, now),
        state=_item_state(meeting, item),
        notes=item.notes,
        speakers=speakers,
        decisions=tuple(
            f"{n}: {_first_line(d.text)}"
            for n, d in enumerate(meeting.decisions, start=1)
            if d.item == item.id
        ),
        actions=tuple(
            f"{a.owner}: {a.text}" if a.owner else a.text
            for a in meeting.actions
            if a.item == item.id
        ),
        wins=tuple(w.text for w in meeting.wins if w.item == item.id),
        conclusion=item.conclusion,
        not_reached=_not_reached(meeting, item),
    )


def _not_reached(meeting: Meeting, holder: AgendaItem | MeetingInfo) -> tuple[MinutesSpeaker, ...]:
    """Return who asked to speak on an item, or outside the agenda, and was not reached.

    While the meeting goes on nobody is listed, because those who wait may still be reached.
    """
    if meeting.info.state not in _OVER:
        return ()
    item_id = holder.id if isinstance(holder, AgendaItem) else ""
    waiting = [entry for entry in meeting.queue if entry.item == item_id]
    requests: list[SpeechRequest | QueueEntry] = [*holder.not_reached, *waiting]
    topics: dict[str, list[str]] = {}
    for request in requests:
        found = topics.setdefault(request.who or request.organisation, [])
        found += [request.about] if request.about else []
    return tuple(MinutesSpeaker(name, tuple(dict.fromkeys(them))) for name, them in topics.items())


def _item_time(tree: AgendaTree, item: AgendaItem, now: datetime) -> str:
    minutes = tree.planned_minutes(item)
    planned = f"{minutes} min planned" if minutes is not None else ""
    more = sum(item.extensions)
    changed = f"{'extended' if more > 0 else 'shortened'} by {_length(abs(more))}"
    changed += f" (agreed by {', '.join(item.agreed)})" if item.agreed else ""
    taken = any(one.spans for one in tree.family(item))
    spent = f"{_length(tree.whole_elapsed(item, now))} spent" if taken else ""
    return ", ".join(part for part in (planned, changed if more else "", spent) if part)


def _length(seconds: float) -> str:
    return f"{_minutes(seconds)} min" if seconds >= 60 else "under 1 min"


def _item_state(meeting: Meeting, item: AgendaItem) -> str:
    if item.skipped:
        return "skipped"
    if item.state is ItemState.DEFERRED:
        return "deferred to the next meeting"
    family = agenda_tree(meeting).family(item)
    if any(one.state is ItemState.CURRENT for one in family):
        return "going on"
    if item.state is ItemState.DONE:
        return "done"
    return "not taken" if meeting.info.state in _OVER else ""


def _first_line(text: str) -> str:
    return text.splitlines()[0] if text else "no wording yet"


def _speakers(meeting: Meeting) -> dict[str, tuple[MinutesSpeaker, ...]]:
    """Return who spoke, by the id of the agenda item; "" stands for turns outside the agenda.

    Speakers come in the order of their first turns. Names that differ in case or accents alone
    are one speaker, under the name of the first turn.
    """
    items = {item.id for item in meeting.agenda}
    found: dict[str, dict[str, tuple[str, list[str]]]] = {}
    for turn in meeting.turns:
        name = turns.speaker(turn)
        speakers = found.setdefault(turn.item if turn.item in items else "", {})
        _, topics = speakers.setdefault(fold(name) or name, (name, []))
        if turn.about and turn.about not in topics:
            topics.append(turn.about)
    return {
        item: tuple(MinutesSpeaker(name, tuple(topics)) for name, topics in speakers.values())
        for item, speakers in found.items()
    }


def _shares(meeting: Meeting, now: datetime) -> tuple[MinutesShare, ...]:
    return tuple(
        MinutesShare(share.name, format_duration(share.seconds), round(share.fraction * 100))
        for share in speaking_shares(meeting, now)
        if share.seconds > 0
    )
