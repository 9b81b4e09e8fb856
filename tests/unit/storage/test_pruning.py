"""Pruning: which backups of a meeting are kept."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.storage.backups import MAX_COPIES, Backups
from tests.builders import START, after

ID = "2026-11-23-riverside-coalition"


def make(folder: Path, moments: list[datetime]) -> Backups:
    """Copies of a file at these moments; its content differs each time."""
    backups = Backups(folder / "backups")
    path = folder / f"{ID}.json"
    for number, moment in enumerate(moments):
        path.write_text(str(number))
        backups.make(path, moment)
    return backups


def test_ten_copies_are_kept_dense_for_yesterday_and_sparse_for_long_ago(
    tmp_path: Path,
) -> None:
    moments = [START + timedelta(hours=6 * n) for n in range(200)]
    found = [backup.made for backup in make(tmp_path, moments).list(ID)]
    assert len(found) == MAX_COPIES
    assert found[0] == moments[-1]
    assert found[-1] == moments[0]
    ages = [(moments[-1] - made).total_seconds() / 3600 for made in found]
    assert ages == sorted(ages)
    assert sum(age <= 48 for age in ages) >= 3, "dense for yesterday"
    gaps = [later - earlier for earlier, later in itertools.pairwise(ages)]
    assert max(gaps) in gaps[-2:], "sparse for long ago"


@given(st.lists(st.integers(-(10**7), 10**7), min_size=1, max_size=25, unique=True))
def test_there_are_never_more_than_ten_copies_and_the_newest_is_kept(
    tmp_path_factory: pytest.TempPathFactory, seconds: list[int]
) -> None:
    """The newest copy is kept even if the clock was set back since the one before."""
    folder = tmp_path_factory.mktemp("copies")
    backups, path = Backups(folder / "backups"), folder / f"{ID}.json"
    for number, second in enumerate(seconds):
        path.write_text(str(number))
        copy = backups.make(path, after(second))
        assert copy is not None
        assert copy.read_text() == str(number)
        found = backups.list(ID)
        assert len(found) == min(number + 1, MAX_COPIES)
        assert copy in {backup.path for backup in found}


def test_copies_made_at_the_same_instant_are_all_kept(tmp_path: Path) -> None:
    backups = make(tmp_path, [START, START, START])
    assert sorted(b.path.read_text() for b in backups.list(ID)) == ["0", "1", "2"]
