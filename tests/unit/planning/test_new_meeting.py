"""New meetings: from scratch, from a template, or from the last meeting."""

from __future__ import annotations

from datetime import date

import pytest

from data.importing.agenda import parse_agenda
from data.importing.people import parse_people
from data.importing.records import items_from, people_from
from data.planning.carry_over import continue_meeting
from data.planning.new_meeting import new_meeting
from data.planning.templates import TEMPLATES, Template, template_named
from data.records.meeting import Meeting
from data.records.models import (
    Action,
    ActionState,
    AgendaItem,
    ConflictNote,
    ConflictStatus,
    Decision,
    ItemKind,
    ItemState,
    MeetingState,
    Parked,
    PersonState,
    QueueMode,
    Win,
)
from data.rules import agenda, lifecycle
from tests.builders import POINT, REPLY, START, Room, a_meeting, after, person

DAY = date(2026, 12, 1)


def test_the_templates() -> None:
    names = [template.name for template in TEMPLATES]
    assert names == ["monthly coalition call", "working group", "conflict session"]
    assert template_named("working group") is TEMPLATES[1]
    assert template_named("from scratch") is None


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_a_template_gives_an_agenda_that_can_be_run(template: Template) -> None:
    assert template_named(template.name) is template
    items = template.agenda()
    assert len(items) == len(template.items) > 0
    assert [i.position for i in items] == [float(n) for n in range(1, len(items) + 1)]
    assert all(item.minutes for item in items)
    assert ItemKind.CELEBRATION in [item.kind for item in items]
    again = template.agenda()
    assert not {i.id for i in items} & {i.id for i in again}


def test_a_new_meeting_has_the_given_values() -> None:
    meeting = new_meeting(
        " Monthly  call ",
        DAY,
        place="Town hall",
        items=(AgendaItem(title="One"),),
        people=(person("Ada"),),
        facilitator="Ada",
        goals=["Lower rents"],
    )
    info = meeting.info
    assert (info.title, info.date, info.place) == ("Monthly call", DAY, "Town hall")
    assert (info.facilitator, info.goals) == ("Ada", ("Lower rents",))
    assert (info.state, info.started) == (MeetingState.DRAFT, None)
    assert [i.title for i in meeting.agenda] == ["One"]
    assert [p.name for p in meeting.people] == ["Ada"]


def test_imported_items_and_people_become_records() -> None:
    items = items_from(parse_agenda("1. Welcome (5 min)\n2. Rents\n"))
    assert [(i.title, i.minutes, i.position) for i in items] == [
        ("Welcome", 5, 1.0),
        ("Rents", None, 2.0),
    ]
    people = people_from(parse_people("- [x] Ada - Riverside\n- [ ] Bo @bo\n"))
    assert [(p.name, p.organisation, p.state) for p in people] == [
        ("Ada", "Riverside", PersonState.PRESENT),
        ("Bo", "", PersonState.EXPECTED),
    ]


@pytest.fixture
def last() -> Meeting:
    """A closed meeting with records of every kind."""
    room = Room(
        a_meeting(
            person("Ada", "Riverside", arrived=START),
            person("Bo", state=PersonState.LEFT, left=after(10)),
            items=("Taken", "Deferred", "Not taken"),
            facilitator="Ada",
            note_taker="Bo",
            place="Town hall",
            goals=("Lower rents",),
            speech_limit=120,
            order=QueueMode.BALANCED,
        )
    )
    room.take("Taken").speak("Ada", 60).wait(60)
    room.meeting = room.meeting.put(
        room.item("Deferred").replace(
            state=ItemState.DEFERRED,
            spans=((START, after(5)),),
            extensions=(60,),
            notes="until May",
            position=9.0,
        ),
        Action(text="Ring", owner="Ada", due=DAY, item="1", at=START),
        Action(text="Old", carried_from="2026-01-01-first", at=START),
        Action(text="Done", state=ActionState.DONE, at=START),
        Action(text="Dropped", state=ActionState.DROPPED, at=START),
        Parked(text="Later", item="1", at=START),
        Parked(text="Has a home", becomes="action", at=START),
        ConflictNote(about="Rents", next_step="Meet", item="1", at=START),
        ConflictNote(about="Noise", status=ConflictStatus.SETTLED, at=START),
        Win(text="A room", at=START),
        Decision(text="We march", at=START),
    )
    return room.act(lifecycle.end).meeting


