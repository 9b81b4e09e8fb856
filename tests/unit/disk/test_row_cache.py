"""The cached JSON is byte for byte what serialising everything would return."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import to_json

from data.disk.row_cache import RowCache

rows = st.dictionaries(st.sampled_from(["text", "at", 'ä"\\']), st.text(max_size=5), max_size=2)
changes = st.lists(
    st.tuples(
        st.sampled_from(["put", "drop", "none"]),
        st.sampled_from(["wins", "log", "\u2028"]),
        st.sampled_from(["1", "2", "3"]),
        rows,
    ),
    max_size=12,
)


@given(changes=changes)
def test_after_any_changes_the_text_is_that_of_all_tables(
    changes: list[tuple[str, str, str, dict[str, str]]],
) -> None:
    cache, tables = RowCache(to_json), dict[str, dict[str, Any]]()
    for act, name, key, row in changes:
        # As in an act: other tables and rows stay the same objects.
        if act == "put":
            tables = {**tables, name: {**tables.get(name, {}), key: row}}
        elif act == "drop" and name in tables:
            tables = {**tables, name: {k: v for k, v in tables[name].items() if k != key}}
        assert cache.serialise(tables) == to_json(tables)


def test_an_unchanged_row_is_not_serialised_again() -> None:
    made: list[object] = []

    def dump(value: object) -> bytes:
        made.append(value)
        return to_json(value)

    cache = RowCache(dump)
    first, second = {"text": "one"}, {"text": "two"}
    table = {"1": first}
    cache.serialise({"wins": table, "log": {"9": {}}})
    made.clear()
    assert cache.serialise({"wins": {**table, "2": second}, "log": {}}) == (
        b'{"wins":{"1":{"text":"one"},"2":{"text":"two"}},"log":{}}'
    )
    assert second in made
    assert first not in made
