"""Parsing and formatting speech limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import MeetingError
from data.records.models import SpeechKind
from data.rules.speech_limits import (
    LONGEST,
    format_kind_limits,
    format_limit,
    parse_kind_limits,
    parse_limit,
)

seconds = st.integers(1, LONGEST)


@pytest.mark.parametrize(
    ("text", "limit"),
    [("", None), (" off ", None), ("None", None), ("2m", 120), ("90s", 90), ("3", 180)],
)
def test_a_limit_is_parsed(text: str, limit: int | None) -> None:
    assert parse_limit(text) == limit


@pytest.mark.parametrize("text", ["soon", "0m", "-2m", "25h", "2 parrots"])
def test_an_invalid_limit_is_refused(text: str) -> None:
    with pytest.raises(MeetingError):
        parse_limit(text)


@given(limit=st.none() | seconds)
def test_a_formatted_limit_is_parsed_back(limit: int | None) -> None:
    assert parse_limit(format_limit(limit)) == limit


@given(limits=st.dictionaries(st.sampled_from(SpeechKind), seconds))
def test_formatted_limits_by_kind_are_parsed_back(limits: dict[SpeechKind, int]) -> None:
    assert parse_kind_limits(format_kind_limits(limits)) == limits


def test_a_kind_without_a_limit_is_left_out_and_an_unknown_kind_refused() -> None:
    assert parse_kind_limits("order off, ,question 30s") == {SpeechKind.CLARIFYING_QUESTION: 30}
    with pytest.raises(MeetingError, match="“shout” is not a kind of speech"):
        parse_kind_limits("order 1m, shout 2m")
