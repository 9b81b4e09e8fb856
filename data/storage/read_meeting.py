"""Read a meeting from the tables of its file."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from data.disk.reading import Tables
from data.errors import DamagedFileError
from data.records.base import Record
from data.records.meeting import Meeting
from data.records.models import MODELS
from data.records.upgrades import upgrade


def read_meeting(tables: Tables, path: Path) -> Meeting:
    """The meeting in the tables of a file, which may be of an older version.

    Args:
        tables: the tables; they are not changed.
        path: the file, for error messages.

    Raises:
        DamagedFileError: the tables do not fit the models.
        NewerVersionError: a newer version of the program has written the file.
    """
    try:
        tables = upgrade(tables, path.name)
    except ValueError as error:
        raise DamagedFileError(path, str(error)) from error
    rows: dict[str, tuple[Record, ...]] = {}
    for table, model in MODELS.items():
        try:
            rows[table] = tuple(
                model.from_document(record_id, document)
                for record_id, document in tables.get(table, {}).items()
            )
        except (ValidationError, TypeError, AttributeError) as error:
            raise DamagedFileError(path, f"table “{table}” holds invalid records") from error
    if len(rows["meeting"]) != 1:
        raise DamagedFileError(path, "it does not say which meeting it is")
    (info,) = rows.pop("meeting")
    return Meeting(info=info, **rows)  # type: ignore[arg-type]
