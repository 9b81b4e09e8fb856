"""The blocks of text in minutes that this program has written as a page of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

_OWN = re.compile(
    r"<!DOCTYPE html>\n<html lang=(?s:.{1,4000}?)"
    r'<p class="facts">(?:Minutes|Draft minutes|In preparation)\b'
)


@dataclass
class HtmlBlock:
    """A heading, a paragraph or an item of a list.

    Args:
        tag: h2, h3, h4, p or li.
        depth: how many lists it stands in.
        strong: the text in bold at its beginning.
        text: the rest, with its line breaks.
    """

    tag: str
    depth: int
    strong: str = ""
    text: str = ""


def own_html_blocks(text: str) -> list[HtmlBlock] | None:
    """Return the blocks of minutes, in their order; None for a text that is not such a page."""
    if not _OWN.match(text):
        return None
    page = _Page()
    page.feed(text)
    page.close()
    return page.blocks


def notes_of(blocks: Iterator[HtmlBlock]) -> str:
    """Return blocks as the notes that they were written from."""
    lines: list[str] = []
    before = 0  # the depth of the block before
    for block in blocks:
        indent = "  " * block.depth
        first = f"{indent[2:]}- " if block.depth else ""
        if not block.depth and not before:
            lines.append("")
        before = block.depth
        lines.append(first + block.text.strip().replace("\n", f"\n{indent}"))
    return "\n".join(lines).strip("\n")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[HtmlBlock] = []
        self._depth = 0
        self._strong = False
        self._open = False  # whether text belongs to the last block

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("ul", "ol"):
            self._depth += 1
            self._open = False
        elif tag in ("h2", "h3", "h4", "p", "li"):
            self.blocks.append(HtmlBlock(tag, self._depth))
            self._open = True
        elif tag == "strong":
            self._strong = self._open and not self.blocks[-1].text
        elif tag == "br" and self._open:
            self.blocks[-1].text += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self._depth -= 1
        elif tag == "strong":
            self._strong = False
        elif tag in ("h2", "h3", "h4", "p", "li"):
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open and self._strong:
            self.blocks[-1].strong += data
        elif self._open:
            self.blocks[-1].text += data
