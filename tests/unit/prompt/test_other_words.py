"""Lines of the prompt in another order, or in other words than the help has."""

from __future__ import annotations

import datetime as dt

import pytest

from data.records.models import PersonState
from data.storage.meeting_file import MeetingFile
from tests.unit.prompt.prompting import Say, current, file, person, refused, say

__all__ = ["file", "refused", "say"]


@pytest.mark.parametrize(
    "line",
    ["ack next: rents", "invite next", "q+ the next one", "present+ everyone but Ben"],
)
def test_a_word_for_nobody_in_particular_joins_no_people(refused: Say, line: str) -> None:
    assert "is not a name" in refused(line)


@pytest.mark.parametrize(
    ("line", "name", "state"),
    [
        ("present+ Ada, Dora and Ben are here", "Dora", PersonState.PRESENT),
        ("present+ Dora Milne has joined.", "Dora Milne", PersonState.PRESENT),
        ("regrets+ Ben and Dora can’t come", "Dora", PersonState.APOLOGIES),
        ("regrets+ Dora is ill", "Dora", PersonState.APOLOGIES),
        ("q+ Dora：rents", "Dora", PersonState.PRESENT),
    ],
)
def test_a_sentence_about_people_names_no_more_than_they_are_called(
    file: MeetingFile, say: Say, line: str, name: str, state: PersonState
) -> None:
    say("start", line)
    assert person(file, name).state is state
    assert len(file.meeting.people) == 7


def test_the_organisation_of_somebody_new_may_stand_in_brackets(
    file: MeetingFile, say: Say
) -> None:
    say("q+ Bob Newman (Zed Union) to rents")
    assert person(file, "Bob Newman").organisation == "Zed Union"
    assert file.meeting.queue[0].about == "rents"


@pytest.mark.parametrize(
    ("line", "owner", "text"),
    [
        ("Ben by friday: send it", "Ben Osei", "send it"),
        ("Ben (by friday): send it", "Ben Osei", "send it"),
        ("by friday: Ben: send it", "Ben Osei", "send it"),
        ("Ben：send it by friday", "Ben Osei", "send it"),
        ("12: send it by friday", "", "12: send it"),
    ],
)
def test_an_action_in_another_order(
    file: MeetingFile, say: Say, line: str, owner: str, text: str
) -> None:
    say(f"action {line}")
    (action,) = file.meeting.actions
    assert (action.owner, action.text, action.due) == (owner, text, dt.date(2026, 11, 27))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Roof (5, Ada)", ("Roof", 5, "Ada Quill")),
        ("Roof (ada, 5)", ("Roof", 5, "Ada Quill")),
        ("Roof (5 min; ada)", ("Roof", 5, "Ada Quill")),
        ("Roof [Ben - 5 min]", ("Roof", 5, "Ben Osei")),
        ("Roof (5 min) (Ada)", ("Roof", 5, "Ada Quill")),
        ("Roof (Ada)", ("Roof", None, "Ada Quill")),
        ("Roof (5 min, led by Ben)", ("Roof", 5, "Ben Osei")),
        ("Roof (5 min, Ada and Ben)", ("Roof", 5, "Ada Quill and Ben Osei")),
        ("Roof (5 min, Ada, Zoe)", ("Roof", 5, "Ada Quill and Zoë Ride")),
        ("Roof (5 min, Ann)", ("Roof", 5, "Ann Lee")),
        ("Roof (5 min, Food and Land)", ("Roof", 5, "Food and Land")),
        ("Roof (phase 2, 5 min)", ("Roof (phase 2)", 5, "")),
        ("Roof (-5 min)", ("Roof (-5 min)", None, "")),
        ("Roof @5", ("Roof @5", None, "")),
        ("Roof (a)", ("Roof (a)", None, "")),
        ("Roof (11, upstairs)", ("Roof (11, upstairs)", None, "")),
    ],
)
def test_an_item_with_its_time_and_presenter(
    file: MeetingFile, say: Say, line: str, expected: tuple[str, int | None, str]
) -> None:
    say(f"item {line}")
    item = file.meeting.agenda[-1]
    assert (item.title, item.minutes, item.presenter) == expected


