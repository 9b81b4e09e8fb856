"""The rows of each list, made from a meeting without a terminal."""

from __future__ import annotations

from datetime import date

import pytest

from data.records.models import (
    Action,
    ActionState,
    ConflictNote,
    Decision,
    Dissent,
    DissentKind,
    Parked,
    Party,
    PersonState,
    Visibility,
    Win,
)
from data.rules import speaker_queue
from screens.conflicts.rows import (
    conflict_id,
    conflict_rows,
    next_step_text,
    parties_text,
    party_index,
    steps_text,
    visibility_text,
)
from screens.outcomes.kinds import counts, outcome_rows
from screens.people.rows import attendance_text, people_rows
from screens.queue.entry_row import Columns, entry_text
from screens.queue.rows import floor_text, queue_rows, reason_text
from screens.widgets.record_list import Row
from screens.wins.rows import win_row
from tests.builders import ORDER, START, a_meeting, after, entry, person

TODAY = date(2026, 11, 23)


def texts(rows: list[Row]) -> list[str]:
    """Return the rows as plain text, without the blanks inside them."""
    return [" ".join(f"{row.number}{row.text.plain}".split()) for row in rows]


def test_a_go_round_stands_before_the_queue() -> None:
    meeting = a_meeting("Ada", "Ben", go_round=("Ada",), go_round_by="person", passed=("Cleo",))
    meeting = speaker_queue.ask(meeting, START, entry("Ben", about="rents"))
    rows = queue_rows(meeting, after(120), 60)
    assert texts(rows) == [
        "Go-round by person, to come: (z passes)",
        "Ada",
        "Cleo passed",
        "Queue",
        "1 Ben rents 0× 2m",
    ]
    assert [bool(row.id) for row in rows] == [False, False, False, False, True]


@pytest.mark.parametrize("width", [36, 45, 75, 110])
@pytest.mark.parametrize("reasons", [(), ("first time today; Green 0:00 of 9:00", "first time")])
def test_a_request_shows_all_of_it_at_every_width(width: int, reasons: tuple[str, ...]) -> None:
    topic = "the shifts of the harbour workers in winter"
    widths = Columns(14, 25)
    rows = [
        entry_text(ORDER, "Ben Osei", "Harbour Union", about, reasons, 2, 125, widths, width)
        for about in (topic, "", "rents")
    ]
    for row, about in zip(rows, (topic, "", "rents"), strict=True):
        lines = row.plain.splitlines()
        assert all(len(line) <= width for line in lines)
        assert lines[0].startswith("! Ben Osei")
        assert lines[0].endswith(" 2×  2h")
        shown = " ".join(row.plain.split())
        assert "Harbour Union" in shown
        assert "…" not in shown
        assert not reasons or "first time" in shown
        assert set(about.split()) <= set(shown.split())
    if width >= 75:  # the organisations stand in one column
        assert {row.plain.index("Harbour") for row in rows} == {18}


def test_the_floor_shows_the_speaker_their_clock_and_topic() -> None:
    meeting = a_meeting("Ada")
    assert floor_text(meeting, START).plain == "The floor is free"
    meeting = speaker_queue.ask(meeting, START, entry("Ada", about="rents"))
    (waiting,) = meeting.queue
    assert reason_text(meeting, START, waiting.id).plain == "Ada: as asked"
    assert reason_text(meeting, START, "unknown").plain == ""
    meeting = speaker_queue.next_turn(meeting, START)
    assert floor_text(meeting, after(65)).plain == "Ada  1:05  rents"


def test_each_conflict_has_a_row_and_each_party_one_below_it() -> None:
    conflict = ConflictNote(
        about="Hours",
        parties=(Party(name="Tenants", heard=True), Party(name="Owners")),
        visibility=Visibility.SUMMARY,
        at=START,
    )
    rows = conflict_rows([conflict], 60)
    assert texts(rows) == ["▲ Hours open", "Tenants ✓ heard", "Owners not heard"]
    assert {conflict_id(row.id) for row in rows} == {conflict.id}
    assert [party_index(row.id) for row in rows] == [None, 0, 1]
    assert visibility_text(conflict) == "open · summary in the minutes"


