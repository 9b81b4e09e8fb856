"""A meeting with everything that minutes can hold, and its minutes in every format as files.

`golden/` keeps the minutes of this meeting as they are sent. After a wanted change, write them
again and review the difference:

    TZ=UTC python -m tests.unit.minutes.lifelike
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from data.minutes.render import Format, render
from data.planning.new_meeting import new_meeting
from data.records.meeting import Meeting
from data.records.models import (
    Action,
    ActionState,
    AgendaItem,
    ConflictNote,
    ConflictStatus,
    Decision,
    Dissent,
    DissentKind,
    ItemKind,
    ItemState,
    MeetingState,
    Parked,
    Party,
    Person,
    PersonState,
    Turn,
    Visibility,
    Win,
)

GOLDEN = {
    format: Path(__file__).parent / "golden" / f"minutes.{suffix}"
    for format, suffix in zip(Format, ("md", "txt", "html", "json"), strict=True)
}
BEGIN = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
END = BEGIN + timedelta(minutes=95)
HERE, GONE = PersonState.PRESENT, PersonState.LEFT


def at(minutes: float) -> datetime:
    """The instant that many minutes after the beginning."""
    return BEGIN + timedelta(minutes=minutes)


def lifelike_meeting() -> Meeting:
    """A closed meeting of a coalition, 95 minutes long."""
    meeting = new_meeting(
        "Monthly coalition call",
        BEGIN.date(),
        place="Community hall <back room>, 2nd floor",
        items=_agenda(),
        people=_people(),
        facilitator="Maeve Kerr",
        goals=("A public library on the east bank by 2028", "No tenant evicted for renovation"),
    )
    info = meeting.info.replace(
        series="Riverbank Coalition",
        note_taker="Dov Lind",
        started=BEGIN,
        ended=END,
        state=MeetingState.CLOSED,
        voices_in_minutes=True,
    )
    records = (*_turns(), *_wins(), *_decisions(), *_actions(), *_conflicts(), *_parked())
    return meeting.put(info, *records)


def _people() -> tuple[Person, ...]:
    tenants, union, roofs = "Riverside Tenants", "Harbour Union", "Green Roofs"
    return (
        Person(name="Ada Quill", organisation=tenants, role="chair", state=HERE, arrived=BEGIN),
        Person(name="Dov Lind", organisation=tenants, state=HERE, arrived=at(20)),
        Person(
            name="Ben Osei",
            organisation=union,
            role="organiser",
            also_for=("Night School", "Seed Library"),
            state=GONE,
            arrived=at(10),
            left=at(60),
        ),
        Person(name="名前 Tanaka", organisation=union, state=HERE, arrived=at(-5)),
        Person(name="Maeve Kerr", role="guest", state=HERE, arrived=BEGIN),
        Person(name="Cleo Márquez", organisation=roofs, state=PersonState.APOLOGIES),
        Person(name="Sam O'Neil", state=PersonState.APOLOGIES),
        Person(name="Pia Sommer", organisation=tenants, state=PersonState.EXPECTED),
    )


def _agenda() -> tuple[AgendaItem, ...]:
    return (
        AgendaItem(
            id="11",
            title="Rents & renovation: what the owner_of_no_12 wrote",
            presenter="Ada Quill",
            minutes=15,
            extensions=(300,),
            spans=((at(5), at(27)),),
            state=ItemState.DONE,
            notes=(
                "The owner wrote *two* letters since our last call, and both of them are vague"
                " about the one thing that matters:\n"
                "- no date\n"
                "  - neither for the start\n"
                "    nor for the end\n"
                "  - see https://owner.example/letter_of_may?id=7&page=2\n"
                "- no sum\n"
                "\n"
                "1. is not a list here\n"
                "# and this is not a heading"
            ),
            conclusion="We write back, all of us together.\nAda drafts the letter.",
            position=1,
        ),
        AgendaItem(
            id="12",
            title="Spring festival",
            kind=ItemKind.DECISION,
            minutes=10,
            spans=((at(27), at(40)),),
            state=ItemState.DONE,
            conclusion="- one stage\n- two | three stalls",
            position=2,
        ),
        AgendaItem(
            id="16",
            title="Stalls",
            presenter="Ruth Adler",
            minutes=4,
            extensions=(120,),
            agreed=("Ada Quill", "Eun-ji Park"),
            spans=((at(36), at(38)),),
            state=ItemState.DONE,
            notes="Three stalls, one of them ours.",
            parent="12",
            position=2.5,
        ),
        AgendaItem(id="13", title="Website", state=ItemState.DEFERRED, position=3),
        AgendaItem(id="14", title="Other", state=ItemState.DONE, skipped=True, position=4),
        AgendaItem(id="15", title='The "van"', presenter="Ben Osei", minutes=5, position=5),
    )


def _turns() -> tuple[Turn, ...]:
    tenants, union = "Riverside Tenants", "Harbour Union"
    times = [((at(n), at(n + 2)),) for n in (6, 8, 28, 70)]
    return (
        Turn(who="Ada Quill", organisation=tenants, about="the letters", item="11", spans=times[0]),
        Turn(who="Ben Osei", organisation=union, item="11", spans=times[1], ended=True),
        Turn(who="ada quill", organisation=tenants, about="who signs", item="11", spans=times[2]),
        Turn(organisation=union, about="the date of the next call", spans=times[3], ended=True),
    )


def _wins() -> tuple[Win, ...]:
    return (
        Win(
            text="The petition for the library has 2,000 names",
            thanks=("Ruth Adler", "Eun-ji Park"),
            organisations=("Food Bank North",),
            goal="A public library on the east bank by 2028",
            item="11",
            at=BEGIN,
        ),
        Win(text="Heat is back in house 4 <at last>", at=BEGIN),
    )


def _decisions() -> tuple[Decision, ...]:
    return (
        Decision(
            text="We ask the council for a crossing at Mill Street.",
            rule="consensus",
            rationale="Two accidents since May.\nThe school asked for it, too.",
            review=date(2027, 6, 1),
            dissent=(
                Dissent(who="Ben Osei", kind=DissentKind.STAND_ASIDE, why="not our first need"),
                Dissent(who="名前 Tanaka"),
            ),
            item="11",
            at=BEGIN,
        ),
        Decision(
            text=(
                "The spring festival has a budget:\n"
                "To be spent by the festival group alone, and only after a look at the offers:\n"
                "- 800 for the stage\n"
                "- 400 for the rest"
            ),
            rule="majority",
            result="blocked",
            dissent=(Dissent(who="Ada Quill", kind=DissentKind.BLOCK, why="we lack the money"),),
            item="12",
            at=BEGIN,
        ),
        Decision(text="", at=BEGIN),
    )


def _actions() -> tuple[Action, ...]:
    return (
        Action(
            text="send the letter about the crossing | copy to the school",
            owner="Noor Haddad",
            organisation="Parents for Safe Streets",
            due=date(2026, 12, 14),
            item="11",
            at=BEGIN,
        ),
        Action(
            text="get a date from the harbour owner",
            owner="Ben Osei",
            due=date(2026, 12, 1),
            state=ActionState.DONE,
            carried_from="2026-10-26-monthly-coalition-call",
            at=BEGIN,
        ),
        Action(text="find a van", item="12", at=BEGIN),
    )


def _conflicts() -> tuple[ConflictNote, ...]:
    parties = (
        Party(
            name="Riverside Tenants",
            position="The hall closes at nine",
            interest="Children sleep next door,\nand people get up early",
            heard=True,
        ),
        Party(name="Harbour Union", interest="The late shift has no other place to meet"),
    )
    return (
        ConflictNote(
            about="Opening hours of the community hall",
            parties=parties,
            common_ground="Both want the hall to be used by all:\n- by day\n- by night",
            next_step="Try one late evening a week",
            owner="Ben Osei",
            due=date(2026, 12, 20),
            status=ConflictStatus.COMMON_GROUND,
            at=BEGIN,
        ),
        ConflictNote(
            about="Who speaks to the press",
            parties=parties,
            common_ground="One voice is better than five",
            next_step="Ask all members",
            owner="Ada Quill",
            due=date(2026, 12, 21),
            status=ConflictStatus.NARROWING,
            visibility=Visibility.SUMMARY,
            at=BEGIN,
        ),
        ConflictNote(
            about="A private matter",
            parties=parties,
            visibility=Visibility.PRIVATE,
            at=BEGIN,
        ),
    )


def _parked() -> tuple[Parked, ...]:
    return (
        Parked(text="A shared van for events", becomes="next agenda", at=BEGIN),
        Parked(text="T-shirts", at=BEGIN),
    )


if __name__ == "__main__":
    for format, file in GOLDEN.items():
        file.write_text(render(lifelike_meeting(), END, format), encoding="utf-8")
