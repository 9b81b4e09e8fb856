"""Make records from the items and people found in a text."""

from __future__ import annotations

from collections.abc import Sequence

from data.importing.agenda import ImportedItem, parse_item
from data.importing.people import ImportedPerson
from data.records.models import AgendaItem, ItemKind, Person, PersonState


def items_from(found: Sequence[ImportedItem]) -> tuple[AgendaItem, ...]:
    """Return new agenda items, in the order of those found in a text."""
    items: list[AgendaItem] = []
    parent = ""
    for n, item in enumerate(found, start=1):
        record = AgendaItem(
            title=item.title,
            kind=ItemKind(item.kind),
            presenter=item.presenter,
            minutes=item.minutes,
            notes=item.notes,
            position=float(n),
            parent=parent if item.is_sub else "",
        )
        parent = record.parent or record.id
        items.append(record)
    return tuple(items)


def item_from(line: str) -> AgendaItem:
    """Return a new agenda item from one line, such as "Title (5 min, Ada)"."""
    return items_from([parse_item(line)])[0]


def people_from(found: Sequence[ImportedPerson]) -> tuple[Person, ...]:
    """Return new people from those found in a text."""
    return tuple(
        Person(
            name=person.name,
            organisation=person.organisation,
            also_for=person.also_for,
            handle=person.handle,
            role=person.role,
            state=PersonState(person.state),
        )
        for person in found
    )
