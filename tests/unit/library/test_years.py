"""Times at the ends of the calendar, as other programs write them for "no time"."""

from __future__ import annotations

import json

import pytest

from data.errors import DamagedFileError
from data.library.library import Library
from data.library.problems import ProblemKind
from tests.unit.library.checking import ID, check


def write(library: Library, table: str, field: str, value: object) -> None:
    """Change a field of the first record of a table, as an editor would."""
    tables = json.loads(library.path(ID).read_text(encoding="utf-8"))
    next(iter(tables[table].values()))[field] = value
    library.path(ID).write_text(json.dumps(tables), encoding="utf-8")


@pytest.mark.parametrize("table", ["meeting", "agenda", "people", "wins", "log"])
@pytest.mark.parametrize("year", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00"])
def test_a_time_without_room_for_a_zone_is_told(library: Library, table: str, year: str) -> None:
    field = {"meeting": "started", "agenda": "spans", "people": "arrived"}.get(table, "at")
    write(library, table, field, [[year, None]] if field == "spans" else year)
    assert [summary.id for summary in library.summaries()] == [ID]
    with pytest.raises(DamagedFileError) as error:
        library.open(ID)
    assert error.value.reason == f"table “{table}” holds invalid records"
    kinds = {problem.kind: problem for problem in check(library)}
    problem = kinds[ProblemKind.INVALID_RECORD]
    assert problem.table == table
    assert problem.field.startswith(field)
