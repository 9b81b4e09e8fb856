"""The form of an agenda item, and the preview of an agenda that was pasted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from data.errors import MeetingError
from data.records.models import AgendaItem, ItemKind
from data.rules.speech_limits import format_limit, parse_limit
from data.text.durations import parse_duration
from data.text.formatting import count, shortened
from screens.dialogs.form_fields import Field, Values, field_errors, required_text

if TYPE_CHECKING:
    from data.importing.agenda import ImportedItem

_PREVIEW_LENGTH = 200  # characters
_TITLE_LENGTH = 40
_DAY = 24 * 3600


OWN_ITEM = "an item of its own"
"""The level of an item that is not a sub-item, as forms name it."""


def new_item_fields(parent: AgendaItem | None = None, *, is_sub: bool = False) -> list[Field]:
    """Return the fields of the form for a new item.

    Args:
        parent: the item that it can be a sub-item of; None if there is none.
        is_sub: whether it is meant to be that at first.
    """
    first, *others = _fields(None)
    if parent is None:
        return [first, *others]
    below = f"a sub-item of “{shortened(parent.title, _TITLE_LENGTH)}”"
    level = Field("level", "Level", below if is_sub else OWN_ITEM, choices=[OWN_ITEM, below])
    return [first, *others, level]


def item_fields(item: AgendaItem) -> list[Field]:
    """Return the fields of the form for an item; it also has a conclusion."""
    return [*_fields(item), Field("conclusion", "Conclusion", item.conclusion, height=2)]


def _fields(item: AgendaItem | None) -> list[Field]:
    minutes = "" if item is None or item.minutes is None else str(item.minutes)
    limit = format_limit(item.speech_limit if item else None)
    return [
        Field("title", "Title", item.title if item else "", hint="as Rents (10 min, Ada)"),
        Field("kind", "Kind", item.kind if item else "discussion", choices=list(ItemKind)),
        Field("presenter", "Presenter", item.presenter if item else ""),
        Field("minutes", "Minutes", minutes, hint="planned, as 10"),
        Field("speech_limit", "Speech limit", limit, hint="a turn, as 2m; empty: the meeting's"),
    ]


def read_title(values: Values, known: AgendaItem | None = None) -> Values:
    """Return the values of the form with time, presenter and kind taken out of the title.

    A title that was not changed stays as it is, as does any other field that was.

    Args:
        values: the values of the form.
        known: the item as it was before; None for a new one.
    """
    from data.importing.agenda import parse_item

    if known is not None and values["title"] == known.title:
        return values
    read = parse_item(values["title"])
    found = {"presenter": read.presenter, "kind": read.kind if read.kind != "discussion" else ""}
    if read.minutes is not None:
        found["minutes"] = str(read.minutes)
    before = {field.name: field.initial for field in _fields(known)}
    taken = {name: text for name, text in found.items() if text and values[name] == before[name]}
    return {**values, "title": read.title, **taken}


def preview_title(values: Values) -> str:
    """Return in one line which item a title becomes; "" if it stays as it is."""
    read = read_title(values)
    if read["title"] == values["title"].strip():
        return ""
    minutes = f"{read['minutes']} min" if read["minutes"] else ""
    presenter = f"presented by {read['presenter']}" if read["presenter"] else ""
    parts = (read["title"], minutes, presenter, read["kind"])
    return f"Becomes: {' · '.join(part for part in parts if part)}"


def item_values(values: Values, known: AgendaItem | None = None) -> dict[str, object]:
    """Return the fields of the record from the values of the form.

    Args:
        values: the values of the form.
        known: the item as it was before; None for a new one.

    Raises:
        FieldError: a value is invalid.
    """
    required_text(values, "title", "The item has no title")
    values = read_title(values, known)
    with field_errors("minutes"):
        minutes = _parse_minutes(values["minutes"])
    with field_errors("speech_limit"):
        limit = parse_limit(values["speech_limit"])
    changes: dict[str, object] = {
        "title": values["title"],
        "kind": ItemKind(values["kind"]),
        "presenter": values["presenter"],
        "minutes": minutes,
        "speech_limit": limit,
    }
    if "conclusion" in values:
        changes["conclusion"] = values["conclusion"]
    return changes


def _parse_minutes(text: str) -> int | None:
    """Return the minutes of a time such as 10, 10 min or 1h; None for an empty text."""
    if not text.strip():
        return None
    seconds = parse_duration(text)
    if seconds % 60 or not 0 <= seconds <= _DAY:
        raise MeetingError("Plan whole minutes, up to a day", hint="Type 10, 10 min or 1h")
    return seconds // 60


def preview_items(items: Sequence[ImportedItem]) -> str:
    """Return in one line which items were read from a pasted text."""
    shown = shortened("; ".join(map(_preview, items)), _PREVIEW_LENGTH)
    return f"{count(len(items), 'item')}: {shown}"


def _preview(item: ImportedItem) -> str:
    minutes = f"{item.minutes} min" if item.minutes else ""
    details = ", ".join(part for part in (minutes, item.presenter) if part)
    title = f"{'› ' if item.is_sub else ''}{item.title}"
    return f"{title} ({details})" if details else title
