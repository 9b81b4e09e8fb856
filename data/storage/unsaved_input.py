"""Drafts: what was typed into a field and not recorded, kept so that it can be brought back.

A field is left with escape, or the program ends while something stands in it: because the terminal
was closed, the system asked it to, or it crashed. The drafts of a meeting lie in a TinyDB file of
their own, since they are nobody's record yet, and are written by the same durable storage.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.disk.tinydb_storage import DurableStorage
from data.errors import DamagedFileError, MeetingError
from data.shutdown import Shutdown
from data.text.cleaning import clean_text

KEPT = 5
"""So many drafts of one field are kept; the oldest goes first."""

_TABLE = "drafts"
_SHOWN = 40

Values = Mapping[str, str]


@dataclass(frozen=True)
class UnsavedInput:
    """What stood in a field.

    Args:
        field: the name of the field, the same in each start of the program.
        title: the field in the words of its dialog.
        values: what was typed, by the name of the part of the form.
        cut_off: whether the program ended over it, and this was not said yet.
    """

    field: str
    title: str
    values: Values
    cut_off: bool = False

    @property
    def shown(self) -> str:
        """Its beginning, in one line."""
        parts = (value[: 2 * _SHOWN] for value in self.values.values() if value.strip())
        text = " ".join(clean_text(" · ".join(parts)).split())
        return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


class UnsavedInputStore:
    """The drafts of one file.

    Args:
        path: where they are kept; the file is made with the first of them.
        shutdown: tells when the program ends; nothing is waited for after that.

    What is being typed is only remembered, until it is put aside or `keep_open` writes it down.
    """

    def __init__(self, path: Path, shutdown: Shutdown | None = None) -> None:
        self._storage = DurableStorage(path, shutdown)
        self._open: dict[str, UnsavedInput] = {}
        self._refused: list[UnsavedInput] = []  # what the disk would not take, until it does

    def of(self, field: str) -> tuple[UnsavedInput, ...]:
        """The drafts of a field, the newest last; none where their file cannot be read."""
        return tuple(d for d in (*self._all(), *self._refused) if d.field == field)

    def field(self, field: str, title: str) -> UnsavedField:
        """The drafts of one field, for the dialog that asks for it."""
        return UnsavedField(self, field, title)

    def typing(self, draft: UnsavedInput) -> None:
        """Remember what stands in a field now; nothing, if it is empty."""
        if any(value.strip() for value in draft.values.values()):
            self._open[draft.field] = draft
        else:
            self._open.pop(draft.field, None)

    def leave(self, field: str) -> None:
        """The field is not open any more."""
        self._open.pop(field, None)

    def replace(self, old: UnsavedInput | None, new: UnsavedInput | None) -> None:
        """Write down a new draft in the place of an old one; MeetingError where the disk refuses.

        Without an old one it is added, without a new one the old one is dropped. What is refused
        stays in memory, and is written with the next one that is not.
        """
        try:
            try:
                self._replace(old, new)
            except DamagedFileError:
                self._move_aside()
                self._replace(old, new)
        except MeetingError:
            self._refused = [draft for draft in self._refused if draft != old]
            if new is not None:
                self._refused.append(new)
            raise
        self._refused.clear()

    def _move_aside(self) -> None:
        """Drafts that cannot be read must not keep those of now from being written."""
        path = self._storage.path
        with contextlib.suppress(OSError):
            path.replace(path.with_name(f"{path.name}.{secrets.token_hex(4)}.damaged"))

    def _replace(self, old: UnsavedInput | None, new: UnsavedInput | None) -> None:
        with self._storage.transaction():
            unsaved = [draft for draft in (*self._all(), *self._refused) if draft != old]
            if new is not None:
                unsaved = [draft for draft in unsaved if not _same(draft, new)]
                mine = [draft for draft in unsaved if draft.field == new.field]
                too_many = mine[: max(0, len(mine) - KEPT + 1)]
                unsaved = [*(draft for draft in unsaved if draft not in too_many), new]
            self._write(unsaved)

    def keep_open(self) -> None:
        """The program ends: write down what stands in the fields that are open."""
        for draft in tuple(self._open.values()):
            self.leave(draft.field)
            self.replace(None, UnsavedInput(draft.field, draft.title, draft.values, cut_off=True))
        if self._refused:
            self.replace(None, None)

    @property
    def unkept(self) -> tuple[UnsavedInput, ...]:
        """What was typed, and is not written down."""
        return (*self._refused, *self._open.values())

    def take_cut_off(self) -> tuple[UnsavedInput, ...]:
        """Those over which the program ended, once: they are not told again, but stay.

        Where the disk refuses to note that, they are told once more at the next start.
        """
        found = tuple(draft for draft in self._all() if draft.cut_off)
        if found:
            with contextlib.suppress(MeetingError), self._storage.transaction():
                told = [UnsavedInput(d.field, d.title, d.values) for d in self._all()]
                self._write(told)
        return found

    def _all(self) -> tuple[UnsavedInput, ...]:
        try:
            tables = self._storage.read() or {}
        except MeetingError:
            return ()
        rows = tables.get(_TABLE, {})
        return tuple(draft for row in rows.values() if (draft := _read(row)) is not None)

    def _write(self, unsaved: list[UnsavedInput]) -> None:
        # Nobody names a draft by its id, so that they can be counted anew each time.
        rows = {
            str(number): {
                "field": draft.field,
                "title": draft.title,
                "values": {name: _writable(text) for name, text in draft.values.items()},
                "cut_off": draft.cut_off,
            }
            for number, draft in enumerate(unsaved, start=1)
        }
        self._storage.write({_TABLE: rows})


class UnsavedField:
    """The drafts of one field, while a dialog asks for it."""

    def __init__(self, unsaved: UnsavedInputStore, field: str, title: str) -> None:
        self._unsaved, self._field, self._title = unsaved, field, title
        self._waiting = list(unsaved.of(field))
        self._recalled: UnsavedInput | None = None
        self.put_aside = False

    @property
    def offer(self) -> str:
        """The next draft that can be brought back, in a few words; "" for none."""
        return self._waiting[-1].shown if self._waiting else ""

    def recall(self) -> Values:
        """Bring back the next draft, the newest first and round again; empty if there is none."""
        if not self._waiting:
            return {}
        if self._recalled is not None:
            self._waiting.insert(0, self._recalled)
        self._recalled = self._waiting.pop()
        return self._recalled.values

    def typing(self, values: Values) -> None:
        """Remember what stands in the field now."""
        self._unsaved.typing(UnsavedInput(self._field, self._title, values))

    def leave(self, values: Values) -> None:
        """The field is left without a record: keep what stands in it.

        A draft that was brought back is replaced by what has become of it. Raises MeetingError
        where the disk refuses.
        """
        draft = UnsavedInput(self._field, self._title, values)
        typed = any(value.strip() for value in values.values())
        self._unsaved.leave(self._field)
        if typed or self._recalled is not None:
            self._unsaved.replace(self._recalled, draft if typed else None)
            self._recalled = draft if typed else None  # typed on, it takes its own place
        self.put_aside = typed

    def done(self) -> None:
        """It is recorded: forget it, and the draft that was brought back."""
        self._unsaved.leave(self._field)
        if self._recalled is not None:
            # What matters is on the disk; a draft too many is no reason to say that it is not.
            with contextlib.suppress(MeetingError):
                self._unsaved.replace(self._recalled, None)
            self._recalled = None


def _writable(text: str) -> str:
    """Without lone surrogates, which no file can hold."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def _same(one: UnsavedInput, other: UnsavedInput) -> bool:
    return one.field == other.field and dict(one.values) == dict(other.values)


def _read(row: Any) -> UnsavedInput | None:
    """A row as a draft; None for one that somebody else has written there."""
    if not isinstance(row, dict) or not isinstance(row.get("values"), dict):
        return None
    field, title, values = row.get("field"), row.get("title"), row["values"]
    texts = {str(k): v for k, v in values.items() if isinstance(v, str)}
    if not isinstance(field, str) or not isinstance(title, str):
        return None
    return UnsavedInput(field, title, texts, row.get("cut_off") is True)
