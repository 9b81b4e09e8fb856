"""The form for a dissent: who does not agree with a decision, how, and why."""

from __future__ import annotations

from data.errors import MeetingError
from data.records.meeting import Meeting
from data.records.models import Dissent, DissentKind
from data.rules import people
from screens.dialogs.form_fields import Field, FieldError, Values


def dissent_fields() -> list[Field]:
    """Return the fields for a dissent: who does not agree, how, and why."""
    return [
        Field("who", "Who"),
        Field("kind", "How", "stand aside", list(DissentKind)),
        Field("why", "Why"),
    ]


def dissent_from(meeting: Meeting, values: Values) -> Dissent:
    """Return the dissent that a form describes.

    The reason may also follow the name, after a colon. A few letters that match one person only
    stand for that person.

    Raises:
        FieldError: the name is missing, or the reason of a block.
    """
    name, _, reason = values["who"].partition(":")
    if not name.strip():
        raise FieldError("who", MeetingError("The name is missing", hint="Type a name"))
    kind, why = DissentKind(values["kind"]), (values["why"] or reason).strip()
    if kind is DissentKind.BLOCK and not why:
        raise FieldError("why", MeetingError("A block needs a reason", hint="Type why"))
    found = people.matching_people(meeting, name)
    return Dissent(
        who=found[0].name if len(found) == 1 else name,
        kind=kind,
        why=why,
    )
