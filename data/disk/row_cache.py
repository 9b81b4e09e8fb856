"""RowCache: what rows look like as JSON, remembered from one write to the next.

An act changes a few rows of hundreds. To write out the others again takes as long as all the rest
of the act but the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from operator import and_, eq, is_
from typing import Any, NamedTuple

Table = dict[str, Any]


class _Kept(NamedTuple):
    table: Table
    rows: list[bytes]
    text: bytes


_NOTHING = _Kept({}, [], b"")


class RowCache:
    """Makes the text of tables, and keeps it for rows and tables that come again.

    Args:
        dump: makes compact JSON of a value.

    What it was given must not be changed afterwards: the same object is taken to be the same.
    """

    def __init__(self, dump: Callable[[object], bytes]) -> None:
        self._dump = dump
        self._tables: dict[str, _Kept] = {}

    def serialise(self, tables: dict[str, Table]) -> bytes:
        """The tables as one compact JSON object, byte for byte what `dump` makes of them."""
        kept = {name: self._table(name, table) for name, table in tables.items()}
        self._tables = kept
        return b"{%b}" % b",".join([table.text for table in kept.values()])

    def _table(self, name: str, table: Table) -> _Kept:
        was = self._tables.get(name, _NOTHING)
        if was.table is table:
            return was
        # Most acts add a row at the end or change one of the last: those before need no look.
        same = _same_beginning(was.table, table)
        rows = was.rows[:same]
        old = zip(islice(was.table.items(), same, None), was.rows[same:], strict=True)
        known = {key: (row, text) for (key, row), text in old}
        for key, row in islice(table.items(), same, None):
            before, text = known.get(key, (None, b""))
            rows.append(text if before is row else b"%b:%b" % (self._dump(key), self._dump(row)))
        return _Kept(table, rows, b"%b:{%b}" % (self._dump(name), b",".join(rows)))


def _same_beginning(old: Table, new: Table) -> int:
    """How many rows at the beginning are the same objects, under the same ids."""
    same = map(and_, map(eq, old, new), map(is_, old.values(), new.values()))
    return [*same, False].index(False)
