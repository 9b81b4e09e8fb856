"""Who has been heard: time on the floor by organisation, and those who have not had it yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.meeting import Meeting
from data.models import Person, PersonState
from data.rules.order import voices
from data.text import fold


@dataclass(frozen=True)
class Share:
    """An organisation's time on the floor: seconds, and the part of all time (0 to 1)."""

    organisation: str
    seconds: float
    part: float


def shares(meeting: Meeting, now: datetime, item: str | None = None) -> tuple[Share, ...]:
    """Time by organisation, the longest first; people without one count under their own name."""
    seconds: dict[str, float] = {}
    names: dict[str, str] = {}
    heard = voices(meeting, now, item)
    for turn in meeting.turns:
        name = turn.organisation or turn.who
        key = fold(name)
        names.setdefault(key, name)
        if turn.organisation:
            seconds[key] = heard.organisations.get(key, 0.0)
        else:
            seconds[key] = heard.people.get(key, 0.0)
    total = sum(seconds.values())
    ranked = sorted(seconds.items(), key=lambda pair: (-pair[1], names[pair[0]]))
    return tuple(
        Share(names[key], spent, spent / total if total else 0.0)
        for key, spent in ranked
        if spent > 0
    )


def not_heard(meeting: Meeting, now: datetime) -> tuple[Person, ...]:
    """Those present who have not had the floor, the longest silent first.

    Organisations of which nobody has spoken come before those already heard; then whoever has
    been here longer.
    """
    heard = voices(meeting, now)
    silent = [
        person
        for person in meeting.people
        if person.state is PersonState.PRESENT and heard.people.get(fold(person.name), 0.0) <= 0
    ]
    start = meeting.info.started or now
    return tuple(
        sorted(
            silent,
            key=lambda p: (
                heard.organisations.get(fold(p.organisation), 0.0) > 0 if p.organisation else False,
                p.arrived or start,
                fold(p.organisation),
                fold(p.name),
            ),
        )
    )
