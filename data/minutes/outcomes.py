"""The outcomes in the minutes: wins, decisions, actions, conflicts and parked points.

A private conflict note is left out. One that is shown as a summary has neither parties nor
positions, and no owner of its next step, because that would name a party.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.clock import local_date
from data.records.meeting import Meeting
from data.records.models import (
    Action,
    ActionState,
    AgendaItem,
    ConflictNote,
    ConflictStatus,
    Decision,
    Visibility,
    Win,
)


@dataclass(frozen=True)
class MinutesWin:
    """A win, and the names of those it thanks."""

    text: str
    thanks: tuple[str, ...]
    organisations: tuple[str, ...]
    goal: str


@dataclass(frozen=True)
class MinutesDissent:
    """A person who does not agree with a decision; `kind` is "stand aside" or "block"."""

    who: str
    kind: str
    why: str


@dataclass(frozen=True)
class MinutesDecision:
    """A decision, how it was made, and who does not agree.

    Attributes:
        number: The place of the decision in the list, from 1.
        how: Result and rule as one phrase: "agreed by consensus", "blocked; rule: majority".
        review: ISO date on which the decision is to be reviewed.
        item: Title of the agenda item that the decision belongs to.
    """

    number: int
    text: str
    result: str
    rule: str
    how: str
    dissent: tuple[MinutesDissent, ...]
    rationale: str
    review: str
    item: str


@dataclass(frozen=True)
class MinutesAction:
    """An action.

    Attributes:
        due: ISO date.
        carried_from: Id of the earlier meeting in which it was first recorded.
        since: How long it has been known, if it was carried over: "open since 25 November".
        late: Whether it was open on the day of the meeting, and due before.
    """

    text: str
    owner: str
    organisation: str
    due: str
    state: str
    carried_from: str
    since: str = ""
    late: bool = False


@dataclass(frozen=True)
class MinutesParty:
    """One side of a conflict."""

    name: str
    position: str
    interest: str
    heard: bool


@dataclass(frozen=True)
class MinutesConflict:
    """A conflict note. One that is shown as a summary has no parties, no owner and no due date."""

    about: str
    status: str
    parties: tuple[MinutesParty, ...]
    common_ground: str
    next_step: str
    owner: str
    due: str


@dataclass(frozen=True)
class Outcomes:
    """What came out of a meeting, kind by kind.

    Attributes:
        parked: Pairs of a text and what it becomes ("" while that is open).
    """

    wins: tuple[MinutesWin, ...]
    decisions: tuple[MinutesDecision, ...]
    actions: tuple[MinutesAction, ...]
    conflicts: tuple[MinutesConflict, ...]
    parked: tuple[tuple[str, str], ...]


def compose_outcomes(meeting: Meeting) -> Outcomes:
    """Return the outcomes of a meeting, without what is private."""
    return Outcomes(
        wins=tuple(_win(win) for win in meeting.wins),
        decisions=tuple(
            _decision(meeting, number, decision)
            for number, decision in enumerate(meeting.decisions, start=1)
        ),
        actions=tuple(_action(action, meeting.info.date) for action in meeting.actions),
        conflicts=tuple(
            _conflict(conflict)
            for conflict in meeting.conflicts
            if conflict.visibility is not Visibility.PRIVATE
        ),
        parked=tuple((p.text, p.becomes) for p in meeting.parked),
    )


def _win(win: Win) -> MinutesWin:
    return MinutesWin(win.text, win.thanks, win.organisations, win.goal)


def _decision(meeting: Meeting, number: int, decision: Decision) -> MinutesDecision:
    item = meeting.find(AgendaItem, decision.item)
    return MinutesDecision(
        number=number,
        text=decision.text,
        result=decision.result,
        rule=decision.rule,
        how=_how(decision),
        dissent=tuple(MinutesDissent(d.who, d.kind, d.why) for d in decision.dissent),
        rationale=decision.rationale,
        review=decision.review.isoformat() if decision.review else "",
        item=item.title if item else "",
    )


def _how(decision: Decision) -> str:
    if not decision.rule:
        return decision.result
    # "by" fits an agreement alone: a proposal is not "blocked by majority".
    link = " by " if decision.result == "agreed" else "; rule: "
    return f"{decision.result}{link}{decision.rule}"


def _action(action: Action, day: date) -> MinutesAction:
    """Return an action as the minutes of a day show it."""
    is_open = action.state is ActionState.OPEN
    return MinutesAction(
        text=action.text,
        owner=action.owner,
        organisation=action.organisation,
        due=action.due.isoformat() if action.due else "",
        state=action.state,
        carried_from=action.carried_from,
        since=_since(action, day) if action.carried_from else "",
        late=is_open and action.due is not None and action.due < day,
    )


def _since(action: Action, day: date) -> str:
    """Return since when an action is known: the id of a meeting begins with its date."""
    try:
        first = date.fromisoformat(action.carried_from[:10])
    except ValueError:
        first = local_date(action.at)
    year = f" {first.year}" if first.year != day.year else ""
    is_open = action.state is ActionState.OPEN
    return f"{'open since' if is_open else 'recorded on'} {first.day} {first:%B}{year}"


def _conflict(conflict: ConflictNote) -> MinutesConflict:
    status = {
        ConflictStatus.COMMON_GROUND: "common ground found",
    }.get(conflict.status, str(conflict.status))
    parties = tuple(MinutesParty(p.name, p.position, p.interest, p.heard) for p in conflict.parties)
    whole = conflict.visibility is Visibility.MINUTES
    return MinutesConflict(
        about=conflict.about,
        status=status,
        parties=parties if whole else (),
        common_ground=conflict.common_ground,
        next_step=conflict.next_step,
        owner=conflict.owner if whole else "",
        due=conflict.due.isoformat() if conflict.due and whole else "",
    )
