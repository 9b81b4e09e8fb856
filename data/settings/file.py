"""The file of the settings: where it is, what it contains on which line, and how it is changed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from data.disk.atomic import write_atomically
from data.disk.reading import read_content
from data.errors import DamagedFileError, MeetingError, StorageError
from data.settings.sources import Given, Origin, Problem, Source

_SIZE_LIMIT = 1_000_000  # bytes; far beyond any settings
_PARSED_LIMIT = 500_000  # characters, in all, that are parsed again to find the lines of the values

KeyPath = tuple[str, ...]
"""The keys that lead to a value: those of its tables, and its own."""


class SettingsFile:
    """The file of the settings, read once. It need not exist.

    Args:
        path: where it is.

    Attributes:
        values: its values, by the keys that lead to them.
        problem: why it could not be read; None if it was, or does not exist. It then has no values.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problem: Problem | None = None
        self._text = ""
        self.values: dict[KeyPath, object] = {}
        try:
            self._text = self._read()
            self.values = dict(_flatten(tomllib.loads(self._text)))
        except tomllib.TOMLDecodeError as error:
            self.problem = self._problem(f"it is not valid TOML: {error}", self._line_of(error))
        except UnicodeDecodeError:
            self.problem = self._problem("it is not text in UTF-8")
        except RecursionError:
            self.problem = self._problem("its tables are nested too deeply")
        except ValueError:
            self.problem = self._problem("a number in it has too many digits")
        except DamagedFileError as error:
            self.problem = self._problem(error.reason)
        except OSError as error:
            self.problem = self._problem(f"it cannot be read: {error.strerror or error}")

    def _read(self) -> str:
        try:
            content = read_content(self.path)
        except (FileNotFoundError, NotADirectoryError):
            return ""
        if len(content) > _SIZE_LIMIT:
            raise DamagedFileError(self.path, "it is far too large")
        return content.decode("utf-8-sig").replace("\r\n", "\n")

    def _line_of(self, error: tomllib.TOMLDecodeError) -> int:
        """Return the line that the message of an error names; the last one for another."""
        named = re.search(r"at line (\d+)", str(error))
        return int(named[1]) if named else len(self._text.splitlines())

    def _problem(self, what: str, line: int = 0) -> Problem:
        source = Source(Origin.FILE, str(self.path), line)
        return Problem(source, "", f"{what}. The defaults are used instead of the file")

    @cached_property
    def _lines(self) -> dict[KeyPath, int]:
        return key_lines(self._text)

    def given(self, path: KeyPath) -> Given | None:
        """Return the value at a path with its source, or None."""
        if path not in self.values:
            return None
        return Given(
            self.values[path], Source(Origin.FILE, str(self.path), self._lines.get(path, 0))
        )


def key_lines(text: str) -> dict[KeyPath, int]:
    """Return the line on which each value of a valid TOML text begins, from 1.

    `tomllib` says nothing about lines. It is asked about one line after the other, each below the
    heading of its table; a value of several lines is complete once it can be parsed. Values of very
    many lines, and those after them, are left out.
    """
    lines: dict[KeyPath, int] = {}
    heading, statement, start, parsed = "", "", 1, 0
    for number, line in enumerate(text.split("\n"), start=1):
        statement += f"{line}\n"
        if statement != f"{line}\n":
            parsed += len(statement)
        if parsed > _PARSED_LIMIT:
            break
        try:
            found = tomllib.loads(f"{heading}\n{statement}")
        except tomllib.TOMLDecodeError:
            is_heading = line.lstrip().startswith("[") and statement == f"{line}\n"
            if not (is_heading and _parses(line)):
                continue  # the value goes on in the next line, or this is another heading
            found = tomllib.loads(line)
        if line.lstrip().startswith("[") and statement == f"{line}\n":
            heading = line
        for path, _ in _flatten(found):
            lines.setdefault(path, start)
        statement, start = "", number + 1
    return lines


def _parses(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _flatten(table: Mapping[str, object], above: KeyPath = ()) -> Iterator[tuple[KeyPath, object]]:
    """Yield the values of a table and of the tables in it, with the keys that lead to them."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, (*above, key))
        else:
            yield (*above, key), value


def write_new(path: Path, text: str) -> None:
    """Write the file, and create its folder if needed.

    Raises:
        StorageError: it cannot be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"The folder “{path.parent}” cannot be made", error.strerror or str(error), "Create it"
        ) from error
    write_atomically(path, text)


def change(path: Path, key: str, value: str) -> None:
    """Write another value of a setting into the file; comments and other settings stay.

    Args:
        path: the file.
        key: the name of a setting that stands in no table.
        value: its new value.

    Raises:
        FileNotFoundError: there is no file.
        MeetingError: the file cannot be read or written; it is as it was.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        text = read_content(path).decode("utf-8-sig")
        document = tomlkit.parse(text)
        document[key] = value
        changed = document.as_string()
        tomllib.loads(changed.replace("\r\n", "\n"))
    except FileNotFoundError:
        raise
    except (OSError, UnicodeDecodeError, DamagedFileError) as error:
        raise _unchanged(path, "it cannot be read") from error
    except (TOMLKitError, ValueError, RecursionError) as error:
        raise _unchanged(path, "it is not valid TOML") from error
    write_atomically(path, changed)


def _unchanged(path: Path, why: str) -> MeetingError:
    return MeetingError(f"{path.name} was not changed", f"{path}: {why}", "Correct it by hand")
