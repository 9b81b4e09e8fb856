"""The meetings that are made for measurements are as valid as real ones."""

from __future__ import annotations

from pathlib import Path

from benchmarks.lifelike import RARE, meeting_file
from data.storage.meeting_file import MeetingFile


def test_invented_meetings_are_valid_and_the_same_for_the_same_seed(tmp_path: Path) -> None:
    for number in range(3):
        name, content = meeting_file(number, seed=7)
        assert meeting_file(number, seed=7) == (name, content)
        (tmp_path / name).write_bytes(content)
        file = MeetingFile(tmp_path / name)
        assert not file.take_warnings()  # the checksum is right
        meeting = file.meeting
        assert meeting.agenda[0].notes
        assert 0 < len(meeting.turns) < len(meeting.log)
        assert {turn.who for turn in meeting.turns} <= {person.name for person in meeting.people}
    assert RARE in meeting_file(0)[1].decode()
    assert meeting_file(1, seed=7) != meeting_file(1, seed=8)
