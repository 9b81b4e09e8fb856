"""A go-round: everybody is called once, in order, and may pass.

Source: Seeds for Change, "Facilitating meetings": a go-round gives each person (here: or each
organisation) the chance to speak without interruption; passing is allowed.
"""

from __future__ import annotations

from datetime import datetime

from data.errors import MeetingError, Remedy
from data.records.meeting import Meeting
from data.records.models import MeetingInfo, Turn
from data.rules.edits import current_item_id
from data.rules.people import organisations, present_people
from data.rules.speaking_time import speaking_time
from data.text.comparison import fold

ORGANISATION, PERSON = "organisation", "person"


def begin(meeting: Meeting, at: datetime, by: str) -> Meeting:
    """Call each organisation, or each person, that is present; those least heard first.

    People without an organisation are called by their own name.
    """
    here = present_people(meeting)
    heard = speaking_time(meeting, at)
    if by == ORGANISATION:
        alone = [person.name for person in here if not person.organisation]
        names = [*organisations(here), *alone]
        known = {fold(name) for name in organisations(here)}
        seconds = {
            name: (heard.organisations if fold(name) in known else heard.people).get(fold(name), 0)
            for name in names
        }
    else:
        names = [person.name for person in here]
        seconds = {name: heard.people.get(fold(name), 0) for name in names}
    if not names:
        raise MeetingError("Nobody is present", remedy=Remedy.CALL_ROLL)
    order = sorted(names, key=lambda name: (seconds[name], fold(name)))
    info = meeting.info.replace(go_round=tuple(order), go_round_by=by, passed=())
    return meeting.put(info).logged(at, "go-round begun", f"by {by}")


def stop(meeting: Meeting, at: datetime) -> Meeting:
    """End the go-round; the queue goes on."""
    if not meeting.info.go_round_by:
        raise MeetingError("No go-round is on")
    info = meeting.info.replace(go_round=(), go_round_by="")
    return meeting.put(info).logged(at, "go-round ended")


def pass_over(meeting: Meeting, at: datetime) -> Meeting:
    """The one who would be called next passes."""
    if not meeting.info.go_round:
        raise MeetingError("Nobody is left to be called in a go-round")
    name = meeting.info.go_round[0]
    info = _without_first(meeting.info).replace(passed=(*meeting.info.passed, name))
    return meeting.put(info).logged(at, "passed", name)


def _without_first(info: MeetingInfo) -> MeetingInfo:
    rest = info.go_round[1:]
    return info.replace(go_round=rest, go_round_by=info.go_round_by if rest else "")


def without_person(meeting: Meeting, name: str) -> Meeting:
    """The meeting where nobody of that name is called; a step inside other rules."""
    info = meeting.info
    rest = tuple(who for who in info.go_round if fold(who) != fold(name))
    if info.go_round_by != PERSON or rest == info.go_round:
        return meeting
    return meeting.put(info.replace(go_round=rest, go_round_by=PERSON if rest else ""))


def next_go_round_turn(meeting: Meeting, at: datetime, turn_id: str) -> tuple[Meeting, Turn]:
    """The meeting without the next one of the go-round, and the turn of that one."""
    who, organisation = next_speaker(meeting)
    turn = Turn(
        id=turn_id,
        who=who,
        organisation=organisation,
        about="go-round",
        item=current_item_id(meeting),
        spans=((at, None),),
    )
    return meeting.put(_without_first(meeting.info)), turn


def next_speaker(meeting: Meeting) -> tuple[str, str]:
    """The person and the organisation that a go-round calls next; the person may be ""."""
    name = meeting.info.go_round[0]
    here = present_people(meeting)
    by_person = meeting.info.go_round_by == PERSON
    person = next(
        (p for p in meeting.people if p.name == name and (by_person or not p.organisation)), None
    )
    if by_person or person is not None:
        return name, person.organisation if person else ""
    # Nobody may be left of an organisation: it is called all the same, without a name.
    delegates = [p for p in here if name in (p.organisation, *p.also_for)]
    return delegates[0].name if len(delegates) == 1 else "", name
