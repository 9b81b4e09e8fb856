"""Plain text is filled to its width, and words keep their markers and labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.minutes.plain_text import WIDTH, wrap
from data.text.width import columns

LONG = "https://owner.example/" + "letter-" * 12 + "of-may"


def test_text_is_filled_and_long_words_stay_whole() -> None:
    word = "x" * 100
    filled = wrap(f"{'word ' * 40}\n{word}", "  ", "  ")
    assert all(len(line) <= WIDTH for line in filled.splitlines() if word not in line)
    assert f"  {word}" in filled
    assert max(len(line) for line in filled.splitlines()[:-1]) > WIDTH - len("word ")


@pytest.mark.parametrize("marker", ["* ", "12. ", "- "])
def test_a_long_word_shares_the_line_with_its_marker(marker: str) -> None:
    assert wrap(f"{LONG} end", marker, " " * len(marker)).splitlines() == [
        f"{marker}{LONG}",
        f"{' ' * len(marker)}end",
    ]


def test_an_empty_text_leaves_its_marker() -> None:
    assert wrap("", "* ", "  ") == "*"
    assert wrap("") == ""


def test_wide_characters_are_filled_by_their_columns() -> None:
    lines = wrap("名前 " * 40).splitlines()
    assert [columns(line) for line in lines] == [74, 74, 49]  # 15, 15 and 10 words


@given(st.text(alphabet="ab \n名\u0308", max_size=400))
def test_words_and_their_order_are_kept(text: str) -> None:
    filled = wrap(text, "  ", "    ")
    assert filled.split() == text.split()
    assert all(len(line.split()) == 1 or columns(line) <= WIDTH for line in filled.splitlines())
