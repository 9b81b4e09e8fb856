"""The sides of a conflict in one line."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.errors import MeetingError
from data.sentences.sides import parse_conflict
from data.text.cleaning import clean_line

T, U = ("tenants", "quiet", "children sleep"), ("union", "late hours", "shifts")


@pytest.mark.parametrize(
    ("typed", "about", "sides"),
    [
        ("tenants want quiet because children sleep / union wants late hours because of shifts",
         "", [T, U]),
        ("Hrs: tenants want quiet because children sleep / union wants late hours due to shifts",
         "Hrs", [T, U]),
        ("Hours: Tenants / Owners / City", "Hours", ["Tenants", "Owners", "City"]),
        ("Hours: Tenants/Owners", "Hours", ["Tenants", "Owners"]),
        ("From 19:30: on: Tenants / Owners", "From 19:30: on", ["Tenants", "Owners"]),
        ("Tenants: quiet / Union: late", "", [("Tenants", "quiet", ""), ("Union", "late", "")]),
        ("Hours: Tenants: quiet / Union: late because money", "Hours",
         [("Tenants", "quiet", ""), ("Union", "late", "money")]),
        ("tenants want quiet because: kids / union wants late", "",
         [("tenants", "quiet", "kids"), ("union", "late", "")]),
        ("tenants don’t want noise / union needs money", "",
         [("tenants", "don’t want noise", ""), ("union", "needs money", "")]),
        ("tenants want a 24/7 desk and/or a bell / union wants 12/3 Hill Street", "",
         [("tenants", "a 24/7 desk and/or a bell", ""), ("union", "12/3 Hill Street", "")]),
        ("Hours: Ada wants x / ben wants y because z / ada wants w", "Hours",
         [("Ada", "x\nw", ""), ("ben", "y", "z")]),
        ("Hours: Tenants vs. Owners VS City", "Hours", ["Tenants", "Owners", "City"]),
        ("tenants want: quiet | union would like: rest", "",
         [("tenants", "quiet", ""), ("union", "rest", "")]),
        ("tenants want quiet, but union wants late", "",
         [("tenants", "quiet", ""), ("union", "late", "")]),
        ("Hours: tenants want quiet because kids; and union wants late", "Hours",
         [("tenants", "quiet", "kids"), ("union", "late", "")]),
        ("Rents: Hill Tenants because they pay / ", "Rents", [("Hill Tenants", "", "they pay")]),
    ],
)  # fmt: skip
def test_sides(typed: str, about: str, sides: list[str | tuple[str, str, str]]) -> None:
    found = parse_conflict(typed)
    expected = [side if isinstance(side, tuple) else (side, "", "") for side in sides]
    assert found.about == about
    assert [(p.name, p.position, p.interest) for p in found.sides] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The lease", "Noise: again", "rents / noise", "Open 24/7", "Hours: open 24/7", "and/or",
        "Desk: and/or a bell", "See: https://example.org/a/b", "Hall: Hill Street/Mill Road 3",
        "tenants want quiet because children sleep", "tenants want quiet, peace and rest",
        "tenants want quiet, because union wants late", "Tenants vs Owners",
    ],
)  # fmt: skip
def test_a_subject_without_sides(text: str) -> None:
    assert parse_conflict(text).subject == text
    assert not parse_conflict(text).sides


def test_the_subject_of_sides_alone() -> None:
    line = "tenants want quiet / union / club needs rooms"
    assert parse_conflict(line).subject == "Quiet / union / needs rooms"


WORDS = ["tenants", "Union", "want", "wants", "would like", "because", "because of", "due to", "/"]
MORE = ["Hours:", ":", "a/b", "24/7", "don't", "needs", "Owners/Tenants", "//", " / ", "\u200b"]
CONNECTING = {"want", "wants", "would", "like", "because", "of", "due", "to"}


@given(st.lists(st.sampled_from(WORDS + MORE) | st.text(max_size=6), max_size=14).map(" ".join))
@example("a: b wants c / d: e")
def test_no_word_is_lost(text: str) -> None:
    try:
        found = parse_conflict(text)
    except MeetingError:
        return
    parts = [w for p in found.sides for w in (p.name, p.position, p.interest)]
    kept = clean_line(" ".join([found.about, *parts]))
    assert {w.casefold() for w in re.findall(r"\w+", clean_line(text))} <= CONNECTING | {
        w.casefold() for w in re.findall(r"\w+", kept)
    }
