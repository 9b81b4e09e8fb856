"""People who are no longer here: they leave all queues, the go-round and the floor."""

from __future__ import annotations

from datetime import datetime

from data.records.meeting import Meeting
from data.records.models import Person, PersonState
from data.rules import edits, go_round, people, turns
from data.rules.people import set_state
from data.rules.queue_order import without_request
from data.text.comparison import fold


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
            meeting = without_request(meeting, at, entry)
    return go_round.without_person(turns.leave_floor(meeting, at, name), name)


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
    was_here = meeting.get(Person, known.id).state is PersonState.PRESENT
    meeting = people.edit(meeting, at, known, **changes)
    person = meeting.get(Person, known.id)
    if was_here and person.state is not PersonState.PRESENT:
        return leave_meeting(meeting, at, person.id, person.state)
    return meeting