def test_a_conflict_shows_which_steps_are_blank() -> None:
    parties = (
        Party(name="Tenants", heard=True, position="closes at nine", interest="sleep"),
        Party(name="Owners", position="closes at midnight"),
    )
    conflict = ConflictNote(about="Hours", parties=parties, common_ground="use", at=START)
    assert steps_text(conflict).plain == (
        "✓ positions   ◐ interests   ◐ heard 1 of 2   ✓ common ground   ○ next step"
    )
    assert parties_text(parties[1:]).plain.split() == (
        ["wants", "closes", "at", "midnight", "because", "?", "○", "not", "heard", "yet"]
    )
    assert "none yet" in next_step_text(conflict).plain
    step = conflict.replace(next_step="try", owner="Ben", due=date(2026, 12, 2))
    assert next_step_text(step).plain == "try  Ben by Wed 2 Dec 2026"


@pytest.mark.parametrize("width", [36, 60, 120])
def test_outcomes_stand_under_their_headings(width: int) -> None:
    late = date(2026, 11, 1)
    meeting = a_meeting()
    for record in (
        Decision(
            text="Tuesdays\nfrom May",
            result="agreed",
            dissent=(Dissent(who="Ben", kind=DissentKind.BLOCK, why="too late"),),
            at=START,
        ),
        Action(text="call", owner="Ada", due=late, at=START),
        Action(text="write", state=ActionState.DONE, due=late, at=START),
        Parked(text="A van", at=START),
    ):
        meeting = meeting.put(record)
    assert texts(outcome_rows(meeting, width, TODAY)) == [
        "Decisions",
        "◆ Tuesdays agreed Ben blocks: too late",
        "Actions",
        "○ call Ada late 1 Nov",
        "✓ write no owner 1 Nov",
        "Parking lot",
        "□ A van undecided",
    ]
    assert outcome_rows(a_meeting(), width, TODAY) == []


def test_outcomes_are_counted() -> None:
    assert counts(a_meeting(), TODAY) == ("", "")
    meeting = a_meeting().put(Action(text="call", due=date(2026, 11, 1), at=START))
    meeting = meeting.put(Action(text="write", at=START)).put(Decision(text="Yes", at=START))
    assert counts(meeting, TODAY) == ("1 decision · 2 actions: 2 open, 1 late", "2 open, 1 late")


def test_long_outcomes_are_wrapped_beside_who_and_when() -> None:
    text = "send the letter about the crossing to the council"
    action = Action(text=text, owner="Noor Haddad", due=date(2027, 1, 5), at=START)
    narrow, wide = (
        outcome_rows(a_meeting().put(action), width, TODAY)[1].text.plain for width in (40, 76)
    )
    assert narrow.splitlines() == [
        "○ send the letter about the  Noor Haddad",
        "  crossing to the council     5 Jan 2027",
    ]
    assert wide.splitlines() == [
        "○ send the letter about the crossing to the         Noor Haddad   5 Jan 2027",
        "  council",
    ]


def test_people_stand_under_their_organisations() -> None:
    meeting = a_meeting(
        person("Ada", "Riverside", role="chair"),
        person("Ben", "Riverside", PersonState.APOLOGIES, handle="@ben"),
        person("Cleo", "", PersonState.EXPECTED),
    )
    assert texts(people_rows(meeting)) == [
        "Riverside 1 of 2 here",
        "● Ada chair here",
        "– Ben @ben apologies",
        "Without an organisation 0 of 1 here",
        "○ Cleo expected",
    ]
    assert attendance_text(meeting).plain == (
        "1 here from 1 organisation · 1 expected · 1 apology · 0 left"
    )


def test_a_win_has_a_second_line_only_where_there_is_more_to_show() -> None:
    assert win_row(Win(text="The permit", at=START), 60).text.plain == "★ The permit"
    win = Win(text="The permit", thanks=("Ada", "Ben"), goal="A library", at=START)
    assert win_row(win, 60).text.plain == "★ The permit\n  thanks to Ada, Ben · goal: A library"
    assert win_row(win, 20).text.plain.splitlines() == [
        "★ The permit",
        "  thanks to Ada, Ben",
        "  · goal: A library",
    ]