def test_unfinished_business_is_carried_over(last: Meeting) -> None:
    new = continue_meeting(last, "2026-11-23-call", "Next call", DAY)
    info = new.info
    assert (info.title, info.date, info.state) == ("Next call", DAY, MeetingState.DRAFT)
    assert (info.series, info.place) == ("Riverside coalition", "Town hall")
    assert (info.facilitator, info.note_taker, info.goals) == ("Ada", "Bo", ("Lower rents",))
    assert (info.speech_limit, info.order) == (120, QueueMode.BALANCED)
    assert (info.started, info.ended, info.queue_open) == (None, None, True)
    assert [(p.name, p.state, p.arrived, p.left) for p in new.people] == [
        ("Ada", PersonState.EXPECTED, None, None),
        ("Bo", PersonState.EXPECTED, None, None),
    ]
    assert [(a.text, a.owner, a.due, a.carried_from) for a in new.actions] == [
        ("Ring", "Ada", DAY, "2026-11-23-call"),
        ("Old", "", None, "2026-01-01-first"),
    ]
    assert [p.text for p in new.parked] == ["Later"]
    assert [(c.about, c.next_step) for c in new.conflicts] == [("Rents", "Meet")]
    assert (new.turns, new.queue, new.wins, new.decisions, new.log) == ((), (), (), (), ())


def test_items_not_taken_or_deferred_are_carried_over_in_order(last: Meeting) -> None:
    new = continue_meeting(last, "2026-11-23-call", "Next call", DAY)
    assert [(i.title, i.position, i.state) for i in new.agenda] == [
        ("Not taken", 1.0, ItemState.WAITING),
        ("Deferred", 2.0, ItemState.WAITING),
    ]
    deferred = new.agenda[1]
    assert (deferred.spans, deferred.extensions, deferred.notes) == ((), (), "until May")


def test_carried_over_records_do_not_refer_to_the_last_meeting(last: Meeting) -> None:
    new = continue_meeting(last, "2026-11-23-call", "Next call", DAY)
    tables = ("people", "agenda", "actions", "parked", "conflicts")
    old_ids = {record.id for table in tables for record in last.table(table)}
    assert not old_ids & {record.id for table in tables for record in new.table(table)}
    assert [action.item for action in new.actions] == ["", ""]
    assert (new.parked[0].item, new.conflicts[0].item) == ("", "")


def test_the_series_stays_and_the_place_can_change(last: Meeting) -> None:
    second = continue_meeting(last, "2026-11-23-call", "Second", DAY, "Library")
    third = continue_meeting(second, "2026-12-01-second", "Third", DAY)
    assert (second.info.place, third.info.place) == ("Library", "Library")
    assert third.info.series == "Riverside coalition"
    assert third.actions[0].carried_from == "2026-11-23-call"


def test_a_carried_action_keeps_the_id_under_which_it_was_first_recorded(last: Meeting) -> None:
    second = continue_meeting(last, "2026-11-23-call", "Second", DAY)
    third = continue_meeting(second, "2026-12-01-second", "Third", DAY)
    first_ids = [action.id for action in last.actions if action.state is ActionState.OPEN]
    assert [action.origin for action in second.actions] == first_ids
    assert [action.origin for action in third.actions] == first_ids


def test_a_parked_point_that_becomes_the_next_agenda_is_an_item_of_it(last: Meeting) -> None:
    parked = Parked(text="Insurance", becomes="next agenda", at=START)
    new = continue_meeting(last.put(parked), "2026-11-23-call", "Next call", DAY)
    assert [(i.title, i.position) for i in new.agenda] == [
        ("Not taken", 1.0),
        ("Deferred", 2.0),
        ("Insurance", 3.0),
    ]
    assert [p.text for p in new.parked] == ["Later"]


