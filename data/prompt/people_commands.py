"""Words about who is here."""

from __future__ import annotations

import re
from datetime import datetime

from data.prompt.arguments import required
from data.prompt.names import find_person, known_person
from data.records.meeting import Meeting
from data.records.models import Person, PersonState
from data.rules import people, speaker_queue
from data.storage.meeting_file import MeetingFile
from data.text.comparison import fold


def present(file: MeetingFile, text: str, now: datetime) -> str:
    """present+ NAME of ORGANISATION."""
    name, organisation = _split_organisation(file.meeting, text)
    known = _attendee(file.meeting, name, organisation)
    person = Person(name=known.name if known else name, organisation=organisation)
    meeting = file.apply(lambda m: people.mark_present(m, now, person))
    here = people.person_named(meeting, person.name) or person
    of = f" of {here.organisation}" if here.organisation else ""
    return f"{here.name}{of} is here"


def _attendee(meeting: Meeting, name: str, organisation: str) -> Person | None:
    """Who of the people was meant; None for somebody new.

    With an organisation, a beginning of a name is somebody of that organisation, or of none yet.
    """
    if not organisation:
        return find_person(meeting, name)
    exact = people.person_named(meeting, name)
    if exact is not None:
        return exact
    of_it = [
        p
        for p in people.matching_people(meeting, name)
        if not p.organisation
        or fold(organisation) in (fold(p.organisation), *map(fold, p.also_for))
    ]
    return of_it[0] if len(of_it) == 1 else None


def _split_organisation(meeting: Meeting, text: str) -> tuple[str, str]:
    text = required(text, "present+ and a name")
    if people.person_named(meeting, text) is not None:
        return text, ""
    parts = re.split(r"\s+(?:of|from)\s+", text, maxsplit=1, flags=re.IGNORECASE)
    return (parts[0].strip(), parts[1].strip()) if len(parts) == 2 else (text, "")


def regrets(file: MeetingFile, text: str, now: datetime) -> str:
    """regrets+ NAME: apologies, also of somebody not known before."""
    name, organisation = _split_organisation(file.meeting, text)
    known = _attendee(file.meeting, name, organisation)
    if known is None:
        person = Person(name=name, organisation=organisation, state=PersonState.APOLOGIES)
        file.apply(lambda m: people.add_people(m, now, (person,)))
        return f"{person.name} sends apologies"
    file.apply(lambda m: people.set_state(m, now, known.id, PersonState.APOLOGIES))
    return f"{known.name} sends apologies"


def left(file: MeetingFile, text: str, now: datetime) -> str:
    """Left NAME."""
    person = known_person(file.meeting, text)
    before = len(file.meeting.queue)
    file.apply(lambda m: speaker_queue.leave_meeting(m, now, person.id))
    waited = ", and does not wait any more" if len(file.meeting.queue) < before else ""
    return f"{person.name} has left{waited}"
