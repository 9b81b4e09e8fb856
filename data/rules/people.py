"""Who is here: the roll call, and the names that everything else refers to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from data.errors import MeetingError
from data.limits import PEOPLE_LIMIT
from data.records.base import Record, Value
from data.records.meeting import Meeting
from data.records.models import MeetingState, Person, PersonState
from data.records.tables import TABLES
from data.rules.edits import change, require_unchanged
from data.text.comparison import fold
from data.text.formatting import count


def sorted_people(meeting: Meeting) -> tuple[Person, ...]:
    """Everybody, by organisation and name; those without an organisation last."""
    return tuple(
        sorted(
            meeting.people,
            key=lambda p: (not p.organisation, fold(p.organisation), fold(p.name)),
        )
    )


def organisations(people: Sequence[Person]) -> tuple[str, ...]:
    """The organisations that these people speak for, each once, in alphabetical order."""
    names = {name for p in people for name in (p.organisation, *p.also_for) if name}
    return tuple(sorted(names, key=fold))


def present_people(meeting: Meeting) -> tuple[Person, ...]:
    """Those who are here now."""
    return tuple(p for p in meeting.people if p.state is PersonState.PRESENT)


def person_named(meeting: Meeting, name: str) -> Person | None:
    """The person of exactly that name, without case or accents; None if nobody has it."""
    folded = fold(name)
    return next((p for p in meeting.people if fold(p.name) == folded), None)


def matching_people(meeting: Meeting, typed: str) -> tuple[Person, ...]:
    """Those whose name, or a word of it, or handle begins with what was typed; the present first.

    An exact name comes alone: "Ann" means Ann, and not Anna.
    """
    exact = person_named(meeting, typed)
    if exact is not None:
        return (exact,)
    folded = fold(typed)
    handle = folded.removeprefix("@")
    if typed.strip() and not folded:
        return ()  # nothing but marks: every name would begin with it
    found = [
        p
        for p in meeting.people
        if fold(p.name).startswith(folded)
        or any(word.startswith(folded) for word in fold(p.name).split())
        or (p.handle and fold(p.handle).removeprefix("@").startswith(handle))
    ]
    return tuple(sorted(found, key=lambda p: (p.state is not PersonState.PRESENT, fold(p.name))))


@dataclass(frozen=True)
class Attendance:
    """How many are where."""

    present: int
    expected: int
    apologies: int
    left: int


def attendance(meeting: Meeting) -> Attendance:
    """The counts of the roll."""
    states = [person.state for person in meeting.people]
    return Attendance(
        present=states.count(PersonState.PRESENT),
        expected=states.count(PersonState.EXPECTED),
        apologies=states.count(PersonState.APOLOGIES),
        left=states.count(PersonState.LEFT),
    )


def add_people(meeting: Meeting, at: datetime, people: tuple[Person, ...]) -> Meeting:
    """Add people; one whose name is here already gets what was not known of them.

    A second organisation of the same person joins `also_for`; "present" is never taken back.
    """
    known = {fold(p.name): p for p in meeting.people}
    if len(known.keys() | {fold(p.name) for p in people}) > PEOPLE_LIMIT:
        raise MeetingError(f"A meeting holds at most {PEOPLE_LIMIT:,} people", "nobody was added")
    changed: dict[str, Person] = {}
    for person in people:
        key = fold(person.name)
        before = known.get(key)
        if person.state is PersonState.PRESENT and person.arrived is None:
            person = person.replace(arrived=_arrival(meeting, at))
        known[key] = changed[key] = _merged(before, person) if before else person
    if not changed:
        return meeting
    subject = (
        next(iter(changed.values())).name
        if len(changed) == 1
        else count(len(changed), "person", "people")
    )
    return meeting.put(*changed.values()).logged(at, "person added", subject)


def _merged(before: Person, more: Person) -> Person:
    organisation = before.organisation or more.organisation
    also = dict.fromkeys((*before.also_for, more.organisation, *more.also_for))
    arrives = more.state is PersonState.PRESENT and before.state is not PersonState.PRESENT
    return before.replace(
        organisation=organisation,
        also_for=tuple(name for name in also if name and fold(name) != fold(organisation)),
        handle=before.handle or more.handle,
        role=before.role or more.role,
        state=more.state if before.state is PersonState.EXPECTED or arrives else before.state,
        arrived=before.arrived or more.arrived,
        left=None if arrives else before.left,
    )


def _arrival(meeting: Meeting, at: datetime) -> datetime | None:
    """When somebody marked present came: in a draft nobody has come yet."""
    return None if meeting.info.state is MeetingState.DRAFT else at


def set_state(meeting: Meeting, at: datetime, person_id: str, state: PersonState) -> Meeting:
    """Mark somebody present, left, expected, or sending apologies, with the time of it."""
    person = meeting.get(Person, person_id)
    if person.state is state:
        return meeting
    changes: dict[str, object] = {"state": state}
    if state is PersonState.PRESENT:
        changes |= {"arrived": person.arrived or _arrival(meeting, at), "left": None}
    elif state is PersonState.LEFT:
        changes |= {"left": at}
    else:
        changes |= {"arrived": None, "left": None}
    act = {"present": "arrived", "left": "left", "apologies": "sent apologies"}.get(
        state, "expected"
    )
    return meeting.put(person.replace(**changes)).logged(at, act, person.name)


def mark_all_present(meeting: Meeting, at: datetime, organisation: str | None = None) -> Meeting:
    """Mark everybody expected (of one organisation, if named) as present."""
    arriving = [
        p.replace(state=PersonState.PRESENT, arrived=_arrival(meeting, at))
        for p in meeting.people
        if p.state is PersonState.EXPECTED
        and (organisation is None or p.organisation == organisation)
    ]
    if not arriving:
        raise MeetingError("Nobody is still expected")
    return meeting.put(*arriving).logged(at, "arrived", count(len(arriving), "person", "people"))


def edit(meeting: Meeting, at: datetime, known: Person, /, **changes: object) -> Meeting:
    """Give somebody other values; another name goes wherever the old one stood.

    Args:
        meeting: the meeting.
        at: now.
        known: the person as they were when the editing began.
        changes: the new values.

    Raises ChangedMeanwhile where somebody else has changed one of them since.
    """
    require_unchanged(meeting, known, changes)
    rest = {field: value for field, value in changes.items() if field not in ("name", "state")}
    if "state" in changes:
        meeting = set_state(meeting, at, known.id, PersonState(str(changes["state"])))
    meeting = change(meeting, at, known, **rest)
    return rename(meeting, at, known.id, str(changes.get("name", known.name)))


def rename(meeting: Meeting, at: datetime, person_id: str, name: str) -> Meeting:
    """Give a person another name, in every field that holds a person's name (see TABLES).

    Raises:
        MeetingError: another person has that name.
    """
    person = meeting.get(Person, person_id)
    other = person_named(meeting, name)
    if other is not None and other.id != person_id:
        raise MeetingError(f"Somebody called “{other.name}” is here already")
    old, renamed = person.name, person.replace(name=name)
    if renamed.name == old:
        return meeting
    meeting = meeting.put(renamed, *_mentions_renamed(meeting, old, renamed.name))
    if meeting.info.go_round_by == "person" or not person.organisation:
        meeting = _go_round_renamed(meeting, old, renamed.name)
    return meeting.logged(at, "person renamed", f"{old} to {renamed.name}")


def _mentions_renamed(meeting: Meeting, old: str, new: str) -> Iterator[Record]:
    """Every record that names the person, with the new name; the fields are those of TABLES."""
    for name, table in TABLES.items():
        for record in meeting.table(name):
            changes = {}
            for path in table.people:
                field, _, part = path.partition(".")
                value = getattr(record, field)
                if (renamed := _with_name(value, part, old, new)) != value:
                    changes[field] = renamed
            if changes:
                yield record.replace(**changes)


def _with_name(value: object, part: str, old: str, new: str) -> object:
    """A name, or each of several, or that part of each value, where it is the old name."""
    if isinstance(value, tuple):
        return tuple(_with_name(one, part, old, new) for one in value)
    if isinstance(value, Value):
        name = _with_name(getattr(value, part), "", old, new)
        return value.model_copy(update={part: name})
    return new if value == old else value


def _go_round_renamed(meeting: Meeting, old: str, new: str) -> Meeting:
    info = meeting.info
    called = tuple(new if who == old else who for who in info.go_round)
    passed = tuple(new if who == old else who for who in info.passed)
    return meeting.put(info.replace(go_round=called, passed=passed))


def mark_present(meeting: Meeting, at: datetime, person: Person) -> Meeting:
    """Mark a person present by name: somebody known, or somebody new who joins the people."""
    known = person_named(meeting, person.name)
    present_now = person.replace(state=PersonState.PRESENT)
    if (
        known is not None
        and known.state is PersonState.PRESENT
        and not (person.organisation and person.organisation != known.organisation)
    ):
        return meeting
    return add_people(meeting, at, (present_now,))
