"""Lists of names at the prompt: who is here, who sends apologies, whom we thank."""

from __future__ import annotations

import time

import pytest

from data.prompt import interpreter
from data.prompt.name_list import split_names
from data.prompt.names import clean_name
from data.records.meeting import Meeting
from data.records.models import PersonState
from data.storage.meeting_file import MeetingFile
from tests.builders import a_meeting
from tests.builders import person as someone
from tests.unit.prompt.prompting import Say, file, person, refused, say

__all__ = ["file", "refused", "say"]


@pytest.fixture
def meeting() -> Meeting:
    return a_meeting(
        someone("Ada Quill", "Riverside"),
        someone("Rex Dale, Ed Lab and Friends"),
        someone("Eve Long", "Food, Land and Freedom"),
        someone("Dan", "Food for All"),
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada, Ben and Cleo", [("Ada", ""), ("Ben", ""), ("Cleo", "")]),
        ("Ada, Ben, and Cleo", [("Ada", ""), ("Ben", ""), ("Cleo", "")]),
        ("Ada und Ben et Cleo", [("Ada", ""), ("Ben", ""), ("Cleo", "")]),
        ("Hal von und zu Ash, Ben et al.", [("Hal von und zu Ash", ""), ("Ben", "")]),
        ("Dora of Bus und Tram", [("Dora", "Bus und Tram")]),
        ("Ada & Ben; Cleo", [("Ada", ""), ("Ben", ""), ("Cleo", "")]),
        (
            "Ada Quill of Riverside, Ben Ortiz of Owners",
            [("Ada Quill", "Riverside"), ("Ben Ortiz", "Owners")],
        ),
        (
            "Ada Quill of Riverside and Ben Ortiz of Owners",
            [("Ada Quill", "Riverside"), ("Ben Ortiz", "Owners")],
        ),
        ("Rex Dale, Ed Lab and Friends, Ben", [("Rex Dale, Ed Lab and Friends", ""), ("Ben", "")]),
        ("Gil of Food, Land and Freedom", [("Gil", "Food, Land and Freedom")]),
        (
            "Gil of food, land and freedom and Hal",
            [("Gil", "Food, Land and Freedom"), ("Hal", "")],
        ),
        ("Ada, Gil of Food, Land and Freedom", [("Ada", ""), ("Gil", "Food, Land and Freedom")]),
        ("Dora of Bus and Tram", [("Dora", "Bus and Tram")]),
        ("Dora of Bus and Ada", [("Dora", "Bus"), ("Ada", "")]),
        ("Dora of Riverside and Zed", [("Dora", "Riverside"), ("Zed", "")]),
        ("Dora, Riverside", [("Dora", "Riverside")]),
        ("Riverside, Dora", [("", "Riverside"), ("Dora", "")]),
        (
            "Hal Ash (Food, Land and Freedom), Ivo Ortiz (Owners & Co)",
            [("Hal Ash", "Food, Land and Freedom"), ("Ivo Ortiz", "Owners & Co")],
        ),
        ("Hal, Riverside; Ivo, Owners", [("Hal", "Riverside"), ("Ivo", "Owners")]),
        ("- Hal - Owners\n- Ivo\n- Kim, Co-op", [("Hal", "Owners"), ("Ivo", ""), ("Kim", "Co-op")]),
        ("1. Hal\n2. Ivo (she/her)", [("Hal", ""), ("Ivo (she/her)", "")]),
        ("• Hal\n[x] Ivo, etc.", [("Hal", ""), ("Ivo", "")]),
        ("王小明、李雷，Ada.", [("王小明", ""), ("李雷", ""), ("Ada", "")]),
        ("Hal &Ivo / Kim | Lea", [("Hal", ""), ("Ivo", ""), ("Kim", ""), ("Lea", "")]),
        ("Colin Reynolds, Ed Design Lab", [("Colin Reynolds", "Ed Design Lab")]),
        ("Ada, Green Youth", [("Ada", "Green Youth")]),
        ("Hal Ash, Jr., Ivo + Kim", [("Hal Ash, Jr.", ""), ("Ivo", ""), ("Kim", "")]),
        ("Ada (she/her), Hal (remote)", [("Ada", ""), ("Hal", "")]),
        ("Hal <hal@example.org>, Ivo @io", [("Hal", ""), ("Ivo", "")]),
        ("Riverside: Hal, Ivo; Kim", [("Hal", "Riverside"), ("Ivo", "Riverside"), ("Kim", "")]),
        ("both Hal and, Anders And", [("Hal", ""), ("Anders And", "")]),
        ("Alexandra", [("Alexandra", "")]),
        (", and", [("and", "")]),
        ("", []),
    ],
)
def test_splitting(meeting: Meeting, text: str, names: list[tuple[str, str]]) -> None:
    assert [(one.name, one.organisation) for one in split_names(meeting, text)] == names


@pytest.mark.parametrize("part", ["a", "a and ", "and ", "(a) ", "a, ", ",", '"', "@", " ", "\n"])
def test_long_texts_are_split_in_linear_time(meeting: Meeting, part: str) -> None:
    began = time.process_time()
    split_names(meeting, part * (20_000 // len(part)))
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("@ada", "ada"),
        ('"Ada Quill"', "Ada Quill"),
        ("“Ada Quill” to rents", "Ada Quill to rents"),
        ("'Ada'", "Ada"),
        ("'t Hooft", "'t Hooft"),
        ("O'Brien", "O'Brien"),
        (", Jay", "Jay"),
        (": Ada:", "Ada"),
        ("!", ""),
        ("J.", "J."),
    ],
)
def test_the_punctuation_around_a_name_is_dropped(text: str, name: str) -> None:
    assert clean_name(text) == name


