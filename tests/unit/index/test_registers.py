"""The register of open actions."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.index.registers import Action, open_actions
from data.library.library import Library
from data.planning.carry_over import continue_meeting
from data.records import models
from data.rules import edits, outcomes
from tests.builders import START, a_meeting

FIRST, SECOND, THIRD = date(2026, 12, 1), date(2026, 12, 15), date(2026, 12, 20)


@pytest.fixture
def library(isolated: Path) -> Library:
    return Library(isolated / "library", FixedClock())


def send(due: date, **more: str) -> models.Action:
    return models.Action(text="send the minutes", owner="Ben", due=due, at=START, **more)


def due_dates(library: Library) -> list[str]:
    return [action.due for action in library.open_actions()]


def mark_done(library: Library, meeting_id: str, action: models.Action) -> None:
    with closing(library.open(meeting_id)) as file:
        file.apply(
            lambda m: outcomes.set_action_state(m, START, action.id, models.ActionState.DONE)
        )


def test_actions_of_the_same_wording_are_told_apart(library: Library) -> None:
    one, two = send(FIRST), send(SECOND)
    meeting_id = library.create(a_meeting("Ben").put(one, two))
    assert due_dates(library) == ["2026-12-01", "2026-12-15"]
    mark_done(library, meeting_id, one)
    assert due_dates(library) == ["2026-12-15"]


def test_they_are_told_apart_after_they_were_carried_over(library: Library) -> None:
    one, two = send(FIRST), send(SECOND)
    first = library.create(a_meeting("Ben").put(one, two))
    with closing(library.open(first)) as file:
        later = continue_meeting(file.meeting, first, "Later", SECOND)
    second = library.create(later)
    assert due_dates(library) == ["2026-12-01", "2026-12-15"]
    with closing(library.open(second)) as file:
        file.apply(lambda m: edits.change(m, START, later.actions[0], text="mail the minutes"))
    mark_done(library, second, later.actions[0])
    assert due_dates(library) == ["2026-12-15"]


def action(record_id: str, carried_from: str = "", origin: str = "", state: str = "open") -> Action:
    return Action("Ben", "send", record_id, "", state, carried_from, origin, record_id)


def test_copies_of_earlier_versions_stand_for_the_same_wording_in_earlier_meetings() -> None:
    found = open_actions(
        {
            "fourth": [action("7", "first", origin="5")],
            "third": [action("5", "first"), action("6", "first")],
            "second": [action("3", "first"), action("4", "first")],
            "first": [action("1"), action("2")],
        }
    )
    assert [(a.due, a.meeting_id) for a in found] == [("6", "third"), ("7", "fourth")]


def test_an_owner_is_written_in_one_way() -> None:
    owners = ("ben", "Ben", "BEN")
    found = open_actions(
        {"first": [Action(o, "send", "", "", "open", "", "", o) for o in owners]},
    )
    assert [a.owner for a in found] == ["Ben", "Ben", "Ben"]


def test_the_next_step_of_a_summary_has_no_owner(library: Library) -> None:
    note = models.ConflictNote(
        about="Rents",
        next_step="Meet the owner",
        owner="Ben",
        due=FIRST,
        visibility=models.Visibility.SUMMARY,
        at=START,
    )
    library.create(a_meeting("Ben").put(note))
    (action,) = library.open_actions()
    assert (action.text, action.owner, action.due) == ("Meet the owner", "", "")


def test_the_next_step_of_a_conflict_is_an_action_until_it_is_done(library: Library) -> None:
    note = models.ConflictNote(
        about="Rents",
        next_step="Meet the owner",
        owner="Ben",
        due=FIRST,
        status=models.ConflictStatus.SETTLED,
        at=START,
    )
    hidden = note.replace(id="77", visibility=models.Visibility.PRIVATE)
    nobody = note.replace(id="78", owner="")
    first = library.create(a_meeting("Ben").put(note, hidden, nobody))
    assert [(a.text, a.owner, a.due) for a in library.open_actions()] == [
        ("Meet the owner", "Ben", "2026-12-01")
    ]
    with closing(library.open(first)) as file:
        later = continue_meeting(file.meeting, first, "Later", SECOND)
    assert [c.about for c in later.conflicts] == ["Rents", "Rents"]
    second = library.create(later)
    assert [a.meeting_id for a in library.open_actions()] == [second]
    with closing(library.open(second)) as file:
        file.apply(lambda m: edits.change(m, START, later.conflicts[0], step_done=True))
    assert library.open_actions() == ()
    with closing(library.open(second)) as file:
        assert len(continue_meeting(file.meeting, second, "Last", THIRD).conflicts) == 1
