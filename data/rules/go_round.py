"""A go-round: every organisation, or every person, is called once in order and may pass.

Source: Seeds for Change, "Facilitating meetings": a go-round gives each person (here: or each
organisation) the chance to speak without interruption; passing is allowed.
"""

from __future__ import annotations

from datetime import datetime

from data.errors import MeanwhileError, MeetingError, Remedy
from data.records.meeting import Meeting
from data.records.models import MeetingInfo, Turn
from data.rules.edits import current_item_id
from data.rules.people import organisations, present_people
from data.rules.speaking_time import speaking_time
from data.text.comparison import fold

ORGANISATION, PERSON = "organisation", "person"


def begin(meeting: Meeting, at: datetime, by: str) -> Meeting:
    """Begin a go-round among those who are present, the least heard first.

    Args:
        by: ORGANISATION or PERSON: what is called. People without an organisation are called by
            their own name in both cases.

    Raises:
        MeetingError: nobody is present.
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


def require_same_round(meeting: Meeting, seen: Meeting) -> None:
    """Check that the go-round has still to call those who were shown.

    Raises:
        MeanwhileError: it has begun or ended, or somebody was called or has passed.
    """
    shown, info = seen.info, meeting.info
    if (shown.go_round_by, shown.go_round) != (info.go_round_by, info.go_round):
        raise MeanwhileError(state_text(meeting))


def state_text(meeting: Meeting) -> str:
    """Return in one sentence whom the go-round calls next, or that there is none."""
    if not meeting.info.go_round:
        return "The go-round is over"
    return f"{meeting.info.go_round[0]} is next in the go-round"


def stop(meeting: Meeting, at: datetime) -> Meeting:
    """End the go-round. The speaker queue continues.

    Raises:
        MeetingError: there is no go-round.
    """
    if not meeting.info.go_round_by:
        raise MeetingError("There is no go-round")
    info = meeting.info.replace(go_round=(), go_round_by="")
    return meeting.put(info).logged(at, "go-round ended")


def pass_over(meeting: Meeting, at: datetime) -> Meeting:
    """Let the next name in the go-round pass.

    Raises:
        MeetingError: no name is left in a go-round.
    """
    if not meeting.info.go_round:
        raise MeetingError("Nobody is left in the go-round")
    name = meeting.info.go_round[0]
    info = _without_first(meeting.info).replace(passed=(*meeting.info.passed, name))
    return meeting.put(info).logged(at, "passed", name)


def _without_first(info: MeetingInfo) -> MeetingInfo:
    rest = info.go_round[1:]
    return info.replace(go_round=rest, go_round_by=info.go_round_by if rest else "")


def without_person(meeting: Meeting, name: str) -> Meeting:
    """Return the meeting without this person in the go-round; a step inside other rules.

    A go-round by organisation stays as it is.
    """
    info = meeting.info
    rest = tuple(who for who in info.go_round if fold(who) != fold(name))
    if info.go_round_by != PERSON or rest == info.go_round:
        return meeting
    return meeting.put(info.replace(go_round=rest, go_round_by=PERSON if rest else ""))


def next_go_round_turn(meeting: Meeting, at: datetime, turn_id: str) -> tuple[Meeting, Turn]:
    """Take the next name out of the go-round; a step inside other rules.

    Args:
        meeting: the meeting; at least one name is left in its go-round.
        at: when the turn begins.
        turn_id: the id of the new turn.

    Returns:
        The meeting without that name in the go-round, and the turn, which is not in the meeting.
    """
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
    """Return the person and the organisation that the go-round calls next.

    The person is "" if the organisation has no delegate present, or several. At least one name must
    be left in the go-round.
    """
    name = meeting.info.go_round[0]
    here = present_people(meeting)
    by_person = meeting.info.go_round_by == PERSON
    person = next(
        (p for p in meeting.people if p.name == name and (by_person or not p.organisation)), None
    )
    if by_person or person is not None:
        return name, person.organisation if person else ""
    # An organisation whose delegates have all left is still called, without a name.
    delegates = [p for p in here if name in (p.organisation, *p.also_for)]
    return delegates[0].name if len(delegates) == 1 else "", name
