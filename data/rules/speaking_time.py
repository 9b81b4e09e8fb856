"""Who has been heard: time on the floor by organisation, and those who have not had it yet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from data.records.meeting import Meeting
from data.records.models import Person, PersonState, QueueEntry, Turn
from data.rules.timespans import total_seconds
from data.text.comparison import fold


@dataclass(frozen=True)
class SpeakingShare:
    """Somebody's time on the floor: seconds, and the part of all time (0 to 1)."""

    name: str
    seconds: float
    fraction: float


def speaking_shares(
    meeting: Meeting, now: datetime, item: str | None = None, *, by_person: bool = False
) -> tuple[SpeakingShare, ...]:
    """Time by organisation (or by person), the longest first; of the meeting, or of one item.

    People without an organisation count under their own name. An organisation that is present
    and has not spoken has a share of nothing: it is shown, since it has not been heard.
    """
    seconds: dict[str, float] = {}
    names: dict[str, str] = {}

    def count(name: str, more: float) -> None:
        names.setdefault(fold(name), name)
        seconds[fold(name)] = seconds.get(fold(name), 0.0) + more

    for person in meeting.people:
        if person.state is PersonState.PRESENT:
            count(person.name if by_person else person.organisation or person.name, 0.0)
    for turn in meeting.turns:
        if item is None or turn.item == item:
            own = turn.who or turn.organisation
            count(own if by_person else turn.organisation or own, total_seconds(turn.spans, now))
    total = sum(seconds.values())
    ranked = sorted(seconds.items(), key=lambda pair: (-pair[1], names[pair[0]]))
    return tuple(
        SpeakingShare(names[key], spent, spent / total if total else 0.0) for key, spent in ranked
    )


def not_heard(meeting: Meeting, now: datetime) -> tuple[Person, ...]:
    """Those present who have not had the floor, the longest silent first.

    Organisations of which nobody has spoken come before those already heard; then whoever has
    been here longer.
    """
    heard = speaking_time(meeting, now)
    # Whoever had the floor was heard, for however short a time.
    spoken = {fold(turn.who) for turn in meeting.turns}
    silent = [
        person
        for person in meeting.people
        if person.state is PersonState.PRESENT and fold(person.name) not in spoken
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


@dataclass
class SpeakingTime:
    """Seconds on the floor, by person and by organisation, under folded names."""

    people: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    organisations: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    @property
    def total(self) -> float:
        """Seconds of everybody together."""
        return sum(self.people.values())


def speaking_time(meeting: Meeting, now: datetime, item: str | None = None) -> SpeakingTime:
    """Who has had the floor how long until now: in the whole meeting, or on one item."""
    heard = SpeakingTime()
    for turn in meeting.turns:
        if item is not None and turn.item != item:
            continue
        seconds = total_seconds(turn.spans, now)
        heard.people[speaker_key(turn)] += seconds
        if turn.organisation:
            heard.organisations[fold(turn.organisation)] += seconds
    return heard


def speaker_key(record: QueueEntry | Turn) -> str:
    """Return the key that compares speakers: the folded name, else a key of the organisation."""
    return fold(record.who) or f"\0{fold(record.organisation)}"
