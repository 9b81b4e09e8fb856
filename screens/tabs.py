"""The seven screens of a meeting, each created when it is first shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from data.records.meeting import Meeting
from data.records.models import AgendaItem, QueueEntry, Turn
from data.rules.speaker_queue import waiting_requests
from screens.widgets.tab_bar import TABS

if TYPE_CHECKING:
    from screens.meeting.meeting_screen import MeetingScreen
    from screens.meeting.session import Session


def create_tab(tab: str, session: Session) -> MeetingScreen:
    """Return a new screen: `screens.agenda.screen` has the `AgendaScreen` of the tab "agenda".

    Args:
        tab: the name of the tab, as in the tab bar.
        session: the open meeting.
    """
    return _screen_class(tab)(session)


def _screen_class(tab: str) -> type[MeetingScreen]:
    found: type[MeetingScreen] = getattr(
        import_module(f"screens.{tab}.screen"), f"{tab.capitalize()}Screen"
    )
    return found


def first_tab(session: Session) -> str:
    """Return the tab to show first: the minutes of a past meeting, the agenda of any other."""
    return "minutes" if session.is_past else "agenda"


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
        return "agenda", spoken.item
    if spoken is not None:
        return "queue", ""
    tab = next((tab for tab in TABS if table in _screen_class(tab).TABLES), "")
    return tab, record_id if tab else ""