def test_several_people_arrive_in_one_act(file: MeetingFile, say: Say) -> None:
    assert say("present+ Ada, Ben and Hal") == "Ada Quill, Ben Osei and Hal are here"
    here = [p.name for p in file.meeting.people if p.state is PersonState.PRESENT]
    assert here == ["Ada Quill", "Ben Osei", "Hal"]
    say("undo")
    assert len(file.meeting.people) == 6
    assert all(p.state is PersonState.EXPECTED for p in file.meeting.people)


def test_new_people_arrive_with_their_organisations(file: MeetingFile, say: Say) -> None:
    say("present+ Gil Ash of Riverside Tenants, Hal Ortiz of Owners")
    assert person(file, "Gil Ash").organisation == "Riverside Tenants"
    assert person(file, "Hal Ortiz").organisation == "Owners"


def test_each_line_of_a_paste_is_a_person(file: MeetingFile, say: Say) -> None:
    assert say("present+ Ada\r\n- Hal (Owners)\n") == "Ada Quill and Hal are here"
    assert interpreter.between_lines(": present+ ") == "; "
    assert interpreter.between_lines("note ") == " "


def test_the_first_words_of_the_own_organisation_mean_it(file: MeetingFile, say: Say) -> None:
    say("present+ Ada (Riverside), Ben Osei of Hill School")
    assert len(file.meeting.people) == 6
    assert person(file, "Ada Quill").also_for == ()
    assert person(file, "Ben Osei").also_for == ("Hill School",)


def test_several_people_send_apologies_or_leave(file: MeetingFile, say: Say) -> None:
    assert say("regrets+ Ada, Dov") == "Ada Quill and Dov send apologies"
    assert person(file, "Dov").state is PersonState.APOLOGIES
    assert person(file, "Ada Quill").state is PersonState.APOLOGIES
    assert say("present+ Ben, Cleo", "left ben and cleo") == "Ben Osei and Cleo Bent have left"
    assert person(file, "Cleo Bent").state is PersonState.LEFT


def test_who_is_called_nearly_like_another_is_new_and_said(file: MeetingFile, say: Say) -> None:
    assert say("present+ Clio") == "Clio is here; Clio is new and not Cleo Bent"
    assert say("regrets+ Anne") == "Anne sends apologies; Anne is new and not Ann Lee or Anna Roe"
    assert say("present+ Clio") == "Clio is here"


def test_several_people_queue_and_leave_the_queue(
    file: MeetingFile, say: Say, refused: Say
) -> None:
    assert say("start", "q+ ada & ben to rents") == (
        "Ada Quill and Ben Osei are in the queue (new point: rents)"
    )
    assert [entry.about for entry in file.meeting.queue] == ["rents", "rents"]
    assert refused("ack Ada and Ben").startswith("Ada Quill and Ben Osei cannot speak at once")
    assert "cannot speak at once" in refused("invite Ada, Ben to rents")
    assert say("q- Ben, Ada") == "Ben Osei and Ada Quill are out of the queue"
    assert say("q+ Ada, rents and Ben").endswith("(new point: rents and Ben)")
    assert say("q- Ada: later") == "Ada Quill is out of the queue"


def test_a_name_has_a_letter(file: MeetingFile, refused: Say) -> None:
    for name in ("3", "Ada, 3", "!", "Hill School", "everyone", "Ada: late"):
        assert refused(f"present+ {name}")
        assert refused(f"regrets+ {name}")


def test_who_sends_apologies_leaves_queue_and_floor(file: MeetingFile, say: Say) -> None:
    say("start", "q+ ada", "q+ cleo", "next")
    assert say("regrets+ Ada") == "Ada Quill sends apologies"
    assert say("q?") == "The floor is free; waiting: Cleo Bent"
    assert say("regrets+ Cleo") == "Cleo Bent sends apologies, and is out of the queue"
    assert say("undo", "q?") == "The floor is free; waiting: Cleo Bent"
    assert say("undo", "q?").startswith("Ada Quill has the floor")


def test_acknowledging_the_next_is_next(file: MeetingFile, say: Say, refused: Say) -> None:
    say("start", "q+ ada", "q+ ben")
    assert say("ack next") == "Ada Quill has the floor"
    assert say("ACK  Next, please.") == "Ben Osei has the floor"
    assert "Nobody is waiting" in refused("ack next")
    assert "Nobody here is called" in refused("last next")
    say("q+ cleo")
    assert say("last next") == "Cleo Bent has the floor; the queue is closed"
    assert len(file.meeting.people) == 6


def test_a_person_called_next_is_acknowledged(file: MeetingFile, say: Say) -> None:
    say("start", "present+ Next Tuesday", "q+ ada")
    assert say("ack next") == "Next Tuesday has the floor, without having asked"


def test_thanks_go_to_people_and_organisations(file: MeetingFile, say: Say) -> None:
    say("thank Ada, Hill School for the fair")
    assert set(file.meeting.wins[-1].organisations) == {"Riverside Tenants", "Hill School"}
    assert say("thank hill school for it") == "A win, thanks to Hill School: it"
    assert [win.thanks for win in file.meeting.wins] == [("Ada Quill",), ()]
    say("present+ Dan of Food for All", "thank Food for All for the soup")
    assert file.meeting.wins[-1].organisations == ("Food for All",)
    assert file.meeting.wins[-1].text == "the soup"
    assert say("thanks to Ada, Green Youth for it") == "A win, thanks to Ada Quill, Green Youth: it"
    assert set(file.meeting.wins[-1].organisations) == {"Riverside Tenants", "Green Youth"}
    assert say("thank Ada & Ben: the soup") == "A win, thanks to Ada Quill, Ben Osei: the soup"
    say("thank Ada for the soup for all of us")
    assert file.meeting.wins[-1].text == "the soup for all of us"
