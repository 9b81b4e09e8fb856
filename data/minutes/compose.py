"""What the minutes say: ordered, filtered by who may see it, and without any format.

A conflict note that is private is nowhere in it; of one that is summed up there are neither
parties nor positions, nor who takes the next step, since that would name a party.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeGuard

from data.minutes.document import (
    Delegation,
    MinutesAction,
    MinutesConflict,
    MinutesDecision,
    MinutesDocument,
    MinutesItem,
    MinutesParty,
    MinutesShare,
    MinutesWin,
)
from data.records.meeting import Meeting
from data.records.models import (
    Action,
    AgendaItem,
    ConflictNote,
    ConflictStatus,
    Decision,
    DissentKind,
    ItemState,
    MeetingState,
    PersonState,
    Visibility,
    Win,
)
from data.rules import agenda, people, turns
from data.rules.speaking_time import speaking_shares
from data.text.comparison import fold
from data.text.durations import format_duration
from data.text.formatting import count


def compose(meeting: Meeting, now: datetime) -> MinutesDocument:
    """The minutes of a meeting as it is; `now` is for clocks that still run."""
    info = meeting.info
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
        wins=tuple(_win(win) for win in meeting.wins),
        present=_delegations(meeting),
        present_count=sum(
            p.state in (PersonState.PRESENT, PersonState.LEFT) for p in meeting.people
        ),
        apologies=_named(meeting, PersonState.APOLOGIES),
        absent=_named(meeting, PersonState.EXPECTED)
        if info.state is not MeetingState.DRAFT
        else (),
        decisions=tuple(
            _decision(meeting, number, decision)
            for number, decision in enumerate(meeting.decisions, start=1)
        ),
        actions=tuple(_action(action) for action in meeting.actions),
        items=tuple(
            _item(meeting, number, item, now)
            for number, item in enumerate(agenda.sorted_items(meeting), start=1)
        ),
        conflicts=tuple(
            _conflict(conflict)
            for conflict in meeting.conflicts
            if conflict.visibility is not Visibility.PRIVATE
        ),
        parked=tuple((p.text, p.becomes) for p in meeting.parked),
        others=_speakers(meeting, ""),
        voices=_voices(meeting, now) if info.voices_in_minutes else (),
    )


def _clock(instant: datetime) -> str:
    return f"{instant.astimezone():%H:%M}"


def _time(meeting: Meeting, now: datetime) -> str:
    info = meeting.info
    if info.started is None:
        return f"planned for {_clock(info.planned_start)}" if info.planned_start else ""
    length = count(_minutes(((info.ended or now) - info.started).total_seconds()), "minute")
    if info.ended is None:
        return f"from {_clock(info.started)} ({length} so far)"
    return f"{_clock(info.started)}–{_clock(info.ended)} ({length})"


def _minutes(seconds: float) -> int:
    return round(max(0.0, seconds) / 60)


def _state(meeting: Meeting) -> str:
    info = meeting.info
    if info.state is MeetingState.APPROVED:
        on = f" on {info.approved.astimezone():%Y-%m-%d}" if info.approved else ""
        return f"Minutes approved{on}"
    return {
        MeetingState.DRAFT: "In preparation",
        MeetingState.RUNNING: "Draft minutes: the meeting is going on",
    }.get(info.state, "Minutes, not approved yet")


def _delegations(meeting: Meeting) -> tuple[Delegation, ...]:
    found: dict[str, list[str]] = {}
    for person in people.sorted_people(meeting):
        if person.state not in (PersonState.PRESENT, PersonState.LEFT):
            continue
        notes = [person.role, f"also for {', '.join(person.also_for)}" if person.also_for else ""]
        if _during(person.arrived, meeting):
            notes.append(f"from {_clock(person.arrived)}")
        if person.state is PersonState.LEFT and _during(person.left, meeting):
            notes.append(f"until {_clock(person.left)}")
        more = "; ".join(note for note in notes if note)
        name = f"{person.name} ({more})" if more else person.name
        found.setdefault(person.organisation, []).append(name)
    return tuple(Delegation(organisation, tuple(names)) for organisation, names in found.items())


def _during(instant: datetime | None, meeting: Meeting) -> TypeGuard[datetime]:
    """Whether it lies inside the meeting; who comes in its first minute came at its start."""
    started, ended = meeting.info.started, meeting.info.ended
    if instant is None or started is None:
        return False
    return (instant - started).total_seconds() > 60 and (ended is None or instant < ended)


def _named(meeting: Meeting, state: PersonState) -> tuple[str, ...]:
    return tuple(
        f"{p.name} ({p.organisation})" if p.organisation else p.name
        for p in people.sorted_people(meeting)
        if p.state is state
    )


def _win(win: Win) -> MinutesWin:
    return MinutesWin(win.text, win.thanks, win.organisations, win.goal)


def _decision(meeting: Meeting, number: int, decision: Decision) -> MinutesDecision:
    item = meeting.find(AgendaItem, decision.item)
    return MinutesDecision(
        number=number,
        text=decision.text,
        result=decision.result,
        rule=decision.rule,
        how=_how(decision),
        dissent=tuple(
            f"{d.who} {'blocks' if d.kind is DissentKind.BLOCK else 'stands aside'}"
            + (f": {d.why}" if d.why else "")
            for d in decision.dissent
        ),
        rationale=decision.rationale,
        review=decision.review.isoformat() if decision.review else "",
        item=item.title if item else "",
    )


def _how(decision: Decision) -> str:
    if not decision.rule:
        return decision.result
    # Nothing is blocked by a majority: only of what is agreed is the rule the means.
    link = " by " if decision.result == "agreed" else "; rule: "
    return f"{decision.result}{link}{decision.rule}"


def _action(action: Action) -> MinutesAction:
    return MinutesAction(
        text=action.text,
        owner=action.owner,
        organisation=action.organisation,
        due=action.due.isoformat() if action.due else "",
        state=action.state,
        carried_from=action.carried_from,
    )


def _conflict(conflict: ConflictNote) -> MinutesConflict:
    status = {
        ConflictStatus.COMMON_GROUND: "common ground found",
    }.get(conflict.status, str(conflict.status))
    parties = tuple(MinutesParty(p.name, p.position, p.interest, p.heard) for p in conflict.parties)
    whole = conflict.visibility is Visibility.MINUTES
    return MinutesConflict(
        about=conflict.about,
        status=status,
        parties=parties if whole else (),
        common_ground=conflict.common_ground,
        next_step=conflict.next_step,
        owner=conflict.owner if whole else "",
        due=conflict.due.isoformat() if conflict.due and whole else "",
    )


def _item(meeting: Meeting, number: int, item: AgendaItem, now: datetime) -> MinutesItem:
    return MinutesItem(
        number=number,
        title=item.title,
        kind=item.kind,
        presenter=item.presenter,
        time=_item_time(item, now),
        state=_item_state(meeting, item),
        notes=item.notes,
        speakers=_speakers(meeting, item.id),
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
    )


def _item_time(item: AgendaItem, now: datetime) -> str:
    planned = f"{item.minutes} min planned" if item.minutes is not None else ""
    more = sum(item.extensions)
    changed = f"{'extended' if more > 0 else 'shortened'} by {_minutes(abs(more))} min"
    seconds = agenda.elapsed(item, now)
    length = f"{_minutes(seconds)} min" if seconds >= 60 else "under 1 min"
    spent = f"{length} spent" if item.spans else ""
    return ", ".join(part for part in (planned, changed if more else "", spent) if part)


def _item_state(meeting: Meeting, item: AgendaItem) -> str:
    if item.skipped:
        return "skipped"
    if item.state is ItemState.DEFERRED:
        return "deferred to the next meeting"
    if item.state is ItemState.DONE:
        return "done"
    if item.state is ItemState.CURRENT:
        return "going on"
    over = meeting.info.state in (MeetingState.CLOSED, MeetingState.APPROVED)
    return "not taken" if over else ""


def _first_line(text: str) -> str:
    return text.splitlines()[0] if text else "no wording yet"


def _speakers(meeting: Meeting, item_id: str) -> tuple[str, ...]:
    """Who spoke on an item, in the order of their first turn, each with the topics they had."""
    topics: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for turn in meeting.turns:
        if turn.item == item_id or (not item_id and meeting.find(AgendaItem, turn.item) is None):
            name = turns.speaker(turn)
            key = fold(name) or name
            names.setdefault(key, name)
            topics.setdefault(key, [])
            if turn.about and turn.about not in topics[key]:
                topics[key].append(turn.about)
    return tuple(
        f"{names[key]} ({'; '.join(about)})" if about else names[key]
        for key, about in topics.items()
    )


def _voices(meeting: Meeting, now: datetime) -> tuple[MinutesShare, ...]:
    return tuple(
        MinutesShare(share.name, format_duration(share.seconds), round(share.fraction * 100))
        for share in speaking_shares(meeting, now)
        if share.seconds > 0
    )
