"""What the outcomes screen shows: decisions, actions and parked points under their headings."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from data.records.meeting import Meeting
from data.records.models import Action, ActionState, Decision, DissentKind, Parked
from data.text.formatting import local_day
from screens.widgets.content import join, plain
from screens.widgets.record_list import Row

_STATE_SYMBOLS = {ActionState.OPEN: "○", ActionState.DONE: "✓", ActionState.DROPPED: "–"}


def outcome_rows(meeting: Meeting, width: int, today: date) -> list[Row]:
    """Return the rows of all outcomes; headings only where there is something below them.

    Args:
        meeting: the meeting.
        width: of a row, in cells.
        today: the day from which an action that is due earlier counts as late.
    """
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


def _heading(text: str) -> Row:
    return Row("", Content.styled(text, "bold underline"))


def _decision(decision: Decision, width: int) -> Content:
    """Return the first line of the wording, how it was decided, and below it the dissent."""
    lines = decision.text.splitlines()
    if lines:
        symbol = "✓ " if decision.result == "agreed" else "✗ "
        text = plain((symbol, "bold"), lines[0])
    else:
        text = plain(("no wording yet", "$text-error"))
    how = " ".join(part for part in (decision.result, decision.rule) if part)
    first = join(text, plain((how, "dim")), width)
    dissent = "; ".join(
        f"{d.who} {'blocks' if d.kind is DissentKind.BLOCK else 'stands aside'}"
        + (f" ({d.why})" if d.why else "")
        for d in decision.dissent
    )
    return plain(first, (f"\n  {dissent}", "$text-warning")) if dissent else first


def _action(action: Action, width: int, today: date) -> Content:
    is_open = action.state is ActionState.OPEN
    text = plain((f"{_STATE_SYMBOLS[action.state]} {action.text}", "" if is_open else "dim"))
    owner = plain((action.owner, "bold")) if action.owner else plain(("no owner", "$text-error"))
    late = action.due is not None and action.due < today and is_open
    due = f" by {local_day(action.due)}{' (late)' if late else ''}" if action.due else ""
    return join(text, plain(owner, (due, "$text-error" if late else "dim")), width)


def _parked(parked: Parked, width: int) -> Content:
    becomes = (f"→ {parked.becomes}", "dim") if parked.becomes else ("undecided", "$text-warning")
    return join(Content(f"□ {parked.text}"), plain(becomes), width)
