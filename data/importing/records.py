"""Records out of what was read from a text."""

from __future__ import annotations

from collections.abc import Sequence

from data.importing.files import ReadItem, ReadPerson
from data.records.models import AgendaItem, ItemKind, Person, PersonState


def items_from(read: Sequence[ReadItem]) -> tuple[AgendaItem, ...]:
    """Agenda items out of what was read from a text."""
    return tuple(
        AgendaItem(
            title=item.title,
            kind=ItemKind(item.kind),
            presenter=item.presenter,
            minutes=item.minutes,
            notes=item.notes,
            position=float(n),
        )
        for n, item in enumerate(read, start=1)
    )


def people_from(read: Sequence[ReadPerson]) -> tuple[Person, ...]:
    """People out of what was read from a text."""
    return tuple(
        Person(
            name=person.name,
            organisation=person.organisation,
            also_for=person.also_for,
            handle=person.handle,
            role=person.role,
            state=PersonState(person.state),
        )
        for person in read
    )
