"""Counts and shortened texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.text.formatting import count, shortened


@given(st.text(), st.integers(1, 80))
def test_a_shortened_text_fits_and_keeps_its_beginning(text: str, limit: int) -> None:
    result = shortened(text, limit)
    assert len(result) <= limit
    if len(text) <= limit:
        assert result == text
    else:
        assert result == f"{text[: limit - 1]}…"


def test_counts_have_the_noun_in_the_right_number() -> None:
    assert count(1, "person", "people") == "1 person"
    assert count(0, "person", "people") == "0 people"
    assert count(1234, "win") == "1,234 wins"
