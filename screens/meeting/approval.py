"""Approve the minutes of the last meeting in this one, on the screens that have a key for it."""

from __future__ import annotations

from data.errors import MeetingError
from data.records.models import MeetingState, MinutesApproval
from data.rules import edits, lifecycle
from data.text.formatting import local_day
from screens.dialogs.form_fields import Field, FieldError, Values
from screens.keys import with_keys
from screens.meeting.asking_screen import AskingScreen


def approve_last(screen: AskingScreen) -> None:
    """Approve the minutes of the last meeting of the series as they are."""
    due = _due(screen)
    if due is not None:
        now = screen.session.now()
        if screen.try_as_seen(edits.nothing_else, lifecycle.approve_earlier, now, due):
            _show_done(screen, due)


async def correct_last(screen: AskingScreen) -> None:
    """Ask for corrections, and approve the minutes of the last meeting with them."""
    due = _due(screen)
    if due is None:
        return

    def submit(values: Values) -> None:
        if not values["corrections"].strip():
            error = MeetingError("No correction is given", "without one, one key approves them")
            raise FieldError("corrections", error)
        corrected = MinutesApproval(**{**dict(due), "corrections": values["corrections"]})
        screen.apply(lifecycle.approve_earlier, screen.session.now(), corrected)
        _show_done(screen, due)

    title = f"Approve with corrections: the minutes of {due.title}, {local_day(due.date)}"
    fields = [Field("corrections", "Corrections", due.corrections, height=4)]
    await screen.ask_new(f"approves/{due.meeting}", title, fields, submit)


def _due(screen: AskingScreen) -> MinutesApproval | None:
    """The minutes that can be approved; None if there are none, and an error is shown."""
    due = screen.session.find_minutes_due()
    if due is None and screen.session.file.meeting.info.state is MeetingState.DRAFT:
        hint = with_keys("{start} starts the meeting; then they can be approved")
        screen.show_error(
            MeetingError("This meeting has not started", "nothing was approved", hint)
        )
    elif due is None:
        screen.show_error(
            MeetingError(
                "There are no minutes to approve",
                "those of the last meeting do not wait; those of this one come after its end",
            )
        )
    return due


def _show_done(screen: AskingScreen, due: MinutesApproval) -> None:
    undone = with_keys("{undo} takes it back")
    screen.show_status(f"Approved: minutes of {due.title}, {local_day(due.date)} · {undone}")
