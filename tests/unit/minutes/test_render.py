"""The minutes in four formats hold everything that happened, except what is private."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest

from data.minutes.render import Format, render
from data.planning.new_meeting import new_meeting
from data.records.meeting import Meeting
from data.records.models import (
    Action,
    AgendaItem,
    ConflictNote,
    ConflictStatus,
    Decision,
    Dissent,
    DissentKind,
    ItemState,
    MeetingState,
    Parked,
    Party,
    Person,
    PersonState,
    Turn,
    Visibility,
    Win,
)
from data.rules import lifecycle
from tests.nasty import NASTY

BEGIN = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
END = BEGIN + timedelta(minutes=95)
FORMATS = list(Format)
ITEMS = (
    AgendaItem(
        id="11",
        title="Rents policy",
        presenter="Ada Quill",
        minutes=15,
        spans=((BEGIN, BEGIN + timedelta(minutes=20)),),
        state=ItemState.DONE,
        notes="The owner wrote:\n- no date\n- no sum",
        conclusion="We write back",
        position=1,
    ),
    AgendaItem(id="12", title="Festival", state=ItemState.DEFERRED, position=2),
    AgendaItem(id="13", title="Other", state=ItemState.DONE, skipped=True, position=3),
    AgendaItem(id="14", title="Forgotten", position=4),
)


def person(name: str, organisation: str, state: PersonState, **more: object) -> Person:
    """A person of the meeting."""
    return Person(name=name, organisation=organisation, state=state, **more)


@pytest.fixture
def closed() -> Meeting:
    """A closed meeting that has one of everything."""
    people = (
        person("Ada Quill", "Riverside Tenants", PersonState.PRESENT, arrived=BEGIN),
        person(
            "Ben Osei",
            "Harbour Union",
            PersonState.LEFT,
            arrived=BEGIN + timedelta(minutes=10),
            left=BEGIN + timedelta(minutes=60),
        ),
        person("Cleo Márquez", "Green Roofs", PersonState.APOLOGIES),
        person("Dov Lind", "Riverside Tenants", PersonState.EXPECTED),
    )
    meeting = new_meeting(
        "Coalition call",
        date(2026, 11, 23),
        place="Community hall",
        items=ITEMS,
        people=people,
        facilitator="Maeve Kerr",
        goals=("A library by 2028",),
    )
    meeting = meeting.put(
        Turn(
            who="Ada Quill",
            organisation="Riverside Tenants",
            about="letters to tenants",
            item="11",
            spans=((BEGIN, BEGIN + timedelta(minutes=3)),),
            ended=True,
        ),
        Turn(organisation="Green Roofs", item="11", spans=((BEGIN, BEGIN),), ended=True),
        Win(text="The permit is here", thanks=("Ben Osei",), goal="A library by 2028", at=BEGIN),
        Decision(
            text="We meet on Tuesdays",
            rule="consensus",
            rationale="Most can come",
            review=date(2027, 6, 1),
            dissent=(
                Dissent(who="Ada Quill", kind=DissentKind.STAND_ASIDE, why="too late for me"),
            ),
            item="11",
            at=BEGIN,
        ),
        Action(
            text="call the owner",
            owner="Ben Osei",
            due=date(2026, 12, 1),
            carried_from="2026-10-26-call",
            at=BEGIN,
        ),
        Parked(text="A shared van", becomes="next agenda", at=BEGIN),
        ConflictNote(
            about="Opening hours",
            parties=(
                Party(name="Tenants", position="Close at nine", interest="Sleep", heard=True),
                Party(name="Union", position="Open until midnight", interest="The late shift"),
            ),
            common_ground="A hall for all",
            next_step="Try one evening",
            owner="Ben Osei",
            status=ConflictStatus.COMMON_GROUND,
            at=BEGIN,
        ),
    )
    info = meeting.info.replace(started=BEGIN, ended=END, state=MeetingState.CLOSED)
    return meeting.put(info)


EXPECTED = (
    "Coalition call",
    "Community hall",
    "95 minutes",
    "Maeve Kerr",
    "A library by 2028",
    "The permit is here",
    "Ada Quill",
    "Ben Osei (from",
    "Cleo Márquez",
    "Dov Lind",
    "We meet on Tuesdays",
    "consensus",
    "Ada Quill stands aside: too late for me",
    "Most can come",
    "2027-06-01",
    "call the owner",
    "2026-12-01",
    "open since 26 October",
    "Rents policy",
    "15 min planned, 20 min spent",
    "no date",
    "letters to tenants",
    "Someone from Green Roofs",
    "We write back",
    "deferred to the next meeting",
    "skipped",
    "not taken",
    "Opening hours",
    "common ground found",
    "Close at nine",
    "The late shift",
    "A hall for all",
    "Try one evening",
    "A shared van",
    "next agenda",
)


class Words(HTMLParser):
    """The text of a page; fails if an element is not closed in its order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def visible_text(text: str, kind: Format) -> str:
    """The text that a reader sees, on one line."""
    if kind is Format.HTML:
        page = Words()
        page.feed(text)
        assert page.open == []
        text = "".join(page.words)
    elif kind is Format.MARKDOWN:
        text = re.sub(r"\\(.)", r"\1", text)
    return " ".join(text.split())


