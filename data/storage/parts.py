"""Parts: what an act changed within a long text or list, so that the log need not keep all of it.

In place of a whole value, each side of a change can hold a part: a JSON object with `part`, the
changed piece of the text or list on this side; `at`, where the piece begins; and `length` and
`checksum` of the whole value, by which a value that someone has changed since is recognised.
Lengths count characters of a text, or elements of a list.
"""

from __future__ import annotations

import json
import zlib
from typing import Any, NamedTuple, TypeGuard

Part = dict[str, Any]
Sequence = str | list[Any]

_KEYS = {"part", "at", "length", "checksum"}
_LEAST = 80
"""A part is used if this many characters at least are the same on both sides."""


class _Step(NamedTuple):
    """One replacement within a value: where it begins, what was there, and what is there now."""

    at: int
    removed: Any
    added: Any


def shorten(before: Any, after: Any) -> tuple[Any, Any]:
    """Return the two sides of a change: as parts if that is much shorter, else as they are."""
    if not _is_same_kind(before, after):
        return before, after
    step = _trim(_Step(0, before, after))
    same = before[: step.at], before[step.at + len(step.removed) :]
    if sum(map(_size, same)) < _LEAST:
        return before, after
    return (
        _part(step.at, step.removed, len(before), _checksum(before)),
        _part(step.at, step.added, len(after), _checksum(after)),
    )


def is_part(side: Any) -> TypeGuard[Part]:
    """Return whether a side of a change is a part; an edited file can hold anything there."""
    return (
        isinstance(side, dict)
        and side.keys() == _KEYS
        and isinstance(side["part"], str | list)
        and all(type(side[key]) is int and side[key] >= 0 for key in _KEYS - {"part"})
    )


def replace_part(value: Any, before: Part, after: Part) -> Any:
    """Return a value after a change of a part of it.

    Args:
        value: the whole value.
        before: the part as it must be in the value.
        after: the part to put in its place.

    Raises:
        ValueError: the value is not the one that was changed.
    """
    start, end = before["at"], before["at"] + len(before["part"])
    if not _is_same_kind(value, before["part"]) or not _is_same_kind(value, after["part"]):
        raise ValueError("another kind of value")
    if start != after["at"] or end > len(value):
        raise ValueError("the parts do not fit")
    if not _describes(before, value) or value[start:end] != before["part"]:
        raise ValueError("another value")
    changed = value[:start] + after["part"] + value[end:]
    if not _describes(after, changed):
        raise ValueError("the parts do not fit")
    return changed


def join_changes(
    first: tuple[Any, Any], second: tuple[Any, Any], middle: Any
) -> tuple[Any, Any] | None:
    """Return the sides of one change that does what two successive changes of a value do.

    Args:
        first: both sides of the first change, parts or whole values.
        second: both sides of the second one.
        middle: the whole value between the two.

    Returns:
        None if the changes do not fit the value.
    """
    one, two = _step(first), _step(second)
    pieces = (middle, one.removed, one.added, two.removed, two.added)
    if not all(_is_same_kind(middle, piece) for piece in pieces):
        return None
    one_end, two_end = one.at + len(one.added), two.at + len(two.removed)
    if middle[one.at : one_end] != one.added or middle[two.at : two_end] != two.removed:
        return None
    start, end = min(one.at, two.at), max(one_end, two_end)
    joined = _Step(
        start,
        middle[start : one.at] + one.removed + middle[one_end:end],
        middle[start : two.at] + two.added + middle[two_end:end],
    )
    at, removed, added = _trim(joined)
    old, new = first[0], second[1]
    if not is_part(old):
        old = {"length": len(old), "checksum": _checksum(old)}
    if not is_part(new):
        new = {"length": len(new), "checksum": _checksum(new)}
    if len(removed) == old["length"] and len(added) == new["length"]:
        return removed, added  # the whole values
    return (
        _part(at, removed, old["length"], old["checksum"]),
        _part(at, added, new["length"], new["checksum"]),
    )


def _part(at: int, piece: Any, length: int, checksum: int) -> Part:
    return {"part": piece, "at": at, "length": length, "checksum": checksum}


def _step(sides: tuple[Any, Any]) -> _Step:
    before, after = sides
    if is_part(before) and is_part(after):
        return _Step(before["at"], before["part"], after["part"])
    return _Step(0, before, after)


def _trim(step: _Step) -> _Step:
    """Return a step without what is the same at the beginning and at the end of both sides."""
    at, removed, added = step
    same = _common_length(removed, added, from_end=False)
    removed, added = removed[same:], added[same:]
    tail = _common_length(removed, added, from_end=True)
    return _Step(at + same, removed[: len(removed) - tail], added[: len(added) - tail])


def _common_length(one: Any, other: Any, *, from_end: bool) -> int:
    """Return how long the common beginning, or end, of two texts or lists is."""
    least, most = 0, min(len(one), len(other))
    while least < most:  # comparing slices takes a fraction of the time of comparing characters
        length = (least + most + 1) // 2
        if from_end:
            same = one[len(one) - length :] == other[len(other) - length :]
        else:
            same = one[:length] == other[:length]
        least, most = (length, most) if same else (least, length - 1)
    return least


def _is_same_kind(one: Any, other: Any) -> bool:
    """Return whether both are texts, or both are lists."""
    return any(isinstance(one, kind) and isinstance(other, kind) for kind in (str, list))


def _describes(part: Part, value: Sequence) -> bool:
    return bool(part["length"] == len(value) and part["checksum"] == _checksum(value))


def _size(value: Sequence) -> int:
    """Return roughly how many characters a value takes in a file."""
    return len(value) if isinstance(value, str) else len(json.dumps(value))


def _checksum(value: Sequence) -> int:
    return zlib.crc32(json.dumps(value).encode())
