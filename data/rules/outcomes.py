"""What came out of the meeting: decisions, actions, the parking lot, wins and conflict notes.

Most of these need no more than records.add, change and remove; here is what ties them together.
"""

from __future__ import annotations

from datetime import datetime

from data.errors import MeetingError
from data.meeting import Meeting
from data.models import (
    Action,
    ActionState,
    ConflictNote,
    Decision,
    Dissent,
    Parked,
    Party,
)
from data.rules.records import add
from data.text import fold

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


def set_heard(meeting: Meeting, at: datetime, conflict_id: str, index: int) -> Meeting:
    """Turn over whether a party of a conflict feels heard (`index` counts from 0)."""
    conflict = meeting.get(ConflictNote, conflict_id)
    if not 0 <= index < len(conflict.parties):
        raise MeetingError("That party is not there any more")
    party = conflict.parties[index]
    parties = list(conflict.parties)
    parties[index] = party.model_copy(update={"heard": not party.heard})
    act = "feels heard" if parties[index].heard else "does not feel heard"
    return meeting.put(conflict.replace(parties=tuple(parties))).logged(at, act, party.name)


def parties_named(text: str) -> tuple[Party, ...]:
    """Parties out of their names with slashes between them: "Tenants / Landlords"."""
    return tuple(Party(name=name.strip()) for name in text.split("/") if name.strip())


def put_party(
    meeting: Meeting, at: datetime, conflict_id: str, party: Party, index: int | None = None
) -> Meeting:
    """Add a party to a conflict, or give the one at `index` (from 0) other values.

    Each party has a name of its own. (Positions and the interests behind them are found for each
    side: Fisher and Ury, "Getting to Yes".)
    """
    conflict = meeting.get(ConflictNote, conflict_id)
    parties = list(conflict.parties)
    others = [p for n, p in enumerate(parties) if n != index]
    if any(fold(other.name) == fold(party.name) for other in others):
        raise MeetingError(f"“{party.name}” is a party already", hint="Give each its own name")
    if index is None:
        parties.append(party)
    elif 0 <= index < len(parties):
        parties[index] = party
    else:
        raise MeetingError("That party is not there any more")
    changed = conflict.replace(parties=tuple(parties))
    return meeting.put(changed).logged(at, "party changed", party.name)


def remove_party(meeting: Meeting, at: datetime, conflict_id: str, index: int) -> Meeting:
    """Take a party out of a conflict (`index` counts from 0)."""
    conflict = meeting.get(ConflictNote, conflict_id)
    if not 0 <= index < len(conflict.parties):
        raise MeetingError("That party is not there any more")
    gone = conflict.parties[index]
    parties = tuple(p for n, p in enumerate(conflict.parties) if n != index)
    return meeting.put(conflict.replace(parties=parties)).logged(at, "party removed", gone.name)
