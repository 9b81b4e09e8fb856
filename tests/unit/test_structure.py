"""Limits that keep the code easy to read: sizes of files, functions and packages.

That imports only point down is checked by import-linter; see the contracts in pyproject.toml.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.isolation import REPOSITORY

PACKAGES = ("meeting_tui", "screens", "data")
FOLDERS = (*PACKAGES, "tests", "benchmarks", "docs", ".ci")

FILE_LIMIT = 400  # lines
FUNCTION_LIMIT = 60  # lines, without decorators
MODULE_LIMIT = 14  # modules of a package, without __init__.py


def python_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def packages(folder: Path) -> list[Path]:
    """Return a package and all packages in it."""
    return sorted({path.parent for path in python_files(folder)})


def name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def count_lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a file, also those inside classes and other functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def function_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_file_is_longer_than_the_limit(folder: str) -> None:
    lengths = {name(path): count_lines(path) for path in python_files(REPOSITORY / folder)}
    assert lengths
    assert {path: lines for path, lines in lengths.items() if lines > FILE_LIMIT} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_function_is_longer_than_the_limit(package: str) -> None:
    lengths = {
        f"{name(path)}:{node.lineno} {node.name}": function_lines(node)
        for path in python_files(REPOSITORY / package)
        for node in functions(path)
    }
    assert lengths
    assert {place: lines for place, lines in lengths.items() if lines > FUNCTION_LIMIT} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_package_has_more_modules_than_the_limit(package: str) -> None:
    counts = {
        name(folder): len([path for path in folder.glob("*.py") if path.stem != "__init__"])
        for folder in packages(REPOSITORY / package)
    }
    assert {folder: count for folder, count in counts.items() if count > MODULE_LIMIT} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_has_a_docstring_and_nothing_else_in_its_init(package: str) -> None:
    """Importing a package must load nothing: the list of meetings starts without the models.

    The version is the one exception; the build reads it there.
    """
    for folder in packages(REPOSITORY / package):
        path = folder / "__init__.py"
        assert path.exists(), f"{name(folder)} is not a package"
        module = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(module), f"{name(path)} has no docstring"
        rest = [ast.unparse(statement) for statement in module.body[1:]]
        if name(folder) == "meeting_tui":
            assert [statement.partition(" = ")[0] for statement in rest] == ["__version__"]
        else:
            assert rest == [], name(path)


def test_no_handler_of_a_message_calls_that_of_its_base_class() -> None:
    """Textual calls the handlers of all classes itself: the one of the base class would run twice.

    See "Handlers" in Textual's guide to events. `on_event` is not such a handler.
    """
    calls = re.compile(r"super\(\)\.on_(?!event\()\w+\(")
    files = [path for package in PACKAGES for path in python_files(REPOSITORY / package)]
    assert files
    assert [name(path) for path in files if calls.search(path.read_text(encoding="utf-8"))] == []


SAMPLE = """\
@decorated
def outer(
    a,
):
    def inner():
        return a

    return inner
"""


def test_the_length_of_a_function_is_counted_from_def_to_its_last_line() -> None:
    found = {
        node.name: function_lines(node)
        for node in ast.walk(ast.parse(SAMPLE))
        if isinstance(node, ast.FunctionDef)
    }
    assert found == {"outer": 7, "inner": 2}
