"""Ids of meetings: strict, readable, and never that of an existing file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import MeetingError
from data.library.ids import file_name, free_id, match_id, new_id, slug
from data.records.meeting_ids import is_meeting_id
from tests.builders import START

LONGEST = "2026-11-23-" + "x" * 69


@given(st.text())
def test_any_title_makes_a_valid_id(title: str) -> None:
    assert is_meeting_id(new_id(START.date(), title))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Monthly call", "monthly-call"),
        ("  Ça va? – Zoë & Co. ", "ca-va-zoe-co"),
        ("会議", "meeting"),
        ("", "meeting"),
        ("x" * 59 + " long title", "x" * 59),
    ],
)
def test_a_slug_is_the_title_in_ascii(title: str, expected: str) -> None:
    assert slug(title) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "call",
        "2026-11-23",
        "2026-11-23-",
        "2026-11-23-Call",
        "2026-11-23-call-",
        "2026-11-23-a--b",
        "2026-11-23-call\n",
        "2026-11-23-o'brien",
        "2026-11-23-../../x",
        "../2026-11-23-call",
        "٢٠٢٦-11-23-call",
        LONGEST + "x",
    ],
)
def test_nothing_else_names_a_file(text: str) -> None:
    assert not is_meeting_id(text)
    with pytest.raises(MeetingError, match="is not a meeting id"):
        file_name(text)


def test_a_number_is_added_to_an_id_that_a_folder_has(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    wanted = "2026-11-23-call"
    assert free_id(wanted, here, there) == wanted
    for folder, name in ((here, wanted), (there, f"{wanted}-2"), (here, f"{wanted}-4")):
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.json").touch()
    assert free_id(wanted, here, there) == f"{wanted}-3"
    assert free_id(wanted, there) == wanted


def test_a_number_fits_even_the_longest_id(tmp_path: Path) -> None:
    assert is_meeting_id(LONGEST)
    (tmp_path / f"{LONGEST}.json").touch()
    for _ in range(12):
        found = free_id(LONGEST, tmp_path)
        assert is_meeting_id(found)
        (tmp_path / f"{found}.json").touch()
    assert len(list(tmp_path.glob("*.json"))) == 13


def test_a_beginning_names_a_meeting_if_only_one_id_begins_so() -> None:
    ids = ["2026-11-24-call", "2026-11-23-call", "2026-12-01-call"]
    assert match_id("2026-12", ids) == "2026-12-01-call"
    with pytest.raises(MeetingError, match="No such meeting: “2027”"):
        match_id("2027", ids)
    with pytest.raises(MeetingError, match="fits 2 meetings") as error:
        match_id("2026-11", ids)
    assert error.value.message == "2026-11-23-call, 2026-11-24-call"
