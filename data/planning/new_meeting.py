"""How a new meeting begins: from scratch, from a template, or where the last one stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.importing.files import ReadItem, ReadPerson
from data.records.meeting import Meeting
from data.records.models import (
    ActionState,
    AgendaItem,
    ConflictStatus,
    ItemKind,
    ItemState,
    MeetingInfo,
    Person,
    PersonState,
    new_id,
)

FROM_SCRATCH = "from scratch"


@dataclass(frozen=True)
class Template:
    """A kind of meeting with its usual agenda: title, kind and minutes of each item."""

    name: str
    title: str
    items: tuple[tuple[str, ItemKind, int], ...]

    def agenda(self) -> tuple[AgendaItem, ...]:
        """The items, new."""
        return tuple(
            AgendaItem(title=title, kind=kind, minutes=minutes, position=float(n))
            for n, (title, kind, minutes) in enumerate(self.items, start=1)
        )


TEMPLATES = (
    Template(
        "monthly coalition call",
        "Monthly coalition call",
        (
            ("Welcome, roll call and goals", ItemKind.INFORMATION, 5),
            ("Wins since last time", ItemKind.CELEBRATION, 10),
            ("Promises: actions from last time", ItemKind.INFORMATION, 10),
            ("News from the organisations", ItemKind.INFORMATION, 15),
            ("Main question", ItemKind.DISCUSSION, 25),
            ("Decisions", ItemKind.DECISION, 15),
            ("Needs and offers: money, people, rooms", ItemKind.DISCUSSION, 5),
            ("Who does what by when; next meeting", ItemKind.DECISION, 5),
        ),
    ),
    Template(
        "working group",
        "Working group",
        (
            ("Check-in and goal of today", ItemKind.INFORMATION, 5),
            ("Where we are", ItemKind.INFORMATION, 10),
            ("Work", ItemKind.DISCUSSION, 30),
            ("Decisions and next steps", ItemKind.DECISION, 10),
            ("A win to take home", ItemKind.CELEBRATION, 5),
        ),
    ),
    Template(
        "conflict session",
        "Conflict session",
        (
            ("Welcome and ground rules", ItemKind.INFORMATION, 5),
            ("Each side tells its story, uninterrupted", ItemKind.DISCUSSION, 20),
            ("Each side says what it heard", ItemKind.DISCUSSION, 15),
            ("Interests behind the positions", ItemKind.DISCUSSION, 20),
            ("Common ground", ItemKind.DISCUSSION, 15),
            ("Next step, owner, date", ItemKind.DECISION, 10),
            ("What went well", ItemKind.CELEBRATION, 5),
        ),
    ),
)


def template_named(name: str) -> Template | None:
    """The template of that name, or None."""
    return next((t for t in TEMPLATES if t.name == name), None)


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


def draft(
    title: str,
    day: date,
    *,
    place: str = "",
    items: Sequence[AgendaItem] = (),
    people: Sequence[Person] = (),
    facilitator: str = "",
    goals: Sequence[str] = (),
) -> Meeting:
    """A meeting in preparation."""
    info = MeetingInfo(
        title=title, date=day, place=place, facilitator=facilitator, goals=tuple(goals)
    )
    return Meeting(info=info, agenda=tuple(items), people=tuple(people))


def continued(last: Meeting, last_id: str, title: str, day: date, place: str = "") -> Meeting:
    """A meeting that goes on where the last one stopped.

    It has the same people (all expected), goals and facilitator; the items that were deferred or
    not taken; the open actions, each telling which meeting it comes from first; what is parked
    without a home; and the conflicts that are not settled.
    """
    info = MeetingInfo(
        title=title,
        date=day,
        place=place or last.info.place,
        series=last.info.series or last.info.title,
        facilitator=last.info.facilitator,
        note_taker=last.info.note_taker,
        goals=last.info.goals,
        speech_limit=last.info.speech_limit,
        kind_limits=last.info.kind_limits,
        order=last.info.order,
    )
    left_over = sorted(
        (i for i in last.agenda if i.state in (ItemState.DEFERRED, ItemState.WAITING)),
        key=lambda item: item.position,
    )
    return Meeting(
        info=info,
        people=tuple(
            p.replace(id=new_id(), state=PersonState.EXPECTED, arrived=None, left=None)
            for p in last.people
        ),
        agenda=tuple(
            item.replace(
                id=new_id(),
                state=ItemState.WAITING,
                spans=(),
                extensions=(),
                skipped=False,
                position=float(n),
            )
            for n, item in enumerate(left_over, start=1)
        ),
        actions=tuple(
            a.replace(id=new_id(), item="", carried_from=a.carried_from or last_id)
            for a in last.actions
            if a.state is ActionState.OPEN
        ),
        parked=tuple(p.replace(id=new_id(), item="") for p in last.parked if not p.becomes),
        conflicts=tuple(
            c.replace(id=new_id(), item="")
            for c in last.conflicts
            if c.status is not ConflictStatus.SETTLED
        ),
    )
