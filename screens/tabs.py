"""The seven screens of a meeting."""

from __future__ import annotations

from data.records.models import MeetingState
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
