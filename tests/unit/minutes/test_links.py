"""Every web address in the minutes works in every format."""

from __future__ import annotations

import html
import re

import pytest
from markdown_it import MarkdownIt

from data.minutes.links import split_links
from data.minutes.render import Format, render
from data.records.models import Action, AgendaItem, Decision, Parked, Win
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


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("", []),
        ("https://", []),
        ("no.example javascript:alert(1) ftp://a.example", []),
        ("(http://a.example/b).", ["http://a.example/b"]),
        ("http://a.example/(b) [http://c.example]", ["http://a.example/(b)", "http://c.example"]),
        ("<http://a.example>", ["http://a.example"]),
    ],
)
def test_only_web_addresses_are_links(text: str, links: list[str]) -> None:
    parts = list(split_links(text))
    assert [part for part, link in parts if link] == links
    assert "".join(part for part, _ in parts) == text
