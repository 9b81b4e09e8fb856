"""Who is meant by a few letters, and what follows the name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.prompt.speak_request import by_presence, parse
from data.records.models import PersonState
from tests.builders import a_meeting, person

MEETING = a_meeting(
    person("Ada Okoro", "Riverside"),
    person("Adam", "Hilltop"),
    person("Zoë O’Brien", handle="@zob"),
    person("Lou Ada", state=PersonState.EXPECTED),
    person("Ann"),
    person("Anna"),
)


def names(typed: str) -> list[str]:
    return [p.name for p in parse(MEETING, typed).candidates]


def test_nothing_typed_means_everybody_those_present_first() -> None:
    asked = parse(MEETING, "  ")
    assert asked.candidates == by_presence(MEETING)
    assert [p.name for p in asked.candidates][-1] == "Lou Ada"
    assert (asked.new_name, asked.topic) == ("", "")


@pytest.mark.parametrize(
    ("typed", "candidates", "topic"),
    [
        ("ada", ["Ada Okoro", "Adam", "Lou Ada"], ""),
        ("ada okoro", ["Ada Okoro"], ""),
        ("ada o rents", ["Ada Okoro"], "rents"),
        ("oko", ["Ada Okoro"], ""),
        ("zoe", ["Zoë O’Brien"], ""),
        ("ZOE o'b heating bills", ["Zoë O’Brien"], "heating bills"),
        ("@zob to heating", ["Zoë O’Brien"], "heating"),
        ("ann rents", ["Ann"], "rents"),
        ("anna", ["Anna"], ""),
        ("adam re rents", ["Adam"], "rents"),
        ("adam ABOUT rents to pay", ["Adam"], "rents to pay"),
    ],
)
def test_the_longest_beginning_that_fits_is_the_name(
    typed: str, candidates: list[str], topic: str
) -> None:
    asked = parse(MEETING, typed)
    assert names(typed) == candidates
    assert (asked.topic, asked.new_name) == (topic, "")


@pytest.mark.parametrize(
    ("typed", "new_name", "topic"),
    [
        ("Quinn", "Quinn", ""),
        ("Quinn  Baxter to rents", "Quinn Baxter", "rents"),
        ("to rents", "to rents", ""),
        ("_", "_", ""),
    ],
)
def test_where_nobody_fits_it_is_a_new_name(typed: str, new_name: str, topic: str) -> None:
    asked = parse(MEETING, typed)
    assert asked.candidates == ()
    assert (asked.new_name, asked.topic) == (new_name, topic)


def test_somebody_expected_comes_after_those_present() -> None:
    assert names("lou") == ["Lou Ada"]
    assert names("ad")[-1] == "Lou Ada"


@given(st.lists(st.sampled_from(["ada", "quinn", "to", "re", "rents", "_", "@", "é"]), max_size=6))
def test_no_word_is_lost_but_one_linking_word(typed: list[str]) -> None:
    asked = parse(MEETING, " ".join(typed))
    told = [*asked.new_name.split(), *asked.topic.split()]
    if asked.candidates:
        assert not asked.new_name
        assert typed[len(typed) - len(told) :] == told
    else:
        assert asked.new_name
        left_out = list(typed)
        for word in told:
            left_out.remove(word)
        assert left_out in ([], ["to"], ["re"])


@pytest.mark.parametrize(
    ("typed", "organisations", "topic", "new_name"),
    [
        ("riv", ["Riverside"], "", "riv"),
        ("riverside rents", ["Riverside"], "rents", "riverside rents"),
        ("riverside to rents", ["Riverside"], "rents", "riverside"),
        ("someone from riv about rents", ["Riverside"], "rents", ""),
        ("somebody of hill", ["Hilltop"], "", ""),
        ("someone from Nowhere", [], "", "someone from Nowhere"),
        ("r", [], "", "r"),
    ],
)
def test_an_organisation_can_send_somebody(
    typed: str, organisations: list[str], topic: str, new_name: str
) -> None:
    asked = parse(MEETING, typed)
    assert (list(asked.organisations), asked.topic) == (organisations, topic)
    assert asked.new_name == new_name


def test_people_come_before_organisations_of_that_name() -> None:
    meeting = a_meeting(person("River Lee", "Hilltop"), person("Ada", "Riverside"))
    asked = parse(meeting, "river rents")
    assert [p.name for p in asked.candidates] == ["River Lee"]
    assert asked.organisations == ("Riverside",)
    assert (asked.topic, asked.new_name) == ("rents", "")
