"""Read the minutes that this program writes: Markdown, plain text and JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from data.importing.markup import plain
from data.text.width import columns

_KINDS = ("information", "discussion", "decision", "celebration")
_MARKDOWN = re.compile(r"# .+\n\n.+(?:\n.+)*\n\n\*(?:Minutes|Draft minutes|In preparation)\b")
_TEXT = re.compile(r".+\n={60}\n")
_WIDTH = 78  # of the lines of plain text
_PLANNED = re.compile(r"(\d+) min planned")
_ITEM = re.compile(r"(?:### )?\d+\. (.+)$")
_STATES = {
    "Apologies: ": "apologies",
    "Expected, not present: ": "expected",
}


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
        return _from_lines(list(_unwrapped_markdown(text)), " · ")
    if _TEXT.match(text):
        return _from_lines(list(_unwrapped_text(text)), "; ")
    return None


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
            facts = (item["kind"], f"presented by {item['presenter']}", item["time"])
            found.items.append(_item(item["title"], facts))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return found


def _unwrapped_markdown(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.startswith("*") and line.endswith("*"):
            line = line[1:-1]
        yield line


def _unwrapped_text(text: str) -> Iterator[str]:
    """Yield the lines of plain text, with those together that the width has split."""
    current = ""
    for line in text.splitlines():
        first = line.split(" ")[0] if line[:1] != " " else line.split()[0] if line.split() else ""
        if current and line[:1] == " " and columns(f"{current} {first}") > _WIDTH:
            current = f"{current} {line.strip()}"
            continue
        yield current
        current = line
    yield current


def _from_lines(rows: list[str], dot: str) -> OwnMinutes:
    found = OwnMinutes()
    section = ""
    for number, row in enumerate(rows):
        following = next((line for line in rows[number + 1 :] if line.strip()), "").strip()
        if row.startswith("## ") or following.startswith("-----"):
            section = row.removeprefix("## ").strip().casefold()
        elif section == "people":
            found.people += _people(row)
        elif section == "agenda" and (item := _ITEM.match(row)):
            facts = plain(following).split(dot)
            if facts[0] in _KINDS:
                found.items.append(_item(plain(item[1]), facts))
    return found


def _people(row: str) -> Iterator[dict[str, object]]:
    for label, state in _STATES.items():
        if row.startswith(label):
            for name in _split(plain(row.removeprefix(label)), ","):
                yield _person(name, state)
    if row.startswith(("- ", "* ")):
        before, colon, names = plain(row[2:]).partition(": ")
        for name in _split(names if colon else before, ","):
            yield _person(name, "present", before if colon else "")


def _split(text: str, separator: str) -> list[str]:
    """Split a text at separators that do not stand in brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if character == separator and depth <= 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]


def _person(text: str, state: str, organisation: str = "") -> dict[str, object]:
    """Return a person: "Ada (chair; also for Roofs, Trees; from 18:20)", or "Ada (Riverside)"."""
    name, bracket, details = text.removesuffix(")").partition(" (")
    person: dict[str, object] = {"name": name, "organisation": organisation, "state": state}
    if not bracket:
        return person | {"name": text}
    if state != "present":
        return person | {"organisation": details}
    for detail in details.split("; "):
        if detail.startswith("also for "):
            person["also_for"] = tuple(_split(detail.removeprefix("also for "), ","))
        elif not re.fullmatch(r"(?:from|until) \d\d:\d\d", detail):
            person["role"] = detail
    return person


def _item(title: str, facts: tuple[str, ...] | list[str]) -> dict[str, object]:
    presenter = next((f for f in facts if f.startswith("presented by ")), "")
    planned = _PLANNED.search(" ".join(facts[1:]))
    return {
        "title": title,
        "kind": facts[0],
        "presenter": presenter.removeprefix("presented by ").strip(),
        "minutes": int(planned[1]) if planned else None,
    }
