"""Decisions with their dissents, and conflicts with their parties, in one line of the prompt."""

from __future__ import annotations

from data.storage.meeting_file import MeetingFile
from tests.unit.prompt.prompting import Say, file, refused, say

__all__ = ["file", "refused", "say"]


def test_a_decision_with_its_dissents(file: MeetingFile, say: Say) -> None:
    line = "decided We share the van by consent; ada stands aside: no insurance; Ben blocks: cost"
    assert say("start", "topic 2", line) == (
        "Blocked: We share the van (Ada Quill stands aside: no insurance; Ben Osei blocks: cost)"
    )
    (decision,) = file.meeting.decisions
    assert (decision.text, decision.rule, decision.result) == (
        "We share the van",
        "consent",
        "blocked",
    )
    assert [(d.who, d.kind, d.why) for d in decision.dissent] == [
        ("Ada Quill", "stand aside", "no insurance"),
        ("Ben Osei", "block", "cost"),
    ]
    say("undo")
    assert not file.meeting.decisions
    say("decided We pay; stand aside Hill School, Zoe: too early; and we go on")
    (decision,) = file.meeting.decisions
    assert (decision.text, decision.result) == ("We pay; and we go on", "agreed")
    assert [d.who for d in decision.dissent] == ["Hill School", "Zoë Ride"]


def test_dissents_that_are_asked_about(refused: Say) -> None:
    assert "Type the reason: Ben blocks: WHY" in refused("decided We go; Ben blocks")
    assert "can be Ann" in refused("decided We go; An stands aside: cost")
    assert "Ben Osei dissents twice" in refused("decided We go; Ben blocks: x; ben stands aside")
    assert "needs a text" in refused("decided ; Ben blocks: x")
