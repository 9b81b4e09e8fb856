"""The building blocks of the minutes, independent of any format.

`sections.py` builds blocks from a `MinutesDocument`. Each writer (`markdown.py`, `plain_text.py`,
`html.py`) turns every kind of block into its own notation and needs to know nothing else, so a
new format is one new writer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from data.minutes.note_blocks import NoteBlock


class Mark(Enum):
    """Punctuation between parts of a line, with its spaces; each format has its own characters."""

    DASH = auto()
    DOT = auto()
    ARROW = auto()


@dataclass(frozen=True)
class Strong:
    """Emphasised text on one line."""

    text: str


@dataclass(frozen=True)
class Quoted:
    """Text on one line, in quotation marks."""

    text: str


@dataclass(frozen=True)
class Lines:
    """Text of several lines in the middle of a sentence; its line breaks are kept."""

    text: str


Piece = str | Strong | Quoted | Lines | Mark
Inline = tuple[Piece, ...]
"""A line of text. Every `str` in it is literal text on one line, which writers escape."""


@dataclass(frozen=True)
class Fact:
    """A short fact, with the label that introduces it: "Facilitator: ", or ""."""

    text: str
    label: str = ""

    @property
    def labelled(self) -> str:
        """The label and the text."""
        return self.label + self.text


@dataclass(frozen=True)
class Head:
    """The head of the minutes.

    Attributes:
        title: Title of the meeting.
        date: ISO date of the meeting.
        lines: When, where and in which series, line by line.
        status: The state of the minutes, then who facilitated and took notes.
    """

    title: str
    date: str
    lines: tuple[tuple[Fact, ...], ...]
    status: tuple[Fact, ...]


@dataclass(frozen=True)
class Heading:
    """The heading of a section; a minor one does not show in a table of contents."""

    text: str
    minor: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    content: Inline


@dataclass(frozen=True)
class Notes:
    """Text with paragraphs and lists as a person typed it, after an optional label."""

    blocks: tuple[NoteBlock, ...]
    label: str = ""


class ListStyle(Enum):
    """How the items of a list are marked.

    BULLETS and NUMBERS are the usual ones. APART are bullets that stay apart from a list in the
    notes above them. LINES are short items, which need no bullets where each has its own line.
    """

    BULLETS = auto()
    NUMBERS = auto()
    APART = auto()
    LINES = auto()


@dataclass(frozen=True)
class ListItem:
    """An item of a list: a line, then notes, then a list of details."""

    content: Inline
    notes: tuple[NoteBlock, ...] = ()
    details: tuple[Inline, ...] = ()


@dataclass(frozen=True)
class Listing:
    """A list."""

    items: tuple[ListItem, ...]
    style: ListStyle = ListStyle.BULLETS


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes:
        header: One label for each column.
        rows: The cells of each row, as many as there are labels.
        lines: Each row as a sentence, for formats without tables.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Inline, ...], ...]
    lines: tuple[Inline, ...]


@dataclass(frozen=True)
class Entry:
    """A part of a section with its own title, such as an agenda item.

    Attributes:
        facts: Short facts about it, shown below or beside the title.
        body: The blocks that follow; none of them is a Heading or an Entry.
        number: Stands before the title, if there is one: "3.", or "3.1" for a part of an entry.
        minor: Whether it is a part of the last entry before it that is none.
    """

    title: str
    facts: tuple[Fact, ...]
    body: tuple[Block, ...]
    number: str = ""
    minor: bool = False


Block = Heading | Paragraph | Notes | Listing | Table | Entry
Section = tuple[Block, ...]


@dataclass(frozen=True)
class Layout:
    """The whole minutes: the head, and the sections that have anything in them."""

    head: Head
    sections: tuple[Section, ...]
