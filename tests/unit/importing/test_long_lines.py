"""The time to read a text grows with its length, and not with a power of it."""

from __future__ import annotations

import time

import pytest

from data.importing.agenda import parse_agenda
from data.importing.people import parse_people
from data.prompt.name_split import words_before_separator

SIZE = 100_000
BLANKS = " " * SIZE
TEXTS = {
    "heading": f"# a{BLANKS}b",
    "end of a heading": f"# a{' #' * (SIZE // 2)}x",
    "blanks": f"a{BLANKS}b",
    "blanks of an item": f"- a{BLANKS}b (10 min",
    "blanks after a comma": f"- a,{BLANKS}b",
    "brackets": "\\[" * SIZE,
    "emphasis": "**a " * (SIZE // 4),
    "long heading": f"# agenda minut{'x' * SIZE}\n" + "- a\n" * 900,
    "long heading of people": f"# present {'x' * SIZE}\n" + "- a\n" * 900,
}
LIMIT = 3.0  # seconds; it takes less than 0.3, and took minutes where it was quadratic


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_long_text_is_read_at_once(text: str) -> None:
    begun = time.process_time()
    parse_agenda(text)
    parse_people(text)
    assert time.process_time() - begun < LIMIT


def test_a_long_line_is_split_at_once() -> None:
    begun = time.process_time()
    assert words_before_separator(["a"] * SIZE) == SIZE
    assert time.process_time() - begun < LIMIT


def test_the_signs_at_the_end_of_a_heading_are_no_part_of_it() -> None:
    (person,) = parse_people("## Harbour Union ##\n\nAda Quill")
    assert (person.name, person.organisation) == ("Ada Quill", "Harbour Union")
