"""The people: roll call, attendance, and the names that other tables refer to."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
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
from data.text.formatting import count, joined
from data.text.name_words import fits_words, initials_in, plain_words

_BETWEEN_NAMES = re.compile(r"(, | and )")  # of a text such as "Ada Quill and Ben Osei"


def sorted_people(meeting: Meeting) -> tuple[Person, ...]:
    """Return all people by organisation and name; those without an organisation come last."""
    return tuple(
        sorted(
            meeting.people,
            key=lambda p: (not p.organisation, fold(p.organisation), fold(p.name)),
        )
    )


def organisations(people: Sequence[Person]) -> tuple[str, ...]:
    """Return the organisations that these people speak for, each once, in alphabetical order."""
    names = {name for p in people for name in (p.organisation, *p.also_for) if name}
    return tuple(sorted(names, key=fold))


def present_people(meeting: Meeting) -> tuple[Person, ...]:
    """Return the people who are present."""
    return tuple(p for p in meeting.people if p.state is PersonState.PRESENT)


def person_named(meeting: Meeting, name: str) -> Person | None:
    """Return the person with exactly this name, ignoring case and accents, or None."""
    folded = fold(name)
    return next((p for p in meeting.people if fold(p.name) == folded), None)


def matching_people(meeting: Meeting, typed: str) -> tuple[Person, ...]:
    """Return the people whom a name may mean, those present first.

    Args:
        meeting: the meeting.
        typed: the beginning of a name, of any word of a name, or of a handle; case and accents are
            ignored.

    Returns:
        Everyone who matches. If a name matches exactly, only that person: "Ann" is not Anna. If
        none matches so, everyone whose name it is in another spelling: see `means_name`.
    """
    exact = person_named(meeting, typed)
    if exact is not None:
        return (exact,)
    folded = fold(typed)
    handle = folded.removeprefix("@")
    if typed.strip() and not folded:
        return ()  # only combining marks: every name would match
    found = [
        p
        for p in meeting.people
        if fold(p.name).startswith(folded)
        or f" {folded}" in fold(p.name)
        or (p.handle and fold(p.handle).removeprefix("@").startswith(handle))
    ] or respelled(meeting, typed)
    return tuple(sorted(found, key=lambda p: (p.state is not PersonState.PRESENT, fold(p.name))))


def respelled(meeting: Meeting, typed: str) -> list[Person]:
    """Return the people whose name a text is in another spelling, see `means_name`."""
    words, initials = plain_words(typed), initials_in(typed)
    if not meeting.cached(_words_of_names).issuperset(w for w in words if w not in initials):
        return []
    return [p for p in meeting.people if fits_words(words, initials, plain_words(p.name))]


def _words_of_names(meeting: Meeting) -> frozenset[str]:
    return frozenset(word for person in meeting.people for word in plain_words(person.name))


def likely_person(meeting: Meeting, typed: str) -> Person | None:
    """Return the person whom a name means, or None if it fits nobody, or several equally well.

    Of several, whole words that begin one name alone come first ("Ben" is Ben Osei and not Cleo
    Bent), and then letters that begin one name alone.
    """
    return best_match(matching_people(meeting, typed), typed) if typed.strip() else None


def likely_people(meeting: Meeting, typed: str) -> tuple[Person, ...]:
    """Return the people whom a text such as "Ada Quill and Ben Osei" means.

    There are none if a part of it fits nobody, or several people equally well.
    """
    whole = likely_person(meeting, typed)
    if whole is not None:
        return (whole,)
    found = [likely_person(meeting, part) for part in _BETWEEN_NAMES.split(typed)[::2]]
    known = tuple(person for person in found if person is not None)
    return known if len(known) == len(found) else ()


def best_match(
    people: Sequence[Person], typed: str, preferred: Container[str] = ()
) -> Person | None:
    """Return the one of several people whom a name fits best; None if several fit equally well.

    Args:
        people: the people that the name may mean.
        typed: the name.
        preferred: the folded names of those who come before others that letters fit.
    """
    letters = fold(typed)
    for fits in (
        people,
        [p for p in people if fold(p.name).startswith(f"{letters} ")],
        [p for p in people if fold(p.name) in preferred],
        [p for p in people if fold(p.name).startswith(letters)],
    ):
        if len(fits) == 1:
            return fits[0]
    return None


def known_names(meeting: Meeting, table: str, values: Mapping[str, object]) -> dict[str, object]:
    """Return values of a record with the full names of people in place of a few letters.

    Args:
        meeting: the meeting.
        table: the table of the record: its `people` are the fields that hold names.
        values: the values by field. A name that fits nobody, or several people, stays as it is.
    """
    changed = dict(values)
    for field in TABLES[table].people:
        value = values.get(field)
        if isinstance(value, str):
            changed[field] = _known_name(meeting, value)
        elif isinstance(value, tuple):
            changed[field] = tuple(_known_name(meeting, str(name)) for name in value)
    return changed


def _known_name(meeting: Meeting, typed: str) -> str:
    return joined([person.name for person in likely_people(meeting, typed)]) or typed


@dataclass(frozen=True)
class Attendance:
    """The number of people in each state."""

    present: int
    expected: int
    apologies: int
    left: int


def attendance(meeting: Meeting) -> Attendance:
    """Return the number of people in each state."""
    states = [person.state for person in meeting.people]
    return Attendance(
        present=states.count(PersonState.PRESENT),
        expected=states.count(PersonState.EXPECTED),
        apologies=states.count(PersonState.APOLOGIES),
        left=states.count(PersonState.LEFT),
    )


def add_people(meeting: Meeting, at: datetime, people: tuple[Person, ...]) -> Meeting:
    """Add people to the meeting.

    A person whose name is known keeps every value that they have, and gets those that are missing.
    Another organisation is added to `also_for`. A person who is expected gets the new state; for
    one in another state, only "present" replaces it.

    Returns:
        The meeting after the act; the same object if there are no people.

    Raises:
        MeetingError: the meeting would have more than PEOPLE_LIMIT people.
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
    """Return a person with what was missing filled in from another record of them."""
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
    """Return when a person marked as present arrived: now, or not yet if the meeting is a draft."""
    return None if meeting.info.state is MeetingState.DRAFT else at


