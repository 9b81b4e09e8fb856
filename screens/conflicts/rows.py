"""What the conflicts screen shows: a row for each conflict and party, and one note in full."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from data.records.models import ConflictNote, ConflictStatus, Visibility
from data.text.formatting import local_day
from screens.keys import with_keys
from screens.widgets.content import join, plain
from screens.widgets.record_list import Row

_STATUS_STYLES = {
    ConflictStatus.OPEN: "bold $text-error",
    ConflictStatus.NARROWING: "$text-warning",
    ConflictStatus.COMMON_GROUND: "$text-success",
    ConflictStatus.SETTLED: "dim",
    ConflictStatus.PARKED: "dim",
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
        rows.append(Row(conflict.id, join(plain((conflict.about, "bold")), status, width)))
        for index, party in enumerate(conflict.parties):
            heard = plain(("✓ heard", "$text-success") if party.heard else ("not heard", "dim"))
            text = join(Content(f"  {party.name}"), heard, width)
            rows.append(Row(f"{conflict.id}-{index}", text))
    return rows


def conflict_id(row_id: str) -> str:
    """Return the id of the conflict that a row belongs to."""
    return row_id.partition("-")[0]


def party_index(row_id: str) -> int | None:
    """Return the position of a row's party among those of its conflict; None for other rows."""
    index = row_id.partition("-")[2]
    return int(index) if index else None


def note_text(conflict: ConflictNote) -> Content:
    """Return a conflict note in full: parties with positions and interests, and the next step."""
    parts: list[str | tuple[str, str]] = [
        (conflict.about, "bold"),
        "\n",
        (conflict.status, _STATUS_STYLES[conflict.status]),
        (f" · {_VISIBILITY_TEXTS[conflict.visibility]}", "dim"),
        "\n",
    ]
    if not conflict.parties:
        parts += ["\n", (with_keys("No party yet: {conflicts.party} adds one"), "dim"), "\n"]
    for party in conflict.parties:
        heard = ("  ✓ feels heard", "$text-success") if party.heard else ("  not heard yet", "dim")
        parts += ["\n", (party.name, "bold"), heard, "\n"]
        parts += [("  wants  ", "dim"), party.position or _UNKNOWN, "\n"]
        parts += [("  because  ", "dim"), party.interest or _UNKNOWN, "\n"]
    parts += ["\n", ("Common ground  ", "dim"), conflict.common_ground or _UNKNOWN, "\n"]
    step = conflict.next_step or _UNKNOWN
    owner = f" · {conflict.owner}" if conflict.owner else ""
    due = f" · by {local_day(conflict.due)}" if conflict.due else ""
    parts += [("Next step  ", "dim"), f"{step}{owner}{due}"]
    return plain(*parts)
