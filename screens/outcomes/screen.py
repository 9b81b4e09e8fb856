"""Outcomes: decisions, actions, and the parking lot."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from data.clock import local_date
from data.errors import MeetingError
from data.records.base import Record
from data.records.meeting import Meeting
from data.records.models import Action, ActionState, Decision, Dissent, DissentKind, Parked
from data.rules import actions, decisions, edits, people
from data.text.formatting import local_day
from screens.commands import bindings
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.form_fields import Values
from screens.keymap import OUTCOMES, RECORDS
from screens.meeting.list_screen import ListScreen
from screens.outcomes.forms import FORMS, dissent_fields
from screens.widgets.content import join, plain
from screens.widgets.record_list import Row


class OutcomesScreen(ListScreen):
    """Three lists under one another."""

    TAB = "outcomes"
    GROUP = OUTCOMES
    INTRO = (
        "Outcomes. d writes a decision, a an action, p parks something. On a decision x records"
        " who stands aside or blocks; on an action t tells that it is done; on a parked point m"
        " tells what it becomes."
    )
    BINDINGS = bindings(RECORDS, OUTCOMES)
    EMPTY = "No outcome yet. d writes a decision, a an action, p parks something."

    def rows(self, meeting: Meeting) -> list[Row]:
        """Each list under its heading."""
        width, today = self.list_width, local_date(self.session.now())
        rows: list[Row] = []
        if meeting.decisions:
            rows.append(_heading("Decisions"))
            rows += [Row(d.id, _decision(d, width)) for d in meeting.decisions]
        if meeting.actions:
            rows.append(_heading("Actions"))
            rows += [Row(a.id, _action(a, width, today)) for a in meeting.actions]
        if meeting.parked:
            rows.append(_heading("Parking lot"))
            rows += [Row(p.id, _parked(p, width)) for p in meeting.parked]
        return rows

    def _find(self) -> Record | None:
        meeting = self.session.file.meeting
        for table in (meeting.decisions, meeting.actions, meeting.parked):
            for record in table:
                if record.id == self.picked:
                    return record
        return None

    # -- acts ----------------------------------------------------------------------------

    async def action_new(self) -> None:
        """Add one more of the kind that is highlighted."""
        record = self._find()
        kinds = {Decision: "decision", Action: "action", Parked: "parked"}
        await self._edit(None, kinds[type(record)] if record is not None else "decision")

    async def action_edit(self) -> None:
        """Edit the highlighted one."""
        record = self._find()
        if isinstance(record, Decision):
            await self._edit(record, "decision")
        elif isinstance(record, Action):
            await self._edit(record, "action")
        elif isinstance(record, Parked):
            await self._edit(record, "parked")

    async def _edit(self, record: Record | None, kind: str) -> None:
        form = FORMS[kind]

        def add(values: Values) -> None:
            now = self.session.now()
            item = edits.current_item_id(self.session.file.meeting)
            new = form.model(**form.values(values, local_date(now)), item=item, at=now)
            self.apply(edits.add, now, new)
            self.pick(new.id)

        def edit(known: Record, values: Values) -> None:
            now = self.session.now()
            changes = form.values(values, local_date(now))
            self.apply(edits.edit, now, known, **changes)

        if record is None:
            await self.ask_new(form.model.TABLE, form.new_title, form.fields(None), add)
        else:
            await self.ask_edit(form.title, record, form.fields, edit)

    def action_done(self) -> None:
        """An action is done, or open again."""
        record = self._find()
        if not isinstance(record, Action):
            self.show_error(MeetingError("No action is highlighted", hint="Go down to one"))
            return
        done = record.state is ActionState.DONE
        state = ActionState.OPEN if done else ActionState.DONE
        self.try_apply(actions.set_action_state, self.session.now(), record.id, state)

    async def action_dissent(self) -> None:
        """Somebody stands aside from the highlighted decision, or blocks it."""
        decision = self._find()
        if not isinstance(decision, Decision):
            self.show_error(MeetingError("No decision is highlighted", hint="Go to one"))
            return

        def submit(values: Values) -> None:
            name, _, reason = values["who"].partition(":")
            if not name.strip():
                raise MeetingError("Nobody was named", hint="Type a name")
            # A few letters that fit one person are that person, as everywhere.
            found = people.matching_people(self.session.file.meeting, name)
            who = Dissent(
                who=found[0].name if len(found) == 1 else name,
                kind=DissentKind(values["kind"]),
                why=values["why"] or reason,
            )
            self.apply(decisions.record_dissent, self.session.now(), decision.id, who)

        title = f"Who does not agree: {decision.text.splitlines()[0] if decision.text else ''}"
        await self.ask_new(f"decisions/{decision.id}/dissent", title, dissent_fields(), submit)

    async def action_becomes(self) -> None:
        """A parked point becomes an action, goes to the next agenda, or is dropped."""
        parked = self._find()
        if not isinstance(parked, Parked):
            self.show_error(MeetingError("Nothing parked is highlighted", hint="Go down to it"))
            return

        def done(answer: str | None) -> None:
            now = self.session.now()
            if answer == "action":
                action = Action(text=parked.text, item=parked.item, at=now)
                self.try_apply(actions.park_becomes_action, now, parked.id, action)
            elif answer is not None:
                self.try_apply(edits.change, now, parked, becomes=answer)

        answers = [
            ("next agenda", "An item of the next agenda"),
            ("action", "An action"),
            ("dropped", "Nothing: it is dropped"),
        ]
        await self.app.push_screen(ChoiceDialog(f"“{parked.text}” becomes", "", answers), done)


def _heading(text: str) -> Row:
    return Row("", Content.styled(text, "bold underline"))


def _decision(decision: Decision, width: int) -> Content:
    lines = decision.text.splitlines()
    text = (
        plain(("✓ " if decision.result == "agreed" else "✗ ", "bold"), lines[0])
        if lines
        else (plain(("no wording yet", "$text-error")))
    )
    how = " ".join(part for part in (decision.result, decision.rule) if part)
    first = join(text, plain((how, "dim")), width)
    dissent = "; ".join(
        f"{d.who} {'blocks' if d.kind is DissentKind.BLOCK else 'stands aside'}"
        + (f" ({d.why})" if d.why else "")
        for d in decision.dissent
    )
    return plain(first, (f"\n  {dissent}", "$text-warning")) if dissent else first


def _action(action: Action, width: int, today: date) -> Content:
    marks = {ActionState.OPEN: "○", ActionState.DONE: "✓", ActionState.DROPPED: "–"}
    style = "" if action.state is ActionState.OPEN else "dim"
    owner = plain((action.owner, "bold")) if action.owner else plain(("no owner", "$text-error"))
    late = action.due is not None and action.due < today and action.state is ActionState.OPEN
    due = f" by {local_day(action.due)}{' (late)' if late else ''}" if action.due else ""
    right = plain(owner, (due, "$text-error" if late else "dim"))
    return join(plain((f"{marks[action.state]} {action.text}", style)), right, width)


def _parked(parked: Parked, width: int) -> Content:
    becomes = (f"→ {parked.becomes}", "dim") if parked.becomes else ("no home yet", "$text-warning")
    return join(Content(f"□ {parked.text}"), plain(becomes), width)
