"""Read the sides of a conflict in one line: "tenants want quiet because … / union wants …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from data.errors import MeetingError, capitalised
from data.records.meeting import Meeting
from data.records.models import ConflictNote
from data.records.validation import validation_error
from data.records.values import Party
from data.rules import conflicts
from data.text.comparison import fold
from data.text.formatting import shortened

_SLASH = re.compile(r"(?<!\S)(?:/+|\||vs\.?|versus)(?!\S)", re.IGNORECASE)
_BETWEEN_SENTENCES = (
    re.compile(r"\s*;\s*(?:(?:and|but|while)\s+)?", re.IGNORECASE),
    re.compile(r"\s*,\s+(?:(?:and|but|while)\s+)?|\s+(?:but|while)\s+", re.IGNORECASE),
)
"""What separates sides each of which says what it wants, where there is no slash."""

_NAMES = re.compile(r"[^\W\d_][^\W\d]*(?:/[^\W\d_][^\W\d]*)+")
_WANTS = re.compile(
    r"(?<=\S)(?<!n['’]t)(?<!\bnot)\s+(?:wants?|would\s+like):?\s+(?=\S)", re.IGNORECASE
)
_VERB = re.compile(
    r"(?<=\S)\s+(?=(?:(?:do(?:es)?\s+not|do(?:es)?n['’]t|will\s+not|won['’]t)\s+\w+|needs?|demands?"
    r"|asks?\s+for|insists?\s+on|prefers?|refuses?)\s+\S)",
    re.IGNORECASE,
)
_BECAUSE = re.compile(r"(?:^|\s+)(?:because(?:\s+of)?|due\s+to):?\s+(?=\S)", re.IGNORECASE)
_COLON = re.compile(r":(?:\s+|$)|：\s*")
NUMBERED = re.compile(r"#(\d{1,3})(?:\s+|:\s*)")
"""The number of a conflict note before its sides."""

_COMMAND = re.compile(r"\s*:?\s*conflict(?::\s*|\s+)(?=\S)", re.IGNORECASE)
_LONGEST = 60  # characters of a position in a subject that is made of the positions


@dataclass(frozen=True)
class TypedConflict:
    """A conflict as its line describes it.

    Args:
        about: the subject; "" if the line has sides alone.
        sides: the parties, with what they want and why where the line says it.
    """

    about: str
    sides: tuple[Party, ...] = ()

    @property
    def subject(self) -> str:
        """The subject; where the line has none, what the sides want: "Quiet / late hours"."""
        wanted = " / ".join(shortened(side.position or side.name, _LONGEST) for side in self.sides)
        return self.about or capitalised(wanted)


def parse_conflict(text: str) -> TypedConflict:
    """Read a conflict from one line: "TEXT", "TEXT: PARTY / PARTY" or "SIDE / SIDE".

    In place of the slash may stand "vs" or "|", and a semicolon or a comma where each side "wants".

    A side is "PARTY", "PARTY wants POSITION because INTEREST" or "PARTY: POSITION because
    INTEREST". A slash separates sides where blanks are around it, so that "and/or", "24/7" and
    addresses stay whole; it need not have blanks between single names ("Hours: Tenants/Owners").

    Returns:
        The whole text as the subject if it names no sides. Every word of the text is in the
        result, but for "wants", "would like", "because of", "due to" and what separates the sides.

    Raises:
        MeetingError: a side cannot be recorded, as its name has no visible character.
    """
    about, sides = _split(text)
    if not sides:
        return TypedConflict(text.strip().rstrip(": "))
    try:
        parties = _once([_side(side) for side in sides])
    except ValidationError as error:
        raise validation_error(error) from error
    if not about and not (len(parties) > 1 and any(p.position or p.interest for p in parties)):
        return TypedConflict(text.strip())
    return TypedConflict(about, parties)


def _once(parties: Sequence[Party]) -> tuple[Party, ...]:
    """The parties, each name once: "Ada wants x / Ada wants y" is one who wants both."""
    found: dict[str, Party] = {}
    for party in parties:
        before = found.setdefault(fold(party.name), party)
        if before is not party:
            changes = {
                field: "\n".join(filter(None, (getattr(before, field), getattr(party, field))))
                for field in ("position", "interest")
            }
            found[fold(party.name)] = before.model_copy(update=changes)
    return tuple(found.values())


def parse_more(text: str) -> TypedConflict:
    """Read more of a conflict that is there, as `parse_conflict` does; "PARTY / PARTY" is enough.

    Raises:
        MeetingError: as `parse_conflict` raises.
    """
    typed = parse_conflict(text)
    return typed if typed.sides else parse_conflict(f"…: {text}")


def _split(text: str) -> tuple[str, list[str]]:
    """The subject and the sides of a line; no sides if it has no slash between them."""
    parts = _sides(text)
    if len(parts) == 1:
        about, _, names = text.rpartition(": ")
        bare = about.strip() and _NAMES.fullmatch(names.strip())
        return (about.strip(), names.strip().split("/")) if bare else ("", [])
    first, others = parts[0], [part.strip() for part in parts[1:] if part.strip()]
    verb = _verb(first)
    colons = [c for c in _COLON.finditer(first) if verb is None or c.start() < verb.start()]
    if verb is None and others and all(_verb(o) is None and _COLON.search(o) for o in others):
        colons = colons[:-1]  # the last one is that of "PARTY: POSITION", as in the others
    elif verb is not None and len(colons) > 1 and colons[-1].end() == verb.end():
        colons = colons[:-1]
    if not colons or not first[: colons[-1].start()].strip():
        return "", [part for part in (first.strip(), *others) if part]
    begin = first[colons[-1].end() :].strip()
    return first[: colons[-1].start()].strip(), [part for part in (begin, *others) if part]


def _sides(text: str) -> list[str]:
    """The sides of a line, the first with the subject; one part if there are no several."""
    parts = _SLASH.split(text)
    for separator in _BETWEEN_SENTENCES:
        sentences = separator.split(text)
        if len(parts) == 1 and len(sentences) > 1 and all(_wants(part) for part in sentences):
            return sentences
    return parts


def _wants(side: str) -> bool:
    """Whether a side says "wants" before it says why."""
    verb = _verb(side)
    return verb is not None and verb.re is _WANTS


def _verb(side: str) -> re.Match[str] | None:
    """Where what a side wants begins: at "wants", or else at another such verb."""
    because = _BECAUSE.search(side)
    end = because.start() if because is not None else len(side)
    found = (pattern.search(side) for pattern in (_WANTS, _VERB))
    return next((match for match in found if match is not None and match.start() < end), None)


def _side(text: str) -> Party:
    """A side with its position and its interest.

    Raises:
        ValidationError: its name has no visible character.
    """
    verb, colon, because = _verb(text), _COLON.search(text), _BECAUSE.search(text)
    if verb is not None and (colon is None or verb.start() < colon.start()):
        name, rest = text[: verb.start()], text[verb.end() :]
    elif colon is not None and text[: colon.start()].strip():
        name, rest = text[: colon.start()], text[colon.end() :]
    elif because is not None and because.start():
        name, rest = text[: because.start()], text[because.start() :]
    else:
        return Party(name=text.strip())
    position, interest = rest, ""
    because = _BECAUSE.search(rest)
    if because is not None:
        position, interest = rest[: because.start()], rest[because.end() :]
    return Party(name=name.strip(), position=position.strip(" ,"), interest=interest.strip())


def about_note(meeting: Meeting, line: str, note: ConflictNote) -> str:
    """Return a line of the prompt, as it is to be run while a conflict note is highlighted.

    Sides without a subject get the number of that note, if they can belong to it.
    """
    found = _COMMAND.match(line)
    rest = line[found.end() :] if found is not None else ""
    if not rest or NUMBERED.match(rest):
        return line
    try:
        typed = parse_conflict(rest)
    except MeetingError:
        return line  # to be refused when it is run
    if typed.about or not conflicts.accepts(note, typed.sides) or not typed.sides:
        return line
    return f"conflict #{meeting.conflicts.index(note) + 1} {rest}"
