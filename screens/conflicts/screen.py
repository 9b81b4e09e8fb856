"""Conflict notes: from positions to common ground."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Static

from data.clock import local_date
from data.errors import MeetingError
from data.records.meeting import Meeting
from data.records.models import ConflictNote, ConflictStatus, Party, Visibility
from data.rules import conflicts, edits
from data.text.formatting import local_day
from screens.commands import bindings
from screens.dialogs.form_fields import Field, Values, optional_date, required_text
from screens.keymap import CONFLICTS, RECORDS
from screens.meeting.list_screen import LIST_STYLE, ListScreen
from screens.widgets.content import join, plain
from screens.widgets.record_list import Row

_STATUS_STYLES = {
    ConflictStatus.OPEN: "bold $text-error",
    ConflictStatus.NARROWING: "$text-warning",
    ConflictStatus.COMMON_GROUND: "$text-success",
    ConflictStatus.SETTLED: "dim",
    ConflictStatus.PARKED: "dim",
}
_VISIBILITY = {
    Visibility.MINUTES: "told in the minutes",
    Visibility.SUMMARY: "summed up in the minutes",
    Visibility.PRIVATE: "private: not in the minutes",
}


class ConflictsScreen(ListScreen):
    """The conflicts and their parties at the left, one of them in full at the right."""

    TAB = "conflicts"
    GROUP = CONFLICTS
    INTRO = (
        "Conflict notes. c writes one: what it is about, a colon, the parties with slashes between"
        " them. P adds a party, h tells that one feels heard, t goes on to the next status."
    )
    BINDINGS = bindings(RECORDS, CONFLICTS)
    EMPTY = "No conflict. c writes one: what it is about: one party / the other party"
    CSS_PATH: ClassVar[CSSPathType | None] = [LIST_STYLE, "style.tcss"]

    def compose_body(self) -> ComposeResult:
        """The list, and beside it the note."""
        with Horizontal():
            yield from self.compose_list()
            with VerticalScroll(id="side", can_focus=False):
                yield Static(id="note", markup=False)

    def rows(self, meeting: Meeting) -> list[Row]:
        """Each conflict, and below it a row for each party."""
        width = self.list_width
        rows: list[Row] = []
        for conflict in meeting.conflicts:
            status = plain((conflict.status, _STATUS_STYLES[conflict.status]))
            rows.append(Row(conflict.id, join(plain((conflict.about, "bold")), status, width)))
            for index, party in enumerate(conflict.parties):
                heard = plain(("✓ heard", "$text-success") if party.heard else ("not heard", "dim"))
                row = join(Content(f"  {party.name}"), heard, width)
                rows.append(Row(f"{conflict.id}-{index}", row))
        return rows

    def show_picked(self, meeting: Meeting, row_id: str) -> None:
        """The whole note."""
        conflict = meeting.find(ConflictNote, row_id.partition("-")[0])
        self.query_one("#note", Static).update(_note(conflict) if conflict else "")

    @property
    def conflict(self) -> ConflictNote | None:
        """The conflict of the highlighted row."""
        return self.session.file.meeting.find(ConflictNote, self.picked.partition("-")[0])

    @property
    def party(self) -> str:
        """The name of the highlighted party; "" where it is the conflict itself."""
        index = self.picked.partition("-")[2]
        parties = self.conflict.parties if self.conflict is not None else ()
        return parties[int(index)].name if index and int(index) < len(parties) else ""

    # -- acts ----------------------------------------------------------------------------

    async def action_new(self) -> None:
        """Write a conflict note, with all its fields."""
        await self._edit_conflict(None)

    async def action_edit(self) -> None:
        """Edit the highlighted conflict, or party."""
        conflict, party = self.conflict, self.party
        if conflict is not None and party:
            await self._edit_party(conflict, party)
        else:
            await self._edit_conflict(conflict)

    async def _edit_conflict(self, conflict: ConflictNote | None) -> None:
        def add(values: Values) -> None:
            now = self.session.now()
            note = ConflictNote(
                **_conflict_values(values, local_date(now)),
                parties=conflicts.parse_parties(values["parties"]),
                item=edits.current_item_id(self.session.file.meeting),
                at=now,
            )
            self.apply(edits.add, now, note)
            self.pick(note.id)

        def edit(known: ConflictNote, values: Values) -> None:
            now = self.session.now()
            changes = _conflict_values(values, local_date(now))
            self.apply(edits.edit, now, known, **changes)

        if conflict is None:
            await self.ask_new("conflicts", "New conflict note", _conflict_fields(None), add)
        else:
            await self.ask_edit(f"Conflict: {conflict.about}", conflict, _conflict_fields, edit)

    async def _edit_party(self, conflict: ConflictNote, name: str) -> None:
        def submit(known: ConflictNote, values: Values) -> None:
            party = conflicts.get_party(known, name)
            changed = _party(values)
            self.apply(conflicts.edit_party, self.session.now(), conflict.id, party, changed)

        def fields(known: ConflictNote) -> list[Field]:
            return _party_fields(conflicts.get_party(known, name))

        title = f"{name}: what they want, and why"
        await self.ask_edit(title, conflict, fields, submit, part=name)

    async def action_party(self) -> None:
        """Add a party."""
        conflict = self.conflict
        if conflict is None:
            return

        def submit(values: Values) -> None:
            self.apply(conflicts.add_party, self.session.now(), conflict.id, _party(values))

        table = f"conflicts/{conflict.id}/party"
        await self.ask_new(table, "New party", _party_fields(None), submit)

    def action_heard(self) -> None:
        """Turn over whether the highlighted party feels heard."""
        if self.conflict is None or not self.party:
            self.show_error(MeetingError("No party is highlighted", hint="Go down to one"))
            return
        self.try_apply(conflicts.toggle_heard, self.session.now(), self.conflict.id, self.party)

    def action_status(self) -> None:
        """Open, narrowing, common ground, settled, parked, and round again."""
        conflict = self.conflict
        if conflict is not None:
            statuses = list(ConflictStatus)
            following = statuses[(statuses.index(conflict.status) + 1) % len(statuses)]
            self.try_apply(edits.change, self.session.now(), conflict, status=following)

    def action_remove(self) -> None:
        """Remove the highlighted party, or the conflict."""
        if self.conflict is not None and self.party:
            self.try_apply(conflicts.remove_party, self.session.now(), self.conflict.id, self.party)
        else:
            super().action_remove()


def _note(conflict: ConflictNote) -> Content:
    parts: list[str | tuple[str, str]] = [
        (conflict.about, "bold"),
        "\n",
        (conflict.status, _STATUS_STYLES[conflict.status]),
        (f" · {_VISIBILITY[conflict.visibility]}", "dim"),
        "\n",
    ]
    if not conflict.parties:
        parts += ["\n", ("No party yet: P adds one", "dim"), "\n"]
    for party in conflict.parties:
        heard = ("  ✓ feels heard", "$text-success") if party.heard else ("  not heard yet", "dim")
        parts += ["\n", (party.name, "bold"), heard, "\n"]
        parts += [("  wants  ", "dim"), party.position or "?", "\n"]
        parts += [("  because  ", "dim"), party.interest or "?", "\n"]
    parts += ["\n", ("Common ground  ", "dim"), conflict.common_ground or "?", "\n"]
    step = conflict.next_step or "?"
    owner = f" · {conflict.owner}" if conflict.owner else ""
    due = f" · by {local_day(conflict.due)}" if conflict.due else ""
    parts += [("Next step  ", "dim"), f"{step}{owner}{due}"]
    return plain(*parts)


def _party_fields(party: Party | None) -> list[Field]:
    """The name first where it is new, else last: what a party says is what is written most."""
    name = Field("name", "Party", party.name if party else "")
    rest = [
        Field("position", "Position", party.position if party else "", height=2),
        Field("interest", "Interest", party.interest if party else "", height=2),
        Field(
            "heard",
            "Feels heard",
            "yes" if party and party.heard else "not yet",
            choices=["not yet", "yes"],
        ),
    ]
    return [*rest, name] if party else [name, *rest]


def _party(values: Values) -> Party:
    return Party(
        name=required_text(values, "name", "The party has no name"),
        position=values["position"],
        interest=values["interest"],
        heard=values["heard"] == "yes",
    )


def _conflict_fields(conflict: ConflictNote | None) -> list[Field]:
    due = conflict.due.isoformat() if conflict and conflict.due else ""
    fields = [Field("about", "About", conflict.about if conflict else "")]
    if conflict is None:
        fields.append(Field("parties", "Parties", hint="one / the other / a third"))
    return [
        *fields,
        Field("status", "Status", conflict.status if conflict else "open", list(ConflictStatus)),
        Field(
            "common_ground", "Common ground", conflict.common_ground if conflict else "", height=2
        ),
        Field("next_step", "Next step", conflict.next_step if conflict else ""),
        Field("owner", "Owner", conflict.owner if conflict else ""),
        Field("due", "By", due, hint="friday, 12 dec, 2026-12-12"),
        Field(
            "visibility",
            "Minutes",
            conflict.visibility if conflict else "minutes",
            list(Visibility),
        ),
    ]


def _conflict_values(values: Values, today: date) -> dict[str, object]:
    return {
        "about": required_text(values, "about", "It does not say what it is about", "Type it"),
        "status": ConflictStatus(values["status"]),
        "common_ground": values["common_ground"],
        "next_step": values["next_step"],
        "owner": values["owner"],
        "due": optional_date(values, "due", today),
        "visibility": Visibility(values["visibility"]),
    }
