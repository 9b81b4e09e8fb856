"""The minutes as a page: a writer of the blocks of the minutes for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

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
from screens import signs
from screens.widgets.content import plain

_MARKS = {Mark.DASH: " – ", Mark.DOT: " · ", Mark.ARROW: " → "}
_SECTIONS = {
    "Wins": signs.WIN,
    "Decisions": signs.DECISION,
    "Actions": signs.ACTION,
    "Conflicts and common ground": signs.CONFLICT,
    "Parking lot": (signs.PARKED[0], "$primary"),  # a heading is not dimmed
}
_MAX_WIDTH = 100  # cells; longer lines are hard to read


def page(layout: Layout, width: int) -> Content:
    """Return the minutes as lines that fit a width in cells."""
    width = max(20, min(width, _MAX_WIDTH))
    lines = list(_head(layout.head, width))
    for section in layout.sections:
        lines.append(Content(""))
        lines += _section(section, width)
    return Content("\n").join(lines)


def _head(head: Head, width: int) -> Iterator[Content]:
    yield from plain((head.title, "bold $primary")).wrap(width)
    for line in (*head.lines, head.status):
        text = " · ".join(fact.labelled for fact in line)
        yield from plain((text, "$text-muted")).wrap(width)


def _section(section: Iterable[Block], width: int) -> Iterator[Content]:
    sign, style = "", "$primary"
    for block in section:
        if isinstance(block, Heading):
            sign, style = _SECTIONS.get(block.text, ("", "$primary"))
            before = f"{sign} " if sign else ""
            yield plain((f"{before}{block.text}", "bold" if block.minor else f"bold {style}"))
        else:
            yield from _block(block, width, 0, (sign, style))


def _block(block: Block, width: int, indent: int, sign: tuple[str, str]) -> Iterator[Content]:
    match block:
        case Paragraph():
            yield from _hang(_inline(block.content), width, indent)
        case Notes():
            yield from _notes(block.blocks, width, indent, block.label)
        case Listing():
            for number, item in enumerate(block.items, start=1):
                yield from _item(item, number, block.style, width, indent, sign)
        case Table():
            for line in block.lines:
                mark = plain((f"{sign[0] or '•'} ", sign[1]))
                yield from _hang(_inline(line), width, indent, mark)
        case Entry():
            yield from _entry(block, width, sign)
        case Heading():
            yield plain((block.text, "bold"))


def _entry(entry: Entry, width: int, sign: tuple[str, str]) -> Iterator[Content]:
    number = f"{entry.number} " if entry.number else f"{sign[0]} " if sign[0] else ""
    facts = _MARKS[Mark.DOT].join(fact.labelled for fact in entry.facts)
    title = plain((entry.title, "bold"), (f"  {facts}" if facts else "", "$text-muted"))
    yield from _hang(title, width, 0, plain((number, sign[1])))
    for block in entry.body:
        yield from _block(block, width, 3, ("", sign[1]))


def _item(
    item: ListItem,
    number: int,
    style: ListStyle,
    width: int,
    indent: int,
    sign: tuple[str, str],
) -> Iterator[Content]:
    marks = {ListStyle.NUMBERS: f"{number}. ", ListStyle.LINES: ""}
    mark = marks.get(style, f"{sign[0]} " if sign[0] else "• ")
    yield from _hang(_inline(item.content), width, indent, plain((mark, sign[1])))
    inner = indent + len(mark)
    yield from _notes(item.notes, width, inner)
    for detail in item.details:
        text = plain(("– ", "$text-muted"))
        yield from _hang(_inline(detail), width, inner, text)


def _notes(
    blocks: tuple[NoteBlock, ...], width: int, indent: int, label: str = ""
) -> Iterator[Content]:
    if label:
        yield from _hang(plain((label, "$text-muted")), width, indent)
    for block in blocks:
        mark = "• " if block.depth else ""
        for line in block.lines:
            inner = indent + 2 * max(0, block.depth - 1)
            yield from _hang(Content(line), width, inner, Content(mark))
            mark = "  " if block.depth else ""


def _hang(text: Content, width: int, indent: int, mark: Content | None = None) -> Iterator[Content]:
    """Yield the lines of a text; those after the first begin below its text, not below its mark."""
    mark = mark or Content("")
    room = max(8, width - indent - mark.cell_length)
    for number, line in enumerate(text.wrap(room)):
        before = mark if number == 0 else Content(" " * mark.cell_length)
        yield Content.assemble(" " * indent, before, line)


def _inline(content: Inline) -> Content:
    return Content.assemble(*map(_piece, content))


def _piece(piece: Piece) -> str | tuple[str, str] | Content:
    match piece:
        case Strong():
            return plain((piece.text, "bold"))
        case Lines():
            return piece.text
        case Quoted():
            return f"“{piece.text}”"
        case Mark():
            return plain((_MARKS[piece], "$text-muted"))
        case _:
            return piece
