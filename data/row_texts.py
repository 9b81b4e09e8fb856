"""RowTexts: what rows look like as JSON, remembered from one write to the next.

An act changes a few rows of hundreds. To write out the others again takes as long as all the rest
of the act but the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Table = dict[str, Any]
_Text = tuple[object, bytes]


class RowTexts:
    """Makes the text of tables, and keeps it for rows and tables that come again.

    Args:
        dump: makes compact JSON of a value.

    What it was given must not be changed afterwards: the same object is taken to be the same.
    """

    def __init__(self, dump: Callable[[object], bytes]) -> None:
        self._dump = dump
        self._tables: dict[str, tuple[Table, dict[str, _Text], bytes]] = {}

    def of(self, tables: dict[str, Table]) -> bytes:
        """The tables as one compact JSON object, byte for byte what `dump` makes of them."""
        kept = {name: self._table(name, table) for name, table in tables.items()}
        self._tables = kept
        return b"{%b}" % b",".join([text for _, _, text in kept.values()])

    def _table(self, name: str, table: Table) -> tuple[Table, dict[str, _Text], bytes]:
        held = self._tables.get(name)
        if held is not None and held[0] is table:
            return held
        known = held[1] if held is not None else {}
        texts: dict[str, _Text] = {}
        for key, row in table.items():
            text = known.get(key)
            if text is None or text[0] is not row:
                text = (row, b"%b:%b" % (self._dump(key), self._dump(row)))
            texts[key] = text
        rows = b",".join([text for _, text in texts.values()])
        return table, texts, b"%b:{%b}" % (self._dump(name), rows)
