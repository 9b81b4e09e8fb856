"""Find agenda items in a text: a pasted list, or complete minutes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from data.errors import MeetingError
from data.importing.markup import SourceLine, check, is_link, lines, plain
from data.importing.own_minutes import read_own_minutes
from data.limits import ITEM_LIMIT
from data.text.durations import parse_duration


@dataclass(frozen=True)
class ImportedItem:
    """An agenda item found in a text.

    Args:
        title: without time, presenter and kind.
        minutes: the time box; None if the text has none.
        presenter: may be empty.
        kind: a value of data.records.models.ItemKind.
        notes: what stands below the item, as lines.
        is_sub: whether it is a sub-item of the last item before it that is none.
    """

    title: str
    minutes: int | None = None
    presenter: str = ""
    kind: str = "discussion"
    notes: str = ""
    is_sub: bool = False


_AGENDA = re.compile(
    r"(?:(?:meeting|draft|proposed|today'?s|today’s|our|the)\s+)*agenda(?:\s+items?)?\s*:?$",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"\b(minutes|notes|attendees|present|participants)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"^(next|upcoming|future|last|previous)\b|\bq\s*&\s*a\b|^(regular|standing)\s+reviews?$",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"(no|none)\b.{0,12}\b(updates?|news|report|items?)\b.{0,12}$", re.IGNORECASE)
_REFERENCE = re.compile(r"\[#\d+\]|(?<![\w#])#\d+\b")
_ISSUE_LINE = re.compile(r"[\w.-]+/[\w.-]+\s+#(\d+)$")
_RANGE = re.compile(r"(\d{1,2})[:.](\d{2})(?:\s*(?:-|–|—|to)\s*(\d{1,2})[:.](\d{2}))?(?:\s*h)?\s+")
_HOURS = r"h(?:ours?|rs?)?\.?"
_LENGTH = (
    r"(?:(?:~|≈|ca\.|about|max\.?|(?<!\d)\d{1,3}(?:[-–]|\s+to\s+)(?=\d))\s*)?"
    r"((?:\d{1,2}(?:[.,]\d{1,2})?|\d?[½¼¾]|half an|an|one)"
    rf"\s*{_HOURS}(?:\s*(?:and\s+)?\d{{1,2}}\s*(?:min(?:ute)?s?\.?|m|')?)?"
    rf"|\d{{1,2}}:\d\d\s*{_HOURS}|\d{{1,3}}\s*(?:min(?:ute)?s?\.?|m|'))"
)
_HOURS_ONLY = re.compile(rf"\d+\s*{_HOURS}", re.IGNORECASE)
_LEADING = re.compile(rf"(?:{_LENGTH}|\[(?:{_LENGTH}|(\d{{1,3}}))\])\s*[:–—-]?\s+", re.IGNORECASE)
_TRAILING = re.compile(rf"\s*(?:[-–—,:]\s*)?[(\[]?\s*{_LENGTH}\s*[)\]]?$", re.IGNORECASE)
_LENGTH_AND_KIND = re.compile(
    rf"\s*[(\[]\s*{_LENGTH}\s*[)\]]\s+(information|discussion|decision)$",
    re.IGNORECASE,
)
_LENGTH_AND_NAME = re.compile(
    rf"(?:\s+[-–—]\s*|\s*[,:]\s*|\s*[(\[]\s*){_LENGTH}\s*[)\]]?"
    r"(?:\s*,\s*|\s+[-–—]\s*)([^()\[\]\d]{1,60})$",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*(?:\(([^()]{1,80})\)|\[([^\[\]]{1,80})\])$")
_IN_BETWEEN = re.compile(r"\s*[,;]\s*|\s+[-–—|/]\s+")
_BEFORE_PRESENTER = re.compile(
    r"(?:(?:presented|led|introduced)\s+)?(?:by|with)\s+|(?:presenter|lead|host)\s*:?\s+",
    re.IGNORECASE,
)
_BELOW = re.compile(r"(\d{1,3})\.(\d{1,3})[.)]?\s+(?=\S)")  # the number of a sub-item, as 3.1
_TOP_NUMBER = re.compile(r"^\d{1,3}[.)]?\s+(?=\S)")
_LONGEST = 24 * 60  # minutes of an item
_KINDS = {
    "information": "information", "info": "information", "report": "information",
    "discussion": "discussion", "discuss": "discussion",
    "decision": "decision", "decide": "decision", "vote": "decision",
    "celebration": "celebration", "celebrate": "celebration", "win": "celebration",
    "wins": "celebration",
}  # fmt: skip
_KIND_WORDS = "|".join(_KINDS)
_KIND_FIRST = re.compile(rf"(?:[\[(]({_KIND_WORDS})[\])]\s*|({_KIND_WORDS}):\s+)", re.IGNORECASE)
_KIND_LAST = re.compile(rf"\s*[\[(]({_KIND_WORDS})[\])]$", re.IGNORECASE)
_PRESENTER = re.compile(r"\s+(?:[-–—]\s*)?(?:presenter|led by|lead|host):?\s+([^()]{1,80})$",
                        re.IGNORECASE)  # fmt: skip
_AT = re.compile(r"\s+@(?=[\w.-]*[^\W\d_])([\w.-]{1,60})$")


def parse_agenda(text: str) -> tuple[ImportedItem, ...]:
    """Return the agenda items that a text lists, in its order.

    In complete minutes, these are the top-level list items of the section "Agenda", up to the
    next heading of the same level. Headings inside the section are only structure. Nested list
    items, loose paragraphs, and lines directly below an item of a list whose items have blank
    lines between them become notes of the item. Lines that consist of a link, and sections about
    other meetings, are skipped. A line with the reference of an issue ("owner/name #12") begins
    an item whose title is the next line.

    In a pasted list, these are the top-level list items, or all lines if there is no list. Below
    item 3, a line with the number 3.1 is a sub-item, as is a nested list item with a length, or one
    with a number where the items have numbers too.

    "Title (10 min)", "Title (1 h 30 min)", "10' Title", "14:00-14:20 Title", "Title (Ada, 10
    min)", "Title - 10 min - Ada", "Title (10 min) - Ada", "Title: 10 min, Ada", "Title [10m]
    discussion" and "[decision] Title" are understood.

    Raises:
        MeetingError: the text is too long, is not a text, or lists too many items.
    """
    own = read_own_minutes(check(text))
    if own is not None:
        return tuple(ImportedItem(**fields) for fields in own.items)  # type: ignore[arg-type]
    rows = list(lines(text))
    section = [line for line in rows if _agenda_depth(line.headings) is not None]
    if section:
        here = [line for line in section if not _elsewhere(line.headings)]
        items = _items(here)
    elif any(_about_minutes(line.headings) for line in rows):
        items = []  # minutes without an agenda: other lists are not agenda items
    else:
        items = _items(rows) if any(line.bullet for line in rows) else _lines_as_items(rows)
    if len(items) > ITEM_LIMIT:
        raise MeetingError(
            f"That text lists {len(items):,} items; an agenda holds at most {ITEM_LIMIT:,}",
            "nothing was added",
            "Use only the agenda",
        )
    return tuple(_timed(items))


# Many lines stand below the same headings, which can be long.
@lru_cache(maxsize=16)
def _agenda_depth(headings: tuple[str, ...]) -> int | None:
    """How many headings stand above the section "Agenda" around a line; None outside it."""
    for depth, heading in enumerate(headings):
        if _AGENDA.match(heading):
            return depth
    return None


@lru_cache(maxsize=16)
def _about_minutes(headings: tuple[str, ...]) -> bool:
    return any(_MINUTES.search(heading) for heading in headings)


@lru_cache(maxsize=16)
def _elsewhere(headings: tuple[str, ...]) -> bool:
    """Whether a line is in a subsection about another meeting, or about no items at all."""
    depth = _agenda_depth(headings) or 0
    return any(_ELSEWHERE.search(heading) for heading in headings[depth + 1 :])


@dataclass
class _ItemBuilder:
    """An item while its notes and times are collected. Times are minutes since midnight."""

    title: str
    notes: list[str]
    headings: tuple[str, ...] = ()
    number: str = ""
    subs: int = 0
    is_sub: bool = False
    start: int | None = None
    end: int | None = None


def _items(rows: list[SourceLine]) -> list[_ItemBuilder]:
    """Top-level list items with their notes."""
    builders: list[_ItemBuilder] = []
    top = min((line.depth for line in rows if line.bullet), default=0)
    loose = _loose(rows, top)
    previous: SourceLine | None = None
    issue = ""
    for line in rows:
        reference = None if line.bullet else _ISSUE_LINE.match(line.text)
        if previous is not None and line.headings != previous.headings:
            issue = ""
        if reference:
            issue = reference[1]
        elif issue and not line.bullet:
            builders.append(_ItemBuilder(f"{plain(line.text)} #{issue}", [], line.headings))
            issue = ""
        elif line.bullet and line.depth <= top + 1:
            below = (
                loose(line)
                and not line.apart
                and previous is not None
                and previous.bullet
                and not _REFERENCE.search(line.text)
            )
            if is_link(line.text) or not plain(line.text):
                pass
            elif _NOTHING.match(plain(line.text)) or below:
                _note(builders, line, top, below=below)
            else:
                builders.append(
                    _ItemBuilder(plain(line.text), [], line.headings, number=line.number)
                )
        elif (title := _sub_item(builders, line)) is not None:
            builders.append(_ItemBuilder(title, [], line.headings, is_sub=True))
        else:
            _note(builders, line, top, below=True)
        previous = line
    return builders


def _sub_item(builders: list[_ItemBuilder], line: SourceLine) -> str | None:
    """Return the title of a sub-item of the last item; None for a line that is none."""
    above = next((builder for builder in reversed(builders) if not builder.is_sub), None)
    text = plain(line.text)
    if above is None or above.headings != line.headings:
        return None
    has_number = bool(line.number and above.number)
    has_length = line.bullet and _item(_ItemBuilder(text, [])).minutes is not None
    numbered = _BELOW.match(text)
    if numbered and numbered.groups() == (above.number, str(above.subs + 1)):
        text = text[numbered.end() :]
    elif not has_number and not has_length:
        return None
    above.subs += 1
    return text


def _loose(rows: list[SourceLine], top: int) -> Callable[[SourceLine], bool]:
    """A function that says whether the list around a line has blank lines between its items.

    Only items that refer to an issue (#12) are compared: minutes of issue trackers are written so.
    """
    apart: dict[tuple[str, ...], list[bool]] = {}
    for line in rows:
        if line.bullet and line.depth <= top + 1 and _REFERENCE.search(line.text):
            apart.setdefault(line.headings, []).append(line.apart)

    def is_loose(line: SourceLine) -> bool:
        found = apart.get(line.headings, [])
        return len(found) > 1 and all(found)

    return is_loose


def _note(builders: list[_ItemBuilder], line: SourceLine, top: int, *, below: bool) -> None:
    if not builders or not below or builders[-1].headings != line.headings:
        return
    indent = "  " * max(0, (line.depth - top) // 2 - 1)
    bullet = "- " if line.bullet else ""
    builders[-1].notes.append(f"{indent}{bullet}{plain(line.text)}")


def _lines_as_items(rows: list[SourceLine]) -> list[_ItemBuilder]:
    builders: list[_ItemBuilder] = []
    for line in rows:
        if line.depth >= 2 and builders:
            builders[-1].notes.append(plain(line.text))
        elif not is_link(line.text) and plain(line.text):
            builders.append(_ItemBuilder(plain(line.text), []))
    _find_sub_items(builders)
    return builders


def _find_sub_items(builders: list[_ItemBuilder]) -> None:
    """Find "3.1 Tenants" below "3 News" among lines without list markup, and drop the numbers."""
    top: _ItemBuilder | None = None
    for builder in builders:
        found = _BELOW.match(builder.title)
        if found and top is not None and found[2] == str(top.subs + 1):
            builder.is_sub = re.match(rf"{found[1]}[.)]?\s", top.title) is not None
        if builder.is_sub and found and top is not None:
            builder.title = builder.title[found.end() :]
            top.subs += 1
        else:
            top = builder
    if any(builder.is_sub for builder in builders):
        for builder in builders:
            if not builder.is_sub:
                builder.title = _TOP_NUMBER.sub("", builder.title, count=1)


# -- one item ------------------------------------------------------------------------------


def _timed(builders: list[_ItemBuilder]) -> list[ImportedItem]:
    """The finished items; one with a time of day lasts until the next one begins."""
    items: list[ImportedItem] = []
    for builder in builders:
        clock = _RANGE.match(builder.title)
        if clock and int(clock[1]) < 24 and int(clock[2]) < 60:
            builder.start = int(clock[1]) * 60 + int(clock[2])
            if clock[3]:
                builder.end = int(clock[3]) * 60 + int(clock[4])
            builder.title = builder.title[clock.end() :].lstrip("-–—: ") or builder.title
    for builder, following in zip(builders, [*builders[1:], None], strict=False):
        item = _item(builder)
        end = builder.end if builder.end is not None else following.start if following else None
        if builder.start is not None and end is not None and 0 < end - builder.start <= 600:
            item = replace(item, minutes=item.minutes or end - builder.start)
        items.append(item)
    return items


def _item(builder: _ItemBuilder) -> ImportedItem:
    title, minutes, presenter, kind = builder.title, None, "", ""
    leading = _LEADING.match(title)
    if leading and len(title) > leading.end() and not _is_time_of_day(leading[0]):
        minutes = _minutes(next(group for group in leading.groups() if group))
        title = title[leading.end() :] if minutes is not None else title
    first = _KIND_FIRST.match(title)
    if first and len(title) > first.end():
        kind = _KINDS[(first[1] or first[2]).casefold()]
        title = title[first.end() :]
    title, kind_last = _cut(_KIND_LAST, title)
    kind = kind or _KINDS.get(kind_last.casefold(), "")
    title, minutes, kind = _pair(_LENGTH_AND_KIND, title, minutes, kind)
    kind = _KINDS.get(kind.casefold(), "")
    title, minutes, presenter = _pair(_LENGTH_AND_NAME, title, minutes, "")
    if not presenter:
        title, presenter, more = _brackets(title)
        minutes = minutes if minutes is not None else more
    trailing = _TRAILING.search(title) if minutes is None else None
    if trailing and _can_be_title(title[: trailing.start()]) and not _is_time_of_day(trailing[0]):
        minutes = _minutes(trailing[1])
        title = title[: trailing.start()].rstrip() if minutes is not None else title
    for pattern in (_PRESENTER, _AT):
        if not presenter:
            title, presenter = _cut(pattern, title)
    return ImportedItem(
        title=title.strip(" ,;") or builder.title,
        minutes=minutes,
        presenter=presenter.strip(),
        kind=kind or "discussion",
        notes="\n".join(builder.notes),
        is_sub=builder.is_sub,
    )


def parse_item(text: str) -> ImportedItem:
    """Return the item that one line describes, such as "Title (5 min, Ada)"."""
    return _item(_ItemBuilder(" ".join(text.split()), []))


def _pair(
    pattern: re.Pattern[str], title: str, minutes: int | None, second: str
) -> tuple[str, int | None, str]:
    """Like _cut, for minutes and something after them; skipped if one of both is known already."""
    found = pattern.search(title)
    if found is None or minutes is not None or second or not title[: found.start()].strip():
        return title, minutes, second
    return title[: found.start()].rstrip(), _minutes(found[1]), found[2].strip()


def _minutes(length: str) -> int | None:
    """The minutes of a time box; None for one that no meeting has."""
    minutes = (parse_duration(length) + 59) // 60
    return minutes if minutes <= _LONGEST else None


def _can_be_title(text: str) -> bool:
    """Whether a text is not blank, and has no bracket that is open: "Roof (-" of "(-5 min)"."""
    return bool(text.strip()) and text.count("(") <= text.count(")")


def _is_time_of_day(text: str) -> bool:
    """Whether a length without brackets or another sign may be one: "Dinner at 18 h"."""
    return _HOURS_ONLY.fullmatch(text.strip()) is not None


def _cut(pattern: re.Pattern[str], title: str) -> tuple[str, str]:
    """Cut the match of a pattern off the title; return both. The title never becomes empty."""
    found = pattern.search(title)
    if not found or not title[: found.start()].strip():
        return title, ""
    return title[: found.start()].rstrip(), found[1]


def _brackets(title: str) -> tuple[str, str, int | None]:
    """Cut "(Ada, 10 min)" off the title; return title, presenter and minutes.

    Other brackets stay in the title.
    """
    found = _IN_BRACKETS.search(title)
    if not found or not title[: found.start()].strip():
        return title, "", None
    parts = _IN_BETWEEN.split((found[1] or found[2]).strip())
    lengths = [re.fullmatch(_LENGTH, part, re.IGNORECASE) for part in parts]
    if not any(lengths):
        return title, "", None
    minutes = next(_minutes(length[1]) for length in lengths if length)
    others = [part for part, length in zip(parts, lengths, strict=True) if not length]
    names = [_BEFORE_PRESENTER.sub("", part, count=1) for part in others]
    title = title[: found.start()].rstrip()
    if any(character.isdigit() for name in names for character in name):
        return f"{title} ({', '.join(others)})", "", minutes  # "phase 2" is part of the title
    return title, ", ".join(names), minutes
