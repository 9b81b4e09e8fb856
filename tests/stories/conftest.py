"""What stories need: the program in a terminal, its library, a clipboard."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from tests.effort import in_ci
from tests.isolation import REPOSITORY, isolated_environment
from tests.stories.clipboard import Clipboard

if TYPE_CHECKING:
    from tests.stories.terminal import Terminal

# Windows has no pseudo-terminals; there the stories are not collected.
collect_ignore_glob = ["test_*.py"] if sys.platform == "win32" else []


class StartProgram(Protocol):
    """Starts meeting-tui with the arguments given, and is answered its terminal."""

    def __call__(
        self,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        env: dict[str, str] | None = None,
        argv: list[str] | None = None,
        code: str = "",
    ) -> Terminal: ...


@pytest.fixture
def library(isolated: Path) -> Path:
    """The folder of meetings that the program uses; it is not there yet."""
    return isolated / "library"


@pytest.fixture
def clipboard(tmp_path: Path) -> Clipboard:
    """A clipboard that works; give its `environment` to the program that shall find it."""
    return Clipboard(tmp_path / "clipboard")


@pytest.fixture(params=[(80, 24), *in_ci((120, 40))], ids="{0[0]}x{0[1]}".format)
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """Columns and rows: in CI, a story that asks for it runs on a large terminal too."""
    columns, rows = request.param
    return columns, rows


@pytest.fixture
def terminal(isolated: Path, tmp_path: Path) -> Iterator[StartProgram]:
    """Starts the program in a terminal, in an empty folder; what still runs is ended afterwards.

    `env` adds to the isolated environment. `argv` starts a new process with another program; `code`
    is run in place of the program, with its modules imported already.
    """
    from tests.processes.program import ForkedProgram
    from tests.stories.terminal import Terminal

    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with ExitStack() as started:

        def start(
            *arguments: str,
            size: tuple[int, int] = (80, 24),
            env: dict[str, str] | None = None,
            argv: list[str] | None = None,
            code: str = "",
        ) -> Terminal:
            # The code under test, wherever the tests run and whatever is installed.
            environment = {**isolated_environment(isolated), "PYTHONPATH": str(REPOSITORY)}
            environment.update(env or {})
            screen = Terminal(
                argv or arguments,
                size=size,
                env=environment,
                cwd=folder,
                start=None if argv else partial(ForkedProgram, code=code),
            )
            return started.enter_context(screen)

        yield start
