"""Stepping through a few values, round and round."""

from __future__ import annotations

import pytest

from screens.cycle import next_in_cycle


def test_the_first_follows_the_last() -> None:
    assert next_in_cycle("abc", "a") == "b"
    assert next_in_cycle("abc", "c") == "a"


def test_negative_steps_go_back() -> None:
    assert next_in_cycle("abc", "a", -1) == "c"
    assert next_in_cycle("abc", "b", -1) == "a"


def test_a_value_that_is_not_in_the_cycle_is_an_error() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        next_in_cycle("abc", "d")
