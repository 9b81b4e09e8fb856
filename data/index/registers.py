"""Promises: the open actions of all meetings."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from data.index.summaries import read_summaries
from data.text.comparison import fold


@dataclass(frozen=True)
class OpenAction:
    """An open action, and where it was made."""

    owner: str
    text: str
    due: str
    organisation: str
    meeting_id: str


def open_actions(folder: Path, index: Path) -> tuple[OpenAction, ...]:
    """All open actions, by owner and date; those without an owner first.

    An action that was carried over is listed once: as the latest meeting has it.

    Args:
        folder: of the meeting files.
        index: the SQLite file of the summaries.
    """
    found: dict[tuple[str, str, str], OpenAction] = {}
    settled: set[tuple[str, str, str]] = set()
    # Newest first: what a later meeting says of a promise is how it stands.
    summaries = read_summaries(folder, index)
    for summary in sorted(summaries, key=lambda s: (s.date, s.id), reverse=True):
        if summary.damaged:
            continue
        try:
            tables = json.loads((folder / f"{summary.id}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue  # it has become damaged since it was listed
        for action in tables.get("actions", {}).values():
            origin = action.get("carried_from") or summary.id
            text, owner = action.get("text", ""), action.get("owner", "")
            key = (origin, fold(text), fold(owner))
            if key in found or key in settled:
                continue
            if action.get("state", "open") != "open":
                settled.add(key)
                continue
            found[key] = OpenAction(
                owner=owner,
                text=text,
                due=action.get("due") or "",
                organisation=action.get("organisation", ""),
                meeting_id=summary.id,
            )
    return tuple(
        sorted(found.values(), key=lambda p: (fold(p.owner), p.due or "9999", fold(p.text)))
    )
