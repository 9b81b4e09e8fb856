"""Text is cleaned, and names are compared."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from data.records.models import Person
from data.text.cleaning import (
    LINE_LIMIT,
    TEXT_LIMIT,
    clean_line,
    clean_text,
    one_line,
    without_controls,
)
from data.text.comparison import fold

# Any character that a terminal, a paste or a file can contain, lone surrogates too.
anything = st.text(st.characters(codec=None, categories=None), max_size=60)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]52;c;ZXZpbA==\x07", "]52;c;ZXZpbA=="),
        ("a\x9b31mb", "a31mb"),
        ("a\u202eb\u2066c", "abc"),
        ("a\ud800b", "ab"),
        ("a\u2028b\u2029c", "abc"),
        ("zero\ufeffwidth\u200b", "zerowidth"),
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree"),
        ("a\tb  \n  c \n\n", "a\tb\n  c"),
        ("e\u0301", "é"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("[/bold] **x** <b>", "[/bold] **x** <b>"),
        ("", ""),
    ],
)
def test_only_what_could_control_a_terminal_is_removed(typed: str, expected: str) -> None:
    assert clean_text(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("  two \t words\n", "two words"), ("a\u00a0b\u3000c", "a b c"), ("\x1b \n", "")],
)
def test_a_line_is_one_line_with_single_blanks(typed: str, expected: str) -> None:
    assert clean_line(typed) == expected


def test_a_text_over_the_limit_is_refused_with_both_numbers() -> None:
    assert clean_text("x" * TEXT_LIMIT) == "x" * TEXT_LIMIT
    with pytest.raises(ValueError, match="has 200,001 characters; the most is 200,000"):
        clean_text("x" * (TEXT_LIMIT + 1))
    assert clean_line("x" * LINE_LIMIT) == "x" * LINE_LIMIT
    with pytest.raises(ValueError, match="has 2,001 characters; the most is 2,000"):
        clean_line("x" * (LINE_LIMIT + 1))


@given(anything)
def test_clean_text_is_safe_and_stays_as_it_is(typed: str) -> None:
    cleaned = clean_text(typed)
    assert clean_text(cleaned) == cleaned
    for character in cleaned:
        category = unicodedata.category(character)
        assert character in "\n\t\u200c\u200d" or category not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned


@given(anything)
def test_a_clean_line_is_one_line_and_stays_as_it_is(typed: str) -> None:
    cleaned = clean_line(typed)
    assert clean_line(cleaned) == cleaned
    assert cleaned == cleaned.strip()
    assert len(cleaned.splitlines()) <= 1
    assert "  " not in cleaned


@given(st.text("abc xyz,.;:-0123456789äöü漢字", max_size=60))
def test_plain_words_are_kept(typed: str) -> None:
    assert clean_line(typed).split() == unicodedata.normalize("NFC", typed).split()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë", "zoe"),
        ("ZOË", "Zoe\u0308"),
        ("O’Brien", "o'brien"),
        ("Straße", "STRASSE"),
        ("İpek", "ipek"),
        ("Anna_Lee", "anna  lee"),
        ("ﬁn", "fin"),
        ("Ａｄａ", "ada"),
    ],
)
def test_names_are_compared_without_case_accents_and_width(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Ann", "Anna"), ("Bo Li", "Boli"), ("山", "川")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(anything)
def test_a_folded_name_stays_as_it_is(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_the_limit_counts_characters_after_normalisation() -> None:
    # U+0958 becomes two characters in NFC: the file must be readable again.
    for clean, limit in ((clean_line, LINE_LIMIT), (clean_text, TEXT_LIMIT)):
        with pytest.raises(ValueError, match="the most is"):
            clean("\u0958" * limit)


@pytest.mark.parametrize("name", ["", " ", "\u200d", "\u0301", "\t"])
def test_a_name_without_visible_characters_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        Person(name=name)


@given(anything)
def test_nothing_that_controls_a_terminal_is_left_in_a_text_to_print(text: str) -> None:
    printed = without_controls(text)
    assert without_controls(printed) == printed
    left = {unicodedata.category(c) for c in printed if c not in "\n\t\u200c\u200d"}
    assert left & {"Cc", "Cf", "Cs", "Zl", "Zp"} == set()
    assert one_line(text) == " ".join(printed.split())


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("Đorđe", "dorde"),
        ("Ægir Ørn Þór", "aegir orn thor"),
    ],
)
def test_a_letter_with_a_plain_form_equals_what_is_typed_without_it(name: str, typed: str) -> None:
    assert fold(name) == typed
