"""The form for a person."""

from __future__ import annotations

from data.records.models import Person, PersonState
from screens.dialogs.form_fields import Field, Values, required_text


def person_fields(person: Person | None) -> list[Field]:
    """Return the fields for a person, or for a new one, who is present unless changed."""
    return [
        Field("name", "Name", person.name if person else ""),
        Field("organisation", "Organisation", person.organisation if person else ""),
        Field("role", "Role", person.role if person else ""),
        Field("handle", "Handle", person.handle if person else ""),
        Field("state", "State", person.state if person else "present", list(PersonState)),
    ]


def person_values(values: Values) -> dict[str, object]:
    """Return the values of a form as those of a record.

    Raises:
        FieldError: the name is missing.
    """
    return {
        "name": required_text(values, "name", "The person has no name"),
        "organisation": values["organisation"],
        "role": values["role"],
        "handle": values["handle"],
        "state": PersonState(values["state"]),
    }
