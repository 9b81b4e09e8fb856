"""The forms for decisions, dissent, actions and parked points."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.errors import MeetingError
from data.records.base import Record
from data.records.meeting import Meeting
from data.records.models import Action, ActionState, Decision, Dissent, DissentKind, Parked
from data.rules import people
from data.rules.decisions import DECISION_RULES
from screens.dialogs.form_fields import Field, FieldError, Values, optional_date, required_text

_RESULTS = ("agreed", "not agreed", "blocked", "postponed")


def _decision_fields(decision: Decision | None) -> list[Field]:
    review = decision.review.isoformat() if decision and decision.review else ""
    rule = decision.rule if decision else ""
    result = decision.result if decision else "agreed"
    return [
        Field("text", "Wording", decision.text if decision else "", height=3),
        Field("rule", "How agreed", rule, list(dict.fromkeys(["", *DECISION_RULES, rule]))),
        Field("result", "Result", result, list(dict.fromkeys([*_RESULTS, result]))),
        Field("rationale", "Because", decision.rationale if decision else "", height=2),
        Field("review", "Review on", review, hint="1 june, in 3 months, 2027-06-01"),
    ]


def _decision_values(values: Values, today: date) -> dict[str, object]:
    return {
        "text": values["text"],
        "rule": values["rule"],
        "result": values["result"],
        "rationale": values["rationale"],
        "review": optional_date(values, "review", today),
    }


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
        FieldError: the name is missing.
    """
    name, _, reason = values["who"].partition(":")
    if not name.strip():
        raise FieldError("who", MeetingError("The name is missing", hint="Type a name"))
    found = people.matching_people(meeting, name)
    return Dissent(
        who=found[0].name if len(found) == 1 else name,
        kind=DissentKind(values["kind"]),
        why=values["why"] or reason,
    )


def _action_fields(action: Action | None) -> list[Field]:
    due = action.due.isoformat() if action and action.due else ""
    return [
        Field("text", "What", action.text if action else ""),
        Field("owner", "Who", action.owner if action else ""),
        Field("organisation", "Organisation", action.organisation if action else ""),
        Field("due", "By", due, hint="friday, 12 dec, 2026-12-12"),
        Field("state", "State", action.state if action else "open", list(ActionState)),
    ]


def _action_values(values: Values, today: date) -> dict[str, object]:
    return {
        "text": required_text(values, "text", "Describe the action", "Type what is to be done"),
        "owner": values["owner"],
        "organisation": values["organisation"],
        "due": optional_date(values, "due", today),
        "state": ActionState(values["state"]),
    }


def _parked_fields(parked: Parked | None) -> list[Field]:
    return [
        Field("text", "What", parked.text if parked else ""),
        Field("becomes", "Becomes", parked.becomes if parked else "", hint="next agenda, action"),
    ]


def _parked_values(values: Values, today: date) -> dict[str, object]:
    text = required_text(values, "text", "Describe the point to park", "Type what is for later")
    return {"text": text, "becomes": values["becomes"]}


@dataclass(frozen=True)
class Form:
    """The form for one kind of outcome.

    Args:
        model: the model of its records.
        title: the title when a record is edited.
        new_title: the title when a record is added.
        fields: returns the fields for a record, or for None.
        values: returns the values of a form as those of a record; dates such as "friday" are
            relative to the date it is given. Raises FieldError for invalid values.
    """

    model: type[Decision | Action | Parked]
    title: str
    new_title: str
    fields: Callable[[Any], list[Field]]
    values: Callable[[Values, date], dict[str, object]]


FORMS: Mapping[type[Record], Form] = {
    Decision: Form(Decision, "Decision", "New decision", _decision_fields, _decision_values),
    Action: Form(Action, "Action", "New action", _action_fields, _action_values),
    Parked: Form(Parked, "Parking lot", "Parking lot", _parked_fields, _parked_values),
}
"""The forms, by the model of their records."""
