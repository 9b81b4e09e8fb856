"""The forms of decisions, actions and parked points."""

from __future__ import annotations

from datetime import date

from data.dates import read_date as read_any_date
from data.errors import MeetingError
from data.models import Action, ActionState, Decision, DissentKind, Parked
from data.rules.outcomes import DECISION_RULES
from screens.dialogs.form import Field, Values
from screens.meeting_form import read_date

_RESULTS = ("agreed", "not agreed", "blocked", "postponed")


def decision_fields(decision: Decision | None) -> list[Field]:
    """Wording, how agreed, result, rationale, review."""
    review = decision.review.isoformat() if decision and decision.review else ""
    rule = decision.rule if decision else ""
    result = decision.result if decision else "agreed"
    return [
        Field("text", "Wording", decision.text if decision else "", lines=3),
        Field("rule", "How agreed", rule, list(dict.fromkeys(["", *DECISION_RULES, rule]))),
        Field("result", "Result", result, list(dict.fromkeys([*_RESULTS, result]))),
        Field("rationale", "Because", decision.rationale if decision else "", lines=2),
        Field("review", "Review on", review, hint="as 2027-06-01; may stay empty"),
    ]


def decision_values(values: Values) -> dict[str, object]:
    """The values as a record has them."""
    return {
        "text": values["text"],
        "rule": values["rule"],
        "result": values["result"],
        "rationale": values["rationale"],
        "review": read_date(values["review"]) if values["review"].strip() else None,
    }


def dissent_fields() -> list[Field]:
    """Who does not agree, how, and why."""
    return [
        Field("who", "Who"),
        Field("kind", "How", "stand aside", list(DissentKind)),
        Field("why", "Why"),
    ]


def action_fields(action: Action | None) -> list[Field]:
    """What, who, for which organisation, by when."""
    due = action.due.isoformat() if action and action.due else ""
    return [
        Field("text", "What", action.text if action else ""),
        Field("owner", "Who", action.owner if action else ""),
        Field("organisation", "Organisation", action.organisation if action else ""),
        Field("due", "By", due, hint="friday, 12 dec, 2026-12-12"),
        Field("state", "State", action.state if action else "open", list(ActionState)),
    ]


def action_values(values: Values, today: date) -> dict[str, object]:
    """The values as a record has them; a date may be said as people say it."""
    if not values["text"].strip():
        raise MeetingError("The action has no words", hint="Type what is to be done")
    return {
        "text": values["text"],
        "owner": values["owner"],
        "organisation": values["organisation"],
        "due": read_any_date(values["due"], today) if values["due"].strip() else None,
        "state": ActionState(values["state"]),
    }


def parked_fields(parked: Parked | None) -> list[Field]:
    """What, and where it goes."""
    return [
        Field("text", "What", parked.text if parked else ""),
        Field("becomes", "Becomes", parked.becomes if parked else "", hint="next agenda, action"),
    ]


def parked_values(values: Values) -> dict[str, object]:
    """The values as a record has them."""
    if not values["text"].strip():
        raise MeetingError("There are no words", hint="Type what is for later")
    return {"text": values["text"], "becomes": values["becomes"]}
