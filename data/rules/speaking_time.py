"""Speaking time by organisation and by person, and who has not been heard yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from data.records.meeting import Meeting
from data.records.models import Person, PersonState, QueueEntry, Turn
from data.records.spans import total_seconds
from data.text.comparison import fold


@dataclass(frozen=True)
class SpeakingShare:
    """The speaking time of one organisation or person.

    Args:
        name: the name of the organisation or person.
        seconds: the speaking time.
        fraction: its part of the speaking time of all, from 0 to 1.
    """

    name: str
    seconds: float
    fraction: float


def speaking_shares(
    meeting: Meeting, now: datetime, item: str | None = None, *, by_person: bool = False
) -> tuple[SpeakingShare, ...]:
    """Return the speaking time by organisation or by person, the longest first.

    People without an organisation count under their own name. Those who are present and have not
    spoken are included with zero seconds, because they have not been heard.

    Args:
        meeting: the meeting.
        now: until when the current turn counts.
        item: the id of an agenda item; None for the whole meeting.
        by_person: whether to return the time of each person.
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
    """Return the people present who have not had the floor.

    People of an organisation that has not been heard come first. After that, those who arrived
    earlier come first.
    """
    heard = speaking_time(meeting, now)
    # By turns and not by seconds: a turn of zero seconds counts too.
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


def heard_text(meeting: Meeting, now: datetime) -> str:
    """Return how many of those present have not been heard, as a short sentence."""
    if not any(person.state is PersonState.PRESENT for person in meeting.people):
        return "Nobody is here yet"
    silent = len(not_heard(meeting, now))
    return f"Not heard yet: {silent}" if silent else "Everyone here has been heard"


@dataclass
class SpeakingTime:
    """Speaking time in seconds.

    Args:
        people: by the key of the speaker, see `speaker_key`.
        organisations: by the folded name of the organisation.
    """

    people: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    organisations: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    @property
    def total(self) -> float:
        """The speaking time of all people together, in seconds."""
        return sum(self.people.values())


def speaking_time(meeting: Meeting, now: datetime, item: str | None = None) -> SpeakingTime:
    """Return the speaking time until now, of the whole meeting or of one agenda item."""
    heard = SpeakingTime()
    for turn in meeting.turns:
        if item is not None and turn.item != item:
            continue
        seconds = total_seconds(turn.spans, now)
        heard.people[speaker_key(turn)] += seconds
        if turn.organisation:
            heard.organisations[fold(turn.organisation)] += seconds
    return heard


def turn_counts(meeting: Meeting) -> Counter[str]:
    """Return how many turns each speaker has had, the present one included.

    Returns:
        The numbers by the key of the speaker, see `speaker_key`.
    """
    return Counter(speaker_key(turn) for turn in meeting.turns)


def speaker_key(record: QueueEntry | Turn) -> str:
    """Return the key of a speaker: the folded name, else one made from the organisation."""
    return fold(record.who) or f"\0{fold(record.organisation)}"
