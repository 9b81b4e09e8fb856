"""The minutes as an HTML page that needs no other file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
from data.minutes.links import split_links
from data.minutes.note_blocks import NoteBlock

_MARKS = {Mark.DASH: " – ", Mark.DOT: " · ", Mark.ARROW: " → "}
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"})
_STYLE = """\
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h2 { border-bottom: 1px solid; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
h1, h2, h3, h4, p, li, th, td { unicode-bidi: plaintext; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; \
border-bottom: 1px solid #8886; }
.facts { font-style: italic; }"""


def write(layout: Layout) -> str:
    """Return the minutes as a whole HTML page that ends in a newline."""
    body = (block for section in layout.sections for block in section)
    return "\n".join((*_head(layout.head), *_blocks(body), "</body>", "</html>\n"))


def escape(text: str) -> str:
    """Escape text for the content of an element or a quoted attribute."""
    return text.translate(_ESCAPES)


def _head(head: Head) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(f'{head.title} – {head.date}')}</title>"
    yield f"<style>\n{_STYLE}\n</style>\n</head>\n<body>"
    yield f"<h1>{_text(head.title)}</h1>"
    for line in head.lines:
        yield f"<p>{_facts(line)}</p>"
    yield f'<p class="facts">{_facts(head.status)}</p>'


def _facts(facts: tuple[Fact, ...]) -> str:
    return _MARKS[Mark.DOT].join(_text(fact.labelled) for fact in facts)


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    """Write blocks, each as one or more lines of HTML."""
    for block in blocks:
        match block:
            case Heading():
                yield f"<h2>{_text(block.text)}</h2>"
            case Paragraph():
                yield f"<p>{_inline(block.content)}</p>"
            case Notes():
                yield from _notes(block.blocks, block.label)
            case Listing():
                tag = "ol" if block.style is ListStyle.NUMBERS else "ul"
                items = (line for item in block.items for line in _item(item))
                yield from (f"<{tag}>", *items, f"</{tag}>")
            case Table():
                yield from _table(block)
            case Entry():
                number = f"{block.number} " if block.number else ""
                level = "h4" if block.minor else "h3"
                yield f"<{level}>{number}{_text(block.title)}</{level}>"
                yield f'<p class="facts">{_facts(block.facts)}</p>'
                yield from _blocks(block.body)


def _item(item: ListItem) -> Iterator[str]:
    if not item.notes and not item.details:
        yield f"<li>{_inline(item.content)}</li>"
        return
    yield f"<li>{_inline(item.content)}"
    yield from _notes(item.notes)
    if item.details:
        yield "<ul>"
        for detail in item.details:
            yield f"<li>{_inline(detail)}</li>"
        yield "</ul>"
    yield "</li>"


def _notes(blocks: tuple[NoteBlock, ...], label: str = "") -> Iterator[str]:
    """Write notes; the label shares a paragraph with a text, and stands above a list."""
    strong = f"<strong>{_text(label)}</strong>" if label else ""
    if strong and blocks and blocks[0].depth:
        yield f"<p>{strong}</p>"
        strong = ""
    depths = [0, *(block.depth for block in blocks), 0]
    for block, above, below in zip(blocks, depths, depths[2:], strict=False):
        text = "<br>".join(map(_text, block.lines))
        if block.depth == 0:
            yield f"<p>{f'{strong} ' if strong else ''}{text}</p>"
            strong = ""
            continue
        # An item stays open until a block follows that is not nested in it.
        opened = "<ul><li>" if above < block.depth else "<li>"
        closed = "</li>" if below <= block.depth else ""
        for level in range(block.depth, below, -1):
            closed += "</ul></li>" if level > 1 else "</ul>"
        yield f"{opened}{text}{closed}"


def _table(table: Table) -> Iterator[str]:
    labels = "".join(f"<th>{_text(label)}</th>" for label in table.header)
    yield f"<table>\n<thead><tr>{labels}</tr></thead>\n<tbody>"
    for row in table.rows:
        cells = "".join(f"<td>{_inline(cell)}</td>" for cell in row)
        yield f"<tr>{cells}</tr>"
    yield "</tbody>\n</table>"


def _inline(content: Inline) -> str:
    return "".join(map(_piece, content))


def _piece(piece: Piece) -> str:
    match piece:
        case str():
            return _text(piece)
        case Strong():
            return f"<strong>{_text(piece.text)}</strong>"
        case Quoted():
            return f"“{_text(piece.text)}”"
        case Lines():
            return "<br>".join(map(_text, piece.text.splitlines()))
        case Mark():
            return _MARKS[piece]


def _text(text: str) -> str:
    """Escape a line of text, with its web addresses as links."""
    return "".join(
        f'<a href="{escape(target)}">{escape(part)}</a>' if target else escape(part)
        for part, target in split_links(text)
    )
