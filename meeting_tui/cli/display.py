"""The command that shows a meeting to the room."""

from __future__ import annotations

import sys

import click

from data.errors import MeetingError
from data.library.library import Library
from data.settings.settings import UserSettings
from meeting_tui.cli.completion import complete_meeting
from meeting_tui.cli.config import pass_settings
from meeting_tui.cli.meetings import MEETING_ID_HELP


@click.command(epilog=MEETING_ID_HELP)
@click.argument("meeting_id", metavar="[ID]", default="", shell_complete=complete_meeting)
@click.pass_obj
@pass_settings
def display(settings: UserSettings, library: Library, meeting_id: str) -> None:
    """Show a meeting to the room, in large letters.

    For a second terminal or a projector: it follows what others record, and changes nothing. q
    ends it. Without an ID, shows the latest meeting.
    """
    followed = library.follow(library.resolve(meeting_id))
    require_terminal()
    from meeting_tui.run import run_display

    sys.exit(run_display(library, followed.read, settings))


def require_terminal() -> None:
    """Raise an error if there is no terminal to show a screen in.

    Raises:
        MeetingError: standard input or output is not a terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise MeetingError(
            "There is no terminal to show anything in",
            hint="Run it in a terminal, or see meeting-tui --help for commands that need none",
        )
