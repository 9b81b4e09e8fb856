"""What the people screen shows: the people under their organisations, and the counts."""

from __future__ import annotations

from textual.content import Content

from data.records.meeting import Meeting
from data.records.models import Person, PersonState
from data.rules import people
from data.text.formatting import count, local_time
from screens.widgets.content import join, plain
from screens.widgets.record_list import Row

_STATE_TEXTS = {
    PersonState.PRESENT: ("● here", "$text-success"),
    PersonState.EXPECTED: ("○ expected", "$text-muted"),
    PersonState.LEFT: ("◌ left", "$text-muted"),
    PersonState.APOLOGIES: ("– apologies", "$text-muted"),
}

_SIGNS = {
    PersonState.PRESENT: ("●", "$floor"),
    PersonState.EXPECTED: ("○", "$text-muted"),
    PersonState.LEFT: ("◌", "$text-muted"),
    PersonState.APOLOGIES: ("–", "$text-warning"),
}
_SIGNS_SHOWN = 8


def people_rows(meeting: Meeting, width: int) -> list[Row]:
    """Return a heading for each organisation, and below it a row for each of its people.

    Args:
        meeting: the meeting.
        width: of a row, in cells.
    """
    rows: list[Row] = []
    organisation: str | None = None
    for person in people.sorted_people(meeting):
        if person.organisation != organisation:
            organisation = person.organisation
            heading = organisation or "Without an organisation"
            rows.append(Row("", Content.styled(heading, "bold $primary")))
        rows.append(Row(person.id, _person(person, width)))
    return rows


def _person(person: Person, width: int) -> Content:
    details = [
        person.role,
        f"@{person.handle.removeprefix('@')}" if person.handle else "",
        f"also for {', '.join(person.also_for)}" if person.also_for else "",
    ]
    after_name = " · ".join(detail for detail in details if detail)
    left = plain(f"  {person.name}", (f"  {after_name}" if after_name else "", "$text-muted"))
    state, style = _STATE_TEXTS[person.state]
    at = person.left if person.state is PersonState.LEFT else person.arrived
    since = f" {local_time(at)}" if at is not None else ""
    return join(left, plain((f"{state}{since}", style)), width)


def organisations_text(meeting: Meeting, width: int) -> Content:
    """Return a line for each organisation: a sign for each of its people, and how many are here.

    Args:
        meeting: the meeting.
        width: of a line, in cells.
    """
    members: dict[str, list[Person]] = {}
    for person in people.sorted_people(meeting):
        members.setdefault(person.organisation, []).append(person)
    lines = []
    for organisation, group in members.items():
        here = sum(person.state is PersonState.PRESENT for person in group)
        figures = f"{here}/{len(group)}"
        signs = [_SIGNS[person.state] for person in group[:_SIGNS_SHOWN]]
        right = plain(*signs, (f" {figures:>5}", "$text-muted"))
        name = organisation or "Without an organisation"
        lines.append(join(plain((name, "" if here else "$text-muted")), right, width))
    return Content("\n").join(lines)


def attendance_text(meeting: Meeting) -> Content:
    """Return one line with how many people are here, are expected, sent apologies, and left."""
    attendance = people.attendance(meeting)
    organisations = people.organisations(people.present_people(meeting))
    return Content(
        f"{attendance.present} here from {count(len(organisations), 'organisation')}"
        f" · {attendance.expected} expected · {attendance.apologies} apologies"
        f" · {attendance.left} left"
    )
