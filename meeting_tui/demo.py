"""A sample library to try the program with. All people and organisations are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from data.clock import FixedClock, local_date
from data.library.library import Library
from data.planning import carry_over, new_meeting, templates
from data.prompt import interpreter
from data.records.meeting import Meeting
from data.records.models import ConflictNote, ConflictStatus, Party, Person, PersonState, Visibility
from data.rules import edits
from data.rules import people as people_rules

COALITION = "Riverbank Coalition"
GOALS = (
    "A public library on the east bank by 2028",
    "No tenant evicted for renovation",
    "A safe way to school along the river",
)
PEOPLE = (
    ("Ada Quill", "Riverside Tenants", "chair"),
    ("Dov Lind", "Riverside Tenants", ""),
    ("Pia Sommer", "Riverside Tenants", ""),
    ("Ben Osei", "Harbour Union", "organiser"),
    ("Tomasz Wrona", "Harbour Union", ""),
    ("Cleo Márquez", "Green Roofs", ""),
    ("Ife Balogun", "Green Roofs", "treasurer"),
    ("Eun-ji Park", "Food Bank North", ""),
    ("Ruth Adler", "Food Bank North", "volunteers"),
    ("Noor Haddad", "Parents for Safe Streets", ""),
    ("Lukas Berg", "Parents for Safe Streets", ""),
    ("Sione Tau", "East Bank Library Friends", ""),
    ("Maeve Kerr", "", "guest"),
)
_FIRST_LINES = (
    "start",
    "next item",
    "win The petition for the library has 2,000 names",
    "thank Ruth and Eun-ji for feeding forty families over the holidays",
    "next item",
    "q+ Ben to what the harbour owner said",
    "next",
    "note The owner wants to talk, without a date so far",
    "q+ Ada to the letters to tenants",
    "next",
    "done",
    "next item",
    "q+ Noor to the crossing at Mill Street",
    "q+ Sione to the library site",
    "next",
    "next",
    "done",
    "decided We ask the council for a crossing at Mill Street by consensus",
    "action Noor: send the letter about the crossing by in 3 weeks",
    "action Ben: get a date from the harbour owner by in 2 weeks",
    "conclude One letter from all of us, and a date with the owner",
    "park A shared van for events",
    "next item",
    "next item",
    "next item",
    "next item",
    "next item",
)
_SECOND_LINES = (
    "start",
    "next item",
    "thank Noor for the crossing at Mill Street: the council has said yes",
    "win Three new member organisations asked to join",
    "next item",
    "note Ben has a date with the owner: the first Tuesday of next month",
    "next item",
    "q+ Cleo to the roof of the old depot",
    "next",
    "q+ Ife to money for the spring festival",
    "next",
    "done",
    "decided The spring festival has a budget of 1,200 by majority",
    "action Ife: open an account line for the festival by in 2 weeks",
    "next item",
    "next item",
    "defer",
    "next item",
    "next item",
)
_RUNNING_LINES = (
    "item 5 > Opening hours of the hall (10 min, Tomasz)",
    "item 5 > A market on the quay (10 min, Eun-ji)",
    "start",
    "next item",
    "win The food bank has its second freezer",
    "next item",
    "thank Ife for the account of the festival",
    "next item",
    "note The date with the harbour owner stands",
    "next item",
    "q+ Ada to what tenants say about opening hours",
    "next",
)
_QUEUE_LINES = (
    "q+ Ben to the shifts of the harbour workers",
    "reply+ Noor to the way to school",
    "q+ Cleo",
    "ask+ Tomasz to when the depot opens",
    "q+ Eun-ji to the freezer",
    "q+ Lukas to the crossing",
)
_GOALS_BY_WORD = {"library": GOALS[0], "crossing": GOALS[2]}
"""Goals that wins serve, by a word in their texts."""


def fill(library: Library) -> str:
    """Fill a new library with two closed meetings, a running one, and a draft.

    Args:
        library: an empty library. Its clock gives the present instant, in which the meeting runs.

    Returns:
        The id of the running meeting.

    Raises:
        MeetingError: the library cannot be written.
    """
    now = library.clock.now()
    clock = FixedClock(now - timedelta(days=56))
    past = Library(library.root, clock)
    template = templates.TEMPLATES[0]
    people = [
        Person(name=name, organisation=organisation, role=role)
        for name, organisation, role in PEOPLE
    ]
    first = _first_meeting(template, people, clock)
    first_id = past.create(first)
    _hold(past, first_id, clock, _FIRST_LINES, ended=True)
    clock.instant = now - timedelta(days=28)
    second_id = _continue(past, first_id, clock)
    _hold(past, second_id, clock, _SECOND_LINES, ended=True)
    clock.instant = now - timedelta(minutes=26)
    running_id = _continue(past, second_id, clock)
    _hold(past, running_id, clock, _RUNNING_LINES, ended=False)
    _open_conflict(past, running_id, clock)
    clock.instant = now - timedelta(minutes=4)
    _run_lines(past, running_id, clock, _QUEUE_LINES, seconds=25)
    coming = new_meeting.new_meeting(
        "Festival working group",
        local_date(now) + timedelta(days=9),
        place="Green Roofs, upper room",
        items=templates.TEMPLATES[1].agenda(),
        people=[person.replace(id=str(n)) for n, person in enumerate(people, start=1)],
        goals=GOALS[2:],
    )
    library.create(coming)
    return running_id


def _first_meeting(
    template: templates.Template, people: list[Person], clock: FixedClock
) -> Meeting:
    """Return the first meeting of the series, as a draft."""
    meeting = new_meeting.new_meeting(
        "Monthly coalition call",
        local_date(clock.now()),
        place="Community hall, east bank",
        items=template.agenda(),
        people=people,
        facilitator="Maeve Kerr",
        goals=GOALS,
    )
    return replace(meeting, info=meeting.info.replace(series=COALITION, note_taker="Dov Lind"))


def _continue(library: Library, last_id: str, clock: FixedClock) -> str:
    """Create a meeting that continues another one, with the template's agenda; returns its id."""
    file = library.open(last_id)
    file.close()
    day: date = local_date(clock.now())
    meeting = carry_over.continue_meeting(file.meeting, last_id, "Monthly coalition call", day)
    items = templates.TEMPLATES[0].agenda()
    kept = {item.title for item in items}
    more = tuple(
        item.replace(position=float(len(items) + n))
        for n, item in enumerate((i for i in meeting.agenda if i.title not in kept), start=1)
    )
    return library.create(replace(meeting, agenda=(*items, *more)))


