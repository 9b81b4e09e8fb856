"""Templates: kinds of meetings with their usual agenda."""

from __future__ import annotations

from dataclasses import dataclass

from data.records.models import AgendaItem, ItemKind

FROM_SCRATCH = "from scratch"


@dataclass(frozen=True)
class Template:
    """A kind of meeting with its usual agenda.

    Args:
        name: what the template is chosen by.
        title: the title of a meeting made from it.
        items: title, kind and minutes of each item.
    """

    name: str
    title: str
    items: tuple[tuple[str, ItemKind, int], ...]

    def agenda(self) -> tuple[AgendaItem, ...]:
        """Return the items as new records."""
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
            ("Each side speaks without interruption", ItemKind.DISCUSSION, 20),
            ("Each side says what it heard", ItemKind.DISCUSSION, 15),
            ("Interests behind the positions", ItemKind.DISCUSSION, 20),
            ("Common ground", ItemKind.DISCUSSION, 15),
            ("Next step, owner, date", ItemKind.DECISION, 10),
            ("What went well", ItemKind.CELEBRATION, 5),
        ),
    ),
)


def template_named(name: str) -> Template | None:
    """Return the template of that name, or None."""
    return next((t for t in TEMPLATES if t.name == name), None)
