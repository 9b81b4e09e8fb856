"""Approvals: how an open meeting approves the minutes of the meeting before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data.errors import MeetingError
from data.records.meeting import Meeting
from data.records.models import MinutesApproval


@dataclass(frozen=True)
class Approvals:
    """What an open meeting needs of the other meetings of its library.

    Args:
        find: returns the meeting before the given one in its series, if its minutes are not
            approved.
        follow: gets the meeting before and after an act that changes `approves`. It changes the
            earlier meetings accordingly, before the act is written, and returns what the user is to
            know. It raises MeetingError if that is not possible.
    """

    find: Callable[[Meeting], MinutesApproval | None]
    follow: Callable[[Meeting, Meeting], tuple[MeetingError, ...]]
