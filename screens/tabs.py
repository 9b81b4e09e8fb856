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
from screens.widgets.tab_bar import TABS
from screens.wins.screen import WinsScreen

NAMES = TABS
_SCREENS: tuple[type[MeetingScreen], ...] = (
    AgendaScreen,
    QueueScreen,
    ConflictsScreen,
    WinsScreen,
    OutcomesScreen,
    PeopleScreen,
    MinutesScreen,
)


def screens(session: Session) -> dict[str, MeetingScreen]:
    """A new screen for each tab, by its name."""
    return {screen.TAB: screen(session) for screen in _SCREENS}


def first(session: Session) -> str:
    """The tab to begin with: the minutes of a past meeting, the agenda of any other."""
    past = session.file.meeting.info.state in (MeetingState.CLOSED, MeetingState.APPROVED)
    return "minutes" if past else "agenda"