def _hold(
    library: Library, meeting_id: str, clock: FixedClock, lines: tuple[str, ...], *, ended: bool
) -> None:
    """Hold a meeting: most people arrive, then prompt lines are run.

    Args:
        library: the library of the meeting.
        meeting_id: a draft.
        clock: advances with each line.
        lines: prompt lines, in order.
        ended: whether the meeting is also closed.
    """
    file = library.open(meeting_id)
    away = {"Lukas Berg", "Pia Sommer"} if ended else {"Pia Sommer"}
    for person in file.meeting.people:
        state = PersonState.APOLOGIES if person.name in away else PersonState.PRESENT
        now, person_id = clock.now(), person.id
        file.apply(partial(people_rules.set_state, at=now, person_id=person_id, state=state))
    file.close()
    _run_lines(library, meeting_id, clock, lines, seconds=140)
    file = library.open(meeting_id)
    file.apply(lambda meeting: _name_goals(meeting, clock.now()))
    file.close()
    if ended:
        _run_lines(library, meeting_id, clock, ("end",), seconds=60)


def _run_lines(
    library: Library, meeting_id: str, clock: FixedClock, lines: tuple[str, ...], *, seconds: int
) -> None:
    """Run prompt lines in a meeting, so many seconds apart."""
    file = library.open(meeting_id)
    for number, line in enumerate(lines):
        interpreter.run(file, line, clock.now())
        clock.advance(seconds if number else 5)
    file.close()


def _name_goals(meeting: Meeting, now: datetime) -> Meeting:
    """Say of the wins of a meeting which goals they serve."""
    for win in meeting.wins:
        goal = next((goal for word, goal in _GOALS_BY_WORD.items() if word in win.text), "")
        meeting = edits.change(meeting, now, win, goal=goal)
    return meeting


def _open_conflict(library: Library, meeting_id: str, clock: FixedClock) -> None:
    """Add a conflict note on the current item."""
    now: datetime = clock.now()
    file = library.open(meeting_id)
    note = ConflictNote(
        about="Opening hours of the community hall",
        parties=(
            Party(
                name="Riverside Tenants",
                position="The hall closes at nine",
                interest="Children sleep next door, and people get up early",
                heard=True,
            ),
            Party(
                name="Harbour Union",
                position="The hall stays open until midnight",
                interest="The late shift has no other place to meet",
            ),
        ),
        common_ground="Both want the hall to be used by everybody",
        next_step="Try one late evening a week, with the windows shut",
        owner="Ben Osei",
        status=ConflictStatus.NARROWING,
        visibility=Visibility.SUMMARY,
        item=edits.current_item_id(file.meeting),
        at=now,
    )
    file.apply(lambda m: edits.add(m, now, note))
    file.close()
