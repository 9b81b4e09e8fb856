"""Commands of the prompt about attendance.

The functions are acts: command.py describes their arguments and errors.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from data.errors import MeetingError
from data.prompt.arguments import quoted, required
from data.prompt.command import Completes, PromptCommand
from data.prompt.name_list import split_names
from data.prompt.names import find_person, known_person, near_people, require_name
from data.prompt.speak_request import begins_with_words
from data.records.meeting import Meeting
from data.records.models import Person, PersonState
from data.rules import leaving, people
from data.storage.meeting_file import MeetingFile
from data.text.comparison import fold
from data.text.formatting import joined

_STATE_SAID = re.compile(
    r"\s+(?:(?:is|are)\s+(?:now\s+)?(?:here|present|ill|sick|away|absent|gone|leaving)"
    r"|(?:(?:has|have)\s+)?(?:joined|arrived|left)|can(?:not|[’']t)\s+(?:come|attend|make it)"
    r"|sends?\s+(?:(?:his|her|their)\s+)?(?:apologies|regrets))[.!]?$",
    re.IGNORECASE,
)
"""The words of a sentence after the names: "Ada and Ben are here"."""


def present(file: MeetingFile, text: str, now: datetime) -> str:
    """Mark people present, and add new ones: present+ NAME of ORGANISATION, NAME and NAME."""
    found = _attendees(file.meeting, "present+", text)

    def rule(meeting: Meeting) -> Meeting:
        for person in found:
            meeting = people.mark_present(meeting, now, person.replace(state=PersonState.PRESENT))
        return meeting

    similar = _similar(file.meeting, found)
    meeting = file.apply(rule)
    if len(found) > 1:
        return f"{joined([person.name for person in found])} are here{similar}"
    here = people.person_named(meeting, found[0].name) or found[0]
    of = f" of {here.organisation}" if here.organisation else ""
    return f"{here.name}{of} is here{similar}"


def _similar(meeting: Meeting, found: Sequence[Person]) -> str:
    """Which of these people are new and called nearly like others, in case it is an error."""
    new = [person.name for person in found if meeting.find(Person, person.id) is None]
    pairs = [(name, near_people(meeting, name)) for name in new]
    return "".join(
        f"; {name} is new and not {joined([p.name for p in near[:3]], 'or')}"
        for name, near in pairs
        if near
    )


def _attendees(meeting: Meeting, command: str, text: str) -> tuple[Person, ...]:
    """The people of a list of names: known ones, with the organisation of the list, and new ones.

    Raises:
        MeetingError: there is no name, a name is ambiguous or has no letter, or an organisation
            stands without a person.
    """
    usage = f"{command} NAME of ORGANISATION, NAME and NAME"
    text = _STATE_SAID.sub("", text)
    named = split_names(meeting, required(text, command, "a name", usage))
    required(" ".join(one.name or one.organisation for one in named), command, "a name", usage)
    found: dict[str, Person] = {}
    for one in named:
        if not one.name:
            raise MeetingError(
                f"{quoted(one.organisation)} is an organisation",
                "nothing was changed",
                f"Type {command} NAME of {one.organisation}",
            )
        known = _attendee(meeting, one.name, one.organisation)
        name = known.name if known else require_name(one.name)
        organisation = one.organisation
        if known and organisation and begins_with_words(known.organisation, organisation):
            organisation = known.organisation
        new = Person(name=name, organisation=organisation, handle=one.handle)
        same = found.setdefault(fold(name), new.replace(id=known.id) if known else new)
        if not organisation or fold(same.organisation) == fold(organisation):
            continue
        if same.organisation and not known:
            raise MeetingError(
                f"{quoted(name)} is of {same.organisation} and of {organisation}",
                "nothing was changed",
                "Give two people of one name a second name each",
            )
        if not known or fold(organisation) != fold(known.organisation):
            found[fold(name)] = same.replace(organisation=organisation)
    return tuple(found.values())


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
        or any(begins_with_words(own, organisation) for own in (p.organisation, *p.also_for))
    ]
    return members[0] if len(members) == 1 else None


def regrets(file: MeetingFile, text: str, now: datetime) -> str:
    """Record the apologies of people, and add new ones: regrets+ NAME, NAME and NAME.

    Those who were waiting or speaking leave the queue and the floor.
    """
    found = _attendees(file.meeting, "regrets+", text)
    before = file.meeting

    def rule(meeting: Meeting) -> Meeting:
        for person in found:
            if meeting.find(Person, person.id) is None:
                person = person.replace(state=PersonState.APOLOGIES)
                meeting = leaving.add_people(meeting, now, (person,))
            else:
                meeting = leaving.leave_meeting(meeting, now, person.id, PersonState.APOLOGIES)
        return meeting

    after = file.apply(rule)
    names = joined([person.name for person in found])
    send = "send" if len(found) > 1 else "sends"
    out, similar = _out(before, after, len(found)), _similar(before, found)
    return f"{names} {send} apologies{out}{similar}"


def left(file: MeetingFile, text: str, now: datetime) -> str:
    """Mark people as gone, also from the queue and the floor: left NAME, NAME and NAME."""
    usage = "left NAME"
    text = _STATE_SAID.sub("", text)
    named = split_names(file.meeting, required(text, "left", "a name", usage))
    required(" ".join(one.name or one.organisation for one in named), "left", "a name", usage)
    found = [known_person(file.meeting, one.name or one.organisation) for one in named]
    gone = {person.id: person.name for person in found}
    before = file.meeting

    def rule(meeting: Meeting) -> Meeting:
        for person_id in gone:
            meeting = leaving.leave_meeting(meeting, now, person_id)
        return meeting

    after = file.apply(rule)
    has = "have" if len(gone) > 1 else "has"
    return f"{joined(list(gone.values()))} {has} left{_out(before, after, len(gone))}"


def _out(before: Meeting, after: Meeting, number: int) -> str:
    """What else changed for people who are no longer here: ", and is out of the queue"."""
    if len(after.queue) == len(before.queue):
        return ""
    return f", and {'are' if number > 1 else 'is'} out of the queue"


COMMANDS = (
    PromptCommand(
        "present+",
        "NAME of ORGANISATION, NAME and NAME",
        "Mark people present; a new name joins the people.",
        "present+ Ada Quill of Riverside Tenants",
        present,
        Completes.ABSENT,
        lists=True,
    ),
    PromptCommand(
        "regrets+",
        "NAME, NAME and NAME",
        "Record the apologies of people.",
        "regrets+ Ben",
        regrets,
        Completes.ABSENT,
        lists=True,
    ),
    PromptCommand(
        "left",
        "NAME, NAME and NAME",
        "Mark people as gone.",
        "left Cleo",
        left,
        Completes.PRESENT,
        lists=True,
    ),
)
