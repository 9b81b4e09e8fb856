"""A request to speak is split into a name and a topic."""

from __future__ import annotations

from itertools import dropwhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.prompt.speak_request import Reading, parse, people_by_presence
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


def test_an_empty_text_lists_all_people_those_present_first() -> None:
    asked = parse(MEETING, "  ")
    assert asked.candidates == people_by_presence(MEETING)
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
    ("text", "new_name", "topic"),
    [
        ("Quinn", "Quinn", ""),
        ("Quinn  Baxter to rents", "Quinn Baxter", "rents"),
        ("Quinn Baxter: rents to pay", "Quinn Baxter", "rents to pay"),
        ("_", "_", ""),
    ],
)
def test_a_name_that_fits_nobody_is_new(text: str, new_name: str, topic: str) -> None:
    asked = parse(MEETING, text)
    assert (asked.candidates, asked.reading) == ((), Reading.NEW)
    assert (asked.new_name, asked.new_topic) == (new_name, topic)


@pytest.mark.parametrize("text", ["to rents", "re: rents", ": rents", "about", "someone from"])
def test_a_topic_without_a_name_names_nobody(text: str) -> None:
    asked = parse(MEETING, text)
    assert (asked.reading, asked.candidates, asked.new_name) == (Reading.NOBODY, (), "")


def test_first_letters_that_look_like_a_separator_are_a_name() -> None:
    meeting = a_meeting(person("Tom Berg"), person("To"))
    assert [p.name for p in parse(meeting, "to").candidates] == ["To"]
    assert [p.name for p in parse(meeting, "To to rents").candidates] == ["To"]
    assert parse(meeting, "to rents").reading is Reading.NOBODY
    assert [p.name for p in parse(a_meeting(person("Tom Berg")), "to").candidates] == ["Tom Berg"]


@pytest.mark.parametrize(
    ("text", "reading", "candidate", "new_name", "new_topic"),
    [
        # A whole first name is that person, unless more words stand before a separator.
        ("ada smith", Reading.KNOWN, "Ada Okoro", "", ""),
        ("ada smith to rents", Reading.UNCLEAR, "Ada Okoro", "ada smith", "rents"),
        ("ada of Zed to rents", Reading.UNCLEAR, "Ada Okoro", "ada", "rents"),
        ("ada okoro wants to rent", Reading.KNOWN, "Ada Okoro", "", ""),
        # Letters may begin a new name.
        ("zo lind", Reading.KNOWN, "Zoë O’Brien", "zo lind", ""),
        ("zo lind to rents", Reading.NEW, "Zoë O’Brien", "zo lind", "rents"),
    ],
)
def test_a_text_that_can_name_a_known_or_a_new_person(
    text: str, reading: Reading, candidate: str, new_name: str, new_topic: str
) -> None:
    asked = parse(MEETING, text)
    assert (asked.reading, asked.candidates[0].name) == (reading, candidate)
    assert (asked.new_name, asked.new_topic) == (new_name, new_topic)


def test_people_expected_come_after_those_present() -> None:
    assert names("lou") == ["Lou Ada"]
    assert names("ad")[-1] == "Lou Ada"


@given(st.lists(st.sampled_from(["ada", "quinn", "to", "re", "rents", "_", "@", "é"]), max_size=6))
def test_each_reading_loses_one_separator_at_most(words: list[str]) -> None:
    asked = parse(MEETING, " ".join(words))
    words = list(dropwhile(lambda word: word == "@", words))  # the @ of a handle is dropped
    if asked.name:
        assert _without_separator(words, f"{asked.name} {asked.topic}".split())
    if asked.new_name:
        assert _without_separator(words, f"{asked.new_name} {asked.new_topic}".split())
    if words and not asked.name and not asked.new_name:
        assert words[0] in ("to", "re")
        assert asked.reading is Reading.NOBODY


def _without_separator(words: list[str], kept: list[str]) -> bool:
    """Whether all words are kept in their order, but for one separator at most."""
    return words == kept or any(
        word in ("to", "re") and words[:n] + words[n + 1 :] == kept for n, word in enumerate(words)
    )


@pytest.mark.parametrize(
    ("text", "organisations", "topic", "new_name"),
    [
        ("riv", ["Riverside"], "", "riv"),
        ("riverside rents", ["Riverside"], "rents", "riverside rents"),
        ("riverside to rents", ["Riverside"], "rents", "riverside"),
        ("someone from riv about rents", ["Riverside"], "rents", ""),
        ("somebody of hill", ["Hilltop"], "", ""),
        ("someone from the riverside", ["Riverside"], "", ""),
        ("someone from Nowhere", ["Nowhere"], "", ""),
        ("someone from the Moon: rents", ["Moon"], "rents", ""),
        ("someone from", ["Hilltop", "Riverside"], "", ""),
        ("r", [], "", "r"),
    ],
)
def test_an_organisation_can_send_someone(
    text: str, organisations: list[str], topic: str, new_name: str
) -> None:
    asked = parse(MEETING, text)
    assert (list(asked.organisations), asked.topic) == (organisations, topic)
    assert asked.new_name == new_name


def test_people_come_before_organisations_of_that_name() -> None:
    meeting = a_meeting(person("River Lee", "Hilltop"), person("Ada", "Riverside"))
    asked = parse(meeting, "river rents")
    assert [p.name for p in asked.candidates] == ["River Lee"]
    assert asked.organisations == ("Riverside",)
    assert (asked.topic, asked.new_name) == ("rents", "")


@pytest.mark.parametrize(
    ("typed", "name", "topic"),
    [
        ("Mary Ann O'Neill the rents", "Mary-Ann O'Neill", "the rents"),
        ("van der Berg to rents", "Jan van der Berg", "rents"),
        ("JR Smith: rents", "J. R. Smith", "rents"),
        ("Dr. Ada Quill to rents", "Ada Quill", "rents"),
        ("Quill, Ada to rents", "Ada Quill", "rents"),
        ("Jan be careful", "Jan van der Berg", "be careful"),
    ],
)
def test_a_known_name_in_another_spelling_is_that_person(typed: str, name: str, topic: str) -> None:
    meeting = a_meeting("Jan van der Berg", "Mary-Ann O'Neill", "J. R. Smith", "Ada Quill")
    asked = parse(meeting, typed)
    assert asked.reading is Reading.KNOWN
    assert ([p.name for p in asked.candidates], asked.topic) == ([name], topic)
