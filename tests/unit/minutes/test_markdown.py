"""A text in the minutes stays a text, whatever it looks like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from data.minutes import markdown
from data.text.cleaning import clean_line, clean_text
from tests.nasty import NASTY

READER = MarkdownIt("commonmark").enable("table")
STRUCTURE = (
    "# heading",
    "- item",
    "+ item",
    "* item",
    "1. one",
    "12) two",
    "> quote",
    "--- ",
    "===",
    "***bold***",
    "_under_ __two__",
    "`code` ``two``",
    "```fence",
    "~~gone~~",
    "[a](b) ![i](j)",
    "[a]: http://b.example",
    "<b>html</b>",
    "<!-- comment -->",
    "<https://a.example>",
    "&amp; &#35; &copy;",
    "a\\",
    "\\*",
    "| a | b |",
    "a | b",
    ":-- | --:",
    "    four blanks",
    "http://a.example/_x_?y=1&z=2",
    "2026. A year",
    "#hash",
    "*",
    "-",
    "1.",
)
lines = st.text().map(clean_line).filter(bool)


def shown(tokens: list[Token]) -> str:
    """The text that a reader of the Markdown sees."""
    parts: list[str] = []
    for token in tokens:
        for child in token.children or []:
            parts.append("\n" if child.type in ("hardbreak", "softbreak") else child.content)
    return "".join(parts)


def kinds(markdown: str) -> list[str]:
    """The blocks of the Markdown."""
    return [token.type for token in READER.parse(markdown)]


def holds(text: str) -> None:
    """The text is shown unchanged wherever the minutes put it, and changes nothing around it."""
    escaped = markdown.markdown(text)
    for before, after in (
        ("# ", ""),
        ("- ", ""),
        ("- **", "**"),
        ("", ""),
        ("Place: ", ""),
        ("Decision 1: ", " (agreed)"),
    ):
        plain, real = f"{before}word{after}", f"{before}{escaped}{after}"
        assert kinds(real) == kinds(plain), real
        assert shown(READER.parse(real)) == shown(READER.parse(plain)).replace("word", text), real


def in_table(text: str) -> None:
    """The text is one cell of a table."""
    real = f"| a | b |\n|---|---|\n| {markdown.cell(text)} | x |\n"
    tokens = READER.parse(real)
    assert [t.type for t in tokens] == kinds("| a | b |\n|---|---|\n| word | x |\n")
    cells = [t.content for t in tokens if t.type == "inline"]
    assert len(cells) == 4
    assert shown([t for t in tokens if t.type == "inline"][2:3]) == text


@pytest.mark.parametrize("text", [*STRUCTURE, *NASTY])
def test_nasty_lines_stay_text(text: str) -> None:
    line = clean_line(text)
    holds(line)
    in_table(line)


@given(lines)
def test_any_line_stays_text(text: str) -> None:
    holds(text)
    in_table(text)


@given(st.lists(st.sampled_from(STRUCTURE), min_size=1, max_size=4))
def test_pieces_of_structure_stay_text(pieces: list[str]) -> None:
    line = clean_line(" ".join(pieces))
    holds(line)
    in_table(line)


@pytest.mark.parametrize("first", [*STRUCTURE, *NASTY])
def test_lines_of_notes_stay_lines(first: str) -> None:
    for text in (f"{first}\nsecond", f"second\n{first}", f"one\n\n{first}"):
        cleaned = clean_text(text)
        rendered = markdown.markdown_lines(cleaned)
        found = " ".join(shown(READER.parse(rendered)).split())
        wanted = cleaned
        for bullet in ("- ", "* ", "• "):
            wanted = "\n".join(
                line.lstrip().removeprefix(bullet) if line.lstrip().startswith(bullet) else line
                for line in wanted.split("\n")
            )
        assert found.replace(" ", "") == "".join(wanted.split())
        assert set(kinds(rendered)) <= {
            "paragraph_open",
            "paragraph_close",
            "inline",
            "bullet_list_open",
            "bullet_list_close",
            "list_item_open",
            "list_item_close",
        }


def test_a_list_in_notes_is_a_list() -> None:
    rendered = markdown.markdown_lines("Said:\n- one\n  - two\n- three\nEnd")
    assert kinds(rendered).count("list_item_open") == 3
    assert kinds(rendered).count("bullet_list_open") == 2


def test_text_is_filled_and_long_words_stay_whole() -> None:
    word = "x" * 100
    filled = markdown.wrapped(f"{'word ' * 40}\n{word}", "  ")
    assert all(len(line) <= 78 for line in filled.splitlines() if word not in line)
    assert f"  {word}" in filled
