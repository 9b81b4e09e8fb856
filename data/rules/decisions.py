"""Decisions: how they can be agreed, and who stands aside or blocks."""

from __future__ import annotations

from datetime import datetime

from data.records.meeting import Meeting
from data.records.models import Decision, Dissent
from data.text.comparison import fold

DECISION_RULES = ("consensus", "consent", "majority", "two thirds", "unanimous", "facilitator")
"""How a decision can be agreed; other words are welcome."""


def record_dissent(meeting: Meeting, at: datetime, decision_id: str, who: Dissent) -> Meeting:
    """Record that somebody stands aside from a decision, or blocks it, and why.

    A blocked decision is not agreed: that is what a block is (Seeds for Change, "Consensus
    decision making").
    """
    decision = meeting.get(Decision, decision_id)
    others = tuple(d for d in decision.dissent if fold(d.who) != fold(who.who))
    result = "blocked" if who.kind == "block" else decision.result
    changed = decision.replace(dissent=(*others, who), result=result)
    return meeting.put(changed).logged(at, f"{who.kind}", who.who)
