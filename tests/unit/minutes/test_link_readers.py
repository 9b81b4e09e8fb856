"""The readers of Markdown and of HTML find the same links, whatever stands around them."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from data.minutes import html as html_page
from data.minutes import markdown
from data.minutes.blocks import Fact, Head, Layout, Lines, Paragraph, Quoted, Strong, Table
from data.minutes.links import split_links

READER = MarkdownIt("gfm-like", {"linkify": True})
BEFORE = ("", "see ", "see: ", "(", "<", "“", '"', "'", "_", "**", "`", "~")
AFTER = ("", " x", ").", ">", "”", ": x", "; y", "! z", "… x", '" y', "'.", "_", "**", "`", "?")
PUNCTUATION = "()[]{}`_*\"'|~-.,;:!?&=#@+$/\\^"


def links_of(rendered: str) -> list[tuple[str, str]]:
    """Where the links of a page lead to, each with its text."""
    links = re.findall(r'<a href="([^"]*)">(.*?)</a>', rendered)
    return [(html.unescape(link), html.unescape(text)) for link, text in links]


def target(address: str, *, encoded: bool = False) -> str:
    """Where the link of an address leads to; encoded as markdown-it does."""
    link = f"http://{address}" if address.startswith("www.") else address
    return READER.normalizeLink(link) if encoded else link


@given(
    st.sampled_from(
        ("https://a.example/", "http://b.example?", "www.c.example/", "mailto:a@d.ex?")
    ),
    st.lists(st.sampled_from((*PUNCTUATION, "a", "B", "7")), max_size=9).map("".join),
    st.sampled_from(BEFORE),
    st.sampled_from(AFTER),
)
def test_any_address_is_one_link_to_where_it_says(
    start: str, rest: str, before: str, after: str
) -> None:
    """The readers of the Markdown and of the HTML find the same link, and no other."""
    text = f"{before}{start}{rest}{after}"
    found = [part for part, link in split_links(text) if link]
    table = Table(("What", "Who"), (((text,), ("x",)),), ())
    head = Head("Call", "2026-11-23", ((Fact("Monday"),),), (Fact("In preparation"),))
    lines = [(text,), (Strong(text), ": x"), (Quoted(text),), (Lines(text), ";"), (text, ": ", "x")]
    layout = Layout(head, ((*map(Paragraph, lines), table),))
    page = READER.render(markdown.write(layout))
    assert links_of(page) == [(target(part, encoded=True), part) for part in found * 6]
    assert links_of(html_page.write(layout)) == [(target(part), part) for part in found * 6]
    shown = html.unescape(re.sub(r"</?(?:a|strong|p|td|br)\b[^>]*>", "", page))
    assert shown.count(text) == 6
    assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("'http://a.example','http://b.example'", ["http://a.example", "http://b.example"]),
        ("[http://a.example](http://b.example/(x))", ["http://a.example", "http://b.example/(x)"]),
        ("http://a.example/[x](y)", ["http://a.example/[x](y)"]),
    ],
)
def test_an_address_ends_where_what_was_opened_before_it_is_closed(
    text: str, links: list[str]
) -> None:
    assert [part for part, link in split_links(text) if link] == links
