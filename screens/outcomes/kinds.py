"""The kinds of outcomes: how a decision, an action and a parked point is edited and shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from textual.content import Content

from data.clock import local_date
from data.records.base import Record
from data.records.meeting import Meeting
from data.records.models import Action, ActionState, Decision, DissentKind, Parked
from data.rules.outcomes import DECISION_RULES
from data.text.formatting import count, short_day
from screens.dialogs.form_fields import Field, Values, optional_date, required_text
from screens.record_signs import sign
from screens.widgets.content import beside, plain
from screens.widgets.record_list import Row

_ONE_LINE_FROM = 60  # cells of a row in which all that stands at the right is in one line
_DUE_CELLS = len("late 30 Sep")
_RESULTS = ("agreed", "not agreed", "blocked", "postponed")


@dataclass(frozen=True)
class OutcomeKind:
    """One kind of outcome: its heading, its form and its rows.

    Args:
        model: the model of its records.
        heading: above its rows.
        title: of the form when a record is edited.
        new_title: of the form when a record is added.
        fields: returns the fields of the form for a record, or for None.
        values: returns the values of a form as those of a record; dates such as "friday" are
            relative to the date it is given. Raises FieldError for invalid values.
        row: returns the row of a record, for a width in cells and the present day.
    """

    model: type[Record]
    heading: str
    title: str
    new_title: str
    fields: Callable[[Any], list[Field]]
    values: Callable[[Values, date], dict[str, object]]
    row: Callable[[Any, int, date], Content]

    def new_record(self, values: Values, now: datetime, item: str) -> Record:
        """Return a new record with the values of a form.

        Args:
            values: of the form.
            now: the present instant.
            item: the id of the current agenda item, or "".

        Raises:
            FieldError: a value is invalid.
        """
        filled = self.values(values, local_date(now))
        return self.model.model_validate({**filled, "item": item, "at": now})


def outcome_rows(meeting: Meeting, width: int, today: date) -> list[Row]:
    """Return the rows of all outcomes; headings only where there is something below them.

    Args:
        meeting: the meeting.
        width: of a row, in cells.
        today: the day from which an action that is due earlier counts as late.
    """
    rows: list[Row] = []
    for kind in KINDS:
        records = meeting.records(kind.model)
        if records:
            rows.append(Row("", Content.styled(kind.heading, "bold $primary")))
            rows += [Row(record.id, kind.row(record, width, today)) for record in records]
    return rows


def counts(meeting: Meeting, today: date) -> tuple[str, str]:
    """Return how many outcomes of each kind there are: in words, and in few letters.

    Args:
        meeting: the meeting.
        today: the day from which an action that is due earlier counts as late.
    """
    still = [action for action in meeting.actions if action.state is ActionState.OPEN]
    late = sum(action.due is not None and action.due < today for action in still)
    open_late = f"{len(still)} open" + (f", {late} late" if late else "")
    words = (
        count(len(meeting.decisions), "decision") if meeting.decisions else "",
        f"{count(len(meeting.actions), 'action')}: {open_late}" if meeting.actions else "",
        f"{len(meeting.parked)} parked" if meeting.parked else "",
    )
    return " · ".join(filter(None, words)), open_late if meeting.actions else ""


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


def _decision_row(decision: Decision, width: int, _: date) -> Content:
    """Return the first line of the wording, how it was decided, and below it the dissent."""
    lines = decision.text.splitlines()
    mark, style = sign(decision)
    text = Content(lines[0]) if lines else plain(("no wording yet", "$text-error"))
    how = [part for part in (decision.result, decision.rule) if part]
    if width >= _ONE_LINE_FROM:
        how = [" ".join(how)]
    right = [plain((part, "$text-muted")) for part in how]
    rows = [beside(plain((f"{mark} ", style)), text, right, width)]
    for dissent in decision.dissent:
        blocks = dissent.kind is DissentKind.BLOCK
        line = plain((dissent.in_words, "$conflict" if blocks else "$text-warning"))
        rows += [plain("    ", part) for part in line.wrap(max(8, width - 4))]
    return Content("\n").join(rows)


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


def _action_row(action: Action, width: int, today: date) -> Content:
    is_open = action.state is ActionState.OPEN
    mark, style = sign(action, today)
    before = plain((f"{mark} ", style))
    text = plain((action.text, "" if is_open else "$text-muted"))
    owner = plain((action.owner, "bold")) if action.owner else plain(("no owner", "$text-error"))
    late = action.due is not None and action.due < today and is_open
    day = short_day(action.due, today) if action.due else ""
    due = plain((f"late {day}", "bold $late") if late else (day, "$text-muted"))
    if width < _ONE_LINE_FROM:
        return beside(before, text, [owner, due] if day else [owner], width)
    blanks = " " * (_DUE_CELLS - due.cell_length)
    return beside(before, text, [plain(owner, "  ", blanks, due)], width)


def _parked_fields(parked: Parked | None) -> list[Field]:
    return [
        Field("text", "What", parked.text if parked else ""),
        Field("becomes", "Becomes", parked.becomes if parked else "", hint="next agenda, action"),
    ]


def _parked_values(values: Values, today: date) -> dict[str, object]:
    text = required_text(values, "text", "Describe the point to park", "Type what is for later")
    return {"text": text, "becomes": values["becomes"]}


def _parked_row(parked: Parked, width: int, _: date) -> Content:
    becomes = (
        (f"→ {parked.becomes}", "$text-muted") if parked.becomes else ("undecided", "$text-warning")
    )
    return beside(Content("□ "), Content(parked.text), [plain(becomes)], width)


KINDS = (
    OutcomeKind(
        Decision,
        "Decisions",
        "Decision",
        "New decision",
        _decision_fields,
        _decision_values,
        _decision_row,
    ),
    OutcomeKind(
        Action, "Actions", "Action", "New action", _action_fields, _action_values, _action_row
    ),
    OutcomeKind(
        Parked,
        "Parking lot",
        "Parking lot",
        "Parking lot",
        _parked_fields,
        _parked_values,
        _parked_row,
    ),
)
"""The kinds of outcomes, from top to bottom."""
