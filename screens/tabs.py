"""The seven screens of a meeting, each created when it is first shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screens.meeting.meeting_screen import MeetingScreen
    from screens.meeting.session import Session


def create_tab(tab: str, session: Session) -> MeetingScreen:
    """Return a new screen: `screens.agenda.screen` has the `AgendaScreen` of the tab "agenda".

    Args:
        tab: the name of the tab, as in the tab bar.
        session: the open meeting.
    """
    module = import_module(f"screens.{tab}.screen")
    screen: MeetingScreen = getattr(module, f"{tab.capitalize()}Screen")(session)
    return screen


def first_tab(session: Session) -> str:
    """Return the tab to show first: the minutes of a past meeting, the agenda of any other."""
    return "minutes" if session.is_past else "agenda"