def set_state(meeting: Meeting, at: datetime, person_id: str, state: PersonState) -> Meeting:
    """Set whether a person is expected, present, has left or sent apologies, with the time.

    Returns:
        The meeting after the act; the same object if the person is in that state.

    Raises:
        MeetingError: the person was removed.
    """
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
    """Mark everyone who is expected as present.

    Args:
        organisation: only the people of this organisation; None for all.

    Raises:
        MeetingError: nobody is expected.
    """
    arriving = [
        p.replace(state=PersonState.PRESENT, arrived=_arrival(meeting, at))
        for p in meeting.people
        if p.state is PersonState.EXPECTED
        and (organisation is None or p.organisation == organisation)
    ]
    if not arriving:
        raise MeetingError("Nobody else is expected")
    return meeting.put(*arriving).logged(at, "arrived", count(len(arriving), "person", "people"))


def edit(meeting: Meeting, at: datetime, known: Person, /, **changes: object) -> Meeting:
    """Change fields of a person. A new name is changed in other records too, see `rename`.

    Args:
        known: the person as they were when editing began.
        changes: the new values by field.

    Raises:
        EditConflictError: another process has changed one of these fields since.
        MeetingError: the person was removed, or another person has the new name.
    """
    require_unchanged(meeting, known, changes)
    rest = {field: value for field, value in changes.items() if field not in ("name", "state")}
    if "state" in changes:
        meeting = set_state(meeting, at, known.id, PersonState(str(changes["state"])))
    meeting = change(meeting, at, known, **rest)
    return rename(meeting, at, known.id, str(changes.get("name", known.name)))


def rename(meeting: Meeting, at: datetime, person_id: str, name: str) -> Meeting:
    """Rename a person, in every field that holds a person's name (see `data.records.tables`).

    Returns:
        The meeting after the act; the same object if the person has that name.

    Raises:
        MeetingError: the person was removed, or another person has that name.
    """
    person = meeting.get(Person, person_id)
    other = person_named(meeting, name)
    if other is not None and other.id != person_id:
        raise MeetingError(f"There is already a person called “{other.name}”")
    old, renamed = person.name, person.replace(name=name)
    if renamed.name == old:
        return meeting
    meeting = meeting.put(renamed, *_mentions_renamed(meeting, old, renamed.name))
    if meeting.info.go_round_by == "person" or not person.organisation:
        meeting = _go_round_renamed(meeting, old, renamed.name)
    return meeting.logged(at, "person renamed", f"{old} to {renamed.name}")


def _mentions_renamed(meeting: Meeting, old: str, new: str) -> Iterator[Record]:
    """Return every record that names the person, with the new name in the fields of TABLES."""
    others = {person.name for person in meeting.people if person.name != old}

    def renamed(text: str) -> str:
        if old not in text or text in others:
            return text
        return "".join(new if part == old else part for part in _BETWEEN_NAMES.split(text))

    for name, table in TABLES.items():
        for record in meeting.table(name):
            changes = {}
            for path in table.people:
                field, _, part = path.partition(".")
                value = getattr(record, field)
                if (changed := _with_names(value, part, renamed)) != value:
                    changes[field] = changed
            if changes:
                yield record.replace(**changes)


def _with_names(value: object, part: str, renamed: Callable[[str], str]) -> object:
    """Return the value of a field with other names in it.

    Args:
        value: a name, or several in one text; a tuple of names, or a tuple of values.
        part: the field of each value that holds the name; "" if the value is a name itself.
        renamed: returns the new text for a text with names.
    """
    if isinstance(value, tuple):
        return tuple(_with_names(one, part, renamed) for one in value)
    if isinstance(value, Value):
        return value.model_copy(update={part: renamed(getattr(value, part))})
    return renamed(value) if isinstance(value, str) else value


def _go_round_renamed(meeting: Meeting, old: str, new: str) -> Meeting:
    """Return the meeting with a new name in its go-round."""
    info = meeting.info
    called = tuple(new if who == old else who for who in info.go_round)
    passed = tuple(new if who == old else who for who in info.passed)
    return meeting.put(info.replace(go_round=called, passed=passed))


def mark_present(meeting: Meeting, at: datetime, person: Person) -> Meeting:
    """Mark a person as present by name. A new person is added to the people.

    Args:
        person: the person. Values other than the name fill in what is missing, see `add_people`.

    Returns:
        The meeting after the act; the same object if the person is present already and no other
        organisation is given.

    Raises:
        MeetingError: the meeting would have more than PEOPLE_LIMIT people.
    """
    known = person_named(meeting, person.name)
    present_now = person.replace(state=PersonState.PRESENT)
    if (
        known is not None
        and known.state is PersonState.PRESENT
        and not (person.organisation and person.organisation != known.organisation)
    ):
        return meeting
    return add_people(meeting, at, (present_now,))
