"""People: the roll call, by organisation."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.types import CSSPathType

from data.errors import MeetingError
from data.importing.files import read_people
from data.importing.records import people_from
from data.records.meeting import Meeting
from data.records.models import Person, PersonState
from data.rules import people, speaker_queue
from data.text.formatting import count, local_time
from screens.commands import bindings
from screens.dialogs.form_fields import Field, Values, required_text
from screens.keymap import PEOPLE, RECORDS
from screens.meeting.list_screen import LIST_STYLE, ListScreen
from screens.widgets.content import join, plain
from screens.widgets.record_list import Row
from screens.widgets.status_text import StatusText

_MARKS = {
    PersonState.PRESENT: ("● here", "$text-success"),
    PersonState.EXPECTED: ("○ expected", "dim"),
    PersonState.LEFT: ("◌ left", "dim"),
    PersonState.APOLOGIES: ("– apologies", "dim"),
}


class PeopleScreen(ListScreen):
    """Everybody, under their organisation."""

    TAB = "people"
    GROUP = PEOPLE
    INTRO = (
        "The people. t tells that somebody is here, or has left; T that all expected are here; x"
        " that they send apologies; P pastes a list."
    )
    BINDINGS = bindings(RECORDS, PEOPLE)
    EMPTY = "Nobody yet. i adds somebody, P pastes a list."
    CSS_PATH: ClassVar[CSSPathType | None] = [LIST_STYLE, "style.tcss"]

    def compose_body(self) -> ComposeResult:
        """The counts, and the list."""
        yield StatusText(id="roll")
        yield from self.compose_list()

    def rows(self, meeting: Meeting) -> list[Row]:
        """Each organisation and its people."""
        width = self.list_width
        rows: list[Row] = []
        heading: str | None = None
        for person in people.sorted_people(meeting):
            if person.organisation != heading:
                heading = person.organisation
                name = heading or "Without an organisation"
                rows.append(Row("", Content.styled(name, "bold underline")))
            rows.append(Row(person.id, _person(person, width)))
        return rows

    def show(self, meeting: Meeting) -> None:
        """Show the list and the counts."""
        super().show(meeting)
        roll = people.attendance(meeting)
        organisations = people.organisations(people.present_people(meeting))
        words = (
            f"{roll.present} here from {count(len(organisations), 'organisation')}"
            f" · {roll.expected} expected · {roll.apologies} apologies · {roll.left} left"
        )
        self.query_one("#roll", StatusText).show_text(Content(words))

    @property
    def person(self) -> Person | None:
        """The highlighted person."""
        return self.session.file.meeting.find(Person, self.picked)

    # -- acts ----------------------------------------------------------------------------

    async def action_new(self) -> None:
        """Add somebody."""

        def submit(values: Values) -> None:
            now = self.session.now()
            changes = _person_values(values)
            person = Person(**changes)
            if people.person_named(self.session.file.meeting, person.name) is not None:
                raise MeetingError(f"“{person.name}” is here already", hint="Choose another name")
            self.apply(people.add_people, now, (person,))
            self.pick(person.id)

        await self.ask_new("people", "New person", _person_fields(None), submit)

    async def action_edit(self) -> None:
        """Edit the highlighted person; another name goes wherever the old one stood."""
        person = self.person
        if person is None:
            return

        def submit(known: Person, values: Values) -> None:
            changes = _person_values(values)
            self.apply(people.edit, self.session.now(), known, **changes)

        await self.ask_edit(person.name, person, _person_fields, submit)

    def action_here(self) -> None:
        """They are here; if they were, they left."""
        if self.person is not None:
            now, person = self.session.now(), self.person
            if person.state is not PersonState.PRESENT:
                self.try_apply(people.set_state, now, person.id, PersonState.PRESENT)
                return
            before = len(self.session.file.meeting.queue)
            if self.try_apply(speaker_queue.leave_meeting, now, person.id):
                waited = len(self.session.file.meeting.queue) < before
                more = " and does not wait to speak any more" if waited else ""
                self.show_status(f"{person.name} has left{more} · u brings them back")

    def action_apologies(self) -> None:
        """They send apologies; a second time takes that back."""
        if self.person is not None:
            sent = self.person.state is PersonState.APOLOGIES
            state = PersonState.EXPECTED if sent else PersonState.APOLOGIES
            self.try_apply(people.set_state, self.session.now(), self.person.id, state)

    def action_all_here(self) -> None:
        """Everybody expected is here."""
        self.try_apply(people.mark_all_present, self.session.now())

    async def action_paste(self) -> None:
        """Paste a list of people."""

        def preview(text: str) -> str:
            found = read_people(text)
            names = ", ".join(person.name for person in found)[:200]
            return f"{count(len(found), 'person', 'people')}: {names}"

        def submit(text: str) -> None:
            found = people_from(read_people(text))
            if not found:
                raise MeetingError("Nobody was found in it", hint="One person a line")
            self.apply(people.add_people, self.session.now(), found)
            self.show_status(f"{count(len(found), 'person', 'people')} added")

        await self.ask_text("people/paste", "Paste a list of people", preview, submit)


def _person(person: Person, width: int) -> Content:
    more = [person.role, person.handle and f"@{person.handle.removeprefix('@')}"]
    also = f"also for {', '.join(person.also_for)}" if person.also_for else ""
    second = " · ".join(part for part in (*more, also) if part)
    left = plain(f"  {person.name}", (f"  {second}" if second else "", "dim"))
    mark, style = _MARKS[person.state]
    at = person.left if person.state is PersonState.LEFT else person.arrived
    since = f" {local_time(at)}" if at is not None else ""
    return join(left, plain((f"{mark}{since}", style)), width)


def _person_fields(person: Person | None) -> list[Field]:
    return [
        Field("name", "Name", person.name if person else ""),
        Field(
            "organisation",
            "Organisation",
            person.organisation if person else "",
        ),
        Field("role", "Role", person.role if person else ""),
        Field("handle", "Handle", person.handle if person else ""),
        Field("state", "State", person.state if person else "present", list(PersonState)),
    ]


def _person_values(values: Values) -> dict[str, object]:
    required_text(values, "name", "The person has no name")
    texts = {key: values[key] for key in ("name", "organisation", "role", "handle")}
    return {**texts, "state": PersonState(values["state"])}
