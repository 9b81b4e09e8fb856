"""The minutes as plain text for a mail: filled to a width, without any markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from data.minutes.blocks import (
    Block,
    Entry,
    Head,
    Heading,
    Inline,
    Layout,
    Lines,
    Listing,
    ListItem,
    ListStyle,
    Mark,
    Notes,
    Paragraph,
    Piece,
    Quoted,
    Strong,
    Table,
)
from data.minutes.note_blocks import NoteBlock
from data.text.width import columns

WIDTH = 78  # columns: a line of a mail that is quoted once still fits 80
_RULE = 60
_MARKS = {Mark.DASH: " - ", Mark.DOT: "; ", Mark.ARROW: " -> "}


def write(layout: Layout) -> str:
    """Return the minutes as plain text that ends in a newline."""
    parts = (_head(layout.head), *(_blocks(section, "", "  ") for section in layout.sections))
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def wrap(text: str, first: str = "", rest: str = "") -> str:
    """Fill each line of a text to WIDTH columns; words that are longer stay whole.

    Args:
        text: One or more lines; empty ones are dropped.
        first: Stands before the first line of the result.
        rest: Stands before every other line.
    """
    result: list[str] = []
    for line in text.splitlines():
        before = rest if result else first
        current = ""
        for word in line.split():
            if current and columns(f"{before}{current} {word}") > WIDTH:
                result.append(before + current)
                before, current = rest, word
            else:
                current = f"{current} {word}" if current else word
        if current:
            result.append(before + current)
    return "\n".join(result) or first.rstrip()


def _head(head: Head) -> Iterator[str]:
    yield wrap(head.title)
    yield "=" * _RULE
    for line in (*head.lines, head.status):
        for fact in line:
            yield wrap(fact.labelled, rest="  " if fact.label else "")


def _blocks(blocks: Iterable[Block], indent: str, hanging: str) -> Iterator[str]:
    """Write blocks, each as one or more lines.

    Args:
        blocks: The blocks of a section, or of an entry in one.
        indent: Stands before every line.
        hanging: Stands before the further lines of a paragraph, in place of `indent`.
    """
    for block in blocks:
        match block:
            case Heading():
                yield block.text.upper()
                yield "-" * _RULE
            case Paragraph():
                yield wrap(_inline(block.content), indent, hanging)
            case Notes():
                yield from _notes(block.blocks, indent, block.label)
            case Listing():
                for number, item in enumerate(block.items, start=1):
                    yield from _item(item, number, block.style, indent)
            case Table():
                for line in block.lines:
                    yield wrap(_inline(line), indent, f"{indent}  ")
            case Entry():
                yield from _entry(block)


def _entry(entry: Entry) -> Iterator[str]:
    """Write an entry below a blank line: indented if it has a number, else at the margin."""
    facts = _MARKS[Mark.DOT].join(fact.labelled for fact in entry.facts)
    indent = "   " if entry.number else ""
    yield ""
    if not entry.number:
        yield wrap(f"{entry.title} ({facts})")
    else:
        yield wrap(entry.title, f"{entry.number} ", indent)
        yield wrap(facts, indent, indent)
    yield from _blocks(entry.body, indent, indent)


def _item(item: ListItem, number: int, style: ListStyle, indent: str) -> Iterator[str]:
    marker = {ListStyle.NUMBERS: f"{number}. ", ListStyle.LINES: ""}.get(style, "* ")
    inner = indent + " " * len(marker)
    yield wrap(_inline(item.content), indent + marker, inner)
    yield from _notes(item.notes, inner)
    for detail in item.details:
        yield wrap(_inline(detail), f"{inner}- ", f"{inner}  ")


def _notes(blocks: tuple[NoteBlock, ...], indent: str, label: str = "") -> Iterator[str]:
    """Write notes, with hyphens before their list items; the label shares a line with a text."""
    if label and blocks and blocks[0].depth:
        yield indent + label
        label = ""
    for block in blocks:
        inner = indent + "  " * block.depth
        text = "\n".join(block.lines)
        if label:
            text, label = f"{label} {text}", ""
        yield wrap(text, f"{inner[:-2]}- " if block.depth else indent, inner)


def _inline(content: Inline) -> str:
    return "".join(map(_piece, content))


def _piece(piece: Piece) -> str:
    match piece:
        case str():
            return piece
        case Strong() | Lines():
            return piece.text
        case Quoted():
            return f'"{piece.text}"'
        case Mark():
            return _MARKS[piece]
