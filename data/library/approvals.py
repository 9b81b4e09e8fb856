"""Approve the minutes of a meeting in the next one of its series: both files say so."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from pydantic import ValidationError

from data.errors import DamagedFileError, MeetingError, MissingFileError
from data.records.meeting import Meeting
from data.records.models import MeetingState, MinutesApproval
from data.rules import lifecycle
from data.storage.approvals import Approvals

if TYPE_CHECKING:
    from data.index.summaries import Summary
    from data.library.library import Library
    from data.storage.meeting_file import MeetingFile


def approvals_of(library: Library, meeting_id: str) -> Approvals:
    """Return how a meeting of a library approves the minutes of the meeting before it."""
    return Approvals(
        lambda meeting: minutes_to_approve(library, meeting_id, meeting),
        lambda before, after: _follow(library, meeting_id, before, after),
    )


def minutes_to_approve(
    library: Library, meeting_id: str, meeting: Meeting
) -> MinutesApproval | None:
    """Return the meeting before one in its series, if it has ended and is not approved.

    It is the meeting that this one continues. Where that is not known, as in files of earlier
    versions, it is the last one before it that has ended, and has the same series or title. One
    whose approval was interrupted, so that its own file alone has it, is returned too.
    """
    summaries = {summary.id: summary for summary in library.summaries() if not summary.damaged}
    last = summaries.get(meeting.info.continues) or _last_before(summaries, meeting_id)
    if last is None or last.state not in (MeetingState.CLOSED, MeetingState.APPROVED):
        return None
    corrections: str | None = ""
    if last.state == MeetingState.APPROVED:
        known = any(one.meeting == last.id for one in meeting.info.approves)
        corrections = None if known else _corrections_in(library, last.id, meeting_id)
    if corrections is None:
        return None
    day = date.fromisoformat(last.date)
    try:
        return MinutesApproval(meeting=last.id, title=last.title, date=day, corrections=corrections)
    except ValidationError:  # of a file that the program has not written, and cannot open
        return None


def _corrections_in(library: Library, last_id: str, meeting_id: str) -> str | None:
    """With which corrections a meeting has approved the last minutes; None if it has not."""
    try:
        file = library.open(last_id)
    except MeetingError:
        return None
    file.close()
    approved_in = file.meeting.info.approved_in
    ours = approved_in is not None and approved_in.meeting == meeting_id
    return approved_in.corrections if approved_in is not None and ours else None


def _last_before(summaries: dict[str, Summary], meeting_id: str) -> Summary | None:
    own = summaries.get(meeting_id)
    if own is None:
        return None
    earlier = [
        s
        for s in summaries.values()
        if s.is_past and s.same_series(own) and (s.date, s.started) < (own.date, own.started or "~")
    ]
    return max(earlier, key=lambda s: (s.date, s.started), default=None)


def _follow(
    library: Library, meeting_id: str, before: Meeting, after: Meeting
) -> tuple[MeetingError, ...]:
    """Approve in the files of earlier meetings what is new, and take back what is gone."""
    was = {one.meeting: one for one in before.info.approves}
    now = {one.meeting: one for one in after.info.approves}
    own = MinutesApproval(meeting=meeting_id, title=after.info.title, date=after.info.date)
    at = (after.log or before.log)[-1].at
    notes: list[MeetingError] = []
    for earlier in [one for one in now.values() if one.meeting not in was]:
        approval = own.model_copy(update={"corrections": earlier.corrections})
        notes += _approve(library, earlier, at, approval)
    for earlier in [one for one in was.values() if one.meeting not in now]:
        notes += _take_back(library, earlier, at, meeting_id)
    return tuple(notes)


def _approve(
    library: Library, earlier: MinutesApproval, at: datetime, approval: MinutesApproval
) -> list[MeetingError]:
    """Approve the minutes of an earlier meeting in its own file, and write its minutes."""
    try:
        file = library.open(earlier.meeting)
        try:
            if file.meeting.info.approved_in != approval:  # else a first try was interrupted
                file.apply(lambda m: lifecycle.approve(m, at, approval), after_end=True)
            return _write_minutes(library, file, earlier)
        finally:
            file.close()
    except (MissingFileError, DamagedFileError) as error:
        # Not as such an error of the meeting that is open.
        raise MeetingError(error.title, error.message, error.hint, remedy=error.remedy) from error


def _take_back(
    library: Library, earlier: MinutesApproval, at: datetime, meeting_id: str
) -> list[MeetingError]:
    """Take the approval of an earlier meeting back in its own file, if it was made here."""
    kept = [MeetingError(f"The minutes of {earlier.title} stay as they are")]
    try:
        file = library.open(earlier.meeting)
    except (MissingFileError, DamagedFileError) as error:
        kept[0].message = str(error)
        return kept
    try:
        approved_in = file.meeting.info.approved_in
        if approved_in is None or approved_in.meeting != meeting_id:
            kept[0].message = "they were not approved here"
            return kept
        file.apply(lambda m: lifecycle.take_back_approval(m, at), after_end=True)
        return _write_minutes(library, file, earlier)
    finally:
        file.close()


def _write_minutes(
    library: Library, file: MeetingFile, earlier: MinutesApproval
) -> list[MeetingError]:
    """Write the file of the minutes again; return what the user is to know about it."""
    try:
        saved = library.save_minutes(file)
    except MeetingError as error:
        return [error]
    if saved.kept is None:
        return []
    edited = f"The minutes of {earlier.title} had been edited by hand"
    return [MeetingError(edited, f"the edited file is now {saved.kept}")]
