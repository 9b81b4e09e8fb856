"""RowCache: the JSON of tables, with the JSON of unchanged rows remembered from write to write.

An act changes a few rows out of hundreds. Serialising all the others again would take as long as
the rest of the act, disk apart.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate, islice
from operator import and_, eq, is_
from typing import Any, NamedTuple

Table = dict[str, Any]


class _CachedTable(NamedTuple):
    table: Table
    rows: list[bytes]  # each row as `"id":{...}`, in the order of the table
    ends: list[int]  # where each row ends in the text
    text: bytes  # the whole table as `"name":{...}`


_EMPTY = _CachedTable({}, [], [], b"")


class RowCache:
    """Serialises tables; reuses the text of tables and rows that are the same objects as before.

    Args:
        dump: makes compact JSON of a value.

    Tables that were passed in must not be changed afterwards: a changed row would still be found
    under its identity, and its old text would be written.
    """

    def __init__(self, dump: Callable[[object], bytes]) -> None:
        self._dump = dump
        self._tables: dict[str, _CachedTable] = {}

    def serialise(self, tables: dict[str, Table]) -> bytes:
        """Return the tables as one compact JSON object, byte for byte what `dump` returns."""
        cached = {name: self._serialise_table(name, table) for name, table in tables.items()}
        self._tables = cached
        return b"{%b}" % b",".join([table.text for table in cached.values()])

    def _serialise_table(self, name: str, table: Table) -> _CachedTable:
        before = self._tables.get(name, _EMPTY)
        if before.table is table:
            return before
        # Most acts append a row or change one of the last, so the rows before it are the same and
        # their texts are copied as one slice. Only the rest is looked up row by row.
        same = _common_prefix_length(before.table, table)
        rows: list[bytes] = []
        old = zip(islice(before.table.items(), same, None), before.rows[same:], strict=True)
        known = {key: (row, text) for (key, row), text in old}
        for key, row in islice(table.items(), same, None):
            old_row, text = known.get(key, (None, b""))
            rows.append(text if old_row is row else b"%b:%b" % (self._dump(key), self._dump(row)))
        begin = before.text[: before.ends[same - 1]] if same else b"%b:{" % self._dump(name)
        between = b"," if same and rows else b""
        text = b"".join((begin, between, b",".join(rows), b"}"))
        # Each row but the first of all is a comma and its text after the end of the one before.
        lengths = [len(row) + 1 for row in rows]
        if rows and not same:
            lengths[0] -= 1
        ends = [*accumulate(lengths, initial=len(begin))][1:]
        return _CachedTable(table, before.rows[:same] + rows, before.ends[:same] + ends, text)


def _common_prefix_length(old: Table, new: Table) -> int:
    """How many rows at the beginning of both tables are the same objects under the same ids."""
    same = map(and_, map(eq, old, new), map(is_, old.values(), new.values()))
    return [*same, False].index(False)
