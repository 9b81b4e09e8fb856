"""Run the app, and report a crash."""

from __future__ import annotations

import io
import sys

from rich.console import Console

from data.disk.atomic import write_atomically
from data.errors import MeetingError
from data.library.library import Library
from meeting_tui import __version__
from meeting_tui.app import MeetingApp
from meeting_tui.terminal.output import non_blocking_stderr
from meeting_tui.terminal.signals import handle_termination_signals


def run(library: Library, open_id: str | None = None) -> int:
    """Run the program; tells the exit status.

    A crash is told in one line, with a file to report; the file may hold words of the meeting.
    """
    app = MeetingApp(library, open_id)
    told = io.StringIO()
    app.error_console = Console(file=told, width=120, markup=False, highlight=False)
    with handle_termination_signals(library.shutdown, app.end):
        with non_blocking_stderr():
            app.run()
        unkept = app.keep_unsaved_input()
    for draft in unkept:
        values = " · ".join(draft.values.values())
        print(f"Not recorded: {draft.title}: {values}", file=sys.stderr)  # noqa: T201
    status = app.return_code if app.return_code is not None else 0
    if status and told.getvalue():
        print(_report(library, told.getvalue()), file=sys.stderr)  # noqa: T201
    return status


def _report(library: Library, trace: str) -> str:
    """Write a crash down; tells where, in one line."""
    stamp = library.clock.now().strftime("%Y%m%dT%H%M%S")
    said = "meeting-tui has stopped because of a mistake of its own. What was shown is written."
    try:
        library.prepare()
        path = library.root / f"crash-{stamp}.txt"
        write_atomically(path, f"meeting-tui {__version__}, Python {sys.version}\n\n{trace}")
    except MeetingError as error:
        return f"{said} No report could be written: {error}"
    return f"{said} Please report it with {path} (it may hold words of the meeting)"
