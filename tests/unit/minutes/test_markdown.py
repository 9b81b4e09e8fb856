"""Text in the Markdown minutes shows unchanged, whatever it looks like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from data.minutes import markdown
from data.minutes.blocks import Fact, Head, Layout, Notes, Table
from data.minutes.markdown_escape import escape
from data.minutes.note_blocks import note_blocks
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
HEAD = Head("Call", "2026-11-23", ((Fact("Monday"),),), (Fact("In preparation"),))
lines = st.text().map(clean_line).filter(bool)


def written(block: Notes | Table) -> str:
    """The Markdown of one block, without the head of the minutes."""
    before = markdown.write(Layout(HEAD, ()))
    whole = markdown.write(Layout(HEAD, ((block,),)))
    assert whole.startswith(before)
    return whole.removeprefix(before).lstrip("\n")


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


def check_line(text: str) -> None:
    """The text is shown unchanged wherever the minutes put it, and changes nothing around it."""
    escaped = escape(text)
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


def check_cell(text: str) -> None:
    """The text is shown unchanged in one cell of a table."""
    real = written(Table(("a", "b"), (((text,), ("x",)),), ()))
    tokens = READER.parse(real)
    assert [t.type for t in tokens] == kinds("| a | b |\n|---|---|\n| word | x |\n")
    cells = [t.content for t in tokens if t.type == "inline"]
    assert len(cells) == 4
    assert shown([t for t in tokens if t.type == "inline"][2:3]) == text


@pytest.mark.parametrize("text", [*STRUCTURE, *NASTY])
def test_nasty_lines_are_shown_unchanged(text: str) -> None:
    line = clean_line(text)
    check_line(line)
    check_cell(line)


@given(lines)
def test_any_line_is_shown_unchanged(text: str) -> None:
    check_line(text)
    check_cell(text)


@given(st.lists(st.sampled_from(STRUCTURE), min_size=1, max_size=4))
def test_combined_pieces_of_structure_are_shown_unchanged(pieces: list[str]) -> None:
    line = clean_line(" ".join(pieces))
    check_line(line)
    check_cell(line)


@pytest.mark.parametrize("first", [*STRUCTURE, *NASTY])
def test_lines_of_notes_stay_lines(first: str) -> None:
    for text in (f"{first}\nsecond", f"second\n{first}", f"one\n\n{first}"):
        cleaned = clean_text(text)
        rendered = written(Notes(note_blocks(cleaned)))
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
    rendered = written(Notes(note_blocks("Said:\n- one\n  - two\n- three\nEnd")))
    assert kinds(rendered).count("list_item_open") == 3
    assert kinds(rendered).count("bullet_list_open") == 2
