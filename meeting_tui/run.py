"""Run the app in this terminal, and report a crash."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.console import Console

from data.disk.atomic import write_atomically
from data.errors import MeetingError
from data.library.library import Library
from data.settings.settings import UserSettings
from data.text.cleaning import without_controls
from meeting_tui import __version__
from meeting_tui.app import MeetingApp
from meeting_tui.ending_app import EndingApp
from meeting_tui.terminal.output import non_blocking_stderr
from meeting_tui.terminal.signals import handle_termination_signals

if TYPE_CHECKING:
    from data.records.meeting import Meeting

_CRASHED = "meeting-tui crashed. Everything shown was saved."


def run(library: Library, open_id: str | None = None, settings: UserSettings | None = None) -> int:
    """Run the app until it ends.

    Where it crashes, the traceback is written to a file of the library, and one line on stderr
    says where. So does one line for each unsaved input that could not be kept for the next start.

    Args:
        library: the meetings.
        open_id: the meeting to open at once; None for the list of meetings.
        settings: the settings of the user; by default there are none.

    Returns:
        The exit status: 0, or that of a crash.
    """
    return _run(MeetingApp(library, open_id, settings))


def run_display(
    library: Library, read: Callable[[], Meeting], settings: UserSettings | None = None
) -> int:
    """Run the display for the room until it ends; a crash is reported as `run` does.

    Args:
        library: the meetings.
        read: returns the meeting as it is now.
        settings: the settings of the user; by default there are none.

    Returns:
        The exit status: 0, or that of a crash.
    """
    from meeting_tui.display_app import DisplayApp

    return _run(DisplayApp(library, read, settings))


def _run(app: EndingApp) -> int:
    """Run an app until it ends, and return its exit status."""
    library, traceback = app.library, io.StringIO()
    app.error_console = Console(file=traceback, width=120, markup=False, highlight=False)
    with handle_termination_signals(library.shutdown, app.end):
        with non_blocking_stderr():
            app.run()
        unkept = app.keep_unsaved_input()
    for unsaved in unkept:
        values = " · ".join(unsaved.values.values())
        line = without_controls(f"Not recorded: {unsaved.title}: {values}")
        print(line, file=sys.stderr)  # noqa: T201
    status = app.return_code if app.return_code is not None else 0
    if status and traceback.getvalue():
        print(_report_crash(library, traceback.getvalue()), file=sys.stderr)  # noqa: T201
    return status


def _report_crash(library: Library, traceback: str) -> str:
    """Write a crash report to the library, and return the line to print about it."""
    stamp = library.clock.now().strftime("%Y%m%dT%H%M%S")
    path = library.root / f"crash-{stamp}.txt"
    try:
        library.prepare()
        write_atomically(path, f"meeting-tui {__version__}, Python {sys.version}\n\n{traceback}")
    except MeetingError as error:
        return f"{_CRASHED} The report could not be written: {error}"
    return f"{_CRASHED} Please report it with {path} (it may contain text of the meeting)"
