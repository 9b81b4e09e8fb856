"""The tables of a meeting file, each described once.

Search, check, rename, carry-over and messages read these descriptions. This module does not import
the models, because the index reads files without loading pydantic.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class CarryOver:
    """Which records of a table are carried over into the next meeting.

    Args:
        when: returns whether a record is carried over.
        reset: fields that are reset to their default there.
    """

    when: Callable[[Any], bool]
    reset: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """Description of one table.

    Args:
        noun: the name of one of its records in messages and search results.
        searched: the fields whose text is searched.
        refers: the table that each field with the id of another record refers to, by field.
        people: the fields that hold a person's name, and are changed when the person is renamed.
            "dissent.who" is the field `who` of each value in the field `dissent`.
        carry_over: which records are carried over into the next meeting; None for none.
    """

    noun: str
    searched: tuple[str, ...] = ()
    refers: Mapping[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    carry_over: CarryOver | None = None


def _always(_: Any) -> bool:
    return True


def has_open_step(conflict: Any) -> bool:
    """Return whether a conflict note has a next step that counts as an open action."""
    return bool(conflict.next_step and conflict.owner and not conflict.step_done)


_PRIVATE_PARTS = {
    "private": ("about", "parties", "common_ground", "next_step", "owner"),
    "summary": ("parties", "owner"),
}
"""The fields of a conflict note that are for the facilitator alone, by who may see the note."""


def private_fields(table: str, record: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the fields of a record whose text is shown to others only if it is asked for.

    Args:
        table: the name of its table.
        record: its fields, as in the file.
    """
    if table != "conflicts":
        return ()
    return _PRIVATE_PARTS.get(str(record.get("visibility", "")), ())


_ITEM = {"item": "agenda"}

TABLES: dict[str, Table] = {
    "meeting": Table(
        noun="meeting",
        searched=(
            "title",
            "series",
            "place",
            "facilitator",
            "note_taker",
            "goals",
            "not_reached",
            "returning",
            "approved_in",
            "approves",
        ),
        people=("facilitator", "note_taker", "not_reached.who", "returning.presenter"),
    ),
    "people": Table(
        noun="person",
        searched=("name", "organisation", "also_for", "handle", "role"),
        carry_over=CarryOver(_always, reset=("state", "arrived", "left")),
    ),
    "agenda": Table(
        noun="agenda item",
        searched=("title", "presenter", "notes", "conclusion", "not_reached", "agreed"),
        refers={"parent": "agenda"},
        people=("presenter", "not_reached.who", "agreed"),
        carry_over=CarryOver(
            lambda item: item.state in ("deferred", "waiting"),
            reset=("state", "spans", "extensions", "agreed", "skipped", "not_reached"),
        ),
    ),
    "queue": Table(
        noun="request to speak",
        searched=("who", "organisation", "about"),
        refers={**_ITEM, "answers": "turns"},
        people=("who",),
    ),
    "turns": Table(
        noun="turn",
        searched=("who", "organisation", "about"),
        refers={**_ITEM, "interrupts": "turns", "answers": "turns"},
        people=("who",),
    ),
    "conflicts": Table(
        noun="conflict note",
        searched=("about", "parties", "common_ground", "next_step", "owner"),
        refers=_ITEM,
        people=("owner", "parties.name"),
        carry_over=CarryOver(
            lambda conflict: conflict.status != "settled" or has_open_step(conflict),
            reset=("item",),
        ),
    ),
    "wins": Table(
        noun="win",
        searched=("text", "thanks", "organisations", "goal"),
        refers={**_ITEM, "action": "actions"},
        people=("thanks",),
    ),
    "decisions": Table(
        noun="decision",
        searched=("text", "rule", "dissent", "rationale"),
        refers=_ITEM,
        people=("dissent.who",),
    ),
    "actions": Table(
        noun="action",
        searched=("text", "owner", "organisation"),
        refers=_ITEM,
        people=("owner",),
        carry_over=CarryOver(lambda action: action.state == "open", reset=("item",)),
    ),
    "parked": Table(
        noun="parked point",
        searched=("text",),
        refers=_ITEM,
        carry_over=CarryOver(lambda parked: not parked.becomes, reset=("item",)),
    ),
    "log": Table(noun="log entry", refers={"undoes": "log"}),
}
"""Every table by its name, in the order of the tables in a file."""


def table_of(noun: str) -> str:
    """Return the name of the table whose records have a noun; "" if there is none."""
    return next((name for name, table in TABLES.items() if table.noun == noun), "")
