"""What the people screen shows: the people under their organisations, and the counts."""

from __future__ import annotations

from itertools import groupby

from textual.content import Content

from data.records.meeting import Meeting
from data.records.models import Person, PersonState
from data.rules import people
from data.text.formatting import count, local_time
from screens.widgets.cached_row import LazyText
from screens.widgets.content import join, plain
from screens.widgets.record_list import Row

_STATES = {
    PersonState.PRESENT: ("●", "$floor", "here"),
    PersonState.EXPECTED: ("○", "$text-muted", "expected"),
    PersonState.LEFT: ("◌", "$text-muted", "left"),
    PersonState.APOLOGIES: ("–", "$text-warning", "apologies"),
}
"""The sign of each state, its colour, and the state in a word."""


def people_rows(meeting: Meeting) -> list[Row]:
    """Return a heading for each organisation, and below it a row for each of its people."""
    rows: list[Row] = []
    everyone = people.sorted_people(meeting)
    for organisation, group in groupby(everyone, key=lambda person: person.organisation):
        members = tuple(group)
        here = sum(person.state is PersonState.PRESENT for person in members)
        name = organisation or "Without an organisation"
        rows.append(Row("", LazyText(_heading, name, here, len(members))))
        rows += [Row(person.id, LazyText(_person, person)) for person in members]
    return rows


def _heading(name: str, here: int, number: int, width: int) -> Content:
    """Return the name of an organisation, and how many of its people are here."""
    figures = f"{here} of {number} here"
    if len(name) + len(figures) >= width:
        figures = f"{here}/{number}"
    return join(plain((name, "bold $primary")), plain((figures, "$text-muted")), width)


def _person(person: Person, width: int) -> Content:
    """Return the sign of a state, the name, details where there is room for them, the state."""
    details = [
        person.role,
        f"@{person.handle.removeprefix('@')}" if person.handle else "",
        f"also for {', '.join(person.also_for)}" if person.also_for else "",
    ]
    after_name = " · ".join(detail for detail in details if detail)
    sign, style, state = _STATES[person.state]
    at = person.left if person.state is PersonState.LEFT else person.arrived
    since = f" {local_time(at)}" if at is not None else ""
    name = plain((f"{sign} ", style), person.name)
    right = next(
        text
        for text in (f"{state}{since}", state, "")
        if name.cell_length + len(text) < width or not text
    )
    left = plain(name, (f"  {after_name}" if after_name else "", "$text-muted"))
    return join(left, plain((right, style)), width)


def attendance_text(meeting: Meeting) -> Content:
    """Return one line with how many people are here, are expected, sent apologies, and left."""
    attendance = people.attendance(meeting)
    organisations = people.organisations(people.present_people(meeting))
    return Content(
        f"{attendance.present} here from {count(len(organisations), 'organisation')}"
        f" · {attendance.expected} expected · {count(attendance.apologies, 'apology', 'apologies')}"
        f" · {attendance.left} left"
    )
