"""Unsaved input: text that was entered into a field but not recorded, kept to be recalled later.

It is kept when a field is left with escape, and when the program ends while a field is open: by a
signal, because the terminal was closed, or by a crash. The unsaved input of a meeting is in a file
of its own, since it belongs to no record yet. That file is written like a meeting's.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tinydb import where
from tinydb.table import Table

from data.disk.tinydb_storage import DurableStorage
from data.errors import DamagedFileError, MeetingError
from data.shutdown import Shutdown
from data.text.cleaning import clean_text, without_controls
from data.text.formatting import shortened

MAX_PER_FIELD = 5
"""How many inputs are kept for one field; the oldest are dropped."""

_TABLE = "drafts"
_PREVIEW_LENGTH = 40  # characters

Values = Mapping[str, str]
"""Texts by the name of the part of the form that they belong to."""


@dataclass(frozen=True)
class UnsavedInput:
    """The text that was in a field.

    Args:
        field: the name of the field, which stays the same from start to start of the program.
        title: the title of the field, as its dialog shows it.
        values: the text of each part of the form.
        interrupted: whether the field was open when the program ended, and the user has not been
            informed of that yet.
    """

    field: str
    title: str
    values: Values
    interrupted: bool = False

    @property
    def preview(self) -> str:
        """The beginning of the text, in one line of at most 40 characters."""
        parts = (value[: 2 * _PREVIEW_LENGTH] for value in self.values.values() if value.strip())
        text = " ".join(clean_text(" · ".join(parts)).split())
        return shortened(text, _PREVIEW_LENGTH)


class UnsavedInputStore:
    """The unsaved input of one meeting, or of the list of meetings.

    The text in open fields is kept in memory only, until `UnsavedField.set_aside` or
    `save_open_fields` writes it to disk.

    Args:
        path: the file; it is created when first written to.
        shutdown: after it was requested, other writers are no longer waited for.
    """

    def __init__(self, path: Path, shutdown: Shutdown | None = None) -> None:
        self._storage = DurableStorage(path, shutdown)
        self._open: dict[str, UnsavedInput] = {}
        self._refused: list[UnsavedInput] = []  # what the disk refused; written with the next one

    @property
    def _table(self) -> Table:
        """TinyDB's table: a new one each time, since others write the file, too.

        TinyDB remembers the results of queries and the next free id.
        """
        return Table(self._storage, _TABLE, cache_size=0)

    def list(self, field: str) -> tuple[UnsavedInput, ...]:
        """The unsaved input of a field, the newest last; none of it from a file that is damaged."""
        return tuple(entry for entry in (*self._saved(), *self._refused) if entry.field == field)

    def field(self, field: str, title: str) -> UnsavedField:
        """The unsaved input of one field, for the dialog that asks for it.

        Args:
            field: the name of the field.
            title: the title of the field, as the dialog shows it.
        """
        return UnsavedField(self, field, title)

    def update(self, entry: UnsavedInput) -> None:
        """Remember the present text of an open field, or forget the field if it is empty."""
        if any(value.strip() for value in entry.values.values()):
            self._open[entry.field] = entry
        else:
            self._open.pop(entry.field, None)

    def close_field(self, field: str) -> None:
        """Forget the text of an open field."""
        self._open.pop(field, None)

    def replace(self, old: UnsavedInput | None, new: UnsavedInput | None) -> None:
        """Write new input to disk in place of old input.

        If the disk refuses, the new input stays in memory, and is written with the next one.

        Args:
            old: what to drop; None if there is nothing.
            new: what to add; None if there is nothing.

        Raises:
            MeetingError: the file cannot be locked or written.
        """
        try:
            try:
                self._replace(old, new)
            except DamagedFileError:
                self._move_damaged_file()
                self._replace(old, new)
        except MeetingError:
            self._refused = [entry for entry in self._refused if entry != old]
            if new is not None:
                self._refused.append(new)
            raise
        self._refused.clear()

    def _move_damaged_file(self) -> None:
        """Rename a file that cannot be read, so that new input can be written."""
        path = self._storage.path
        with contextlib.suppress(OSError):
            path.replace(path.with_name(f"{path.name}.{secrets.token_hex(4)}.damaged"))

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[Table]:
        """The table, for changes that no other process can come between.

        A single call of TinyDB reads and writes the file in two steps, which are one only inside a
        transaction.
        """
        try:
            with self._storage.transaction():
                yield self._table
        except ValueError as error:
            raise DamagedFileError(self._storage.path, "it has ids that are not numbers") from error

    def _replace(self, old: UnsavedInput | None, new: UnsavedInput | None) -> None:
        with self._transaction() as table:
            for entry in self._refused:
                table.insert(_row(entry))
            if old is not None:
                table.remove(lambda row: _entry(row) == old)
            if new is not None:
                table.remove(lambda row: _is_same_text(_entry(row), new))
                of_field = table.search(where("field") == new.field)
                too_many = of_field[: max(0, len(of_field) - MAX_PER_FIELD + 1)]
                table.remove(doc_ids=[row.doc_id for row in too_many])
                table.insert(_row(new))

    def save_open_fields(self) -> None:
        """Write the text of all open fields to disk, because the program ends.

        Raises:
            MeetingError: the file cannot be locked or written; `pending` has what is not written.
        """
        for entry in tuple(self._open.values()):
            self.close_field(entry.field)
            self.replace(None, replace(entry, interrupted=True))
        if self._refused:
            self.replace(None, None)

    @property
    def pending(self) -> tuple[UnsavedInput, ...]:
        """The input that is in memory only: refused by the disk, or in fields that are open."""
        return (*self._refused, *self._open.values())

    def take_interrupted(self) -> tuple[UnsavedInput, ...]:
        """Return the input of fields that were open when the program last ended.

        It is marked as returned, and stays available in its fields. If the disk refuses the mark,
        it is returned again at the next start.
        """
        found = tuple(entry for entry in self._saved() if entry.interrupted)
        if found:
            with contextlib.suppress(MeetingError), self._transaction() as table:
                table.update({"cut_off": False})
        return found

    def _saved(self) -> tuple[UnsavedInput, ...]:
        """The input on disk; none if the file cannot be read."""
        try:
            rows = self._table.all()
        except (MeetingError, ValueError):  # ValueError: an id that TinyDB cannot read
            return ()
        return tuple(entry for row in rows if (entry := _entry(row)) is not None)


class UnsavedField:
    """The unsaved input of one field, while a dialog asks for it.

    Args:
        store: the unsaved input of all fields.
        field: the name of the field.
        title: the title of the field, as the dialog shows it.

    `was_set_aside` reports whether text was set aside when the field was left.
    """

    def __init__(self, store: UnsavedInputStore, field: str, title: str) -> None:
        self._store, self._field, self._title = store, field, title
        self._waiting = list(store.list(field))
        self._recalled: UnsavedInput | None = None
        self.was_set_aside = False

    @property
    def offer(self) -> str:
        """A preview of the input that `recall` returns next; "" if there is none."""
        return self._waiting[-1].preview if self._waiting else ""

    def recall(self) -> Values:
        """Return earlier input: the newest first, then the one before it, and round again.

        The result is empty if there is none. Characters that could control a terminal are left out,
        since the file may have been edited.
        """
        if not self._waiting:
            return {}
        if self._recalled is not None:
            self._waiting.insert(0, self._recalled)
        self._recalled = self._waiting.pop()
        return {name: without_controls(text) for name, text in self._recalled.values.items()}

    def update(self, values: Values) -> None:
        """Remember the present text of the field."""
        self._store.update(UnsavedInput(self._field, self._title, values))

    def set_aside(self, values: Values) -> None:
        """Write the text of the field to disk, because the field is left without a record.

        It takes the place of input that was recalled; if it is empty, that is dropped.

        Raises:
            MeetingError: the file cannot be locked or written; the text stays in memory.
        """
        entry = UnsavedInput(self._field, self._title, values)
        has_text = any(value.strip() for value in values.values())
        self._store.close_field(self._field)
        if has_text or self._recalled is not None:
            self._store.replace(self._recalled, entry if has_text else None)
            # If the field is edited and left once more, that text takes the place of this one.
            self._recalled = entry if has_text else None
        self.was_set_aside = has_text

    def clear(self) -> None:
        """Forget the text of the field and the input that was recalled: it has been recorded."""
        self._store.close_field(self._field)
        if self._recalled is not None:
            # The record is on disk. That its input cannot be dropped is not worth an error.
            with contextlib.suppress(MeetingError):
                self._store.replace(self._recalled, None)
            self._recalled = None


def _is_same_text(one: UnsavedInput | None, other: UnsavedInput) -> bool:
    return one is not None and one.field == other.field and dict(one.values) == dict(other.values)


def _row(entry: UnsavedInput) -> dict[str, Any]:
    """The row of the file for an entry."""
    return {
        "field": entry.field,
        "title": entry.title,
        "values": {name: _encodable(text) for name, text in entry.values.items()},
        "cut_off": entry.interrupted,
    }


def _encodable(text: str) -> str:
    """A text without lone surrogates, which UTF-8 cannot encode."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def _entry(row: Any) -> UnsavedInput | None:
    if not isinstance(row, dict) or not isinstance(row.get("values"), dict):
        return None
    field, title, values = row.get("field"), row.get("title"), row["values"]
    texts = {str(k): v for k, v in values.items() if isinstance(v, str)}
    if not isinstance(field, str) or not isinstance(title, str):
        return None
    return UnsavedInput(field, without_controls(title), texts, row.get("cut_off") is True)
