"""The seven screens of a meeting."""

from __future__ import annotations

from data.records.meeting import Meeting
from data.records.models import AgendaItem, MeetingState, QueueEntry, Turn
from data.rules.speaker_queue import waiting_requests
from screens.agenda.screen import AgendaScreen
from screens.conflicts.screen import ConflictsScreen
from screens.meeting.meeting_screen import MeetingScreen
from screens.meeting.session import Session
from screens.minutes.screen import MinutesScreen
from screens.outcomes.screen import OutcomesScreen
from screens.people.screen import PeopleScreen
from screens.queue.screen import QueueScreen
from screens.wins.screen import WinsScreen

_SCREENS: tuple[type[MeetingScreen], ...] = (
    AgendaScreen,
    QueueScreen,
    ConflictsScreen,
    WinsScreen,
    OutcomesScreen,
    PeopleScreen,
    MinutesScreen,
)


def create_screens(session: Session) -> dict[str, MeetingScreen]:
    """Return a new screen for each tab, by the name of the tab."""
    return {screen.TAB: screen(session) for screen in _SCREENS}


def first_tab(session: Session) -> str:
    """Return the tab to show first: the minutes of a past meeting, the agenda of any other."""
    past = session.file.meeting.info.state in (MeetingState.CLOSED, MeetingState.APPROVED)
    return MinutesScreen.TAB if past else AgendaScreen.TAB


def place_of(meeting: Meeting, table: str, record_id: str) -> tuple[str, str]:
    """Return the tab that shows a record, and the id of its row.

    What was said, and requests that no longer wait, are found by their agenda item.

    Args:
        meeting: the meeting.
        table: the table of the record.
        record_id: its id.

    Returns:
        Two "" if no tab shows it.
    """
    spoken: Turn | QueueEntry | None = (
        meeting.find(Turn, record_id) if table == Turn.TABLE else None
    )
    if table == QueueEntry.TABLE:
        request = meeting.find(QueueEntry, record_id)
        spoken = request if request not in waiting_requests(meeting) else None
    if spoken is not None and meeting.find(AgendaItem, spoken.item) is not None:
        return AgendaScreen.TAB, spoken.item
    if spoken is not None:
        return QueueScreen.TAB, ""
    tabs = (screen.TAB for screen in _SCREENS if table in screen.TABLES)
    tab = next(tabs, "")
    return tab, record_id if tab else ""
