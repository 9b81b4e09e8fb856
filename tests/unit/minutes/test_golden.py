"""The minutes of one lifelike meeting are exactly the files in `golden/`."""

from __future__ import annotations

import pytest

from data.minutes.render import Format, render
from tests.unit.minutes.lifelike import END, GOLDEN, lifelike_meeting


@pytest.mark.parametrize("kind", list(Format))
def test_the_minutes_are_those_in_the_golden_file(kind: Format) -> None:
    expected = GOLDEN[kind].read_text(encoding="utf-8")
    assert render(lifelike_meeting(), END, kind).splitlines() == expected.splitlines()
    assert expected.endswith("\n")
    assert not expected.endswith("\n\n")
