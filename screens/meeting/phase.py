"""The phase of a meeting, by which the footer shows other commands."""

from __future__ import annotations

from datetime import datetime

from data.records.meeting import Meeting
from data.records.models import MeetingState
from data.rules import agenda
from data.rules.edits import current_item
from screens.footer_keys import Phase


def phase(meeting: Meeting, now: datetime) -> Phase:
    """Return the phase of a meeting at the instant `now`."""
    state = meeting.info.state
    if state is not MeetingState.RUNNING:
        return Phase(state)
    item = current_item(meeting)
    left = agenda.time_left(item, now) if item is not None else None
    return Phase.OVER if left is not None and left < 0 else Phase.RUNNING
