"""ConflictsScreen: conflict notes, from positions to common ground."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.types import CSSPathType
from textual.widgets import Static

from data.clock import local_date
from data.errors import MeetingError
from data.prompt.outcome_commands import typed_action
from data.records.meeting import Meeting
from data.records.models import ConflictNote, ConflictStatus
from data.rules import conflicts, edits, people
from data.sentences.sides import about_note
from screens.commands import bindings
from screens.conflicts.forms import conflict_fields, conflict_values, party_fields, party_from
from screens.conflicts.rows import (
    conflict_id,
    conflict_rows,
    next_step_text,
    open_steps_text,
    parties_text,
    party_index,
    steps_text,
    visibility_text,
)
from screens.cycle import next_in_cycle
from screens.dialogs.form_fields import Field, Values, field_errors
from screens.keymap import CONFLICTS, RECORDS
from screens.keys import with_keys
from screens.meeting.list_screen import LIST_STYLE, ListScreen
from screens.widgets.content import plain
from screens.widgets.panel import Panel
from screens.widgets.record_list import Row
from screens.widgets.status_text import StatusText


class ConflictsScreen(ListScreen):
    """The conflicts and their parties at the top, one of them in full below."""

    TAB = "conflicts"
    TABLES = (ConflictNote.TABLE,)
    GROUP = CONFLICTS
    INTRO = (
        "Conflict notes. {conflict} writes one: “tenants want quiet because children sleep / union"
        " wants late hours”, or a subject, a colon and the parties. The same line after “conflict”"
        " in the prompt ({prompt}) adds to the highlighted one. {conflicts.party} adds a party,"
        " {conflicts.heard} marks a party as heard, {conflicts.status} changes to the next status."
    )
    BINDINGS = bindings(RECORDS, CONFLICTS)
    LIST_TITLE = "Conflicts"
    EMPTY = "No conflicts. {conflict} writes one, as “one wants this because … / the other …”."
    CSS_PATH: ClassVar[CSSPathType | None] = [LIST_STYLE, "style.tcss"]

    def compose_body(self) -> ComposeResult:
        """Compose the list, and below it the parties with their common ground between them."""
        yield from self.compose_list()
        with Horizontal(id="note"):
            for name in ("left", "ground", "right"):
                with Panel(id=name, classes=name), VerticalScroll(can_focus=False):
                    yield Static(id=f"{name}-text", markup=False)
        with Panel(title="Next step", id="next"):
            yield StatusText(id="next-text")

    def rows(self, meeting: Meeting) -> list[Row]:
        """Return a row for each conflict and each party."""
        return conflict_rows(meeting.conflicts, self.list_width)

    def show_details(self, meeting: Meeting, row_id: str) -> None:
        """Show the note of the highlighted conflict or party in full."""
        conflict = meeting.find(ConflictNote, conflict_id(row_id))
        for name in ("#note", "#next"):
            self.query_one(name).display = conflict is not None
        panel = self.query_one("#list", Panel)
        if conflict is None:
            panel.show_titles(self.LIST_TITLE)
            return
        todo = ((self.LIST_TITLE, open_steps_text(conflict)),)
        panel.show_titles(self.LIST_TITLE, steps_text(conflict), shorter=todo)
        columns = {"left": conflict.parties[0::2], "right": conflict.parties[1::2]}
        for name, parties in columns.items():
            title = parties[0].name if len(parties) == 1 else "Parties" if parties else "Party"
            self.query_one(f"#{name}", Panel).show_titles(title)
            empty = plain((with_keys("{conflicts.party} adds a party"), "$text-muted"))
            text = parties_text(parties) if parties else empty
            self.query_one(f"#{name}-text", Static).update(text)
        shorter = (("Common ground", conflict.status), ("Common ground", ""))
        self.query_one("#ground", Panel).show_titles(
            "Common ground", visibility_text(conflict), shorter=shorter
        )
        ground = conflict.common_ground or plain(
            (with_keys("none found yet: {records.edit} adds it"), "$text-muted")
        )
        self.query_one("#ground-text", Static).update(plain(ground))
        self.query_one("#next-text", StatusText).show_text(next_step_text(conflict))

    @property
    def conflict(self) -> ConflictNote | None:
        """The conflict of the highlighted row."""
        return self.session.file.meeting.find(ConflictNote, conflict_id(self.highlighted_id))

    @property
    def party(self) -> str:
        """The name of the highlighted party; "" where a conflict is highlighted."""
        index = party_index(self.highlighted_id)
        parties = self.conflict.parties if self.conflict is not None else ()
        return parties[index].name if index is not None and index < len(parties) else ""

    # -- acts ----------------------------------------------------------------------------

    def _run_command(self, line: str) -> None:
        """Run a line of the prompt; sides without a subject belong to the highlighted conflict."""
        conflict = self.conflict
        if conflict is not None:
            line = about_note(self.session.file.meeting, line, conflict)
        super()._run_command(line)

    async def action_new(self) -> None:
        """Write a conflict note in a form."""
        await self._edit_conflict(None)

    async def action_edit(self) -> None:
        """Edit the highlighted conflict or party."""
        conflict, party = self.conflict, self.party
        if conflict is not None and party:
            await self._edit_party(conflict, party)
        else:
            await self._edit_conflict(conflict)

    async def _edit_conflict(self, conflict: ConflictNote | None) -> None:
        def add(values: Values) -> None:
            now = self.session.now()
            note = ConflictNote(
                **self._values(values),
                parties=conflicts.parse_parties(values["parties"]),
                item=edits.current_item_id(self.session.file.meeting),
                at=now,
            )
            self.apply(edits.add, now, note)
            self.highlight(note.id)

        def edit(known: ConflictNote, values: Values) -> None:
            now = self.session.now()
            self.apply(edits.edit, now, known, **self._values(values))

        if conflict is None:
            await self.ask_new("conflicts", "New conflict note", conflict_fields(None), add)
        else:
            await self.ask_edit(f"Conflict: {conflict.about}", conflict, conflict_fields, edit)

    def _values(self, values: Values) -> dict[str, object]:
        """Return the values of a form as those of a record, with full names.

        "action NAME: TEXT by DATE" as the next step fills owner and date, if they are empty.
        """
        meeting, now = self.session.file.meeting, self.session.now()
        read = conflict_values(values, local_date(now))
        with field_errors("next_step"):
            action = typed_action(meeting, values["next_step"], "", now)
        if action is not None and action.owner:
            read["next_step"] = action.text
            read["owner"] = values["owner"] or action.owner
            read["due"] = read["due"] or action.due
        return people.known_names(meeting, ConflictNote.TABLE, read)

    async def _edit_party(self, conflict: ConflictNote, name: str) -> None:
        def submit(known: ConflictNote, values: Values) -> None:
            party = conflicts.get_party(known, name)
            changed = party_from(values)
            self.apply(conflicts.edit_party, self.session.now(), conflict.id, party, changed)

        def fields(known: ConflictNote) -> list[Field]:
            return party_fields(conflicts.get_party(known, name))

        title = f"{name}: what they want, and why"
        await self.ask_edit(title, conflict, fields, submit, part=name)

    async def action_party(self) -> None:
        """Add a party to the highlighted conflict."""
        conflict = self.conflict
        if conflict is None:
            return

        def submit(values: Values) -> None:
            self.apply(conflicts.add_party, self.session.now(), conflict.id, party_from(values))

        table = f"conflicts/{conflict.id}/party"
        await self.ask_new(table, "New party", party_fields(None), submit)

    def action_heard(self) -> None:
        """Mark the highlighted party as heard, or as not heard if it was."""
        if self.conflict is None or not self.party:
            self.show_error(MeetingError("No party is highlighted", hint="Highlight one first"))
            return
        seen = self.seen_record(ConflictNote, self.conflict.id)
        if seen is not None:
            guard, now = edits.same_record(seen, "parties"), self.session.now()
            self.try_on_row(guard, conflicts.toggle_heard, now, seen.id, self.party)

    def action_status(self) -> None:
        """Give the highlighted conflict the next status; after "parked" comes "open" again."""
        if self.conflict is None:
            return
        seen = self.seen_record(ConflictNote, self.conflict.id)
        if seen is not None:
            status = next_in_cycle(ConflictStatus, seen.status)
            guard = edits.same_record(seen, "status")
            self.try_on_row(guard, edits.change, self.session.now(), seen, status=status)

    def action_remove(self) -> None:
        """Remove the highlighted party or conflict."""
        if self.conflict is not None and self.party:
            seen = self.seen_record(ConflictNote, self.conflict.id) or self.conflict
            guard, now = edits.same_record(seen, "parties"), self.session.now()
            self.try_on_row(guard, conflicts.remove_party, now, seen.id, self.party)
        else:
            super().action_remove()
