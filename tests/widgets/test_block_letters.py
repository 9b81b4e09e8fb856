"""Names in block letters, and in spaced or plain ones where the font lacks a letter."""

from __future__ import annotations

import string

import pytest

from data.text.width import columns
from screens.room.font import Size, block_letters
from screens.room.large_text import large_text


@pytest.mark.parametrize("size", Size)
def test_every_letter_has_the_height_of_its_size(size: Size) -> None:
    for letter in string.ascii_letters + string.digits:
        rows = block_letters(letter, size)
        assert rows is not None
        assert len(rows) == size
        assert len({len(row) for row in rows}) == 1
        assert set("".join(rows)) <= set(" █▀▄")


def test_digits_are_of_one_width_so_that_a_clock_stands_still() -> None:
    widths = {len((block_letters(digit, Size.BIG) or [""])[0]) for digit in string.digits}
    assert widths == {7}


def test_a_name_in_block_letters() -> None:
    assert large_text("Ada", 40, 5) == [
        " █████   ██████    █████ ",
        "██   ██  ██   ██  ██   ██",
        "███████  ██   ██  ███████",
        "██   ██  ██   ██  ██   ██",
        "██   ██  ██████   ██   ██",
    ]


def test_an_accent_has_a_row_of_its_own() -> None:
    rows = block_letters("Márqueç", Size.BIG) or []
    assert len(rows) == Size.BIG + 2
    assert rows[0].strip() == rows[-1].strip() == "▄▀"


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Ada Quill", 5),
        ("Bartholomew Featherstone", 11),  # on two lines
        ("Maximiliane Oberhauser-Schwarz", 7),  # on two lines, in the small size
        ("Łukasz Żółć", 6),
        ("王小明", 1),
        ("Дарья Ким", 1),
    ],
)
def test_a_name_is_as_large_as_it_fits(name: str, rows: int) -> None:
    shown = large_text(name, 114, 12)
    assert len(shown) == rows
    assert all(columns(row) <= 114 for row in shown)


def test_letters_without_a_block_form_stand_apart_unless_they_are_joined() -> None:
    assert large_text("王小明", 40, 5) == ["王 小 明"]
    assert large_text("Дарья", 40, 5) == ["Д а р ь я"]
    assert large_text("محمد", 40, 5) == ["محمد"]
    assert large_text("Дарья", 6, 5) == ["Дарья"]
    assert large_text("Дарья", 4, 5) == ["Дар…"]
