"""What all tests share: no animations, no real home folder, a fixed clock."""

from __future__ import annotations

import os

# Textual reads this once, when it is imported, so it is set before anything can import Textual.
os.environ["TEXTUAL_ANIMATIONS"] = "none"

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from data.clock import FixedClock
from tests.effort import IN_CI
from tests.isolation import isolated_environment

# A slow machine is not a fault of the rule under test: no deadline, no health check of speed.
settings.register_profile(
    "default",
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
# The same examples in every run, so that a failure in CI can be reproduced.
settings.register_profile("ci", settings.get_profile("default"), max_examples=50, derandomize=True)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=2000)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes the snapshots of `tests/screens/test_snapshots.py` again."""
    parser.addoption("--rewrite-snapshots", action="store_true", help="write tests/snapshots again")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the profile; `--hypothesis-profile thorough` on the command line wins."""
    if not config.getoption("--hypothesis-profile", default=None):
        settings.load_profile("ci" if IN_CI else "default")


@pytest.fixture(autouse=True)
def isolated(tmp_path: Path) -> Iterator[Path]:
    """Give each test an empty home folder of its own, without display, tmux or SSH.

    Yields the folder above it. The library will be at `library` below, and does not exist yet.
    """
    folder = tmp_path / "isolated"
    wanted = isolated_environment(folder)
    with pytest.MonkeyPatch.context() as patch:
        for name in set(os.environ) - set(wanted):
            # PYTEST_CURRENT_TEST is pytest's own to set and to remove.
            if not name.startswith("PYTEST_"):
                patch.delenv(name)
        for name, value in wanted.items():
            patch.setenv(name, value)
        _read_time_zone()
        yield folder
    _read_time_zone()


@pytest.fixture
def clock() -> FixedClock:
    """A clock that shows 18:00 UTC on 23 November 2026 until it is advanced."""
    return FixedClock()


def _read_time_zone() -> None:
    if hasattr(time, "tzset"):  # not on Windows
        time.tzset()
