"""What came out of the meeting: decisions, actions, the parking lot, wins and conflict notes.

Most of these need no more than records.add, change and remove; here is what ties them together.
"""

from __future__ import annotations

from datetime import datetime

from data.errors import MeetingError
from data.records.meeting import Meeting
from data.records.models import (
    Action,
    ActionState,
    ConflictNote,
    Decision,
    Dissent,
    Parked,
    Party,
)
from data.rules.edits import ChangedMeanwhile, add
from data.text.cleaning import fold

DECISION_RULES = ("consensus", "consent", "majority", "two thirds", "unanimous", "facilitator")
"""How a decision can be agreed; other words are welcome."""


def set_action_state(meeting: Meeting, at: datetime, action_id: str, state: ActionState) -> Meeting:
    """Mark an action done, dropped, or open again."""
    action = meeting.get(Action, action_id).replace(state=state)
    return meeting.put(action).logged(at, f"action {state}", action.text)


def dissent(meeting: Meeting, at: datetime, decision_id: str, who: Dissent) -> Meeting:
    """Record that somebody stands aside from a decision, or blocks it, and why.

    A blocked decision is not agreed: that is what a block is (Seeds for Change, "Consensus
    decision making").
    """
    decision = meeting.get(Decision, decision_id)
    others = tuple(d for d in decision.dissent if fold(d.who) != fold(who.who))
    result = "blocked" if who.kind == "block" else decision.result
    changed = decision.replace(dissent=(*others, who), result=result)
    return meeting.put(changed).logged(at, f"{who.kind}", who.who)


def park_becomes_action(meeting: Meeting, at: datetime, parked_id: str, action: Action) -> Meeting:
    """Give a parked point a home as an action."""
    parked = meeting.get(Parked, parked_id)
    meeting = add(meeting, at, action)
    return meeting.put(parked.replace(becomes="action")).logged(at, "unparked", parked.text)


def set_heard(meeting: Meeting, at: datetime, conflict_id: str, name: str) -> Meeting:
    """Turn over whether a party of a conflict, named, feels heard."""
    conflict = meeting.get(ConflictNote, conflict_id)
    party = party_named(conflict, name)
    changed = party.model_copy(update={"heard": not party.heard})
    parties = tuple(changed if p is party else p for p in conflict.parties)
    act = "feels heard" if changed.heard else "does not feel heard"
    return meeting.put(conflict.replace(parties=parties)).logged(at, act, party.name)


def parties_named(text: str) -> tuple[Party, ...]:
    """Parties out of their names with slashes between them: "Tenants / Landlords"."""
    return tuple(Party(name=name.strip()) for name in text.split("/") if name.strip())


def party_named(conflict: ConflictNote, name: str) -> Party:
    """The party of that name, without case or accents; MeetingError if there is none."""
    for party in conflict.parties:
        if fold(party.name) == fold(name):
            return party
    raise MeetingError(f"The party “{name}” is not there any more")


def add_party(meeting: Meeting, at: datetime, conflict_id: str, party: Party) -> Meeting:
    """Add a party to a conflict; each has a name of its own.

    (Positions and the interests behind them are found for each side: Fisher and Ury, "Getting to
    Yes".)
    """
    conflict = meeting.get(ConflictNote, conflict_id)
    return _with_parties(meeting, at, conflict, (*conflict.parties, party), party.name)


def edit_party(
    meeting: Meeting, at: datetime, conflict_id: str, known: Party, party: Party
) -> Meeting:
    """Give a party other values.

    Args:
        meeting: the meeting.
        at: now.
        conflict_id: the conflict.
        known: the party as it was when the editing began.
        party: as it is to be.

    Raises ChangedMeanwhile where somebody else has changed it since.
    """
    conflict = meeting.get(ConflictNote, conflict_id)
    present = party_named(conflict, known.name)
    if present not in (known, party):
        raise ChangedMeanwhile(conflict)
    parties = tuple(party if p is present else p for p in conflict.parties)
    return _with_parties(meeting, at, conflict, parties, party.name)


def _with_parties(
    meeting: Meeting, at: datetime, conflict: ConflictNote, parties: tuple[Party, ...], name: str
) -> Meeting:
    if sum(fold(party.name) == fold(name) for party in parties) > 1:
        raise MeetingError(f"“{name}” is a party already", hint="Give each its own name")
    changed = conflict.replace(parties=parties)
    return meeting.put(changed).logged(at, "party changed", name)


def remove_party(meeting: Meeting, at: datetime, conflict_id: str, name: str) -> Meeting:
    """Take a party out of a conflict."""
    conflict = meeting.get(ConflictNote, conflict_id)
    gone = party_named(conflict, name)
    parties = tuple(party for party in conflict.parties if party is not gone)
    return meeting.put(conflict.replace(parties=parties)).logged(at, "party removed", gone.name)
