"""Undo and redo, and their refusal if someone has changed the record since."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import MeetingError
from data.records.meeting import Meeting
from data.records.models import AgendaItem, LogEntry, Person
from data.rules import agenda, edits
from data.storage.journal import (
    REDONE,
    UNDO_LIMIT,
    UNDONE,
    Change,
    apply_changes,
    changes_between,
    inverse,
    prune,
    squash,
    undo_redo_stacks,
)
from tests.builders import START, Room, a_meeting, after


def rows(meeting: Meeting) -> Meeting:
    """The meeting without its log."""
    return replace(meeting, log=())


def through_the_file(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return tuple(json.loads(json.dumps(changes)))


# What has changed


def test_equal_meetings_have_no_changes_even_if_their_logs_differ() -> None:
    meeting = a_meeting("Ada")
    assert changes_between(meeting, meeting.logged(START, "nothing")) == ()
    assert changes_between(meeting, replace(meeting, people=(*meeting.people,))) == ()


def test_an_added_a_changed_and_a_removed_record() -> None:
    before = a_meeting("Ada", "Bo", "Cy")
    ada, bo, cy = before.people
    di = Person(name="Di")
    after_it = before.put(cy.replace(role="chair"), di).without(bo)
    removed, changed, added = changes_between(before, after_it)
    assert removed == {
        "table": "people", "id": bo.id, "before": bo.document(), "after": None, "index": 1
    }  # fmt: skip
    assert changed == {
        "table": "people", "id": cy.id, "before": {"role": ""}, "after": {"role": "chair"}
    }  # fmt: skip
    assert added == {"table": "people", "id": di.id, "before": None, "after": di.document()}
    assert ada.id not in (removed["id"], changed["id"], added["id"])


def test_a_removed_record_returns_to_its_position() -> None:
    before = a_meeting("A", "B", "C", "D", "E")
    a, _, c, d, _ = before.people
    after_it = before.without(c).without(a).without(d)
    changes = through_the_file(changes_between(before, after_it))
    assert rows(apply_changes(after_it, inverse(changes), "it")) == rows(before)
    assert rows(apply_changes(before, changes, "it")) == rows(after_it)


def test_the_record_of_the_meeting_itself_is_changed() -> None:
    before = a_meeting()
    after_it = before.put(before.info.replace(queue_open=False))
    changes = changes_between(before, after_it)
    assert [c["after"] for c in changes] == [{"queue_open": False}]
    assert apply_changes(after_it, inverse(changes), "it") == before


letters = st.sampled_from("abcdefgh")
commands = st.lists(
    st.tuples(st.sampled_from(("add", "change", "remove")), letters, st.text(max_size=3)),
    max_size=8,
)


def changed_by(meeting: Meeting, acts: list[tuple[str, str, str]]) -> Meeting:
    for act, letter, text in acts:
        found = next((p for p in meeting.people if p.name == letter), None)
        if act == "add" and found is None:
            meeting = meeting.put(Person(name=letter))
        elif act == "change" and found is not None:
            meeting = meeting.put(found.replace(role=text))
        elif act == "remove" and found is not None:
            meeting = meeting.without(found)
    return meeting


@given(commands, commands)
def test_any_changes_can_be_undone_and_redone(
    first: list[tuple[str, str, str]], second: list[tuple[str, str, str]]
) -> None:
    before = changed_by(a_meeting(), first)
    after_it = changed_by(before, second)
    changes = through_the_file(changes_between(before, after_it))
    assert apply_changes(after_it, inverse(changes), "it") == before
    assert apply_changes(before, changes, "it") == after_it
    assert inverse(inverse(changes)) == changes
    assert bool(changes) == (before != after_it)


# Records changed by others since


@pytest.fixture
def act() -> tuple[Meeting, tuple[Change, ...]]:
    """A meeting after the notes of its item were changed, and the changes."""
    room = Room(a_meeting("Ada", items=("One",)))
    before = room.meeting
    room.act(edits.change, room.item("One"), notes="mine")
    return room.meeting, changes_between(before, room.meeting)


def test_the_same_field_changed_since_is_refused(act: tuple[Meeting, tuple[Change, ...]]) -> None:
    meeting, changes = act
    other = meeting.put(meeting.agenda[0].replace(notes="theirs"))
    with pytest.raises(MeetingError, match="“notes” cannot be undone") as error:
        apply_changes(other, inverse(changes), "notes")
    assert "someone has changed the same record since" in error.value.message


def test_another_field_changed_since_stays(act: tuple[Meeting, tuple[Change, ...]]) -> None:
    meeting, changes = act
    other = meeting.put(meeting.agenda[0].replace(minutes=5))
    (item,) = apply_changes(other, inverse(changes), "notes").agenda
    assert (item.notes, item.minutes) == ("", 5)


def test_a_removed_or_restored_record_is_refused(act: tuple[Meeting, tuple[Change, ...]]) -> None:
    meeting, changes = act
    gone = meeting.without(meeting.agenda[0])
    with pytest.raises(MeetingError, match="cannot be undone"):
        apply_changes(gone, inverse(changes), "notes")
    removal = changes_between(meeting, gone)
    with pytest.raises(MeetingError, match="cannot be undone"):
        apply_changes(meeting, inverse(removal), "removal")


def test_an_added_record_that_was_changed_since_is_not_removed() -> None:
    before = a_meeting()
    item = AgendaItem(title="One")
    added = before.put(item)
    changes = changes_between(before, added)
    with pytest.raises(MeetingError, match="cannot be undone"):
        apply_changes(added.put(item.replace(notes="theirs")), inverse(changes), "it")


# Squashing: typing is undone as one act


def test_acts_of_typing_are_undone_as_one() -> None:
    room = Room(a_meeting(items=("One", "Two")))
    start, steps, meetings = room.meeting, [], []
    for title, fields in (
        ("One", {"notes": "w"}),
        ("One", {"notes": "words"}),
        ("One", {"conclusion": "done"}),
        ("Two", {"notes": "more"}),
    ):
        before = room.meeting
        room.act(edits.change, room.item(title), **fields)
        steps.append(changes_between(before, room.meeting))
        meetings.append(before)
    squashed: tuple[Change, ...] = ()
    for step, middle in zip(steps, meetings, strict=True):
        squashed = squash(squashed, step, middle)
    assert [c["before"] for c in squashed] == [{"notes": "", "conclusion": ""}, {"notes": ""}]
    assert rows(apply_changes(room.meeting, inverse(squashed), "typing")) == rows(start)
    assert rows(apply_changes(start, squashed, "typing")) == rows(room.meeting)
    assert steps[0][0]["after"] == {"notes": "w"}, "the arguments are not changed"


TITLES = ("One", "Two", "Three")
steps_of_items = st.lists(
    st.tuples(
        st.sampled_from(["put", "drop"]), st.sampled_from(TITLES), st.sampled_from(["", "a", "b"])
    ),
    max_size=6,
)


def after_steps(meeting: Meeting, steps: list[tuple[str, str, str]]) -> Meeting:
    """The meeting after items were added, changed and removed, each under its own id."""
    for act, title, notes in steps:
        item = AgendaItem(id=str(1 + TITLES.index(title)), title=title, notes=notes)
        found = meeting.find(AgendaItem, item.id)
        if act == "put":
            meeting = meeting.put(item if found is None else found.replace(notes=notes))
        elif found is not None:
            meeting = meeting.without(found)
    return meeting


@given(before=steps_of_items, first=steps_of_items, second=steps_of_items)
def test_any_two_squashed_acts_are_undone_and_redone(
    before: list[tuple[str, str, str]],
    first: list[tuple[str, str, str]],
    second: list[tuple[str, str, str]],
) -> None:
    start = after_steps(a_meeting(), before)
    middle = after_steps(start, first)
    end = after_steps(middle, second)
    squashed = through_the_file(
        squash(changes_between(start, middle), changes_between(middle, end), middle)
    )

    def items(meeting: Meeting) -> list[AgendaItem]:
        # An item removed and added in one act may change its position; no real act does that.
        return sorted(meeting.agenda, key=lambda item: item.id)

    assert items(apply_changes(start, squashed, "it")) == items(end)
    assert items(apply_changes(end, inverse(squashed), "it")) == items(start)


# The stacks


def entries(*acts: str) -> tuple[LogEntry, ...]:
    """A log: "a" is an act with changes, "-a" its undo, "+a" its redo, "(a)" has no changes."""
    log = []
    for n, act in enumerate(acts):
        bare = act.strip("-+()")
        number = str(ord(bare))
        values: dict[str, object] = {"id": number, "act": bare, "changes": ({"of": bare},)}
        if act[0] in "-+":
            values = {"act": UNDONE if act[0] == "-" else REDONE, "undoes": number}
        elif act[0] == "(":
            values = {"id": number, "act": bare}
        log.append(LogEntry(at=after(n), **values))
    return tuple(log)


@pytest.mark.parametrize(
    ("log", "undo", "redo"),
    [
        ("", "", ""),
        ("a b", "ab", ""),
        ("a b -b", "a", "b"),
        ("a b -b -a", "", "ba"),
        ("a b -b -a +a", "a", "b"),
        ("a b -b +b", "ab", ""),
        ("a b -b c", "ac", ""),
        ("a (b) c -c", "a", "c"),
        ("a b -b +b -b", "a", "b"),
    ],
)
def test_the_undo_and_redo_stacks_follow_from_the_log(log: str, undo: str, redo: str) -> None:
    found = tuple(
        "".join(chr(int(i)) for i in stack) for stack in undo_redo_stacks(entries(*log.split()))
    )
    assert found == (undo, redo)


def test_only_the_last_acts_keep_their_changes() -> None:
    log: tuple[LogEntry, ...] = ()
    for n in range(UNDO_LIMIT + 5):
        log = prune((*log, LogEntry(at=after(n), act="act", changes=({"n": n},))))
        log = (*log, LogEntry(at=after(n), act="words"))
    with_changes = [entry.changes[0]["n"] for entry in log if entry.changes]
    assert with_changes == list(range(5, UNDO_LIMIT + 5))
    assert len(log) == 2 * (UNDO_LIMIT + 5)
    assert len(undo_redo_stacks(log)[0]) == UNDO_LIMIT


# Whole acts


def test_undoing_next_speaker_restores_the_clocks_too() -> None:
    room = Room(a_meeting(items=("One",))).take("One").ask("Ada").ask("Bo").next().wait(30)
    before = room.meeting
    changes = changes_between(before, room.next().meeting)
    room.wait(10)
    room.meeting = apply_changes(room.meeting, inverse(through_the_file(changes)), "next")
    assert rows(room.meeting) == rows(before)
    assert (room.floor, room.line, room.held("Ada")) == ("Ada", ["Bo"], 40)


def test_undoing_an_item_restores_all_that_it_moved() -> None:
    room = Room(a_meeting(items=("One", "Two"))).take("One").ask("Ada").ask("Bo").next().wait(5)
    for waiting in agenda.PendingRequests:
        before = room.meeting
        taken = agenda.next_item(before, room.now, "wrong", waiting)
        changes = through_the_file(changes_between(before, taken))
        assert rows(apply_changes(taken, inverse(changes), "item")) == rows(before)
        assert rows(apply_changes(before, changes, "item")) == rows(taken)


def test_a_record_typed_and_then_removed_is_restored_as_before_the_typing() -> None:
    start = a_meeting("Ada", items=("One", "Two"))
    item = start.agenda[0]
    typed = start.put(item.replace(notes="The owner"))
    removed = typed.without(typed.agenda[0])
    squashed = through_the_file(
        squash(changes_between(start, typed), changes_between(typed, removed), typed)
    )
    assert rows(apply_changes(start, squashed, "typing")) == rows(removed)
    assert rows(apply_changes(removed, inverse(squashed), "typing")) == rows(start)
