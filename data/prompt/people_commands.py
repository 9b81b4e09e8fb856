"""Commands of the prompt about attendance.

The functions are acts: command.py describes their arguments and errors.
"""

from __future__ import annotations

import re
from datetime import datetime

from data.prompt.arguments import required
from data.prompt.command import Completes, PromptCommand
from data.prompt.names import find_person, known_person
from data.records.meeting import Meeting
from data.records.models import Person, PersonState
from data.rules import people, speaker_queue
from data.storage.meeting_file import MeetingFile
from data.text.comparison import fold


def present(file: MeetingFile, text: str, now: datetime) -> str:
    """Mark a person present, and add a new one: present+ NAME of ORGANISATION."""
    name, organisation = _split_organisation(file.meeting, "present+", text)
    known = _attendee(file.meeting, name, organisation)
    person = Person(name=known.name if known else name, organisation=organisation)
    meeting = file.apply(lambda m: people.mark_present(m, now, person))
    here = people.person_named(meeting, person.name) or person
    of = f" of {here.organisation}" if here.organisation else ""
    return f"{here.name}{of} is here"


def _attendee(meeting: Meeting, name: str, organisation: str) -> Person | None:
    """The person who is meant; None for a new one.

    With an organisation, the first letters of a name mean a person of that organisation, or one
    without an organisation.
    """
    if not organisation:
        return find_person(meeting, name)
    exact = people.person_named(meeting, name)
    if exact is not None:
        return exact
    members = [
        p
        for p in people.matching_people(meeting, name)
        if not p.organisation
        or fold(organisation) in (fold(p.organisation), *map(fold, p.also_for))
    ]
    return members[0] if len(members) == 1 else None


def _split_organisation(meeting: Meeting, command: str, text: str) -> tuple[str, str]:
    text = required(text, command, "a name", f"{command} NAME of ORGANISATION")
    if people.person_named(meeting, text) is not None:
        return text, ""
    parts = re.split(r"\s+(?:of|from)\s+", text, maxsplit=1, flags=re.IGNORECASE)
    return (parts[0].strip(), parts[1].strip()) if len(parts) == 2 else (text, "")


def regrets(file: MeetingFile, text: str, now: datetime) -> str:
    """Record the apologies of a person, and add a new one: regrets+ NAME of ORGANISATION."""
    name, organisation = _split_organisation(file.meeting, "regrets+", text)
    known = _attendee(file.meeting, name, organisation)
    if known is None:
        person = Person(name=name, organisation=organisation, state=PersonState.APOLOGIES)
        file.apply(lambda m: people.add_people(m, now, (person,)))
        return f"{person.name} sends apologies"
    file.apply(lambda m: people.set_state(m, now, known.id, PersonState.APOLOGIES))
    return f"{known.name} sends apologies"


def left(file: MeetingFile, text: str, now: datetime) -> str:
    """Mark a person as gone, also from the queue and the floor: left NAME."""
    person = known_person(file.meeting, required(text, "left", "a name", "left NAME"))
    before = len(file.meeting.queue)
    file.apply(lambda m: speaker_queue.leave_meeting(m, now, person.id))
    waited = ", and is out of the queue" if len(file.meeting.queue) < before else ""
    return f"{person.name} has left{waited}"


COMMANDS = (
    PromptCommand(
        "present+",
        "NAME of ORGANISATION",
        "Mark a person present; a new name joins the people.",
        "present+ Ada Quill of Riverside Tenants",
        present,
        Completes.ABSENT,
    ),
    PromptCommand(
        "regrets+",
        "NAME",
        "Record the apologies of a person.",
        "regrets+ Ben",
        regrets,
        Completes.ABSENT,
    ),
    PromptCommand(
        "left",
        "NAME",
        "Mark a person as gone.",
        "left Cleo",
        left,
        Completes.PRESENT,
    ),
)
