"""Outcomes: decisions and who dissents, actions, and what becomes of parked points."""

from __future__ import annotations

from datetime import datetime

from data.errors import MeetingError
from data.records.meeting import Meeting
from data.records.models import Action, ActionState, Decision, Dissent, DissentKind, Parked
from data.rules.edits import add, edit
from data.text.comparison import fold

DECISION_RULES = ("consensus", "consent", "majority", "two thirds", "unanimous", "facilitator")
"""Suggestions for how a decision is made. Any other text is accepted too."""


def record_dissent(meeting: Meeting, at: datetime, decision_id: str, who: Dissent) -> Meeting:
    """Record that a person stands aside from a decision, or blocks it, and why.

    Raises:
        MeetingError: a block has no reason, or the decision was removed.
    """
    changed = with_dissent(meeting.get(Decision, decision_id), who)
    return meeting.put(changed).logged(at, f"{who.kind}", who.who)


def with_dissent(decision: Decision, who: Dissent) -> Decision:
    """Return a decision with a dissent. An earlier one of the same person is replaced.

    A block changes the result to "blocked", because a blocked decision is not agreed (Seeds for
    Change, "Consensus decision making").

    Raises:
        MeetingError: a block has no reason.
    """
    if who.kind is DissentKind.BLOCK and not who.why.strip():
        raise MeetingError("A block needs a reason", "nothing was changed", "Say why")
    others = tuple(d for d in decision.dissent if fold(d.who) != fold(who.who))
    result = "blocked" if who.kind is DissentKind.BLOCK else decision.result
    return decision.replace(dissent=(*others, who), result=result)


def set_action_state(meeting: Meeting, at: datetime, action_id: str, state: ActionState) -> Meeting:
    """Mark an action as done, dropped, or open again.

    Raises:
        MeetingError: the action was removed.
    """
    action = meeting.get(Action, action_id).replace(state=state)
    return meeting.put(action).logged(at, f"action {state}", action.text)


def edit_parked_into_action(
    meeting: Meeting, at: datetime, known: Parked, action: Action, /, **changes: object
) -> Meeting:
    """Change fields of a parked point, or add a new one, and turn it into an action.

    Args:
        known: the point as it was when editing began, or the new one.
        action: the new action.
        changes: the new values by field.

    Raises:
        EditConflictError: another process has changed one of these fields.
        MeetingError: the parked point was removed, or the action has been added already.
    """
    if meeting.find(Parked, known.id) is None and not changes:
        meeting = add(meeting, at, known)
    else:
        meeting = edit(meeting, at, known, **changes)
    return park_becomes_action(meeting, at, known.id, action)


def park_becomes_action(meeting: Meeting, at: datetime, parked_id: str, action: Action) -> Meeting:
    """Turn a parked point into an action.

    Args:
        parked_id: the parked point. It stays in the parking lot, marked as an action.
        action: the new action.

    Raises:
        MeetingError: the parked point was removed, or the action has been added already.
    """
    parked = meeting.get(Parked, parked_id)
    meeting = add(meeting, at, action)
    return meeting.put(parked.replace(becomes="action")).logged(at, "unparked", parked.text)