@pytest.mark.parametrize("kind", FORMATS)
def test_everything_that_happened_is_in_the_minutes(closed: Meeting, kind: Format) -> None:
    words = visible_text(render(closed, END, kind), kind)
    missing = [text for text in EXPECTED if text not in words]
    assert missing == []


def test_wins_open_the_minutes(closed: Meeting) -> None:
    text = render(closed, END)
    assert text.index("## Wins") < text.index("## People") < text.index("## Agenda")


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("visibility", [Visibility.SUMMARY, Visibility.PRIVATE])
def test_a_conflict_is_hidden_according_to_its_visibility(
    closed: Meeting, kind: Format, visibility: Visibility
) -> None:
    hidden = closed.conflicts[0].replace(visibility=visibility)
    words = visible_text(render(closed.put(hidden), END, kind), kind)
    for secret in ("Tenants wants", "Close at nine", "Sleep", "Union", "midnight", "late shift"):
        assert secret not in words.replace("Harbour Union", "")
    shown = visibility is Visibility.SUMMARY
    for part in ("Opening hours", "common ground found", "A hall for all", "Try one evening"):
        assert (part in words) is shown


def test_speaking_times_are_shown_only_if_the_meeting_publishes_them(closed: Meeting) -> None:
    assert "Time on the floor" not in render(closed, END)
    switched = closed.put(closed.info.replace(voices_in_minutes=True))
    assert "Riverside Tenants: 3:00 (100%)" in render(switched, END)


@pytest.mark.parametrize("kind", FORMATS)
def test_an_empty_meeting_has_minutes(kind: Format) -> None:
    text = render(new_meeting("Call", date(2026, 11, 23)), BEGIN, kind)
    assert "Call" in text
    assert "##" not in text
    assert "Agenda" not in text.title() or kind is Format.JSON


def test_the_state_of_the_minutes_is_shown(closed: Meeting) -> None:
    assert "not approved yet" in render(closed, END)
    approved = lifecycle.approve(closed, END)
    assert "Minutes approved on 2026-11-23" in render(approved, END)
    running = replace(closed, info=closed.info.replace(state=MeetingState.RUNNING, ended=None))
    assert "the meeting is going on" in render(running, END)


@pytest.mark.parametrize("kind", [Format.MARKDOWN, Format.TEXT])
def test_no_two_blank_lines_and_one_newline_at_the_end(closed: Meeting, kind: Format) -> None:
    text = render(closed, END, kind)
    assert "\n\n\n" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert all(line == line.rstrip() or line.endswith("|") for line in text.splitlines())


def test_text_fits_a_letter(closed: Meeting) -> None:
    assert max(len(line) for line in render(closed, END, Format.TEXT).splitlines()) <= 78


def test_json_names_its_format(closed: Meeting) -> None:
    content = json.loads(render(closed, END, Format.JSON))
    assert content["format"] == "meeting-tui minutes 1"
    assert content["decisions"][0]["dissent"] == ["Ada Quill stands aside: too late for me"]
    assert [item["title"] for item in content["items"]] == [item.title for item in ITEMS]


@pytest.mark.parametrize("kind", FORMATS)
def test_nasty_texts_are_written_in_every_format(kind: Format) -> None:
    items = [AgendaItem(title=text, notes=text, position=n) for n, text in enumerate(NASTY)]
    people = [person(f"{text} {n}", text, PersonState.PRESENT) for n, text in enumerate(NASTY)]
    meeting = new_meeting("[/bold] <script>", date(2026, 11, 23), items=items, people=people)
    text = render(meeting, BEGIN, kind)
    assert "\x1b" not in text
    visible_text(text, kind)  # fails if an element is not closed in its order
    if kind is Format.HTML:
        assert "<script>" not in text
    if kind is Format.JSON:
        found = [item["title"] for item in json.loads(text)["items"]]
        assert found == [item.title for item in items]


def test_three_hundred_items_are_written() -> None:
    items = [AgendaItem(title=f"Item {n}", position=n) for n in range(300)]
    text = render(new_meeting("Call", date(2026, 11, 23), items=items), BEGIN)
    assert text.count("### ") == 300
