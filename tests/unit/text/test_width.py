"""The columns that a text takes in a terminal."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.text.cleaning import clean_line
from data.text.width import columns
from tests.nasty import NASTY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("Ada Quill", 9),
        ("Zoë Ångström", 12),
        ("Zoe\u0308", 3),
        ("שלום", 4),
        ("名前", 4),
        ("０１", 4),
        ("👩‍👩‍👧‍👦", 2),  # a family: four people and three joiners
        ("👍🏽", 2),  # a skin tone
        ("⚠️", 2),  # variation selector 16 asks for the wide form
        ("☺️", 2),
        ("🏳️‍🌈", 2),
        ("1️⃣", 2),
        ("नमस्ते", 4),  # Devanagari: vowel signs and a conjunct
        ("हिन्दी", 4),
        ("\u1112\u1161\u11ab", 2),  # one syllable of three Jamo
    ],
)
def test_the_columns_of_a_text(text: str, expected: int) -> None:
    assert columns(text) == expected
    assert columns(f"{text} end") == expected + 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\tb", 2), ("a\nb", 2), ("\x1b[31m", 4), ("\x9b31m名", 5), ("\x00", 0), ("\x7f\x08", 0)],
)
def test_control_characters_take_no_column(text: str, expected: int) -> None:
    assert columns(text) == expected


@given(st.text(st.characters(min_codepoint=0, max_codepoint=sys.maxunicode)))
def test_no_text_has_a_negative_width(text: str) -> None:
    assert 0 <= columns(text) <= 2 * len(text)


@pytest.mark.parametrize("text", ["\ud800", "a\udfff名", *NASTY])
def test_broken_text_has_a_width(text: str) -> None:
    assert columns(text) >= 0


@given(st.text(st.characters(max_codepoint=0x2FF)).map(clean_line))
def test_latin_text_takes_a_column_for_each_character(text: str) -> None:
    assert columns(text) == len(text)
    assert columns(f"{text}名") == len(text) + 2
