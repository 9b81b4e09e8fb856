"""Read the minutes that this program writes, in each of its formats."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from data.importing.own_html import HtmlBlock, notes_of, own_html_blocks
from data.text.width import columns

_MARKDOWN = re.compile(r"# .+\n\n.+(?:\n.+)*\n\n\*(?:Minutes|Draft minutes|In preparation)\b")
_TEXT = re.compile(r".+\n={60}\n")
_RULE = "-" * 60  # below the headings of plain text
_WIDTH = 78  # of the lines of plain text
_MOST_LINES_OF_FACTS = 20
_INDENT = "   "  # of the lines below the title of an item in plain text
_STATES = {
    "Apologies: ": "apologies",
    "Expected, not present: ": "expected",
}
_KINDS = "information|discussion|decision|celebration"
_TIME = (
    r"(?:\d+ min planned"
    r"|(?:extended|shortened) by (?:\d+|under 1) min(?: \(agreed by .{1,2000}?\))?"
    r"|(?:\d+|under 1) min spent)"
)
_STATE = "(?:skipped|deferred to the next meeting|done|going on|not taken)"
_FACTS = (
    rf"(?P<kind>{_KINDS})(?:DOTpresented by (?P<presenter>.+?))?"
    rf"(?:DOT(?P<time>{_TIME}(?:, {_TIME})*))?"
    rf"(?:DOT{_STATE})?"
)
_HTML_FACTS = re.compile(_FACTS.replace("DOT", " · "))
_MARKDOWN_FACTS = re.compile(rf"\*{_HTML_FACTS.pattern}\*")
_TEXT_FACTS = re.compile(rf"{_INDENT}{_FACTS.replace('DOT', '; ')}")
_BEGIN_OF_FACTS = re.compile(rf"{_INDENT}(?:{_KINDS})(?:;|$)")
_END_OF_FACTS = re.compile(rf"{_INDENT}(?:{_KINDS})(?:;.*(?:; {_STATE}|{_TIME}))?")
_PLANNED = re.compile(r"(\d+) min planned")
_TITLE = re.compile(r"(?:#{3,4} )?\d+\.(\d*) (.+)$")  # the number of a sub-item, and the title
_BULLET = re.compile(r" *- ")
_AFTER_NOTES = re.compile(
    r"Spoke(?: outside the agenda)?: |Asked to speak and was not reached: |(?:\*\*)?Conclusion:"
    r"|\* (?:Decision|Action|Win)\b"
)
_CLOCK = re.compile(r"(from|until) \d\d:\d\d|has left")
_PRONOUNS = re.compile(r"\w+(?:/\w+)+")  # "Ada (she/her)": they belong to the name
_MARKUP = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|<(?P<address>[^<>\s]+)>"
    r"|\[(?P<link>(?:\\.|[^\[\]\\])+)\]\(<(?:\\.|[^<>\\])*>\)"
)


@dataclass
class OwnMinutes:
    """What the minutes say of people and items, as arguments of ImportedPerson and ImportedItem."""

    people: list[dict[str, object]] = field(default_factory=list)
    items: list[dict[str, object]] = field(default_factory=list)


def read_own_minutes(text: str) -> OwnMinutes | None:
    """Return what is in minutes that this program has written; None for any other text."""
    text = text.replace("\r\n", "\n").lstrip("\ufeff\n")
    if text.startswith("{"):
        return _from_json(text)
    if _MARKDOWN.match(text):
        return _from_markdown(text.splitlines())
    if _TEXT.match(text):
        return _from_text(list(_unwrapped(text)))
    blocks = own_html_blocks(text)
    return _from_html(blocks) if blocks is not None else None


# -- the formats ---------------------------------------------------------------------------


def _from_json(text: str) -> OwnMinutes | None:
    try:
        content = json.loads(text)
        if not str(content.get("format", "")).startswith("meeting-tui minutes"):
            return None
        found = OwnMinutes()
        for delegation in content["present"]:
            for person in delegation["people"]:
                found.people.append(_person(person, "present", delegation["organisation"]))
        for key, state in (("apologies", "apologies"), ("absent", "expected")):
            found.people += [_person(person, state) for person in content[key]]
        for item in content["items"]:
            names = item["title"], item["kind"], item["presenter"]
            part = str(item.get("part") or "")
            found.items.append(_item(*names, item["time"], str(item.get("notes", "")), part))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return found


def _from_markdown(rows: list[str]) -> OwnMinutes:
    found = OwnMinutes()
    section = ""
    for number, row in enumerate(rows):
        if row.startswith("## "):
            section = row
        elif section == "## People":
            strong, colon, names = row.removeprefix("- **").partition("**: ")
            if row.startswith("- **") and colon:
                found.people += _present(_unescaped(names), _unescaped(strong))
            else:
                found.people += _people(_unescaped(row))
        elif section == "## Agenda" and row.startswith(("### ", "#### ")):
            title = _TITLE.match(row)
            # Below the title: a blank line, the facts, and a blank line.
            facts = _MARKDOWN_FACTS.fullmatch(rows[number + 2]) if number + 2 < len(rows) else None
            if title and facts:
                notes = _markdown_notes(rows, number + 3)
                presenter = _unescaped(facts["presenter"] or "")
                about = _unescaped(title[2]), facts["kind"], presenter
                found.items.append(_item(*about, facts["time"] or "", notes, title[1]))
    return found


def _markdown_notes(rows: list[str], begin: int) -> str:
    """Return the notes that begin at an index, below the facts of an item."""
    notes: list[str] = []
    for number in range(begin, len(rows)):
        row = rows[number]
        begins_block = not notes or not notes[-1]
        if row.startswith(("## ", "### ", "#### ")) or (begins_block and _AFTER_NOTES.match(row)):
            break
        # One backslash at the end, or two blanks, are a line break.
        text = row.rstrip()
        if (len(text) - len(text.rstrip("\\"))) % 2:
            text = text[:-1]
        notes.append(_unescaped(text))
    return _without_blank_lines(notes)


def _without_blank_lines(notes: list[str]) -> str:
    """Return notes with a blank line only between two paragraphs, as it is needed nowhere else."""
    kept: list[str] = []
    in_list = False
    for line in notes:
        if _BULLET.match(line):
            in_list = True
            if kept and not kept[-1]:
                kept.pop()
        elif line and not line.startswith("  "):
            in_list = False
        if line or not in_list:
            kept.append(line)
    return "\n".join(kept).strip("\n")


def _unescaped(text: str) -> str:
    """Return escaped Markdown as the text that it shows."""

    def shown(found: re.Match[str]) -> str:
        if found["link"]:
            return _unescaped(found["link"])
        return found["escaped"] or found["address"]

    return _MARKUP.sub(shown, text)


def _from_text(rows: list[str]) -> OwnMinutes:
    found = OwnMinutes()
    section = ""
    for number, row in enumerate(rows):
        following = rows[number + 1] if number + 1 < len(rows) else ""
        if following == _RULE:
            section = row
        elif section == "PEOPLE":
            found.people += _people(row)
        elif section == "AGENDA" and (title := _TITLE.match(row)):
            facts = _TEXT_FACTS.fullmatch(following)
            if facts:
                notes: list[str] = []
                for below in range(number + 2, len(rows)):
                    text = rows[below].removeprefix(_INDENT)
                    if text == rows[below] or _AFTER_NOTES.match(text):
                        break
                    notes.append(text)
                names = title[2], facts["kind"], facts["presenter"] or ""
                found.items.append(_item(*names, facts["time"] or "", "\n".join(notes), title[1]))
    return found


def _unwrapped(text: str) -> Iterator[str]:
    """Yield the lines of plain text, with those together that the width has split."""
    parts, last = [""], ""  # those of a line that was split; the line before
    for line in text.splitlines():
        first = line.split(maxsplit=1)[0] if line.strip() else ""
        begins_facts = _TITLE.match(parts[0]) and _BEGIN_OF_FACTS.match(line)
        at_end = _END_OF_FACTS.fullmatch(" ".join(parts[:_MOST_LINES_OF_FACTS]))
        ends = begins_facts or (at_end and not line.startswith(f"{_INDENT}(agreed "))
        if line[:1] == " " and columns(f"{last} {first}") > _WIDTH and not ends:
            parts.append(line.strip())
        else:
            yield " ".join(parts)
            parts = [line]
        last = line
    yield " ".join(parts)


def _from_html(blocks: list[HtmlBlock]) -> OwnMinutes:
    found = OwnMinutes()
    section = ""
    for number, block in enumerate(blocks):
        if block.tag == "h2":
            section = block.text
        elif section == "People" and block.strong:
            found.people += _present(block.text.removeprefix(": "), block.strong)
        elif section == "People":
            found.people += _people(f"- {block.text}" if block.depth else block.text)
        elif section == "Agenda" and block.tag in ("h3", "h4"):
            title = _TITLE.match(block.text)
            facts = (
                _HTML_FACTS.fullmatch(blocks[number + 1].text) if number + 1 < len(blocks) else None
            )
            if title and facts:
                rest = (blocks[n] for n in range(number + 2, len(blocks)))
                notes = notes_of(takewhile(_is_note, rest))
                names = title[2], facts["kind"], facts["presenter"] or ""
                found.items.append(_item(*names, facts["time"] or "", notes, title[1]))
    return found


def _is_note(block: HtmlBlock) -> bool:
    """Return whether a block belongs to the notes of an item, which stand before all else."""
    bullet = "* " * block.depth
    return block.tag in ("p", "li") and not (
        block.strong or _AFTER_NOTES.match(f"{bullet}{block.text}")
    )


# -- people and items ----------------------------------------------------------------------


def _people(row: str) -> Iterator[dict[str, object]]:
    """Yield the people of a line of the section about them."""
    for label, state in _STATES.items():
        if row.startswith(label):
            for name in _split(row.removeprefix(label)):
                yield _person(name, state)
    if row.startswith(("- ", "* ")):
        end = _last_colon(row)
        if end < 0:
            yield from _present(row[2:])
        else:
            yield from _present(row[end + 2 :], row[2:end])


def _last_colon(row: str) -> int:
    """Return where the name of an organisation ends, which may contain a colon itself; -1 if none.

    A role can contain a colon too, but stands in brackets.
    """
    depth, end = 0, -1
    for place, character in enumerate(row):
        depth += (character == "(") - (character == ")")
        if not depth and row.startswith(": ", place):
            end = place
    return end


def _present(names: str, organisation: str = "") -> Iterator[dict[str, object]]:
    for name in _split(names):
        yield _person(name, "present", organisation)


def _split(text: str) -> list[str]:
    """Split a text at commas that do not stand in brackets."""
    parts: list[list[str]] = [[]]
    depth = 0
    for part in text.split(", "):
        parts[-1].append(part)
        depth = max(0, depth + part.count("(") - part.count(")"))
        if not depth:
            parts.append([])
    found = text.split(", ") if depth else map(", ".join, parts)
    return [part.strip() for part in found if part.strip()]


def _person(text: str, state: str, organisation: str = "") -> dict[str, object]:
    """Return a person: "Ada (chair; also for Roofs, Trees; from 18:20)", or "Ada (Riverside)"."""
    name, details = _name_and_details(text)
    person: dict[str, object] = {"name": name, "organisation": organisation, "state": state}
    if state != "present":
        return person | {"organisation": details}
    roles: list[str] = []
    for detail in details.split("; ") if details else ():
        clock = _CLOCK.fullmatch(detail)
        if detail.startswith("also for "):
            person["also_for"] = tuple(_split(detail.removeprefix("also for ")))
        elif clock is None:
            roles.append(detail)
        elif clock[1] != "from":
            person["state"] = "left"
    return person | {"role": "; ".join(roles)}


def _name_and_details(text: str) -> tuple[str, str]:
    """Split "Ada (chair)" into the name and what stands in the last brackets."""
    if not text.endswith(")"):
        return text, ""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += (text[place] == ")") - (text[place] == "(")
        if not depth:
            name, details = text[:place], text[place + 1 : -1]
            is_apart = name.endswith(" ") and name.strip() and not _PRONOUNS.fullmatch(details)
            return (name.strip(), details) if is_apart else (text, "")
    return text, ""


def _item(
    title: str, kind: str, presenter: str, time: str, notes: str, part: str
) -> dict[str, object]:
    planned = _PLANNED.search(time)
    return {
        "title": title,
        "kind": kind,
        "presenter": presenter,
        "minutes": int(planned[1]) if planned else None,
        "notes": notes,
        "is_sub": bool(part),
    }
