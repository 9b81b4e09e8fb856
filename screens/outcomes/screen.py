"""OutcomesScreen: decisions, actions and the parking lot."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Static

from data.clock import local_date
from data.errors import MeetingError
from data.prompt.outcome_commands import read_dissents, typed_action
from data.records.base import Record
from data.records.meeting import Meeting
from data.records.models import NEXT_AGENDA, Action, ActionState, Decision, Parked
from data.rules import edits, outcomes, people
from screens.commands import bindings
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.form_fields import Values, field_errors
from screens.keymap import OUTCOMES, RECORDS
from screens.meeting.list_screen import LIST_STYLE, ListScreen
from screens.outcomes.detail import outcome_detail
from screens.outcomes.dissent_form import dissent_fields, dissent_from
from screens.outcomes.kinds import KINDS, OutcomeKind, counts, outcome_rows
from screens.widgets.panel import Panel
from screens.widgets.record_list import Row

_DETAIL_WIDTH = 30  # cells, until the layout is known


class OutcomesScreen(ListScreen):
    """Three lists, one below the other."""

    TAB = "outcomes"
    TABLES = tuple(kind.model.TABLE for kind in KINDS)
    GROUP = OUTCOMES
    INTRO = (
        "Outcomes. {decision} records a decision, {action} an action, {park} parks a point. On a"
        " decision {outcomes.dissent} records who"
        " stands aside or blocks; on an action {outcomes.done} marks it as done; on a parked point"
        " {outcomes.becomes} chooses"
        " what it becomes."
    )
    BINDINGS = bindings(RECORDS, OUTCOMES)
    LIST_TITLE = "Outcomes"
    CSS_PATH: ClassVar[CSSPathType | None] = [LIST_STYLE, "style.tcss"]
    EMPTY = (
        "No outcomes yet. {decision} records a decision, {action} an action, {park} parks a point."
    )

    def compose_body(self) -> ComposeResult:
        """Compose the list, and beside it the highlighted record in full."""
        with Horizontal():
            yield from self.compose_list()
            with Panel(id="detail"), VerticalScroll(can_focus=False):
                yield Static(id="detail-text", markup=False)

    def show_details(self, meeting: Meeting, row_id: str) -> None:
        """Show the highlighted record in full."""
        kind, record = self._find()
        title = f"{kind.title}" if record is not None else ""
        self.query_one("#detail", Panel).show_titles(title)
        detail, text = Content(""), self.query_one("#detail-text", Static)
        if record is not None:
            today, width = local_date(self.session.now()), text.size.width
            detail = outcome_detail(record, meeting, today, width or _DETAIL_WIDTH)
        text.update(detail)

    def show(self, meeting: Meeting) -> None:
        """Show the outcomes, and how many there are."""
        super().show(meeting)
        words, few = counts(meeting, local_date(self.session.now()))
        shorter = ((self.LIST_TITLE, few), (self.LIST_TITLE, ""))
        self.query_one("#list", Panel).show_titles(self.LIST_TITLE, words, shorter=shorter)

    def rows(self, meeting: Meeting) -> list[Row]:
        """Return the rows of all three lists with their headings."""
        return outcome_rows(meeting, self.list_width, local_date(self.session.now()))

    def _find(self) -> tuple[OutcomeKind, Record | None]:
        """Return the highlighted record with its kind; the first kind where there is none."""
        meeting = self.session.file.meeting
        for kind in KINDS:
            record = meeting.find(kind.model, self.highlighted_id)
            if record is not None:
                return kind, record
        return KINDS[0], None

    # -- acts ----------------------------------------------------------------------------

    async def action_new(self) -> None:
        """Add a record of the highlighted kind; a decision where nothing is highlighted."""
        kind, _ = self._find()
        await self._edit(None, kind)

    async def action_edit(self) -> None:
        """Edit the highlighted record."""
        kind, record = self._find()
        if record is not None:
            await self._edit(record, kind)

    async def _edit(self, record: Record | None, kind: OutcomeKind) -> None:
        def add(values: Values) -> None:
            now = self.session.now()
            item = edits.current_item_id(self.session.file.meeting)
            new = kind.new_record(self._with_names(kind, values), now, item)
            action = self._typed_action(new) if isinstance(new, Parked) else None
            if isinstance(new, Parked) and action is not None:
                self.apply(outcomes.edit_parked_into_action, now, new, action)
            else:
                self.apply(edits.add, now, self._with_dissents(new))
            self.highlight(new.id)

        def edit(known: Record, values: Values) -> None:
            now = self.session.now()
            changes = kind.values(self._with_names(kind, values), local_date(now))
            if isinstance(known, Parked) and changes["becomes"] != known.becomes:
                action = self._typed_action(known.replace(**changes))
                if action is not None:
                    changes["becomes"] = "action"
                    rule = outcomes.edit_parked_into_action
                    self.apply(rule, now, known, action, **changes)
                    return
            self.apply(edits.edit, now, known, **changes)

        if record is None:
            await self.ask_new(kind.model.TABLE, kind.new_title, kind.fields(None), add)
        else:
            await self.ask_edit(kind.title, record, kind.fields, edit)

    def _with_dissents(self, record: Record) -> Record:
        """Return a new decision with the dissents that its wording ends with, if it is one line."""
        if not isinstance(record, Decision) or "\n" in record.text:
            return record
        with field_errors("text"):
            wording, found = read_dissents(self.session.file.meeting, record.text)
        for dissent in found:
            record = outcomes.with_dissent(record, dissent)
        return record.replace(text=wording)

    def _with_names(self, kind: OutcomeKind, values: Values) -> Values:
        """Return the values of a form with full names, and the organisation of an owner."""
        meeting = self.session.file.meeting
        named = people.known_names(meeting, kind.model.TABLE, values)
        owner = people.person_named(meeting, str(named.get("owner", "")))
        if owner is not None and not named.get("organisation"):
            named["organisation"] = owner.organisation
        return {name: str(value) for name, value in named.items()}

    def _typed_action(self, parked: Parked) -> Action | None:
        """Return the action that was typed into "Becomes", if any was."""
        with field_errors("becomes"):
            return typed_action(
                self.session.file.meeting, parked.becomes, parked.text, self.session.now()
            )

    def action_done(self) -> None:
        """Mark the highlighted action as done, or as open if it was done."""
        _, record = self._find()
        if not isinstance(record, Action):
            self.show_error(MeetingError("No action is highlighted", hint="Highlight one first"))
            return
        seen = self.seen_record(Action, record.id)
        if seen is not None:
            done = seen.state is ActionState.DONE
            state = ActionState.OPEN if done else ActionState.DONE
            guard, now = edits.same_record(seen, "state"), self.session.now()
            self.try_on_row(guard, outcomes.set_action_state, now, seen.id, state)

    async def action_dissent(self) -> None:
        """Record who stands aside from the highlighted decision, or blocks it."""
        _, decision = self._find()
        if not isinstance(decision, Decision):
            self.show_error(MeetingError("No decision is highlighted", hint="Highlight one first"))
            return

        def submit(values: Values) -> None:
            dissent = dissent_from(self.session.file.meeting, values)
            self.apply(outcomes.record_dissent, self.session.now(), decision.id, dissent)

        title = f"Who does not agree: {decision.text.splitlines()[0] if decision.text else ''}"
        await self.ask_new(f"decisions/{decision.id}/dissent", title, dissent_fields(), submit)

    async def action_becomes(self) -> None:
        """Choose what the highlighted parked point becomes: an action, an item, or nothing."""
        _, parked = self._find()
        if not isinstance(parked, Parked):
            self.show_error(
                MeetingError("No parked point is highlighted", hint="Highlight one first")
            )
            return

        def become(answer: str) -> None:
            now = self.session.now()
            if answer == "action":
                action = Action(text=parked.text, item=parked.item, at=now)
                self.try_apply(outcomes.park_becomes_action, now, parked.id, action)
            else:
                self.try_apply(edits.change, now, parked, becomes=answer)

        async def done(answer: str | None) -> None:
            if answer is not None:
                await self.attempt(lambda: become(answer))

        answers = [
            (NEXT_AGENDA, "An item of the next agenda"),
            ("action", "An action"),
            ("dropped", "Nothing: it is dropped"),
        ]
        await self.app.push_screen(ChoiceDialog(f"“{parked.text}” becomes", "", answers), done)
