"""Promises are kept from one meeting to the next, through the command line alone."""

from __future__ import annotations

from tests.cli.conftest import Run


def test_what_was_promised_is_in_the_next_meeting(run: Run) -> None:
    run("new", "Call", "--date", "2030-01-07")
    run(
        *("do", "latest", "start", "topic Rents"),
        *("action Ben: send the minutes by 2030-12-01", "q+ Ada to budget", "q+ Dov to heating"),
        *("defer", "topic Heating", "action Ben: send the minutes by 2030-12-15", "end"),
    )
    assert run("actions").stdout.count("send the minutes") == 2
    assert "not reached: Ada (budget), Dov (heating)" in run("minutes", "latest").stdout
    assert run("new", "Next", "--from", "latest", "--date", "2030-02-04").returncode == 0
    assert run("actions").stdout.count("send the minutes") == 2
    asked = run("do", "2030-02-04", "start", "topic 1", "q?").stdout
    assert "Ada" in asked
    assert "Dov" in asked
