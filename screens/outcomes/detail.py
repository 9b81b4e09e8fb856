"""The highlighted outcome in full, beside the list."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from data.records.base import Record
from data.records.meeting import Meeting
from data.records.models import Action, AgendaItem, Decision, DissentKind, Parked
from data.text.formatting import local_day
from screens.keys import with_keys
from screens.symbols import sign
from screens.widgets.content import plain

_LABEL_CELLS = len("because") + 2
_DISSENT = {
    DissentKind.BLOCK: ("blocks", "$conflict"),
    DissentKind.STAND_ASIDE: ("stands aside", "$text-warning"),
}


def outcome_detail(record: Record, meeting: Meeting, today: date) -> Content:
    """Return a decision, an action or a parked point with all that is known of it.

    Args:
        record: the outcome.
        meeting: the meeting it belongs to.
        today: an open action that is due before this day is late.
    """
    mark, style = sign(record, today)
    parts: list[str | tuple[str, str]] = [(f"{mark} ", style)]
    if isinstance(record, Decision):
        parts += _decision(record)
    elif isinstance(record, Action):
        parts += _action(record, today)
    elif isinstance(record, Parked):
        parts += [(record.text, "bold")]
        parts += _facts(
            ("becomes", record.becomes or with_keys("undecided: {outcomes.becomes} chooses"))
        )
    item = meeting.find(AgendaItem, str(getattr(record, "item", "")))
    if item is not None:
        parts += _facts(("item", item.title))
    return plain(*parts)


def _decision(decision: Decision) -> list[str | tuple[str, str]]:
    review = local_day(decision.review) if decision.review else ""
    parts: list[str | tuple[str, str]] = [(decision.text or "no wording yet", "bold")]
    parts += _facts(
        ("result", decision.result),
        ("rule", decision.rule),
        ("because", decision.rationale),
        ("review", review),
    )
    for dissent in decision.dissent:
        verb, style = _DISSENT[dissent.kind]
        parts += ["\n\n", (f"{dissent.who} {verb}", style)]
        if dissent.why:
            parts += ["\n", dissent.why]
    return parts


def _action(action: Action, today: date) -> list[str | tuple[str, str]]:
    late = action.due is not None and action.due < today and action.state == "open"
    due = f"{local_day(action.due)}{' (late)' if late else ''}" if action.due else ""
    parts: list[str | tuple[str, str]] = [(action.text, "bold")]
    return parts + _facts(
        ("who", action.owner or "nobody yet"),
        ("of", action.organisation),
        ("by", due),
        ("state", action.state),
    )


def _facts(*facts: tuple[str, str]) -> list[str | tuple[str, str]]:
    parts: list[str | tuple[str, str]] = ["\n"]
    for label, value in facts:
        if value:
            parts += ["\n", (f"{label:<{_LABEL_CELLS}}", "$text-muted"), value]
    return parts
