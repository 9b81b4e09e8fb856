"""Speaking time as bars, compared with an equal share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from textual.content import Content

from data.records.meeting import Meeting
from data.rules.edits import current_item_id
from data.rules.speaking_time import SpeakingShare, speaking_shares
from data.text.durations import format_duration
from screens.widgets.content import join, plain
from screens.widgets.progress import progress_bar

_MIN_BAR, _MAX_BAR = 4, 24  # cells


@dataclass(frozen=True)
class Scope:
    """Whose speaking time is shown, and over what.

    Args:
        by_person: each person's; otherwise each organisation's.
        of_item: on the current item; otherwise in the whole meeting.
    """

    by_person: bool
    of_item: bool

    @property
    def title(self) -> str:
        """The scope as a heading."""
        return f"Time on the floor {self.short_title.removeprefix('Time ')}"

    @property
    def short_title(self) -> str:
        """The same in fewer words."""
        who = "by person" if self.by_person else "by organisation"
        return f"Time {who}{', this item' if self.of_item else ''}"


SCOPES = tuple(Scope(person, item) for person in (False, True) for item in (False, True))


def bars(
    meeting: Meeting, now: datetime, scope: Scope, width: int, rows: int
) -> tuple[str, str, Content]:
    """Return a title, what an equal share is, and a line for each share: name, bar, time, percent.

    Args:
        meeting: the meeting.
        now: the end of turns that still run.
        scope: whose speaking time to show.
        width: of a line, in cells.
        rows: how many shares to show at most; a last line counts the others.
    """
    item = current_item_id(meeting) if scope.of_item else None
    all_shares = speaking_shares(meeting, now, item, by_person=scope.by_person)
    if not any(share.seconds > 0 for share in all_shares):
        return scope.title, "", plain(("nobody has spoken yet", "$text-muted"))
    shown = all_shares[: rows if len(all_shares) > rows + 1 else rows + 1]
    longest = max(Content(share.name).cell_length for share in shown)
    lines = [_bar(share, longest, width) for share in shown]
    if len(all_shares) > len(shown):
        lines.append(plain((f"and {len(all_shares) - len(shown)} more", "$text-muted")))
    return scope.title, f"equal share {1 / len(all_shares):.0%}", Content("\n").join(lines)


def _bar(share: SpeakingShare, longest: int, width: int) -> Content:
    """Return a line. Where there is little room, the name is more than the percentage, or a bar."""
    time, percentage = f" {format_duration(share.seconds):>5}", f" {share.fraction:>4.0%}"
    room = width - longest - 1 - len(time)
    figures = time + percentage if room >= _MIN_BAR + len(percentage) else time
    cells = min(_MAX_BAR, width - longest - 1 - len(figures))
    bar = progress_bar(cells, share.fraction, "$primary") if cells >= _MIN_BAR else Content("")
    return join(Content(share.name), plain(bar, (figures, "$text-muted")), width)
