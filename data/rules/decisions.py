"""Decisions: how they are made, and who stands aside or blocks."""

from __future__ import annotations

from datetime import datetime

from data.errors import MeetingError
from data.records.meeting import Meeting
from data.records.models import Decision, Dissent, DissentKind
from data.text.comparison import fold

DECISION_RULES = ("consensus", "consent", "majority", "two thirds", "unanimous", "facilitator")
"""Suggestions for how a decision is made. Any other text is accepted too."""


def record_dissent(meeting: Meeting, at: datetime, decision_id: str, who: Dissent) -> Meeting:
    """Record that a person stands aside from a decision, or blocks it, and why.

    An earlier dissent of the same person is replaced. A block changes the result to "blocked",
    because a blocked decision is not agreed (Seeds for Change, "Consensus decision making").

    Raises:
        MeetingError: a block has no reason, or the decision was removed.
    """
    if who.kind is DissentKind.BLOCK and not who.why.strip():
        raise MeetingError("A block needs a reason", "nothing was changed", "Say why")
    decision = meeting.get(Decision, decision_id)
    others = tuple(d for d in decision.dissent if fold(d.who) != fold(who.who))
    result = "blocked" if who.kind is DissentKind.BLOCK else decision.result
    changed = decision.replace(dissent=(*others, who), result=result)
    return meeting.put(changed).logged(at, f"{who.kind}", who.who)
