"""Invented meetings as they are in real libraries, written fast: ten thousand in half a minute.

Each has people, an agenda with notes, turns, conflicts, wins, decisions, actions, parked points,
and a log of all its acts. The same seed gives the same bytes. The rows are made as JSON values and
written by the project's own serialisation; a test opens some of them and checks every record.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.sample import BEGIN, FIRST, LAST, ORGANISATIONS
from data.disk.snapshot import dump, next_snapshot
from data.records.models import (
    MODELS,
    Action,
    AgendaItem,
    ConflictNote,
    Decision,
    LogEntry,
    MeetingInfo,
    MeetingState,
    Parked,
    Person,
    QueueEntry,
    Turn,
    Win,
)

VERSION = 1
"""Counts the changes of this module: a library that another version wrote is not used again."""
SEED = 7
RARE = "zeppelin"
"""A word that is in every 500th meeting."""

Row = dict[str, Any]

_LAST_DAY = date(2026, 11, 20)
_THINGS = ("the lease", "the clinic", "bus fares", "the ferry", "night classes", "the food bank",
           "heating", "the harbour road", "rents", "the seed library", "childcare", "the levy",
           "street lights", "the council vote", "the strike fund", "translation")  # fmt: skip
_SAID = (
    "{who} reported on {thing}: {n} households answered, {m} of them want to meet again.",
    "The council answered on {thing}; the letter is with {who}.",
    "{thing}: two offers came in, the cheaper one without a guarantee.",
    "{who} asked who pays for {thing} after March, nobody knew.",
    "Agreed so far on {thing}: {n} volunteers, one coordinator, a room until nine.",
    "{who} will ask the other coalition about {thing} before the {n}th.",
    "For {thing} there are {n} signatures; {m} more are needed.",
)
_TITLES = ("Monthly coalition call", "Working group on {thing}", "Assembly on {thing}",
           "Planning of {thing}", "Steering group")  # fmt: skip
_KINDS = ("point", "point", "point", "reply", "question")


def lifelike_library(count: int, seed: int = SEED) -> Path:
    """Return a folder with the meeting files of a library, written if there is none yet.

    It is kept below the folder for temporary files, and must not be written to.

    Args:
        count: how many meetings.
        seed: gives other meetings.
    """
    root = Path(tempfile.gettempdir()) / f"meeting-tui-benchmarks-{os.getuid()}"
    folder = root / f"v{VERSION}-{seed}-{count}"
    if not folder.exists():
        root.mkdir(mode=0o700, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(dir=root))
        for number in range(count):
            name, content = meeting_file(number, seed)
            (unfinished / name).write_bytes(content)
        unfinished.rename(folder)
    return folder


def fill(root: Path, count: int) -> None:
    """Give a new library so many meetings, as links: a program that changes one replaces it.

    Args:
        root: the folder of the library.
        count: how many meetings.
    """
    meetings = root / "meetings"
    meetings.mkdir(parents=True)
    for entry in os.scandir(lifelike_library(count)):
        try:
            os.link(entry.path, meetings / entry.name)
        except OSError:  # another disk
            shutil.copyfile(entry.path, meetings / entry.name)


def meeting_file(number: int, seed: int = SEED) -> tuple[str, bytes]:
    """Return the name and the content of the file of a closed meeting.

    Args:
        number: 0 is the newest; there are about three a week.
        seed: gives other meetings.
    """
    made = _Maker(random.Random(f"{seed}/{number}"), number)
    tables = made.tables()
    content = next_snapshot(None, tables, dump(tables)).content
    return f"{made.day.isoformat()}-meeting-{number}.json", content


class _Maker:
    """Makes one meeting.

    Args:
        source: of all that is random in it.
        number: of the meeting.
    """

    def __init__(self, source: random.Random, number: int) -> None:
        self.random = source
        self.number = number
        self.day = _LAST_DAY - timedelta(days=number * 7 // 3)
        self.now = datetime.combine(self.day, BEGIN.timetz()) + timedelta(minutes=number % 60)
        self.begin = self.now
        self.rows: dict[str, dict[str, Row]] = {table: {} for table in MODELS}

    def tables(self) -> dict[str, dict[str, Row]]:
        """Return all tables."""
        self._people()
        items = [self._item(place) for place in range(self.random.randint(4, 8))]
        info = self._info()
        self._log("meeting started", info["title"], [])
        for item_id in items:
            self._discuss(item_id)
        info["ended"] = self._time()
        self.rows["meeting"]["1"] = info
        self._log("meeting ended", info["title"], [])
        return self.rows

    def _info(self) -> Row:
        title = self.random.choice(_TITLES).format(thing=self.random.choice(_THINGS))
        return {
            **_DEFAULTS[MeetingInfo.TABLE],
            "title": f"{title} {self.number}",
            "series": "Coalition for a fair town",
            "place": "Hall 2",
            "date": self.day.isoformat(),
            "started": self._time(),
            "state": str(MeetingState.CLOSED),
            "utc_offset": 0,
            "zone": "UTC",
        }

    def _people(self) -> None:
        everyone = [(first, last) for first in FIRST for last in LAST]
        self.present = []
        for first, last in self.random.sample(everyone, self.random.randint(8, 24)):
            name, organisation = f"{first} {last}", self.random.choice(ORGANISATIONS)
            self.present.append((name, organisation))
            self._add(
                Person.TABLE, "person added", name, name=name, organisation=organisation,
                state="present", arrived=self._time(),
            )  # fmt: skip

    def _item(self, place: int) -> str:
        title = f"{self.random.choice(_THINGS).capitalize()}, part {place + 1}"
        minutes = self.random.choice((5, 10, 15, 20))
        return self._add(
            AgendaItem.TABLE, "item added", title, title=title, minutes=minutes, position=place
        )

    def _discuss(self, item_id: str) -> None:
        item = self.rows[AgendaItem.TABLE][item_id]
        start = self._time()
        notes = []
        for _ in range(self.random.randint(1, 4)):
            self._turn(item_id)
            notes.append(self._sentence())
            self._log("note", item["title"], [
                _change(AgendaItem.TABLE, item_id, {"notes": ""}, {"notes": notes[-1]})
            ])  # fmt: skip
        self._outcomes(item_id)
        item.update(
            spans=[[start, self._time()]], state="done", notes="\n".join(notes),
            conclusion=self._sentence() if self.random.random() < 0.5 else "",
        )  # fmt: skip
        if not self.number % 500 and item["position"] == 0:
            item["notes"] += f"\nThe {RARE} stays in the hall."

    def _turn(self, item_id: str) -> None:
        who, organisation = self.random.choice(self.present)
        said = {
            "who": who, "organisation": organisation, "kind": self.random.choice(_KINDS),
            "about": self.random.choice(_THINGS), "item": item_id, "asked": self._time(),
        }  # fmt: skip
        request = {**_DEFAULTS[QueueEntry.TABLE], **said}
        turn_id = self._id()
        self._log("asked to speak", who, [_change(QueueEntry.TABLE, turn_id, None, request)])
        begin = self._time()
        turn = {**_DEFAULTS[Turn.TABLE], **said, "spans": [[begin, None]]}
        self._log("has the floor", who, [
            _change(QueueEntry.TABLE, turn_id, request, None) | {"index": 0},
            _change(Turn.TABLE, turn_id, None, turn),
        ])  # fmt: skip
        self.rows[Turn.TABLE][turn_id] = turn | {"spans": [[begin, self._time()]], "ended": True}

    def _outcomes(self, item_id: str) -> None:
        at = {"item": item_id, "at": self._time()}
        who, organisation = self.random.choice(self.present)
        chance, text = self.random.random, self._sentence
        if chance() < 0.5:
            due = (self.day + timedelta(days=self.random.randint(3, 40))).isoformat()
            state = "open" if chance() < 0.1 else "done"
            self._add(
                Action.TABLE, "action added", who, text=f"Write to {text()}", owner=who,
                organisation=organisation, due=due, state=state, **at,
            )  # fmt: skip
        if chance() < 0.4:
            self._add(Decision.TABLE, "decision added", "", text=text(), rule="consent", **at)
        if chance() < 0.3:
            self._add(Win.TABLE, "win added", "", text=text(), thanks=[who], **at)
        if chance() < 0.15:
            other, _ = self.random.choice(self.present)
            parties = [
                {"name": name, "position": text(), "interest": text()} for name in (who, other)
            ]
            self._add(
                ConflictNote.TABLE, "conflict added", "", about=self.random.choice(_THINGS),
                parties=parties, common_ground=text(), next_step="Meet again", owner=who, **at,
            )  # fmt: skip
        if chance() < 0.2:
            self._add(Parked.TABLE, "parked", "", text=text(), **at)

    def _sentence(self) -> str:
        return self.random.choice(_SAID).format(
            who=self.random.choice(self.present)[0],
            thing=self.random.choice(_THINGS),
            n=self.random.randint(3, 60),
            m=self.random.randint(2, 30),
        )

    def _add(self, table: str, act: str, subject: str, **values: Any) -> str:
        record_id, row = self._id(), {**_DEFAULTS[table], **values}
        self.rows[table][record_id] = row
        self._log(act, subject or str(values.get("text", "")), [
            _change(table, record_id, None, dict(row))
        ])  # fmt: skip
        return record_id

    def _log(self, act: str, subject: str, changes: list[Row]) -> None:
        self.rows[LogEntry.TABLE][self._id()] = {
            "at": self._time(), "act": act, "subject": subject[:80], "by": "ada:4242",
            "undoes": "", "changes": changes,
        }  # fmt: skip

    def _time(self) -> str:
        self.now += timedelta(seconds=self.random.randint(2, 20))
        return f"{self.now:%Y-%m-%dT%H:%M:%S}.000000Z"

    def _id(self) -> str:
        return str(self.random.randrange(10**15, 10**16))


def _change(table: str, record_id: str, before: Row | None, after: Row | None) -> Row:
    return {"table": table, "id": record_id, "before": before, "after": after}


def _defaults() -> dict[str, Row]:
    """Return a row of each table with the default values, from the models."""
    at = {"at": BEGIN}
    records = (
        MeetingInfo(title="x", date=_LAST_DAY), Person(name="x"), AgendaItem(title="x"),
        QueueEntry(asked=BEGIN), Turn(), ConflictNote(about="x", **at), Win(text="x", **at),
        Decision(**at), Action(text="x", **at), Parked(text="x", **at),
    )  # fmt: skip
    return {record.TABLE: record.document() for record in records}


_DEFAULTS = _defaults()
