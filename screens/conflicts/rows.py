"""What the conflicts screen shows: a row for each conflict and party, and one note in parts."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from data.records.models import ConflictNote, ConflictStatus, Party, Visibility
from data.text.formatting import local_day
from screens.keys import with_keys
from screens.signs import CONFLICT, marked
from screens.widgets.content import join, plain
from screens.widgets.record_list import Row

_STATUS_STYLES = {
    ConflictStatus.OPEN: "bold $conflict",
    ConflictStatus.NARROWING: "$text-warning",
    ConflictStatus.COMMON_GROUND: "$ground",
    ConflictStatus.SETTLED: "$text-muted",
    ConflictStatus.PARKED: "$text-muted",
}
_VISIBILITY_TEXTS = {
    Visibility.MINUTES: "in the minutes",
    Visibility.SUMMARY: "summary in the minutes",
    Visibility.PRIVATE: "private: not in the minutes",
}
_UNKNOWN = "?"  # in place of a text that is still to be found out


def conflict_rows(conflicts: Sequence[ConflictNote], width: int) -> list[Row]:
    """Return a row for each conflict, and below it one for each of its parties.

    Args:
        conflicts: the conflicts, from top to bottom.
        width: of a row, in cells.
    """
    rows: list[Row] = []
    for conflict in conflicts:
        status = plain((conflict.status, _STATUS_STYLES[conflict.status]))
        rows.append(
            Row(
                conflict.id,
                join(plain(marked(CONFLICT), (conflict.about, "bold")), status, width),
            )
        )
        for index, party in enumerate(conflict.parties):
            heard = plain(("✓ heard", "$floor") if party.heard else ("not heard", "$text-muted"))
            text = join(Content(f"    {party.name}"), heard, width)
            rows.append(Row(f"{conflict.id}-{index}", text))
    return rows


def conflict_id(row_id: str) -> str:
    """Return the id of the conflict that a row belongs to."""
    return row_id.partition("-")[0]


def party_index(row_id: str) -> int | None:
    """Return the position of a row's party among those of its conflict; None for other rows."""
    index = row_id.partition("-")[2]
    return int(index) if index else None


def steps_text(conflict: ConflictNote) -> Content:
    """Return which steps towards common ground are done: one line of signs and words."""
    parties = conflict.parties
    heard = sum(party.heard for party in parties)
    steps = [
        ("positions", sum(bool(party.position) for party in parties), len(parties)),
        ("interests", sum(bool(party.interest) for party in parties), len(parties)),
        (f"heard {heard} of {len(parties)}" if parties else "heard", heard, len(parties)),
        ("common ground", int(bool(conflict.common_ground)), 1),
        ("next step", int(bool(conflict.next_step)), 1),
    ]
    parts: list[str | tuple[str, str]] = []
    for name, done, total in steps:
        if total and done >= total:
            sign, style = "✓ ", "$floor"
        else:
            sign, style = ("◐ ", "$text-warning") if done else ("○ ", "$text-muted")
        parts += [(sign, style), name, "   "]
    return plain(*parts[:-1])


def open_steps_text(conflict: ConflictNote) -> Content:
    """Return the first step that is not done, or else the last one: shorter than all."""
    steps = steps_text(conflict).split("   ")
    return next((step for step in steps if not step.plain.startswith("✓")), steps[-1])


def visibility_text(conflict: ConflictNote) -> str:
    """Return the status of a conflict, and what of it stands in the minutes."""
    return f"{conflict.status} · {_VISIBILITY_TEXTS[conflict.visibility]}"


def parties_text(parties: Sequence[Party]) -> Content:
    """Return what some parties want, and why, and whether they feel heard."""
    parts: list[str | tuple[str, str]] = []
    for party in parties:
        if len(parties) > 1:
            parts += [(party.name, "bold"), "\n"]
        heard = ("✓ feels heard", "$floor") if party.heard else ("○ not heard yet", "$text-warning")
        parts += [("wants", "$text-muted"), "\n", party.position or _UNKNOWN, "\n"]
        parts += [("because", "$text-muted"), "\n", party.interest or _UNKNOWN, "\n", heard, "\n\n"]
    return plain(*parts[:-1], "\n") if parts else Content("")


def next_step_text(conflict: ConflictNote) -> Content:
    """Return the next step, who takes it, and by when."""
    if not conflict.next_step:
        return plain((with_keys("none yet: {records.edit} adds one"), "$text-muted"))
    owner = f"  {conflict.owner}" if conflict.owner else ""
    due = f" by {local_day(conflict.due)}" if conflict.due else ""
    return plain(conflict.next_step, (f"{owner}{due}", "$text-muted"))
