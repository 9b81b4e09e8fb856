"""Which commands the footer of each screen shows, in each phase of a meeting."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from data.records.agenda_tree import agenda_tree
from data.records.meeting import Meeting
from data.records.models import MeetingState
from data.rules.edits import current_item
from screens.commands import Command
from screens.keymap import commands


class Phase(StrEnum):
    """What a facilitator does with a meeting now."""

    DRAFT = "draft"
    RUNNING = "running"
    OVER = "over"  # the current item is over its time
    CLOSED = "closed"
    APPROVED = "approved"


def phase(meeting: Meeting, now: datetime) -> Phase:
    """Return the phase of a meeting at the instant `now`."""
    state = meeting.info.state
    if state is not MeetingState.RUNNING:
        return Phase(state)
    item = current_item(meeting)
    left = agenda_tree(meeting).time_left(item, now) if item is not None else None
    return Phase.OVER if left is not None and left < 0 else Phase.RUNNING


_CAPTURES = ("win", "decision", "action", "conflict", "undo")
_TAKE_OVER = ("extend", "next_item")  # first, when the item is over its time

# By tab: the screen's own commands first, then what a facilitator does on any screen.
_RUNNING = {
    "agenda": ("speak", "next", "next_item", "agenda.take", "agenda.defer", *_CAPTURES, "room"),
    "queue": (
        *("speak", "next", "free", "queue.call", "queue.invite", "queue.order", "queue.close"),
        *("next_item", *_CAPTURES, "room"),
    ),
    "conflicts": (
        *("conflict", "conflicts.party", "conflicts.heard", "conflicts.status", "records.edit"),
        *("speak", "next", "next_item", "undo"),
    ),
    "wins": ("win", "records.edit", "speak", "next", "next_item", "decision", "action", "undo"),
    "outcomes": (
        *("decision", "action", "park", "outcomes.done", "outcomes.dissent", "records.edit"),
        *("outcomes.becomes", "next", "next_item", "undo"),
    ),
    "people": (
        *("people.here", "people.left", "people.all", "people.apologies", "people.paste"),
        "records.new",
        *("speak", "next", "undo"),
    ),
    "minutes": (
        *("minutes.copy", "minutes.save", "end", "speak", "next", "next_item"),
        *_CAPTURES,
    ),
}
_APPROVE_LAST = {"agenda": "agenda.approve_last", "minutes": "minutes.approve"}
_DRAFT = {
    "agenda": (
        *("start", "records.new", "agenda.paste", "agenda.meeting", "agenda.sub_item"),
        *("agenda.level", "people", "undo", "room"),
    ),
    "people": ("people.all", "people.paste", "records.new", "records.edit", "start", "undo"),
    "minutes": ("minutes.copy", "start", "home"),
}
_DRAFT_ANYWHERE = ("start", "agenda", "people", "home", "undo")
_PAST = {
    "minutes": (
        *("minutes.copy", "minutes.approve", "minutes.correct", "minutes.reopen"),
        *("minutes.save", "home", "undo"),
    ),
}
_PAST_ANYWHERE = ("minutes", "home", "undo")


def footer_commands(tab: str, now_in: Phase, *, minutes_due: bool = False) -> list[Command]:
    """Return the commands for the footer of a screen, the most important first.

    Args:
        tab: the name of the screen.
        now_in: the phase of the meeting.
        minutes_due: whether a running meeting can approve the minutes of the last one.
    """
    if now_in is Phase.DRAFT:
        ids = _DRAFT.get(tab, _DRAFT_ANYWHERE)
    elif now_in in (Phase.CLOSED, Phase.APPROVED):
        ids = _PAST.get(tab, _PAST_ANYWHERE)
    else:
        ids = _RUNNING[tab]
        if now_in is Phase.OVER:
            ids = (*_TAKE_OVER, *(i for i in ids if i not in _TAKE_OVER))
        if minutes_due and tab in _APPROVE_LAST:
            ids = (_APPROVE_LAST[tab], *ids)
    return commands(*ids)
