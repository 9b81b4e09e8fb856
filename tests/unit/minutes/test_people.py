"""The minutes list everyone who attended, with times, and leave out what is private."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from data.minutes.compose import compose
from data.minutes.document import Attendee, MinutesSpeaker
from data.minutes.outcomes import MinutesDissent
from data.minutes.render import Format, render
from data.minutes.sections import attendee_text
from data.records.meeting import Meeting
from data.records.models import (
    Action,
    ActionState,
    AgendaItem,
    ConflictNote,
    Decision,
    Dissent,
    DissentKind,
    ItemState,
    MeetingState,
    Party,
    Person,
    PersonState,
    Turn,
    Visibility,
)
from data.rules import agenda, lifecycle
from tests.builders import START, Room, a_meeting, after, person
from tests.unit.minutes.test_render import visible_text

FORMATS = list(Format)
ODD = (
    "Zoë Ångström",
    "שרה לוי",
    "مريم",
    "👩‍🚀 Pilot",
    "Z\u0335\u0321a\u0336lgo",
    "O’Brien_[x]",
    "名前",
)


def closed(meeting: Meeting, minutes: float = 90) -> Meeting:
    """The meeting, closed so many minutes after its start."""
    ended = after(minutes * 60)
    return meeting.put(meeting.info.replace(state=MeetingState.CLOSED, ended=ended))


@pytest.mark.parametrize("kind", FORMATS)
def test_every_attendee_and_every_topic_is_in_the_minutes(kind: Format) -> None:
    names = [f"{ODD[n % len(ODD)]} {n}" for n in range(60)]
    people = [person(name, f"Organisation {n % 7}" * (n % 9 > 0)) for n, name in enumerate(names)]
    turns = [
        Turn(who=name, about=f"topic {n}?", item=("11", "12", "", "999")[n % 4], ended=True)
        for n, name in enumerate(names)
    ]
    items = tuple(AgendaItem(id=i, title=f"Item {i}") for i in ("11", "12"))
    meeting = closed(a_meeting(*people, items=items)).put(*turns)
    words = visible_text(render(meeting, after(9000), kind), kind)
    for n, one in enumerate(people):
        assert words.count(one.name) >= 2  # among those present, and among those who spoke
        assert f"{one.name} (topic {n}?)" in words


@pytest.mark.parametrize(
    ("arrived", "left", "shown"),
    [
        (-600, None, "Ada Quill"),
        (30, None, "Ada Quill"),
        (600, None, "Ada Quill (from 18:10)"),
        (None, 1800, "Ada Quill (until 18:30)"),
        (600, 1800, "Ada Quill (from 18:10; until 18:30)"),
        (0, 90 * 60, "Ada Quill"),
        (95 * 60, 99 * 60, "Ada Quill"),
        (0, 1, "Ada Quill (until 18:00)"),
    ],
)
def test_late_arrivals_and_early_departures_are_shown(
    arrived: int | None, left: int | None, shown: str
) -> None:
    one = person(
        "Ada Quill",
        "Riverside",
        PersonState.PRESENT if left is None else PersonState.LEFT,
        arrived=None if arrived is None else after(arrived),
        left=None if left is None else after(left),
    )
    (delegation,) = compose(closed(a_meeting(one)), after(9000)).present
    local = after(600).astimezone(), after(1800).astimezone()
    shown = shown.replace("18:10", f"{local[0]:%H:%M}").replace("18:30", f"{local[1]:%H:%M}")
    shown = shown.replace("18:00", f"{START.astimezone():%H:%M}")
    (attendee,) = delegation.people
    assert attendee_text(attendee) == shown


def test_an_attendee_is_kept_field_by_field() -> None:
    one = person("Ada", "Tenants", role="chair", also_for=("Union", "Choir"), arrived=after(600))
    (delegation,) = compose(closed(a_meeting(one)), after(9000)).present
    arrived = f"{after(600).astimezone():%H:%M}"
    assert delegation.people == (Attendee("Ada", "chair", ("Union", "Choir"), arrived),)
    shown = f"Ada (chair; also for Union, Choir; from {arrived})"
    assert attendee_text(delegation.people[0]) == shown


def test_speakers_and_topics_are_kept_field_by_field() -> None:
    meeting = a_meeting("Ada", "Ben", items=(AgendaItem(id="11", title="Rents"),)).put(
        Turn(who="Ada", about="the lease", item="11", ended=True),
        Turn(who="Ben", item="11", ended=True),
        Turn(who="ada", about="the roof", item="11", ended=True),
        Turn(who="Ada", about="the lease", item="11", ended=True),
        Turn(who="Ada", about="lunch", item="999", ended=True),
    )
    document = compose(meeting, START)
    assert document.items[0].speakers == (
        MinutesSpeaker("Ada", ("the lease", "the roof")),
        MinutesSpeaker("Ben", ()),
    )
    assert document.others == (MinutesSpeaker("Ada", ("lunch",)),)


def test_dissent_is_kept_field_by_field() -> None:
    dissent = (Dissent(who="Ada", kind=DissentKind.BLOCK, why="too late"), Dissent(who="Ben"))
    meeting = a_meeting().put(Decision(text="Tuesdays", dissent=dissent, at=START))
    found = compose(meeting, START).outcomes.decisions[0].dissent
    assert found == (
        MinutesDissent("Ada", "block", "too late"),
        MinutesDissent("Ben", "stand aside", ""),
    )


def test_attendees_are_grouped_by_organisation_and_those_without_one_come_last() -> None:
    people = (
        person("Zed"),
        person("Ben", "Union"),
        person("Ada", "Tenants"),
        person("Cy", "Union"),
    )
    found = compose(a_meeting(*people), START).present
    assert [(d.organisation, tuple(p.name for p in d.people)) for d in found] == [
        ("Tenants", ("Ada",)),
        ("Union", ("Ben", "Cy")),
        ("", ("Zed",)),
    ]


@pytest.mark.parametrize("state", list(MeetingState))
def test_absent_people_are_listed_once_the_meeting_has_begun(state: MeetingState) -> None:
    meeting = a_meeting(Person(name="Dov Lind"), state=state)
    assert ("Dov Lind" in render(meeting, START)) is (state is not MeetingState.DRAFT)


def test_running_clocks_are_read_at_the_present_instant() -> None:
    item = AgendaItem(
        title="Rents",
        minutes=20,
        extensions=(300, 300),
        spans=((after(60), None),),
        state=ItemState.CURRENT,
    )
    meeting = a_meeting(items=(item, AgendaItem(title="Festival", position=2)))
    document = compose(meeting, after(26 * 60))
    assert document.time.endswith("(26 minutes so far)")
    assert document.items[0].time == "20 min planned, extended by 10 min, 25 min spent"
    assert [one.state for one in document.items] == ["going on", ""]
    for extensions, text in (((300, -300), ""), ((20,), ", extended by under 1 min")):
        changed = compose(meeting.put(item.replace(extensions=extensions)), after(26 * 60))
        assert changed.items[0].time == f"20 min planned{text}, 25 min spent"
    assert compose(meeting, after(61)).items[0].time.endswith("under 1 min spent")
    assert compose(meeting, after(-999)).time.endswith("(0 minutes so far)")


def test_the_state_of_each_item_is_shown() -> None:
    items = (
        AgendaItem(title="One", state=ItemState.DONE, position=1),
        AgendaItem(title="Two", state=ItemState.DONE, skipped=True, position=2),
        AgendaItem(title="Three", state=ItemState.DEFERRED, position=3),
        AgendaItem(title="Four", position=4),
    )
    found = [item.state for item in compose(closed(a_meeting(items=items)), START).items]
    assert found == ["done", "skipped", "deferred to the next meeting", "not taken"]


def test_approved_minutes_without_a_date_of_approval() -> None:
    meeting = a_meeting(state=MeetingState.APPROVED)
    assert compose(meeting, START).state == "Minutes approved"


@pytest.mark.parametrize(
    ("result", "rule", "how"),
    [
        ("agreed", "consensus", "agreed by consensus"),
        ("agreed", "", "agreed"),
        ("blocked", "consensus", "blocked; rule: consensus"),
    ],
)
def test_how_a_decision_was_made(result: str, rule: str, how: str) -> None:
    meeting = a_meeting().put(Decision(text="Tuesdays", result=result, rule=rule, at=START))
    assert f"**Tuesdays** ({how})" in render(meeting, START)


@pytest.mark.parametrize("kind", FORMATS)
def test_each_conflict_is_shown_as_far_as_its_visibility_allows(kind: Format) -> None:
    def note(visibility: Visibility) -> ConflictNote:
        own = visibility.upper()
        return ConflictNote(
            about=f"{own}-about",
            parties=(Party(name=f"{own}-party", position=f"{own}-wants", interest=f"{own}-why"),),
            common_ground=f"{own}-ground",
            next_step=f"{own}-step",
            owner=f"{own}-owner",
            due=(START + timedelta(days=10)).date(),
            visibility=visibility,
            at=START,
        )

    meeting = closed(a_meeting().put(*(note(visibility) for visibility in Visibility)))
    text = render(meeting, START, kind)
    words = ("about", "ground", "step", "party", "wants", "why", "owner")
    found = {v: [word for word in words if f"{v.upper()}-{word}" in text] for v in Visibility}
    assert found[Visibility.MINUTES] == list(words)
    assert found[Visibility.SUMMARY] == ["about", "ground", "step"]
    assert found[Visibility.PRIVATE] == []
    assert text.count("2026-12-03") == 1  # the due date of the first note
    only_private = closed(a_meeting().put(note(Visibility.PRIVATE)))
    assert render(only_private, START, kind) == render(closed(a_meeting()), START, kind)


def test_those_who_were_not_reached_are_named_when_the_meeting_is_over() -> None:
    room = Room(a_meeting("Ada", "Dov", items=("Rents", "Budget"))).take("Budget")
    room.ask("Ada", about="the roof").ask("Dov").act(agenda.defer_item, room.item("Budget").id)
    room.take("Rents").ask("Ada")
    assert not any(item.not_reached for item in compose(room.meeting, room.now).items)
    room.act(lifecycle.end)
    rents, budget = compose(room.meeting, room.now).items
    assert rents.not_reached == (MinutesSpeaker("Ada", ()),)
    assert budget.not_reached == (MinutesSpeaker("Ada", ("the roof",)), MinutesSpeaker("Dov", ()))
    line = "Asked to speak and was not reached: Ada (the roof), Dov"
    assert line in render(room.meeting, room.now, Format.MARKDOWN)
    assert line in render(room.meeting, room.now, Format.TEXT)
    assert line in render(room.meeting, room.now, Format.HTML)


def test_a_carried_action_shows_since_when_it_is_open_and_a_late_one_is_marked() -> None:
    def carried(**values: Any) -> Action:
        standard = {"text": "call", "owner": "Ben", "at": START, "carried_from": "2026-11-16-call"}
        return Action(**{**standard, **values})

    meeting = a_meeting().put(
        carried(due=date(2026, 11, 20)),
        carried(carried_from="2025-11-25-call", due=date(2026, 11, 23)),
        carried(state=ActionState.DONE, due=date(2026, 11, 20)),
        carried(carried_from="x"),
    )
    actions = compose(meeting, START).outcomes.actions
    assert [(a.since, a.late) for a in actions] == [
        ("open since 16 November", True),
        ("open since 25 November 2025", False),
        ("recorded on 16 November", False),
        ("open since 23 November", False),
    ]
    assert "| call (open since 16 November)" in render(meeting, START, Format.MARKDOWN)
    assert "2026-11-20 (late)" in render(meeting, START, Format.MARKDOWN)
    assert "by 2026-11-20 (late), open since 16 November" in " ".join(
        render(meeting, START, Format.TEXT).split()
    )
    assert "2026-11-16-call" not in render(meeting, START, Format.HTML)
