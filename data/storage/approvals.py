"""Approvals: how an open meeting approves the minutes of the meeting before it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from data.errors import MeetingError, UnconfirmedWriteError
from data.records.meeting import Meeting
from data.records.models import MinutesApproval


@dataclass(frozen=True)
class Approvals:
    """What an open meeting needs of the other meetings of its library.

    Args:
        find: returns the meeting before the given one in its series, if its minutes are not
            approved.
        follow: gets the meeting before and after an act that changes `approves`. It changes the
            earlier meetings accordingly, before the act is written, and returns what the user is to
            know. It raises MeetingError if that is not possible.
    """

    find: Callable[[Meeting], MinutesApproval | None]
    follow: Callable[[Meeting, Meeting], tuple[MeetingError, ...]]

    @contextlib.contextmanager
    def followed(self, before: Meeting, after: Meeting) -> Iterator[tuple[MeetingError, ...]]:
        """Change the earlier meetings while an act is written, and change them back if that fails.

        Args:
            before: the meeting before the act.
            after: the meeting after it.

        Yields:
            What the user is to know.

        Raises:
            MeetingError: an earlier meeting cannot be changed.
        """
        if before.info.approves == after.info.approves:
            yield ()
            return
        notes = self.follow(before, after)
        try:
            yield notes
        except UnconfirmedWriteError:
            raise  # it is written
        except MeetingError:
            with contextlib.suppress(MeetingError):  # the first error is the one to be shown
                self.follow(after, before)
            raise
