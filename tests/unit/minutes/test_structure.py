"""No text can change the structure of the minutes, in any format."""

from __future__ import annotations

import json
from datetime import date
from html.parser import HTMLParser
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from data.minutes.links import split_links
from data.minutes.note_blocks import NoteBlock, note_blocks
from data.minutes.plain_text import WIDTH
from data.minutes.render import Format, render
from data.planning.new_meeting import new_meeting
from data.records.meeting import Meeting
from data.records.models import (
    Action,
    AgendaItem,
    ConflictNote,
    Decision,
    Dissent,
    DissentKind,
    ItemState,
    Parked,
    Party,
    Person,
    PersonState,
    Turn,
    Win,
)
from data.text.cleaning import clean_line, clean_text
from data.text.width import columns
from tests.builders import START, after
from tests.nasty import NASTY

READER = MarkdownIt("commonmark").enable("table")
SIGNS = (
    *("[/bold]", "<script>", "</li></ul>", "&amp; &copy", "# heading", "#", "In C #", "a ##"),
    *("- item", "-", "--- ---", "+ plus", "* star", "• dot", "1. one", "12) two", "3.", "> a"),
    *("a | b", "|---|---|", ":-- | --:", "**bold**", "_under_ __two__", "snake_case", "`code`"),
    *("```fence", "~~gone~~", "[a](b)", "![i](j)", "[a]: /b", "<https://a.example>", "a\\", "\\*"),
    *("https://a.example/b_c?d=1&e=_2_", "4 > 3 < 5", "\\| pipe", "===", "אבג (דהו)", "Zoe\u0308"),
)
lines = st.one_of(st.sampled_from((*SIGNS, *NASTY)), st.text(max_size=30)).map(clean_line)
names = lines.filter(lambda line: any(category(sign)[0] not in "CMZ" for sign in line))
notes = st.lists(
    st.tuples(
        st.sampled_from(("", " ", "  ", "    ", "\t", "        ")),
        st.sampled_from(("", "- ", "* ", "• ")),
        lines,
    ),
    max_size=7,
).map(lambda rows: clean_text("\n".join("".join(row) for row in rows)))


def filled(text: str) -> Meeting:
    """A meeting with this text in every field, and two entries in every list."""
    prose = "word" if any(block.depth for block in note_blocks(text)) else text
    titled = AgendaItem(
        id="11", title=text, presenter=text, notes=prose, conclusion=prose, state=ItemState.DONE
    )
    meeting = new_meeting(
        text,
        START.date(),
        place=text,
        items=[titled, AgendaItem(id="12", title=text, position=1)],
        people=[
            Person(name=text, organisation=text, role=text, state=PersonState.PRESENT),
            Person(name=text, also_for=(text,), state=PersonState.PRESENT),
            Person(name=text, organisation=text, state=PersonState.APOLOGIES),
        ],
        facilitator=text,
        goals=(text, text),
    )
    party = Party(name=text, position=text, interest=text, heard=True)
    return meeting.put(
        meeting.info.replace(series=f"{text} x", note_taker=text),
        Turn(who=text, about=text, item="11", spans=((START, after(60)),), ended=True),
        Turn(who=text, about=text, spans=((START, after(60)),), ended=True),
        *(
            Win(text=text, thanks=(text, text), organisations=(text,), goal=text, item=i, at=START)
            for i in ("11", "")
        ),
        *(
            Decision(
                text=text,
                rule=text,
                # An agreement is worded in its own way.
                result="noted" if text == "agreed" else text,
                dissent=(Dissent(who=text, kind=DissentKind.BLOCK, why=text),),
                rationale=text,
                review=date(2027, 1, 1),
                item="11",
                at=START,
            )
            for _ in range(2)
        ),
        *(
            Action(text=text, owner=text, organisation=text, carried_from=text, item=i, at=START)
            for i in ("11", "")
        ),
        *(Parked(text=text, becomes=becomes, at=START) for becomes in (text, "")),
        ConflictNote(
            about=text,
            parties=(party, party),
            common_ground=prose,
            next_step=text,
            owner=text,
            at=START,
        ),
    )


