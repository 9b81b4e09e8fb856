"""The essence of a meeting: what a list shows of the highlighted one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.errors import MeetingError
from data.index.reader import read_tables
from data.text.cleaning import one_line

WIN, DECISION, OBJECTION, CONFLICT, ACTION, PARKED = (
    "win",
    "decision",
    "not agreed",
    "conflict",
    "action",
    "parked",
)
"""Kinds of lines."""


@dataclass(frozen=True)
class Line:
    """A record in one line.

    Args:
        kind: WIN, DECISION, OBJECTION, CONFLICT, ACTION or PARKED.
        text: what it is about; an action begins with its owner.
        more: the status of a conflict, the ISO date that an action is due; "" for none.
    """

    kind: str
    text: str
    more: str = ""


@dataclass(frozen=True)
class Preview:
    """The essence of a meeting.

    Args:
        date: ISO.
        organisations: how many organisations its people come from.
        item: the item that is open now; "" for none.
        lines: wins, decisions, conflicts, open actions and parked points, in this order.
    """

    meeting_id: str
    title: str
    date: str
    place: str
    people: int
    organisations: int
    item: str
    lines: tuple[Line, ...]


def read_preview(path: Path) -> Preview | None:
    """Return the essence of a meeting file; None if it cannot be read.

    Private conflict notes are left out, since others may see the screen.
    """
    try:
        tables = read_tables(path)
        info = tables["meeting"]["1"]
        people = list(tables.get("people", {}).values())
        names = {_text(person, "organisation") for person in people} - {""}
        items = tables.get("agenda", {}).values()
        current = [_text(item, "title") for item in items if item.get("state") == "current"]
        return Preview(
            path.stem,
            _text(info, "title"),
            _text(info, "date"),
            _text(info, "place"),
            len(people),
            len(names),
            current[0] if current else "",
            tuple(_lines(tables)),
        )
    except (MeetingError, OSError, KeyError, ValueError, TypeError, AttributeError):
        return None  # the list says what is wrong with the file


def _lines(tables: Any) -> Iterator[Line]:
    for win in tables.get("wins", {}).values():
        yield Line(WIN, _text(win, "text"))
    for decision in tables.get("decisions", {}).values():
        agreed = decision.get("result", "agreed") == "agreed"
        yield Line(DECISION if agreed else OBJECTION, _text(decision, "text"))
    for note in tables.get("conflicts", {}).values():
        if note.get("visibility") != "private":
            yield Line(CONFLICT, _text(note, "about"), _text(note, "status"))
    for action in tables.get("actions", {}).values():
        if action.get("state", "open") == "open":
            owner, text = _text(action, "owner"), _text(action, "text")
            yield Line(ACTION, f"{owner}: {text}" if owner else text, _text(action, "due"))
    for parked in tables.get("parked", {}).values():
        yield Line(PARKED, _text(parked, "text"))


def _text(record: Any, name: str) -> str:
    return one_line(str(record.get(name) or ""))
