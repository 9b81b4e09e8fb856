"""The forms of decisions, actions and parked points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.records.models import Action, ActionState, Decision, DissentKind, Parked
from data.rules.decisions import DECISION_RULES
from screens.dialogs.form_fields import Field, Values, optional_date, required_text

_RESULTS = ("agreed", "not agreed", "blocked", "postponed")


def _decision_fields(decision: Decision | None) -> list[Field]:
    """Wording, how agreed, result, rationale, review."""
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
    """Who does not agree, how, and why."""
    return [
        Field("who", "Who"),
        Field("kind", "How", "stand aside", list(DissentKind)),
        Field("why", "Why"),
    ]


def _action_fields(action: Action | None) -> list[Field]:
    """What, who, for which organisation, by when."""
    due = action.due.isoformat() if action and action.due else ""
    return [
        Field("text", "What", action.text if action else ""),
        Field("owner", "Who", action.owner if action else ""),
        Field("organisation", "Organisation", action.organisation if action else ""),
        Field("due", "By", due, hint="friday, 12 dec, 2026-12-12"),
        Field("state", "State", action.state if action else "open", list(ActionState)),
    ]


def _action_values(values: Values, today: date) -> dict[str, object]:
    """The values as a record has them; a date may be said as people say it."""
    return {
        "text": required_text(values, "text", "The action has no words", "Type what is to be done"),
        "owner": values["owner"],
        "organisation": values["organisation"],
        "due": optional_date(values, "due", today),
        "state": ActionState(values["state"]),
    }


def _parked_fields(parked: Parked | None) -> list[Field]:
    """What, and where it goes."""
    return [
        Field("text", "What", parked.text if parked else ""),
        Field("becomes", "Becomes", parked.becomes if parked else "", hint="next agenda, action"),
    ]


def _parked_values(values: Values, today: date) -> dict[str, object]:
    text = required_text(values, "text", "There are no words", "Type what is for later")
    return {"text": text, "becomes": values["becomes"]}


@dataclass(frozen=True)
class Form:
    """How one kind of outcome is asked for.

    Args:
        model: its record.
        title: of the form for one that is there.
        new_title: of the form for a new one.
        fields: the fields for a record, or for none.
        values: what was typed, as the record has it; the date is today's, for words like "friday".
    """

    model: type[Decision | Action | Parked]
    title: str
    new_title: str
    fields: Callable[[Any], list[Field]]
    values: Callable[[Values, date], dict[str, object]]


FORMS = {
    "decision": Form(Decision, "Decision", "New decision", _decision_fields, _decision_values),
    "action": Form(Action, "Action", "New action", _action_fields, _action_values),
    "parked": Form(Parked, "Parking lot", "Parking lot", _parked_fields, _parked_values),
}