def test_requests_to_speak_on_a_deferred_item_wait_on_it_in_the_next_meeting() -> None:
    room = Room(a_meeting("Ada", "Dov", items=("Rents", "Budget"))).take("Budget")
    room.ask("Ada", about="the roof").wait(1).ask("Dov")
    room.act(agenda.defer_item, room.item("Budget").id).act(lifecycle.end)
    assert [e.who for e in room.meeting.queue] == ["Ada", "Dov"]
    new = Room(continue_meeting(room.meeting, "2026-11-23-call", "Next call", DAY))
    new.act(lifecycle.start).take("Budget")
    assert new.line == ["Ada", "Dov"]
    assert new.waiting("Ada").about == "the roof"
    assert not {e.id for e in new.meeting.queue} & {e.id for e in room.meeting.queue}


def test_a_direct_response_waits_as_a_new_point_in_the_next_meeting() -> None:
    room = Room(a_meeting("Ada", "Dov", items=("Budget",))).take("Budget").speak("Ada", 5)
    room.ask("Dov", REPLY).act(agenda.defer_item, room.item("Budget").id).act(lifecycle.end)
    (entry,) = continue_meeting(room.meeting, "2026-11-23-call", "Next call", DAY).queue
    assert (entry.kind, entry.answers) == (POINT, "")


def test_a_skipped_item_is_hidden_once_and_returns() -> None:
    item = AgendaItem(title="Rents", presenter="Ada", minutes=10, notes="see the plan")
    room = Room(a_meeting("Ada", items=(item,)))
    room.act(agenda.skip_item, item.id)
    assert lifecycle.missing_from_minutes(room.meeting) == (
        "Agenda item “Rents” was skipped: it returns in the meeting after the next",
    )
    second = continue_meeting(room.act(lifecycle.end).meeting, "first", "Second", DAY)
    assert second.agenda == ()
    third = continue_meeting(second, "second", "Third", DAY)
    (back,) = third.agenda
    assert (back.title, back.presenter, back.minutes, back.notes, back.state, back.skipped) == (
        "Rents",
        "Ada",
        10,
        "see the plan",
        ItemState.WAITING,
        False,
    )
    assert third.info.returning == ()


@pytest.mark.parametrize(("before", "carried"), [(None, True), (True, True), (False, False)])
def test_settings_of_the_queue_are_on_in_new_meetings_and_kept(
    before: bool | None, carried: bool
) -> None:
    """The setting is missing in meetings of earlier versions."""
    last = new_meeting("Call", date(2026, 11, 23))
    assert (last.info.keep_next, last.info.presenters_speak) == (True, True)
    changed = last.put(last.info.replace(keep_next=before, presenters_speak=False))
    info = continue_meeting(changed, "x", "Call", date(2026, 12, 23)).info
    assert (info.keep_next, info.presenters_speak) == (carried, False)


def test_sub_items_carry_over_with_their_item_or_under_both_titles() -> None:
    heading, news = AgendaItem(title="Heading", position=1), AgendaItem(title="News", position=3)
    skipped = AgendaItem(title="Long", state=ItemState.DONE, skipped=True, position=5)
    last = a_meeting(
        items=(
            heading.replace(state=ItemState.DONE),
            AgendaItem(title="Rents", parent=heading.id, position=2),
            news.replace(state=ItemState.DEFERRED),
            AgendaItem(title="Union", parent=news.id, state=ItemState.DEFERRED, position=4),
            skipped,
            skipped.replace(id="77", title="Part", parent=skipped.id, position=6),
        )
    )
    following = continue_meeting(last, "1", "Next", START.date())
    after_next = continue_meeting(following, "2", "After", START.date())
    for meeting, titles in ((following, []), (after_next, ["Long", "Part"])):
        items = agenda.sorted_items(meeting)
        assert [i.title for i in items] == ["Heading: Rents", "News", "Union", *titles]
        labels = [agenda.item_label(meeting, i.id) for i in items]
        assert labels == ["1", "2", "2.1", "3", "3.1"][: len(items)]
