"""Decisions with their dissents in one line."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.records.choices import DissentKind
from data.sentences.dissents import split_dissents
from tests.builders import a_meeting, person

ASIDE, BLOCK = DissentKind.STAND_ASIDE, DissentKind.BLOCK
MEETING = a_meeting(
    person("Ines Fell", "Riverside Tenants"),
    person("Hugo Marsh", "Food and Land"),
    "Jon Brook",
    "Jonas Reed",
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Ines stands aside: no insurance", [("Ines", ASIDE, "no insurance")]),
        ("Ines stands aside", [("Ines", ASIDE, "")]),
        ("ines stands aside because of the cost", [("ines", ASIDE, "of the cost")]),
        ("Ines Fell stood aside, no insurance", [("Ines Fell", ASIDE, "no insurance")]),
        ("Ines stands aside (no insurance)", [("Ines", ASIDE, "no insurance")]),
        ("Ines and Jon Brook stand aside: x", [(n, ASIDE, "x") for n in ("Ines", "Jon Brook")]),
        ("Ines, Jon & Zoë Park block: x", [(n, BLOCK, "x") for n in ("Ines", "Jon", "Zoë Park")]),
        ("stand aside: Ines: no insurance", [("Ines", ASIDE, "no insurance")]),
        ("stand aside Ines: no insurance", [("Ines", ASIDE, "no insurance")]),
        ("standing aside: Ines, Hugo", [("Ines", ASIDE, ""), ("Hugo", ASIDE, "")]),
        ("block: Hugo: cost: too high", [("Hugo", BLOCK, "cost: too high")]),
        ("blocks Hugo because cost", [("Hugo", BLOCK, "cost")]),
        ("blocked by Hugo: cost", [("Hugo", BLOCK, "cost")]),
        ("Hugo blocks", [("Hugo", BLOCK, "")]),
        ("Hugo blocks - cost", [("Hugo", BLOCK, "cost")]),
        ("Food and Land blocks: cost", [("Food and Land", BLOCK, "cost")]),
        ("Ines of Riverside stands aside: x", [("Ines of Riverside", ASIDE, "x")]),
        ("Ines (Riverside) blocks: x", [("Ines (Riverside)", BLOCK, "x")]),
        ("zed blocks: cost", [("zed", BLOCK, "cost")]),
        ("Hugo is blocking: cost", [("Hugo", BLOCK, "cost")]),
        ("Hugo has blocked: cost", [("Hugo", BLOCK, "cost")]),
        ("Ines and Jon Brook are standing aside", [("Ines", ASIDE, ""), ("Jon Brook", ASIDE, "")]),
        ("Ines will stand aside", [("Ines", ASIDE, "")]),
        ("stand-asides: Ines, Hugo", [("Ines", ASIDE, ""), ("Hugo", ASIDE, "")]),
        ("and Hugo blocks: cost", [("Hugo", BLOCK, "cost")]),
        ("Ines/Hugo block: cost", [("Ines", BLOCK, "cost"), ("Hugo", BLOCK, "cost")]),
        ("Hugo’s block: cost", [("Hugo", BLOCK, "cost")]),
        ("someone from Food and Land blocks: cost", [("Food and Land", BLOCK, "cost")]),
        ("Ines stands aside, Hugo blocks: cost", [("Ines", ASIDE, ""), ("Hugo", BLOCK, "cost")]),
        ("Ines stands aside: x and Hugo blocks: y", [("Ines", ASIDE, "x"), ("Hugo", BLOCK, "y")]),
        (
            "Ines stands aside, Hugo and Jon Brook block: cost",
            [("Ines", ASIDE, ""), ("Hugo", BLOCK, "cost"), ("Jon Brook", BLOCK, "cost")],
        ),
        ("Ines blocks: no van, no driver", [("Ines", BLOCK, "no van, no driver")]),
        ("Bus riders union blocks: cost", [("Bus riders union", BLOCK, "cost")]),
    ],
)  # fmt: skip
def test_a_dissent_after_a_semicolon(
    typed: str, expected: list[tuple[str, DissentKind, str]]
) -> None:
    wording, found = split_dissents(MEETING, f"We share the van; {typed}; we start in May")
    assert wording == "We share the van; we start in May"
    assert [(name, d.kind, d.why) for d in found for name in d.names] == expected


def test_a_known_name_with_and_or_a_comma_stays_whole_in_a_list() -> None:
    meeting = a_meeting(person("Ines", "Bread, Water & Peace"), person("Hugo", "Food and Land"))
    text = "We go; Bread, Water & Peace, Food and Land and Hugo stand aside"
    (dissent,) = split_dissents(meeting, text)[1]
    assert dissent.names == ("Bread, Water & Peace", "Food and Land", "Hugo")


@pytest.mark.parametrize("sign", [", ", ". ", " but ", " - ", ", but "])
def test_a_dissent_of_somebody_known_needs_no_semicolon(sign: str) -> None:
    wording, found = split_dissents(MEETING, f"We share the van{sign}Ines stands aside: cost")
    assert (wording, [d.names for d in found]) == ("We share the van", [("Ines",)])


@pytest.mark.parametrize(
    "text",
    [
        "We invite Ines, Hugo blocks the date",
        "We note that Ines, Hugo stand aside",
        "We march, Zed blocks: cost",
        "We march; the road is blocked",
        "We march and Hugo blocks: cost",
        "Hugo blocks: cost",  # not after a semicolon
        "We march; the city blocks the road",
        "We march; the city blocks: too few trees",
        "We build in blocks; nobody blocks",
        "We march; no one stands aside",
        "We share the van; we pay; they drive",
        "We march; those who stand aside: they may leave",
        "We ask for blocks; building blocks of wood are bought",
        "We march; blocked by rain",
        ";;", "; :", "; blocks:", "; stand aside",
    ],
)  # fmt: skip
def test_other_text_stays_in_the_wording(text: str) -> None:
    assert split_dissents(MEETING, text) == (text, ())


WORDS = ["Ines", "Hugo Marsh", "Food and Land", "zed", "blocks", "block:", "stands aside", "stand"]
MORE = [
    "aside:",
    "and",
    ",",
    ";",
    ":",
    "because",
    "(cost)",
    "—",
    "no insurance",
    "the",
    "ﬁ",
    "\u0300",
]
SAID = {"stand", "stands", "standing", "stood", "aside", "block", "blocks", "blocked", "blocking"}
LINES = st.lists(st.sampled_from([*WORDS, *MORE]) | st.text(max_size=8), max_size=14).map(" ".join)


@given(LINES)
@example("x; Ines blocks: and because; stand aside by Ines")
def test_no_word_is_lost(text: str) -> None:
    wording, found = split_dissents(MEETING, text)
    kept = " ".join([wording, *(part for d in found for part in (*d.names, d.why))])
    lost = {*re.findall(r"\w+", text)} - {*re.findall(r"\w+", kept)}
    assert {word.casefold() for word in lost} <= {*SAID, "and", "because", "by"}
    assert all(d.names and all(d.names) for d in found)
