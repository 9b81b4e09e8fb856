"""Any line either does what its answer says, or is refused and changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given
from hypothesis import strategies as st

from data.clock import FixedClock
from data.errors import MeetingError
from data.prompt import interpreter
from data.records.meeting import Meeting
from data.records.models import AgendaItem, MeetingInfo, Person
from data.storage.meeting_file import MeetingFile
from tests.unit.prompt.test_names import ODD_NAMES

WORDS = [command.name for command in interpreter.HELP]
TAILS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["ada", "ann", "someone from hill", "2", "5m", "-9999h", "Two", "as asked"]),
    st.sampled_from(["x by 31 feb", "x: y by 2/2/0000", "a by 99999-1-1", "a / b", "to", ":", "_"]),
    st.sampled_from(ODD_NAMES),
)
LINES = st.one_of(
    st.text(max_size=60),
    st.builds("{}{}{}".format, st.sampled_from(WORDS), st.sampled_from(["", " ", ": "]), TAILS),
    st.builds("q+ {} to {}".format, TAILS, TAILS),
    st.builds("decided {}; {} blocks: {}".format, TAILS, TAILS, TAILS),
    st.builds("conflict {} wants {} because {} / {}".format, TAILS, TAILS, TAILS, TAILS),
)


@contextmanager
def meeting_file() -> Iterator[tuple[MeetingFile, FixedClock]]:
    meeting = Meeting(
        info=MeetingInfo(title="Call", date=dt.date(2026, 11, 23)),
        people=tuple(
            Person(name=name, organisation="Hill") for name in ("Ada", "Ann Lee", "Anna Roe", "To")
        ),
        agenda=tuple(AgendaItem(title=t, position=n) for n, t in enumerate(("One", "Two"))),
    )
    clock = FixedClock()
    with TemporaryDirectory() as folder:
        file = MeetingFile.create(Path(folder) / "2026-11-23-call.json", meeting, clock)
        yield file, clock
        file.close()


def outcome(file: MeetingFile, line: str, now: dt.datetime) -> tuple[bool, str]:
    """Whether the line was accepted, and the answer."""
    try:
        return True, interpreter.run(file, line, now)
    except MeetingError as error:
        return False, str(error)


@given(st.lists(LINES, max_size=12))
@example(["q+ \u200b", "q+ A\u200bda", "ack \ufeff"])
@example(["q+ ada", "q+ \u0300", "ack \u0300"])
@example(["topic ²", "topic ٣", "extend ٣m", "limit 99999h"])
@example(["note " + "x" * 200_001, "win " + "x" * 2_001, "q+ " + "x" * 2_001])
@example(["left \ud800", "present+ \x1b]52;c;AAAA\x07", "q+ İ", "Q+ ſ", "ﬁn"])
def test_any_line_is_done_or_refused(lines: list[str]) -> None:
    with meeting_file() as (file, clock):
        for line in ["start", *lines]:
            before = file.meeting
            done, answer = outcome(file, line, clock.now())
            assert len(answer.splitlines()) == 1
            assert "\x1b" not in answer
            assert done or file.meeting == before
            clock.advance(1)
        assert MeetingFile(file.path, clock).meeting == file.meeting


@given(st.text(max_size=30), st.lists(st.text(min_size=1, max_size=12), max_size=5))
def test_completion_of_anything_goes_on_from_it(line: str, names: list[str]) -> None:
    people = []
    for name in names:
        try:
            people.append(Person(name=name))
        except ValueError:
            continue
    info = MeetingInfo(title="Call", date=dt.date(2026, 11, 23))
    meeting = Meeting(info=info, people=tuple(people))
    for one in (line, f"q+ {line}", f"topic {line}"):
        for offered in interpreter.complete(meeting, one):
            assert isinstance(offered, str)
            assert offered != one


@given(st.sampled_from(ODD_NAMES), st.text(alphabet="abc xyz", max_size=20))
def test_asking_twice_makes_nobody_twice(name: str, topic: str) -> None:
    with meeting_file() as (file, clock):
        for line in (f"q+ {name} to {topic}x", f"q+ {name} to {topic}y"):
            interpreter.run(file, line, clock.now())
        (entry,) = file.meeting.queue
        assert entry.who == name
        assert [p.name for p in file.meeting.people].count(name) == 1
