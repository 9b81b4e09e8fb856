"""The minutes as Markdown that CommonMark readers agree on, and that reads well as it is."""

from __future__ import annotations

from collections.abc import Sequence

from data.minutes.blocks import (
    Block,
    Entry,
    Fact,
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
from data.minutes.markdown_escape import BREAK, break_after, escape
from data.minutes.note_blocks import NoteBlock
from data.text.width import columns

_MARKS = {Mark.DASH: " — ", Mark.DOT: " · ", Mark.ARROW: " → "}
# Lists in notes use "-". A list of ours right below them needs another marker: CommonMark joins
# two lists with the same one.
_BULLETS = {ListStyle.BULLETS: "-", ListStyle.LINES: "-", ListStyle.APART: "*"}
_WIDEST_CELL = 64  # columns are not padded for the sake of a cell that is wider
_NARROWEST_CELL = 3  # some readers need three hyphens below a label


def write(layout: Layout) -> str:
    """Return the minutes as Markdown that ends in a newline."""
    blocks = (_block(block) for section in layout.sections for block in section)
    return "\n\n".join((_head(layout.head), *blocks)) + "\n"


def _head(head: Head) -> str:
    lines = _broken([_MARKS[Mark.DOT].join(map(_fact, line)) for line in head.lines])
    state, *people = map(_fact, head.status)
    status = _MARKS[Mark.DOT].join((f"*{state}*", *people))
    return f"# {escape(head.title)}\n\n{lines}\n\n{status}"


def _fact(fact: Fact) -> str:
    return fact.label + escape(fact.text)


def _block(block: Block) -> str:
    match block:
        case Heading():
            return _strong(block.text) if block.minor else f"## {escape(block.text)}"
        case Paragraph():
            return _inline(block.content)
        case Notes():
            return _labelled_notes(block)
        case Listing():
            return "\n".join(_item(item, n, block) for n, item in enumerate(block.items, start=1))
        case Table():
            return _table(block)
        case Entry():
            number = f"{block.number} " if block.number else ""
            level = "####" if block.minor else "###"
            facts = _MARKS[Mark.DOT].join(fact.labelled for fact in block.facts)
            head = (f"{level} {number}{escape(block.title)}", f"*{escape(facts, '*')}*")
            return "\n\n".join((*head, *map(_block, block.body)))


def _inline(content: Inline, indent: str = "") -> str:
    pieces: list[Piece] = []
    for piece in content:  # what two strings say together is escaped as one
        if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return "".join(_piece(piece, indent) for piece in pieces)


def _piece(piece: Piece, indent: str) -> str:
    """Write one piece of a line; `indent` stands before the lines that follow the first."""
    match piece:
        case str():
            return escape(piece)
        case Strong():
            return _strong(piece.text)
        case Quoted():
            return f"“{escape(piece.text, '”')}”"
        case Lines():
            lines = [line.strip() for line in piece.text.splitlines() if line.strip()]
            lines = [*map(escape, lines[:-1]), *(escape(line, ";") for line in lines[-1:])]
            return _broken(lines, indent)
        case Mark():
            return _MARKS[piece]


def _strong(text: str) -> str:
    return f"**{escape(text, '*')}**"


def _broken(lines: Sequence[str], indent: str = "") -> str:
    """Join escaped lines by hard breaks; `indent` stands before the lines that follow the first."""
    *others, last = lines or [""]
    return "".join(f"{line}{break_after(line)}{indent}" for line in others) + last


def _labelled_notes(notes: Notes) -> str:
    text = _notes(notes.blocks)
    if not notes.label:
        return text
    gap = "\n\n" if notes.blocks and notes.blocks[0].depth else " "
    return f"{_strong(notes.label)}{gap}{text}"


def _notes(blocks: tuple[NoteBlock, ...], indent: str = "") -> str:
    """Write notes; a line that another one of the same block follows ends in a hard break."""
    result: list[str] = []
    above: int | None = None
    for block in blocks:
        if above is not None and (block.depth == 0 or above == 0):
            result.append("")
        first = f"{indent}{'  ' * (block.depth - 1)}- " if block.depth else indent
        lines = [escape(line) for line in block.lines]
        result.append(first + _broken(lines, f"{indent}{'  ' * block.depth}"))
        above = block.depth
    return "\n".join(result)


def _item(item: ListItem, number: int, listing: Listing) -> str:
    marker = f"{_BULLETS.get(listing.style) or f'{number}.'} "
    indent = " " * len(marker)
    line = marker + _inline(item.content, indent)
    if item.notes:
        line += BREAK if item.notes[0].depth == 0 else "\n"
        line += _notes(item.notes, indent)
    details = (f"{indent}* {_inline(detail, f'{indent}  ')}" for detail in item.details)
    return "\n".join((line, *details))


def _table(table: Table) -> str:
    """Write a table, with its columns aligned for those who read it as it is."""
    rows = [
        [escape(label) for label in table.header],
        *([" ".join(_inline(cell).split()) for cell in row] for row in table.rows),
    ]
    widths = [
        max(_NARROWEST_CELL, *(min(columns(cell), _WIDEST_CELL) for cell in column))
        for column in zip(*rows, strict=True)
    ]
    lines = [
        "".join(
            f"| {cell}{' ' * max(0, width - columns(cell))} "
            for cell, width in zip(row, widths, strict=True)
        )
        for row in rows
    ]
    lines.insert(1, "".join(f"|{'-' * (width + 2)}" for width in widths))
    return "\n".join(f"{line}|" for line in lines)
