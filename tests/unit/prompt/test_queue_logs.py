"""Real calls are replayed through the prompt, from public logs of their chairs."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.errors import MeetingError
from data.minutes.compose import compose
from data.minutes.render import render
from data.planning.new_meeting import new_meeting
from data.prompt import interpreter
from data.records.models import PersonState
from data.rules import speaker_queue, turns
from data.storage.meeting_file import MeetingFile
from data.text.comparison import fold
from tests import queue_logs
from tests.isolation import REPOSITORY

FOLDER = REPOSITORY.parent / "shared" / "data" / "queue-logs"
LOGS = [
    "2020-10-27",
    "2021-05-06-vchttpapi",
    "2021-09-21",
    "2022-01-11-vcapi",
    "2023-05-08-vc-education",
    "2024-04-02",
]
# Refusals that a chair would make as well, each with the command that it answers.
EXPLAINED = (
    ("q+", "is already waiting"),
    ("q-", "is not in the queue"),
    ("q-", "Nobody here is called"),
    ("q-", "has the floor"),
    ("ack", "has the floor already"),
    ("ack", "Did you mean"),  # the chair mistyped a name
    *(
        (command, " can be ") for command in ("q+", "q-", "ack", "present+", "regrets+")
    ),  # the name fits two people
    ("topic:", "is already the current item"),
)


@pytest.mark.parametrize("name", LOGS)
def test_a_call_is_replayed(name: str, tmp_path: Path) -> None:
    path = FOLDER / f"{name}.log"
    if not path.exists():
        pytest.skip(f"the public log {name} is not beside this repository")
    said = list(queue_logs.read(path))
    clock = FixedClock(said[0].at)
    file = MeetingFile.create(
        tmp_path / "2030-01-01-call.json", new_meeting(name, said[0].at.date()), clock
    )
    interpreter.run(file, "start", clock.now())
    counts = dict.fromkeys(("requests", "turns", "refusals"), 0)
    for one in said:
        clock.instant = max(one.at, clock.instant + timedelta(milliseconds=1))
        try:
            interpreter.run(file, one.line, clock.now())
        except MeetingError as error:
            counts["refusals"] += 1
            reason = str(error)
            explained = any(name == one.command and why in reason for name, why in EXPLAINED)
            if not explained:
                pytest.fail(f"{one.line!r}: {reason}")
            continue
        if one.command == "q+":
            counts["requests"] += 1
            waiting = [
                turns.speaker(entry) for entry in speaker_queue.waiting_requests(file.meeting)
            ]
            assert any(_is_called(who, one.line.removeprefix("q+ ")) for who in waiting)
        if one.command == "ack":
            counts["turns"] += 1
            turn = turns.current_turn(file.meeting)
            assert turn is not None
            assert _is_called(turns.speaker(turn), one.line.removeprefix("ack "))
    print(f"{name}: {counts}")  # noqa: T201
    _check_minutes(file, said)


def _is_called(speaker: str, text: str) -> bool:
    """Whether a word of the name begins with the first word of the text."""
    return any(word.startswith(fold(text).split()[0]) for word in fold(speaker).split())


def _check_minutes(file: MeetingFile, said: list[queue_logs.QueueLine]) -> None:
    """Every person present and every topic is in the minutes, with all odd characters."""
    now = file.clock.now()
    meeting = file.meeting
    shown = " ".join(re.sub(r"\\(.)", r"\1", render(meeting, now)).split())
    for one in said:
        if one.command == "present+" and not one.rest:
            # A short nick of a known person is that person: "Ann" where Ann Lee is here. Some
            # nicks have the organisation after the name: "Ann Lee, Ed Lab", "Ann Lee (Ed Lab)".
            for part in re.split(r", | - | \((?=[^()]*\)$)|\)$", one.who):
                assert fold(part) in fold(shown)
        if one.command == "topic:":
            assert " ".join(one.rest.split()) in shown
    for person in meeting.people:
        if person.state is PersonState.PRESENT:
            assert person.name in shown
    for turn in meeting.turns:
        assert turn.about in shown
    items = compose(meeting, now).items
    assert len(items) == len(meeting.agenda)
