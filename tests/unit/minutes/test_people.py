"""The minutes tell of everybody who was there, of when, and of what may be told."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest

from data.minutes.compose import compose
from data.minutes.render import Format, render
from data.records.meeting import Meeting
from data.records.models import (
    AgendaItem,
    ConflictNote,
    Decision,
    ItemState,
    MeetingState,
    Party,
    Person,
    PersonState,
    Turn,
    Visibility,
)
from tests.builders import START, a_meeting, after, person
from tests.isolation import REPOSITORY
from tests.unit.minutes.test_render import words_of

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
def test_each_person_present_and_each_topic_is_told(kind: Format) -> None:
    names = [f"{ODD[n % len(ODD)]} {n}" for n in range(60)]
    people = [person(name, f"Organisation {n % 7}" * (n % 9 > 0)) for n, name in enumerate(names)]
    turns = [
        Turn(who=name, about=f"topic {n}?", item=("11", "12", "", "999")[n % 4], ended=True)
        for n, name in enumerate(names)
    ]
    items = tuple(AgendaItem(id=i, title=f"Item {i}") for i in ("11", "12"))
    meeting = closed(a_meeting(*people, items=items)).put(*turns)
    words = words_of(render(meeting, after(9000), kind), kind)
    for n, one in enumerate(people):
        assert words.count(one.name) >= 2  # among those present, and among those who spoke
        assert f"{one.name} (topic {n}?)" in words


@pytest.mark.parametrize(
    ("arrived", "left", "told"),
    [
        (-600, None, "Ada Quill"),
        (30, None, "Ada Quill"),
        (600, None, "Ada Quill (from 18:10)"),
        (None, 1800, "Ada Quill (until 18:30)"),
        (600, 1800, "Ada Quill (from 18:10; until 18:30)"),
        (0, 90 * 60, "Ada Quill"),
        (95 * 60, 99 * 60, "Ada Quill"),
    ],
)
def test_coming_late_and_leaving_early_is_told_where_it_was_so(
    arrived: int | None, left: int | None, told: str
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
    told = told.replace("18:10", f"{local[0]:%H:%M}").replace("18:30", f"{local[1]:%H:%M}")
    assert delegation.people == (told,)


def test_present_come_by_organisation_and_those_without_one_last() -> None:
    people = (
        person("Zed"),
        person("Ben", "Union"),
        person("Ada", "Tenants"),
        person("Cy", "Union"),
    )
    found = compose(a_meeting(*people), START).present
    assert [(d.organisation, d.people) for d in found] == [
        ("Tenants", ("Ada",)),
        ("Union", ("Ben", "Cy")),
        ("", ("Zed",)),
    ]


@pytest.mark.parametrize("state", list(MeetingState))
def test_nobody_is_missed_before_the_meeting(state: MeetingState) -> None:
    meeting = a_meeting(Person(name="Dov Lind"), state=state)
    assert ("Dov Lind" in render(meeting, START)) is (state is not MeetingState.DRAFT)


def test_clocks_that_run_are_read_now() -> None:
    item = AgendaItem(
        title="Rents",
        minutes=20,
        extensions=(300, 300),
        spans=((after(60), None),),
        state=ItemState.CURRENT,
    )
    meeting = a_meeting(items=(item, AgendaItem(title="Festival", position=2)))
    said = compose(meeting, after(26 * 60))
    assert said.time.endswith("(26 minutes so far)")
    assert said.items[0].time == "20 min planned, extended by 10 min, 25 min spent"
    assert [one.state for one in said.items] == ["going on", ""]
    assert compose(meeting, after(61)).items[0].time.endswith("under 1 min spent")
    assert compose(meeting, after(-999)).time.endswith("(0 minutes so far)")


def test_the_state_of_each_item_is_told() -> None:
    items = (
        AgendaItem(title="One", state=ItemState.DONE, position=1),
        AgendaItem(title="Two", state=ItemState.DONE, skipped=True, position=2),
        AgendaItem(title="Three", state=ItemState.DEFERRED, position=3),
        AgendaItem(title="Four", position=4),
    )
    found = [item.state for item in compose(closed(a_meeting(items=items)), START).items]
    assert found == ["done", "skipped", "deferred to the next meeting", "not taken"]


def test_minutes_approved_without_an_instant_are_approved() -> None:
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
def test_how_a_decision_came_about(result: str, rule: str, how: str) -> None:
    meeting = a_meeting().put(Decision(text="Tuesdays", result=result, rule=rule, at=START))
    assert f"**Tuesdays** ({how})" in render(meeting, START)


@pytest.mark.parametrize("kind", FORMATS)
def test_each_conflict_is_told_as_far_as_it_may(kind: Format) -> None:
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
    told = render(meeting, START, kind)
    words = ("about", "ground", "step", "party", "wants", "why", "owner")
    found = {v: [word for word in words if f"{v.upper()}-{word}" in told] for v in Visibility}
    assert found[Visibility.MINUTES] == list(words)
    assert found[Visibility.SUMMARY] == ["about", "ground", "step"]
    assert found[Visibility.PRIVATE] == []
    assert told.count("2026-12-03") == 1  # of the first alone
    only_private = closed(a_meeting().put(note(Visibility.PRIVATE)))
    assert render(only_private, START, kind) == render(closed(a_meeting()), START, kind)


def test_the_minutes_load_no_templates_before_they_are_asked_for() -> None:
    program = "import sys, data.minutes.render; sys.exit('jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, check=False, timeout=60)
    assert done.returncode == 0
