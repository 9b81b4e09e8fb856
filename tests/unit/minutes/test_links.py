"""Every web address in the minutes works in every format."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from data.minutes.links import split_links
from data.minutes.render import Format, render
from data.records.models import Action, AgendaItem, Decision, Parked, Person, PersonState, Win
from tests.builders import START, a_meeting

READER = MarkdownIt("gfm-like", {"linkify": True})
ADDRESSES = (
    "https://people.example.org/~ada/plan_v2.html",
    "http://a.example/x_y?y=1&z=*2",
    "https://en.wikipedia.org/wiki/Rent_(economics)",
    "https://a.example/a_b/~c/~d",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_link_works_wherever_it_stands(address: str) -> None:
    notes = f"see {address}\nnext line\n- {address}.\n  ({address})\n{address} first"
    meeting = a_meeting(items=(AgendaItem(title="Rents", notes=notes),), place=address).put(
        Win(text=f"see {address}", at=START),
        Decision(text=f"see {address}\nnext {address}", rationale=address, at=START),
        Action(text=f"see {address}, now", at=START),
        Parked(text=f"({address})", at=START),
    )
    markdown = READER.render(render(meeting, START, Format.MARKDOWN))
    for text in (markdown, render(meeting, START, Format.HTML)):
        links = [html.unescape(link) for link in re.findall(r'<a href="([^"]*)"', text)]
        assert links == [address] * 11
    assert render(meeting, START, Format.TEXT).count(address) == 11
    assert "\\~" not in render(meeting, START, Format.MARKDOWN)


def links(page: str) -> list[tuple[str, str]]:
    """The targets and the texts of the links of a page."""
    found = re.findall(r'<a href="([^"]*)">(.*?)</a>', page)
    return [(html.unescape(target), html.unescape(text)) for target, text in found]


def check(address: str, around: str) -> None:
    """The address is a link, and shows as it was typed, wherever the minutes have it.

    Signs that stand in an address as well as around it are left out: nobody knows where it ends.
    """
    if any(sign in address for sign in ('"', "|") if sign in around):
        return
    text = around.format(address)
    meeting = a_meeting(
        Person(name=text, organisation=text, state=PersonState.PRESENT),
        items=(AgendaItem(title=text, presenter=text, notes=f"{text}\n{text}\n- {text}"),),
        title=text,
        place=text,
    ).put(
        Win(text=text, at=START),
        Decision(text=text, rationale=text, at=START),
        Action(text=text, owner=text, at=START),
        Parked(text=text, at=START),
    )
    target = address
    if not re.match("https?:|mailto:", address, re.IGNORECASE):
        target = f"http://{address}" if address.startswith("www.") else f"mailto:{address}"
    for name, reader in (("gfm-like", READER), ("html", None)):
        written = render(meeting, START, Format.HTML if reader is None else Format.MARKDOWN)
        found = links(reader.render(written) if reader else written)
        assert len(found) == 15, (name, written)
        for link, shown in found:
            assert unquote(link) == unquote(target), (name, written)
            assert shown == address, (name, written)
    written = " ".join(render(meeting, START, Format.TEXT).split())
    assert written.count(address) == 15


AROUND = (
    "{}", "see {}", "({})", "{}.", "see {}, now", "<{}>", '"{}"', "“{}”", "*{}*", "_{}_", "`{}`",
    "[plan]({})", "[{}]", "a {}; b", "{}!", "a|{}|b", "x_ {} _x", "*a {} b*", "**{}**", "~{}~",
    "'{}'", "（{}）。", "「{}」", "{}: x", "# {} #", "1. {}",
)  # fmt: skip
SIGNS = "()[]`_*'|~!$&;:@,.%#{}^+=?\\-"
ENDS = "aZ09/"


TYPED = (
    *ADDRESSES,
    "www.example.org",
    "www.example.org/a_b?c=*d*e",
    "mailto:ada_b@mail.example.org",
    "mailto:ada@example.org?subject=Rents_and_*more*x",
    "ada.quill@example.org",
    "ada@mail.example",
    "ada_b@example.org",
    "https://a.example/it's_here",
    'https://a.example/?q="rent"',
    "https://a.example/x[1]/(y)",
    "https://a.example/`code`/x",
    "https://a.example/a|b|c",
    "https://a.example/100%25_a%20b",
    "HTTPS://A.Example/X",
    "http://localhost:8080/_a",
    "https://a.example/?a=1&copy=2&amp;b=3",
    "https://a.example/*/_x_/**/y",
)


@pytest.mark.parametrize("number", range(len(TYPED)))
def test_an_address_is_a_link_between_any_signs(number: int) -> None:
    for around in AROUND[number % 4 :: 4]:
        check(TYPED[number], around)


@given(
    st.sampled_from(
        ("https://a.example/", "http://b.example?", "www.c.example/", "mailto:d@e.example?")
    ),
    st.text(st.sampled_from(SIGNS + "aB1/"), max_size=12),
    st.sampled_from(ENDS),
    st.sampled_from(AROUND),
)
def test_any_address_is_a_link(start: str, middle: str, end: str, around: str) -> None:
    address = f"{start}{middle}{end}"
    # Where a bracket is not closed, nobody knows where the address ends.
    assume(all(address.count(a) == address.count(b) for a, b in ("()", "[]", "{}")))
    assume("](" not in address)
    check(address, around)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("", []),
        ("https://", []),
        ("no.example javascript:alert(1) ftp://a.example", []),
        ("(http://a.example/b).", ["http://a.example/b"]),
        ("http://a.example/(b) [http://c.example]", ["http://a.example/(b)", "http://c.example"]),
        ("<http://a.example>", ["http://a.example"]),
    ],
)
def test_only_web_addresses_are_links(text: str, addresses: list[str]) -> None:
    parts = list(split_links(text))
    assert [part for part, link in parts if link] == addresses
    assert "".join(part for part, _ in parts) == text
