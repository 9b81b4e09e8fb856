"""The forms for conflict notes and their parties."""

from __future__ import annotations

from datetime import date

from data.records.models import ConflictNote, ConflictStatus, Party, Visibility
from screens.dialogs.form_fields import Field, Values, optional_date, required_text

_TO_DO, _DONE = "to be done", "done"
_HEARD, _NOT_HEARD = "yes", "not yet"


def party_fields(party: Party | None) -> list[Field]:
    """Return the fields for a party, or for a new one.

    A new party starts with its name. For a known one the name comes last: its position and
    interest are what is edited most.
    """
    name = Field("name", "Party", party.name if party else "")
    others = [
        Field("position", "Position", party.position if party else "", height=2),
        Field("interest", "Interest", party.interest if party else "", height=2),
        Field(
            "heard",
            "Feels heard",
            _HEARD if party and party.heard else _NOT_HEARD,
            choices=[_NOT_HEARD, _HEARD],
        ),
    ]
    return [*others, name] if party else [name, *others]


def party_from(values: Values) -> Party:
    """Return the party that a form describes.

    Raises:
        FieldError: the name is missing.
    """
    return Party(
        name=required_text(values, "name", "The party has no name"),
        position=values["position"],
        interest=values["interest"],
        heard=values["heard"] == _HEARD,
    )


def conflict_fields(conflict: ConflictNote | None) -> list[Field]:
    """Return the fields for a conflict, or for a new one, which also names the parties."""
    due = conflict.due.isoformat() if conflict and conflict.due else ""
    common_ground = conflict.common_ground if conflict else ""
    done = _DONE if conflict and conflict.step_done else _TO_DO
    visibility = conflict.visibility if conflict else Visibility.MINUTES
    fields = [Field("about", "About", conflict.about if conflict else "")]
    if conflict is None:
        fields.append(Field("parties", "Parties", hint="one / the other / a third"))
    return [
        *fields,
        Field("status", "Status", conflict.status if conflict else "open", list(ConflictStatus)),
        Field("common_ground", "Common ground", common_ground, height=2),
        Field("next_step", "Next step", conflict.next_step if conflict else ""),
        Field("owner", "Owner", conflict.owner if conflict else ""),
        Field("due", "By", due, hint="friday, 12 dec, 2026-12-12"),
        Field("step_done", "Step is", done, [_TO_DO, _DONE]),
        Field("visibility", "Minutes", visibility, list(Visibility)),
    ]


def conflict_values(values: Values, today: date) -> dict[str, object]:
    """Return the values of a form as those of a record, without the parties.

    Args:
        values: the values of the form.
        today: the day that dates such as "friday" are relative to.

    Raises:
        FieldError: the subject is missing, or the date is not a date.
    """
    return {
        "about": required_text(
            values, "about", "The conflict has no subject", "Say what it is about"
        ),
        "status": ConflictStatus(values["status"]),
        "common_ground": values["common_ground"],
        "next_step": values["next_step"],
        "owner": values["owner"],
        "due": optional_date(values, "due", today),
        "step_done": values["step_done"] == _DONE,
        "visibility": Visibility(values["visibility"]),
    }
