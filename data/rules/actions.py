"""Actions: who does what by when."""

from __future__ import annotations

from datetime import datetime

from data.records.meeting import Meeting
from data.records.models import Action, ActionState, Parked
from data.rules.edits import add


def set_action_state(meeting: Meeting, at: datetime, action_id: str, state: ActionState) -> Meeting:
    """Mark an action done, dropped, or open again."""
    action = meeting.get(Action, action_id).replace(state=state)
    return meeting.put(action).logged(at, f"action {state}", action.text)


def park_becomes_action(meeting: Meeting, at: datetime, parked_id: str, action: Action) -> Meeting:
    """Give a parked point a home as an action."""
    parked = meeting.get(Parked, parked_id)
    meeting = add(meeting, at, action)
    return meeting.put(parked.replace(becomes="action")).logged(at, "unparked", parked.text)
