"""PeopleScreen: the people by organisation, and the roll call."""

from __future__ import annotations

from textual.app import ComposeResult

from data.errors import MeetingError
from data.importing.people import parse_people
from data.importing.records import people_from
from data.records.meeting import Meeting
from data.records.models import Person, PersonState
from data.rules import edits, leaving, people
from data.storage.meeting_file import Rule
from data.text.formatting import count, shortened
from screens.commands import bindings
from screens.dialogs.form_fields import Values
from screens.keymap import PEOPLE, RECORDS
from screens.keys import with_keys
from screens.meeting.list_screen import ListScreen
from screens.people.column_list import ColumnList
from screens.people.forms import person_fields, person_values
from screens.people.rows import attendance_text, people_rows
from screens.widgets.panel import Panel
from screens.widgets.record_list import RecordList, Row

_PREVIEW_LENGTH = 200  # characters of the names in a pasted list


class PeopleScreen(ListScreen):
    """All people, under their organisations, which stand side by side."""

    TAB = "people"
    TABLES = (Person.TABLE,)
    GROUP = PEOPLE
    INTRO = (
        "The people. {people.here} marks a person as here and goes to the next one, {people.left}"
        " as left; {people.all} marks everyone expected as here; {people.apologies} records"
        " apologies; {people.paste} pastes a list."
    )
    BINDINGS = bindings(RECORDS, PEOPLE)
    LIST_TITLE = "People"
    EMPTY = "No people yet. {records.new} adds a person, {people.paste} pastes a list."

    def compose_body(self) -> ComposeResult:
        """Compose the list, with the organisations side by side."""
        yield from self.compose_list(ColumnList)

    def rows(self, meeting: Meeting) -> list[Row]:
        """Return a row for each person, under headings for the organisations."""
        return people_rows(meeting)

    def show(self, meeting: Meeting) -> None:
        """Show the list and the counts."""
        super().show(meeting)
        self.query_one("#list", Panel).show_titles(self.LIST_TITLE, attendance_text(meeting))

    @property
    def person(self) -> Person | None:
        """The highlighted person."""
        return self.session.file.meeting.find(Person, self.highlighted_id)

    # -- acts ----------------------------------------------------------------------------

    async def action_new(self) -> None:
        """Add a person."""

        def submit(values: Values) -> None:
            now = self.session.now()
            person = Person(**person_values(values))
            if people.person_named(self.session.file.meeting, person.name) is not None:
                raise MeetingError(
                    f"There is already a person named “{person.name}”", hint="Type another name"
                )
            self.apply(leaving.add_people, now, (person,))
            self.highlight(person.id)

        await self.ask_new("people", "New person", person_fields(None), submit)

    async def action_edit(self) -> None:
        """Edit the highlighted person. A new name also replaces the old one in other records."""
        person = self.person
        if person is None:
            return

        def submit(known: Person, values: Values) -> None:
            rule, now = leaving.edit_person, self.session.now()
            self.apply(rule, now, known, **person_values(values))

        await self.ask_edit(person.name, person, person_fields, submit)

    def action_here(self) -> None:
        """Mark the highlighted person as here, if they are not, and highlight the next one."""
        person = self.seen_record(Person, self.highlighted_id)
        if person is None:
            return
        present = PersonState.PRESENT
        if person.state is present or self._set_state(person, present):
            self.query_one("#records", RecordList).highlight_after(person.id)

    def action_left(self) -> None:
        """Mark the highlighted person as left."""
        person = self.seen_record(Person, self.highlighted_id)
        if person is None:
            return
        if person.state is PersonState.LEFT:
            self.show_error(
                MeetingError(
                    f"{person.name} has left already", hint=with_keys("{people.here}: back here")
                )
            )
            return
        now = self.session.now()
        self._leave(person, "has left", lambda m: leaving.leave_meeting(m, now, person.id))

    def action_apologies(self) -> None:
        """Record apologies of the highlighted person, or take them back."""
        person = self.seen_record(Person, self.highlighted_id)
        if person is not None:
            now = self.session.now()
            if person.state is PersonState.APOLOGIES:
                self._set_state(person, PersonState.EXPECTED)
            else:
                apologies = PersonState.APOLOGIES
                self._leave(
                    person,
                    "sends apologies",
                    lambda m: leaving.leave_meeting(m, now, person.id, apologies),
                )

    def action_remove(self) -> None:
        """Remove the highlighted person, also from the queue and the floor."""
        if self.person is not None:
            now, person = self.session.now(), self.person
            self._leave(person, "was removed", lambda m: leaving.remove_person(m, now, person))

    def _set_state(self, person: Person, state: PersonState) -> bool:
        """Set the attendance of a person, and return whether that was done."""
        now = self.session.now()
        return self.try_on_row(
            edits.same_record(person, "state"), people.set_state, now, person.id, state
        )

    def _leave(self, person: Person, what: str, rule: Rule) -> None:
        """Apply a rule by which a person is no longer here, and show what it did.

        Args:
            person: the person.
            what: what the person has done, for the status.
            rule: the rule.
        """
        before = self.session.seen
        if self.try_on_row(edits.same_record(person, "state"), rule):
            after = self.session.file.meeting
            queue = " · out of the queue" if len(after.queue) < len(before.queue) else ""
            self.show_status(f"{person.name} {what}{queue} · {with_keys('{undo}')} undoes it")

    def action_all_here(self) -> None:
        """Mark everyone who is expected as here."""
        self.try_apply(people.mark_all_present, self.session.now())

    async def action_paste(self) -> None:
        """Paste a list of people."""

        def preview(text: str) -> str:
            found = parse_people(text)
            names = shortened(", ".join(person.name for person in found), _PREVIEW_LENGTH)
            return f"{count(len(found), 'person', 'people')}: {names}"

        def submit(text: str) -> None:
            found = people_from(parse_people(text))
            if not found:
                raise MeetingError("No people were found in the text", hint="Put one on each line")
            self.apply(leaving.add_people, self.session.now(), found)
            self.show_status(f"{count(len(found), 'person', 'people')} added")

        await self.ask_text("people/paste", "Paste a list of people", preview, submit)
