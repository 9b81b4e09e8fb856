"""Time on the floor as bars, against an equal share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from textual.content import Content

from data.records.meeting import Meeting
from data.rules.edits import current_item_id
from data.rules.speaking_time import SpeakingShare, speaking_shares
from data.text.durations import format_duration
from screens.widgets.content import join, plain


@dataclass(frozen=True)
class Scope:
    """Whose time is shown, and of what."""

    by_person: bool
    of_item: bool

    @property
    def title(self) -> str:
        """The scope in words."""
        whom = "Person" if self.by_person else "Organisation"
        return f"{whom}, {'this item' if self.of_item else 'meeting'}"


SCOPES = tuple(Scope(person, item) for person in (False, True) for item in (False, True))


def bars(meeting: Meeting, now: datetime, scope: Scope, width: int, rows: int) -> Content:
    """A line for each share: name, bar, time, percent. A mark in the bar shows an equal share."""
    item = current_item_id(meeting) if scope.of_item else None
    found = speaking_shares(meeting, now, item, by_person=scope.by_person)
    parts: list[Content | str] = [plain((scope.title, "bold"), ("  m", "dim")), "\n"]
    spoken = [share for share in found if share.seconds > 0]
    if not spoken:
        parts += [plain(("nobody has spoken yet", "dim")), "\n"]
        return Content.assemble(*parts)
    equal = 1 / len(found)
    shown = found[:rows]
    cells = max(4, width - 24)
    for share in shown:
        parts += [_bar(share, equal, width, cells), "\n"]
    if len(found) > rows:
        parts += [plain((f"and {len(found) - rows} more", "dim")), "\n"]
    parts += [plain((f"┊ equal share: {equal:.0%}", "dim"))]
    return Content.assemble(*parts)


def _bar(share: SpeakingShare, equal: float, width: int, cells: int) -> Content:
    filled = round(share.fraction * cells)
    mark = min(cells - 1, round(equal * cells))
    bar = "".join(
        "┊" if cell == mark and cell >= filled else "█" if cell < filled else " "
        for cell in range(cells)
    )
    time = plain((bar, "$primary"), f" {format_duration(share.seconds):>5} {share.fraction:>4.0%}")
    return join(Content(share.name), time, width)
