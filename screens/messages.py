"""What the screens ask the app to do.

A screen posts one of these messages, and it bubbles up to the app. An id travels as a value: pasted
into an action string, an id with a quote in it would be a syntax error.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class OpenMeeting(Message):
    """Open a meeting, in place of the one that is open.

    Args:
        meeting_id: its id.
    """

    meeting_id: str


@dataclass
class CopyMinutes(Message):
    """Copy the minutes of a meeting that is not open.

    Args:
        meeting_id: its id.
    """

    meeting_id: str


@dataclass
class NewMeeting(Message):
    """Ask for a new meeting, and open it.

    Args:
        highlighted: the id of the meeting whose series it may continue, or "".
    """

    highlighted: str = ""


class SearchMeetings(Message):
    """Search all meetings, and open the one that is chosen."""


class GoHome(Message):
    """Close the meeting, and show the list of meetings."""


class BackToSearch(Message):
    """Close the meeting, and show the search that found it, if it was found by one."""


class Finish(Message):
    """Show, save and copy the minutes of the meeting, which has just ended."""
