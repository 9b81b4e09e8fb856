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

_TIME_COLUMNS = 24  # cells for name, time and percentage beside a bar


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
        who = "Person" if self.by_person else "Organisation"
        return f"{who}, {'this item' if self.of_item else 'meeting'}"


SCOPES = tuple(Scope(person, item) for person in (False, True) for item in (False, True))


def bars(meeting: Meeting, now: datetime, scope: Scope, width: int, rows: int) -> Content:
    """Return a heading, and a line for each share: name, bar, time and percentage.

    A mark in each bar shows an equal share.

    Args:
        meeting: the meeting.
        now: the end of turns that still run.
        scope: whose speaking time to show.
        width: of a line, in cells.
        rows: how many shares to show at most; a last line counts the others.
    """
    item = current_item_id(meeting) if scope.of_item else None
    all_shares = speaking_shares(meeting, now, item, by_person=scope.by_person)
    parts: list[Content | str] = [plain((scope.title, "bold"), ("  m", "dim")), "\n"]
    if not any(share.seconds > 0 for share in all_shares):
        parts += [plain(("nobody has spoken yet", "dim")), "\n"]
        return Content.assemble(*parts)
    equal = 1 / len(all_shares)
    for share in all_shares[:rows]:
        parts += [_bar(share, equal, width), "\n"]
    if len(all_shares) > rows:
        parts += [plain((f"and {len(all_shares) - rows} more", "dim")), "\n"]
    parts.append(plain((f"┊ equal share: {equal:.0%}", "dim")))
    return Content.assemble(*parts)


def _bar(share: SpeakingShare, equal: float, width: int) -> Content:
    cells = max(4, width - _TIME_COLUMNS)
    filled = round(share.fraction * cells)
    mark = min(cells - 1, round(equal * cells))
    bar = "".join(
        "┊" if cell == mark and cell >= filled else "█" if cell < filled else " "
        for cell in range(cells)
    )
    time = plain((bar, "$primary"), f" {format_duration(share.seconds):>5} {share.fraction:>4.0%}")
    return join(Content(share.name), time, width)
