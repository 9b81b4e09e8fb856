"""What every test stands on: no animations, no real home, a clock that stands still."""

from __future__ import annotations

import os

# Textual reads this once, when it is imported; so it is set before anything can import it.
os.environ["TEXTUAL_ANIMATIONS"] = "none"

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from data.clock import FixedClock
from tests.isolation import isolated_environment

# Slow machines are not a fault of the rule under test: no deadline, and no complaint of slowness.
settings.register_profile(
    "default",
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
# The same examples in every run, so that a red build can be seen again at home.
settings.register_profile("ci", settings.get_profile("default"), derandomize=True)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=2000)


def pytest_configure(config: pytest.Config) -> None:
    """Choose the profile; `--hypothesis-profile thorough` on the command line wins."""
    if not config.getoption("--hypothesis-profile", default=None):
        settings.load_profile("ci" if os.environ.get("CI") == "true" else "default")


@pytest.fixture(autouse=True)
def isolated(tmp_path: Path) -> Iterator[Path]:
    """Every test in an empty home of its own, without display or tmux; gives that folder.

    The library lies at `library` under it, and is not there yet.
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
    """A clock that stands at 18:00 UTC on 23 November 2026 until it is told to move."""
    return FixedClock()


def _read_time_zone() -> None:
    if hasattr(time, "tzset"):  # not on Windows
        time.tzset()
