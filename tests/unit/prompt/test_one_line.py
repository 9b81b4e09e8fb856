"""Decisions with their dissents, and conflicts with their parties, in one line of the prompt."""

from __future__ import annotations

from data.sentences.sides import about_note
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
    say("decided We pay; stand aside Hill School, Zoe (Hill): too early; and we go on")
    (decision,) = file.meeting.decisions
    assert (decision.text, decision.result) == ("We pay; and we go on", "agreed")
    assert [d.who for d in decision.dissent] == ["Hill School", "Zoë Ride"]


def test_the_rule_may_stand_before_the_text(file: MeetingFile, say: Say, refused: Say) -> None:
    assert say("decided by consensus: We share; Ada stands aside").startswith("Decided by consensu")
    (decision,) = file.meeting.decisions
    assert (decision.text, decision.rule) == ("We share", "consensus")
    assert "needs a text" in refused("decided by consensus:")


def test_dissents_that_are_asked_about(refused: Say) -> None:
    assert "Type the reason: Ben blocks: WHY" in refused("decided We go; Ben blocks")
    assert "can be Ann" in refused("decided We go; An stands aside: cost")
    assert "Ben Osei dissents twice" in refused("decided We go; Ben blocks: x; ben stands aside")
    assert "needs a text" in refused("decided ; Ben blocks: x")


LINE = "tenants want quiet because children sleep / union wants late hours because of shifts"
SIDES = [("tenants", "quiet", "children sleep"), ("union", "late hours", "shifts")]


def sides(file: MeetingFile, place: int = -1) -> list[tuple[str, str, str]]:
    return [(p.name, p.position, p.interest) for p in file.meeting.conflicts[place].parties]


def test_a_conflict_with_both_sides(file: MeetingFile, say: Say) -> None:
    assert say(f"conflict+ {LINE}") == "Conflict note: Quiet / late hours (tenants / union)"
    assert sides(file) == SIDES
    assert say(f"conflict {LINE}") == "Nothing new for the conflict note: Quiet / late hours"
    assert say(f"conflict+ {LINE}").startswith("Conflict note:")
    assert say(f"conflict Noise: {LINE}").startswith("Conflict note: Noise")
    assert len(file.meeting.conflicts) == 3


def test_a_later_line_fills_the_open_conflict(file: MeetingFile, say: Say, refused: Say) -> None:
    say("conflict Hours")
    assert say(f"conflict {LINE}") == "Added to the conflict note: Hours (tenants / union)"
    assert sides(file) == SIDES
    say("undo", "conflict Hours: Riverside Tenants want peace / Union")
    more = "conflict tenants want quiet / union wants late hours because of shifts"
    say(more.replace("conflict", "conflict #1"), more.replace("conflict", "conflict hours:"))
    assert "no conflict note 2" in refused(more.replace("conflict", "conflict #2"))
    assert [c.about for c in file.meeting.conflicts] == ["Hours"]
    assert sides(file) == [("Riverside Tenants", "peace\nquiet", ""), ("Union", *SIDES[1][1:])]


def test_names_alone_are_added_to_a_conflict_by_its_number(
    file: MeetingFile, say: Say, refused: Say
) -> None:
    say("conflict Hours", "conflict Noise", "conflict #1: Tenants / Union")
    assert sides(file, 0) == [("Tenants", "", ""), ("Union", "", "")]
    assert "no conflict note 3" in refused("conflict #3 Tenants / Union")
    assert [c.about for c in file.meeting.conflicts] == ["Hours", "Noise"]


def test_a_line_about_others_is_a_new_conflict(file: MeetingFile, say: Say) -> None:
    say("conflict Hours: Tenants / Union", "conflict choir wants the hall / band wants the hall")
    assert [c.about for c in file.meeting.conflicts] == ["Hours", "The hall / the hall"]
    say("conflict #1 is the first", "conflict Desk: open 24/7")
    assert "#1" in about_note(
        file.meeting, ": conflict union wants y / x", file.meeting.conflicts[0]
    )
    assert about_note(file.meeting, "conflict a wants y / b", file.meeting.conflicts[0])[9] == "a"
    assert [c.about for c in file.meeting.conflicts][2:] == ["#1 is the first", "Desk: open 24/7"]
