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

from data.disk.tinydb_storage import DamagedFile, DurableStorage
from data.errors import MeetingError
from data.shutdown import Ending
from data.text.cleaning import clean_text

KEPT = 5
"""So many drafts of one field are kept; the oldest goes first."""

_TABLE = "drafts"
_SHOWN = 40

Values = Mapping[str, str]


@dataclass(frozen=True)
class Draft:
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


class Drafts:
    """The drafts of one file.

    Args:
        path: where they are kept; the file is made with the first of them.
        ending: the end of the program, for which no other writer is waited for any more.

    What is being typed is only remembered, until it is put aside or `keep_open` writes it down.
    """

    def __init__(self, path: Path, ending: Ending | None = None) -> None:
        self._storage = DurableStorage(path, ending)
        self._open: dict[str, Draft] = {}
        self._refused: list[Draft] = []  # what the disk would not take, until it does

    def of(self, field: str) -> tuple[Draft, ...]:
        """The drafts of a field, the newest last; none where their file cannot be read."""
        return tuple(d for d in (*self._all(), *self._refused) if d.field == field)

    def field(self, field: str, title: str) -> FieldDrafts:
        """The drafts of one field, for the dialog that asks for it."""
        return FieldDrafts(self, field, title)

    def typing(self, draft: Draft) -> None:
        """Remember what stands in a field now; nothing, if it is empty."""
        if any(value.strip() for value in draft.values.values()):
            self._open[draft.field] = draft
        else:
            self._open.pop(draft.field, None)

    def leave(self, field: str) -> None:
        """The field is not open any more."""
        self._open.pop(field, None)

    def replace(self, old: Draft | None, new: Draft | None) -> None:
        """Write down a new draft in the place of an old one; MeetingError where the disk refuses.

        Without an old one it is added, without a new one the old one is dropped. What is refused
        stays in memory, and is written with the next one that is not.
        """
        try:
            try:
                self._replace(old, new)
            except DamagedFile:
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

    def _replace(self, old: Draft | None, new: Draft | None) -> None:
        with self._storage.transaction():
            drafts = [draft for draft in (*self._all(), *self._refused) if draft != old]
            if new is not None:
                drafts = [draft for draft in drafts if not _same(draft, new)]
                mine = [draft for draft in drafts if draft.field == new.field]
                too_many = mine[: max(0, len(mine) - KEPT + 1)]
                drafts = [*(draft for draft in drafts if draft not in too_many), new]
            self._write(drafts)

    def keep_open(self) -> None:
        """The program ends: write down what stands in the fields that are open."""
        for draft in tuple(self._open.values()):
            self.leave(draft.field)
            self.replace(None, Draft(draft.field, draft.title, draft.values, cut_off=True))
        if self._refused:
            self.replace(None, None)

    @property
    def unkept(self) -> tuple[Draft, ...]:
        """What was typed, and is not written down."""
        return (*self._refused, *self._open.values())

    def take_cut_off(self) -> tuple[Draft, ...]:
        """Those over which the program ended, once: they are not told again, but stay.

        Where the disk refuses to note that, they are told once more at the next start.
        """
        found = tuple(draft for draft in self._all() if draft.cut_off)
        if found:
            with contextlib.suppress(MeetingError), self._storage.transaction():
                told = [Draft(d.field, d.title, d.values) for d in self._all()]
                self._write(told)
        return found

    def _all(self) -> tuple[Draft, ...]:
        try:
            tables = self._storage.read() or {}
        except MeetingError:
            return ()
        rows = tables.get(_TABLE, {})
        return tuple(draft for row in rows.values() if (draft := _read(row)) is not None)

    def _write(self, drafts: list[Draft]) -> None:
        # Nobody names a draft by its id, so that they can be counted anew each time.
        rows = {
            str(number): {
                "field": draft.field,
                "title": draft.title,
                "values": {name: _writable(text) for name, text in draft.values.items()},
                "cut_off": draft.cut_off,
            }
            for number, draft in enumerate(drafts, start=1)
        }
        self._storage.write({_TABLE: rows})


class FieldDrafts:
    """The drafts of one field, while a dialog asks for it."""

    def __init__(self, drafts: Drafts, field: str, title: str) -> None:
        self._drafts, self._field, self._title = drafts, field, title
        self._waiting = list(drafts.of(field))
        self._recalled: Draft | None = None
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
        self._drafts.typing(Draft(self._field, self._title, values))

    def leave(self, values: Values) -> None:
        """The field is left without a record: keep what stands in it.

        A draft that was brought back is replaced by what has become of it. Raises MeetingError
        where the disk refuses.
        """
        draft = Draft(self._field, self._title, values)
        typed = any(value.strip() for value in values.values())
        self._drafts.leave(self._field)
        if typed or self._recalled is not None:
            self._drafts.replace(self._recalled, draft if typed else None)
            self._recalled = draft if typed else None  # typed on, it takes its own place
        self.put_aside = typed

    def done(self) -> None:
        """It is recorded: forget it, and the draft that was brought back."""
        self._drafts.leave(self._field)
        if self._recalled is not None:
            # What matters is on the disk; a draft too many is no reason to say that it is not.
            with contextlib.suppress(MeetingError):
                self._drafts.replace(self._recalled, None)
            self._recalled = None


def _writable(text: str) -> str:
    """Without lone surrogates, which no file can hold."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def _same(one: Draft, other: Draft) -> bool:
    return one.field == other.field and dict(one.values) == dict(other.values)


def _read(row: Any) -> Draft | None:
    """A row as a draft; None for one that somebody else has written there."""
    if not isinstance(row, dict) or not isinstance(row.get("values"), dict):
        return None
    field, title, values = row.get("field"), row.get("title"), row["values"]
    texts = {str(k): v for k, v in values.items() if isinstance(v, str)}
    if not isinstance(field, str) or not isinstance(title, str):
        return None
    return Draft(field, title, texts, row.get("cut_off") is True)
