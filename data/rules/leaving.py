"""People who are no longer here: they leave all queues, the go-round and the floor."""

from __future__ import annotations

from datetime import datetime

from data.records.meeting import Meeting
from data.records.models import Person, PersonState
from data.rules import edits, go_round, people, turns
from data.rules.people import set_state
from data.rules.queue_order import announced, without_request
from data.text.comparison import fold

_AWAY = (PersonState.LEFT, PersonState.APOLOGIES)


def leave_meeting(
    meeting: Meeting, at: datetime, person_id: str, state: PersonState = PersonState.LEFT
) -> Meeting:
    """Mark a person as not here, and remove them from all queues, the go-round and the floor.

    Args:
        person_id: the person.
        state: their new state: left, or another one in which they are not here.

    Returns:
        The meeting after the act; the same object if the person is in that state and nothing
        remains.

    Raises:
        MeetingError: the person was removed.
    """
    person = meeting.get(Person, person_id)
    after = _without_requests_and_turns(meeting, at, person.name)
    if person.state is not state:
        return set_state(after, at, person_id, state)
    # They were marked before, without leaving the queue.
    return after if after is meeting else after.logged(at, "left", person.name)


def _without_requests_and_turns(meeting: Meeting, at: datetime, name: str) -> Meeting:
    """Return the meeting with a person in no queue, not in the go-round, and not on the floor."""
    for entry in meeting.queue:
        if fold(entry.who) == fold(name):
            meeting = announced(without_request(meeting, at, entry), at)
    return go_round.without_person(turns.leave_floor(meeting, at, name), name)


def add_people(meeting: Meeting, at: datetime, added: tuple[Person, ...]) -> Meeting:
    """Add people as `people.add_people` does; people whom the list marks as not here leave.

    Raises:
        MeetingError: the meeting would have more than PEOPLE_LIMIT people.
    """
    before = {person.id: person.state for person in meeting.people}
    meeting = people.add_people(meeting, at, added)
    for person in meeting.people:
        if person.state in _AWAY and before.get(person.id) not in (None, person.state):
            meeting = _without_requests_and_turns(meeting, at, person.name)
    return meeting


def remove_person(meeting: Meeting, at: datetime, person: Person) -> Meeting:
    """Remove a person from the meeting, and from all queues, the go-round and the floor.

    Raises:
        MeetingError: the person was removed before.
    """
    name = meeting.get(Person, person.id).name
    return edits.remove(_without_requests_and_turns(meeting, at, name), at, person)


def edit_person(meeting: Meeting, at: datetime, known: Person, /, **changes: object) -> Meeting:
    """Change fields of a person as `people.edit` does; a person who is no longer here leaves.

    Raises:
        MeetingError: as `people.edit` raises.
    """
    before = meeting.get(Person, known.id).state
    meeting = people.edit(meeting, at, known, **changes)
    person = meeting.get(Person, known.id)
    # One who is only expected may wait on an item that the last meeting has deferred.
    if person.state is not before and (person.state in _AWAY or before is PersonState.PRESENT):
        return leave_meeting(meeting, at, person.id, person.state)
    return meeting