def test_a_presenter_who_can_be_several_people_is_refused(refused: Say) -> None:
    assert "“an” can be Ann Lee, Anna Roe" in refused("item Roof (5 min, an)")


@pytest.mark.parametrize(
    "line",
    ["(Ada, Ben)", "(agreed by Ada and Ben)", "with Ada, Ben", "- Ada; Ben", "agreed: Ada & Ben"],
)
def test_those_who_agreed_may_stand_in_brackets_or_after_other_words(
    file: MeetingFile, say: Say, line: str
) -> None:
    say("start", "topic 2", f"extend 5 min {line}")
    assert file.meeting.agenda[1].agreed == ("Ada Quill", "Ben Osei")


def test_one_of_several_owners_who_can_be_two_people_is_refused(
    file: MeetingFile, say: Say, refused: Say
) -> None:
    assert "“an” can be Ann Lee, Anna Roe" in refused("action Ben and an: send it")
    say("action Ben and Zoe: send it", "action Bread and Ben: bake")
    assert [a.owner for a in file.meeting.actions] == ["Ben Osei and Zoë Ride", "Bread and Ben"]


def test_two_people_of_one_name_are_not_made_one(file: MeetingFile, say: Say, refused: Say) -> None:
    assert "“Emil” is of X and of Y" in refused("present+ Emil of X, Emil of Y")
    say("present+ Emil, Emil of X, Emil, Ben Osei, Ben Osei of X")
    assert person(file, "Emil").organisation == "X"
    assert person(file, "Ben Osei").also_for == ("X",)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("item 3", "Rents of shops"),
        ("#3", "Rents of shops"),
        ("3.", "Rents of shops"),
        ("3:", "Rents of shops"),
        ("number 3", "Rents of shops"),
        ("3. Rents of shops", "Rents of shops"),
        ("3 rents of", "Rents of shops"),
        ("the hall", "Hall"),
        ("HALL?", "Hall"),
        ("next", "Welcome"),
        ("2026", "2026"),
        ("3 bears", "3 bears"),
        ("No 5 bus", "No 5 bus"),
    ],
)
def test_an_item_is_taken_by_its_number_in_other_words(
    file: MeetingFile, say: Say, line: str, title: str
) -> None:
    say("start", f"topic {line}")
    assert current(file) == title
    assert len(file.meeting.agenda) == 4 + (title in ("2026", "3 bears", "No 5 bus"))


def test_a_number_that_no_item_has_is_refused_in_other_words_too(say: Say, refused: Say) -> None:
    say("start", "topic 1")
    for line in ("topic item 9", "topic #9", "skip 9.", "defer number 9"):
        assert "There is no item 9" in refused(line)
    assert say("skip item 3") == "“Rents of shops” is skipped"


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("limit questions 30s", "Speech limit of a clarifying question: 0:30"),
        ("limit clarifying question: 30s", "Speech limit of a clarifying question: 0:30"),
        ("limit point of order 1m", "Speech limit of a point of order: 1:00"),
        ("limit direct responses 1", "Speech limit of a direct response: 1:00"),
        ("limit points 2m", "Speech limit of a new point: 2:00"),
        ("limit 2 minutes each", "Speech limit: 2:00"),
        ("go-round by organisation", "Go-round by organisation: Hill School"),
        ("go round people", "Go-round by person: Cleo Bent"),
        ("q++ Cleo", "Cleo Bent is 1st in the queue (new point)"),
    ],
)
def test_kinds_of_speech_and_go_rounds_in_other_words(say: Say, line: str, answer: str) -> None:
    say("start", "present+ Cleo")
    assert say(line) == answer
