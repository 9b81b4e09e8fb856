"""Merging two versions of a text loses nothing and repeats nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.storage.text_merge import merge_text

words = st.lists(st.sampled_from(["rents", "the owner", "vote"]), max_size=4).map("\n".join)


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged"),
    [
        ("a", "a", "b", "b"),
        ("a", "b", "a", "b"),
        ("a", "b", "b", "b"),
        ("a", "b", "c", "b\nc"),
        ("said", "said: yes", "said, no", "said: yes\n, no"),
        ("one\n", "one\ntwo", "one\nthree", "one\ntwo\nthree"),
        ("", "the owner pays", "the owner", "the owner pays"),
        ("", "the owner", "the owner pays", "the owner pays"),
        ("was", "", "mine", "mine"),
        ("was", "theirs", "", "theirs"),
    ],
)
def test_merge(base: str, theirs: str, mine: str, merged: str) -> None:
    assert merge_text(base, theirs, mine) == merged


def test_the_joint_can_be_chosen() -> None:
    assert merge_text("Ben", "Cleo", "Dov", joint=" / ") == "Cleo / Dov"


@given(base=words, theirs=words, mine=words)
def test_nothing_that_either_added_is_lost(base: str, theirs: str, mine: str) -> None:
    merged = merge_text(base, theirs, mine)
    for text in (theirs, mine):
        if text != base:
            added = text[len(base) :] if text.startswith(base) else text
            assert all(line in merged for line in added.split("\n"))