class Page(HTMLParser):
    """The elements of a page, each closed in its order, and the blocks of text in its body."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.open: list[str] = []
        self.blocks: list[tuple[int, str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag != "a":  # an address is a link, which changes nothing around it
            self.elements.append(tag)
        if tag == "br":
            self.handle_data("\n")
        elif tag != "meta":
            self.open.append(tag)
        if tag in ("p", "li"):
            self.blocks.append((self.open.count("ul"), ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        around = [tag for tag in self.open if tag != "a"]
        if {"p", "li"} & set(around[-2:]) and around[-1] != "ul":
            depth, text = self.blocks[-1]
            self.blocks[-1] = (depth, text + data)


def kinds(markdown: str) -> list[str]:
    """The elements of the Markdown, those inside of lines too, but for links of addresses."""
    found = []
    for token in READER.parse(markdown):
        found.append(token.type)
        children = token.children or []
        for number, child in enumerate(children):
            if child.type == "link_open":
                # An address is a link, which changes nothing around it. No other text is a link.
                end = next(n for n, c in enumerate(children[number:]) if c.type == "link_close")
                text = "".join(inside.content for inside in children[number:][:end])
                assert [part for part, target in split_links(text) if target] == [text]
            elif child.type != "link_close" and "text" not in child.type:
                found.append(child.type)
    return found


def read(markdown: str) -> list[NoteBlock]:
    """The paragraphs and list items of the Markdown, as a reader of it sees them."""
    found, depth = [], 0
    for token in READER.parse(markdown):
        if token.type in ("bullet_list_open", "bullet_list_close"):
            depth += token.nesting
        if token.type == "inline":
            parts = [
                "\n" if child.type in ("hardbreak", "softbreak") else child.content
                for child in token.children or []
            ]
            found.append(NoteBlock(depth, tuple("".join(parts).split("\n"))))
    return found


def with_notes(text: str) -> Meeting:
    """A meeting with these notes on its one item."""
    return new_meeting("Call", START.date(), items=[AgendaItem(title="Item", notes=text)])


def notes_of(markdown: str) -> tuple[NoteBlock, ...]:
    """What follows the facts of the one item."""
    found = read(markdown)
    begin = next(n for n, block in enumerate(found) if block.lines == ("discussion",)) + 1
    return tuple(found[begin:])


def check(text: str) -> None:
    """The text reads back unchanged wherever the minutes show it, and changes nothing around it."""
    rendered, plain = (render(filled(one), START) for one in (text, "word"))
    assert kinds(rendered) == kinds(plain), rendered
    found = [line for block in read(rendered) for line in block.lines]
    wanted = [line.replace("word", text) for block in read(plain) for line in block.lines]
    if not any(block.depth for block in note_blocks(text)):
        assert found == wanted, rendered  # (a text that is a list stands in fewer places)
    assert text in found[:1]
    assert f"1. {text}" in found
    pages = (Page(render(filled(one), START, Format.HTML)) for one in (text, "word"))
    assert next(pages).elements == next(pages).elements


@pytest.mark.parametrize("text", [*SIGNS, *NASTY])
def test_no_sign_changes_the_structure(text: str) -> None:
    check(clean_line(text))


@given(names)
def test_no_text_changes_the_structure(text: str) -> None:
    check(text)


@pytest.mark.parametrize("first", [*SIGNS, *NASTY])
def test_no_sign_changes_the_notes(first: str) -> None:
    for rows in (f"{first}\nsecond", f"one\n{first}", f"- one\n  {first}", f"- {first}\n\n{first}"):
        text = clean_text(rows)
        assert notes_of(render(with_notes(text), START)) == note_blocks(text)


@given(notes)
def test_notes_read_back_unchanged_from_markdown(text: str) -> None:
    assert notes_of(render(with_notes(text), START)) == note_blocks(text)


@given(notes)
def test_notes_read_back_unchanged_from_html(text: str) -> None:
    page = Page(render(with_notes(text), START, Format.HTML))
    begin = next(n for n, (_, words) in enumerate(page.blocks) if words == "discussion") + 1
    found = [(depth, words.rstrip("\n")) for depth, words in page.blocks[begin:]]
    assert found == [(block.depth, "\n".join(block.lines)) for block in note_blocks(text)]


@given(notes)
def test_notes_keep_every_line_in_text_and_json(text: str) -> None:
    rendered = render(with_notes(text), START, Format.TEXT).partition("discussion\n")[2]
    wanted = "".join(line for block in note_blocks(text) for line in block.lines)
    assert "".join(rendered.replace("-", "").split()) == "".join(wanted.replace("-", "").split())
    assert json.loads(render(with_notes(text), START, Format.JSON))["items"][0]["notes"] == text


@given(notes)
def test_text_fits_its_width_but_for_long_words(text: str) -> None:
    for line in render(with_notes(text), START, Format.TEXT).splitlines():
        assert columns(line) <= WIDTH or len(line.lstrip(" -").split()) == 1


@given(st.sampled_from((Format.MARKDOWN, Format.TEXT, Format.HTML)), names, notes)
def test_no_format_has_two_empty_lines_in_a_row(kind: Format, text: str, more: str) -> None:
    for meeting in (filled(text), with_notes(more)):
        rendered = render(meeting, START, kind)
        assert "\n\n\n" not in rendered
        assert rendered.strip("\n") + "\n" == rendered


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo\n\nthree", "0 one|two,0 three"),
        ("said:\n- a\n  - b\n    more\n- c\nend", "0 said:,1 a,2 b|more,1 c,0 end"),
        ("    - a\n        - b", "1 a,2 b"),
        ("- a\n      - b\n   - c\n - d", "1 a,2 b,2 c,1 d"),
        ("\t* a\n\t\t• b", "1 a,2 b"),
        ("- a\n\n- b\n\n  c", "1 a,1 b,0 c"),
        ("-5 degrees\n-", "0 -5 degrees|-"),
        ("1. a\n# b", "0 1. a|# b"),
        ("", ""),
    ],
)
def test_lines_and_lists_are_found(text: str, expected: str) -> None:
    found = [f"{block.depth} {'|'.join(block.lines)}" for block in note_blocks(text)]
    assert ",".join(found) == expected


def test_lists_are_nested_at_most_six_levels_deep() -> None:
    text = "\n".join(f"{'  ' * n}- {n}" for n in range(30))
    assert max(block.depth for block in note_blocks(text)) == 6
    assert len(note_blocks(text)) == 30


def test_a_script_is_shown_as_text() -> None:
    page = render(filled("<script>alert(1)</script>"), START, Format.HTML)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert page.startswith("<!DOCTYPE html>\n<html lang=")


def test_web_addresses_can_be_followed_from_the_markdown() -> None:
    address = "https://owner.example/letter_of_may?id=7&page=2#top"
    assert f"({address})" in render(with_notes(f"See ({address})"), START)


def test_the_columns_of_the_table_are_aligned() -> None:
    meeting = new_meeting("Call", START.date())
    texts = ("call", "a | b", "名前 of a much longer thing")
    meeting = meeting.put(*(Action(text=text, owner="Zoë", at=START) for text in texts))
    rows = [line for line in render(meeting, START).splitlines() if line.startswith("|")]
    assert len(rows) == 5
    assert len({columns(row) for row in rows}) == 1


@pytest.mark.parametrize("count", [9, 10, 12, 100])
def test_notes_and_details_stay_inside_their_decision(count: int) -> None:
    dissent = (Dissent(who="Ada", why="too late"),)
    meeting = new_meeting("Call", START.date()).put(
        *(
            Decision(text=f"First\nthen {n}:\n- one\n- two", dissent=dissent, at=START)
            for n in range(count)
        )
    )
    found = kinds(render(meeting, START))
    assert found.count("ordered_list_open") == 1
    assert found.count("list_item_open") == count * 4
    assert found.count("code_block") == 0
    blocks = read(render(meeting, START))
    assert [block.depth for block in blocks if block.lines == ("Ada stands aside: too late",)] == [
        1
    ] * count


def test_a_list_in_notes_stays_apart_from_the_results_below_it() -> None:
    item = AgendaItem(id="11", title="Item", conclusion="- one\n- two", state=ItemState.DONE)
    meeting = new_meeting("Call", START.date(), items=[item])
    meeting = meeting.put(Win(text="Won", item="11", at=START))
    found = kinds(render(meeting, START).partition("## Agenda")[2])
    assert found.count("bullet_list_open") == 2
