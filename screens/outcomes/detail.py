"""The highlighted outcome in full, beside the list."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from data.records.base import Record
from data.records.meeting import Meeting
from data.records.models import Action, AgendaItem, Decision, DissentKind, Parked
from data.text.formatting import local_day
from screens.keys import with_keys
from screens.record_signs import sign
from screens.signs import marked
from screens.widgets.content import beside, plain

_LABEL_CELLS = len("because") + 2
_DISSENT = {
    DissentKind.BLOCK: ("blocks", "$conflict"),
    DissentKind.STAND_ASIDE: ("stands aside", "$text-warning"),
}


def outcome_detail(record: Record, meeting: Meeting, today: date, width: int) -> Content:
    """Return a decision, an action or a parked point with all that is known of it.

    Args:
        record: the outcome.
        meeting: the meeting it belongs to.
        today: an open action that is due before this day is late.
        width: of a line, in cells.
    """
    lines = [beside(plain(marked(sign(record, today))), plain((_text(record), "bold")), (), width)]
    facts = _facts(record, today)
    item = meeting.find(AgendaItem, str(getattr(record, "item", "")))
    if item is not None:
        facts.append(("item", item.title))
    known = [(label, value) for label, value in facts if value]
    if known:
        lines.append(Content(""))
    for label, value in known:
        named = plain((f"{label:<{_LABEL_CELLS}}", "$text-muted"))
        lines.append(beside(named, plain(value), (), width))
    if isinstance(record, Decision):
        for dissent in record.dissent:
            verb, style = _DISSENT[dissent.kind]
            lines += [Content(""), plain((f"{dissent.who} {verb}", style))]
            if dissent.why:
                lines.append(plain(dissent.why))
    return Content("\n").join(lines)


def _text(record: Record) -> str:
    if isinstance(record, Decision):
        return record.text or "no wording yet"
    return str(getattr(record, "text", ""))


def _facts(record: Record, today: date) -> list[tuple[str, str]]:
    """Return what is known of an outcome besides its text, with a label for each; "" if not."""
    if isinstance(record, Decision):
        return [
            ("result", record.result),
            ("rule", record.rule),
            ("because", record.rationale),
            ("review", local_day(record.review) if record.review else ""),
        ]
    if isinstance(record, Action):
        late = record.due is not None and record.due < today and record.state == "open"
        due = f"{local_day(record.due)}{' (late)' if late else ''}" if record.due else ""
        return [
            ("who", record.owner or "nobody yet"),
            ("of", record.organisation),
            ("by", due),
            ("state", record.state),
        ]
    if isinstance(record, Parked):
        undecided = with_keys("undecided: {outcomes.becomes} chooses")
        return [("becomes", record.becomes or undecided)]
    return []
