"""The states of a meeting (draft, running, closed, approved), and what its minutes still lack."""

from __future__ import annotations

from datetime import datetime

from data.clock import local_zone
from data.errors import MeetingError
from data.records.agenda_tree import agenda_tree
from data.records.meeting import Meeting
from data.records.models import (
    ActionState,
    AgendaItem,
    Decision,
    ItemState,
    MeetingInfo,
    MeetingState,
    MinutesApproval,
    QueueEntry,
    SpeechRequest,
    Visibility,
)
from data.records.spans import close_spans
from data.records.tables import TABLES
from data.rules import turns
from data.rules.edits import current_item
from data.text.formatting import count


def start(meeting: Meeting, at: datetime) -> Meeting:
    """Start the meeting. No agenda item is taken yet, because the roll call may come first.

    People already marked as present arrive now. The meeting is in the time zone of this machine.

    Raises:
        MeetingError: the meeting is not a draft.
    """
    if meeting.info.state is not MeetingState.DRAFT:
        raise MeetingError(f"The meeting is already {meeting.info.state}")
    offset, zone = local_zone(at)
    info = meeting.info.replace(
        state=MeetingState.RUNNING, started=at, utc_offset=offset, zone=zone
    )
    arrived = [
        person.replace(arrived=at)
        for person in meeting.people
        if person.state == "present" and person.arrived is None
    ]
    return meeting.put(info, *arrived).logged(at, "meeting started", info.title)


def end(meeting: Meeting, at: datetime) -> Meeting:
    """End the meeting: all clocks stop, and the current item is done.

    Requests to speak on items that the next meeting continues stay in the queue. Other requests are
    kept with their item, or with the meeting, as not reached.

    Raises:
        MeetingError: the meeting is not running.
    """
    if meeting.info.state is not MeetingState.RUNNING:
        raise MeetingError(
            "The meeting has not started"
            if meeting.info.state is MeetingState.DRAFT
            else "The meeting has already ended"
        )
    meeting = turns.clear_floor(meeting, at)
    item = current_item(meeting)
    if item is not None:
        meeting = meeting.put(item.replace(state=ItemState.DONE, spans=close_spans(item.spans, at)))
    info = meeting.info.replace(state=MeetingState.CLOSED, ended=at, go_round=(), go_round_by="")
    return _empty_queue(meeting.put(info)).logged(at, "meeting ended", info.title)


def _empty_queue(meeting: Meeting) -> Meeting:
    """Keep the requests to speak as not reached, but those on items that are carried over."""
    carried = TABLES[AgendaItem.TABLE].carry_over
    for entry in meeting.queue:
        item = meeting.find(AgendaItem, entry.item)
        if item is not None and carried is not None and carried.when(item):
            continue
        holder: AgendaItem | MeetingInfo = item or meeting.info
        request = SpeechRequest(
            who=entry.who, organisation=entry.organisation, kind=entry.kind, about=entry.about
        )
        changed = holder.replace(not_reached=(*holder.not_reached, request))
        meeting = meeting.without(entry).put(changed)
    return meeting


def reopen(meeting: Meeting, at: datetime) -> Meeting:
    """Continue a meeting that was ended too early. Requests that were not reached wait again.

    Raises:
        MeetingError: the meeting is not closed.
    """
    if meeting.info.state is not MeetingState.CLOSED:
        raise MeetingError("Only a closed meeting can be reopened")
    waiting = _requests(meeting.info.not_reached, "", at)
    for item in meeting.agenda:
        if item.not_reached:
            waiting += _requests(item.not_reached, item.id, at)
            meeting = meeting.put(item.replace(not_reached=()))
    info = meeting.info.replace(state=MeetingState.RUNNING, ended=None, not_reached=())
    return meeting.put(info, *waiting).logged(at, "meeting reopened", info.title)


def _requests(requests: tuple[SpeechRequest, ...], item_id: str, at: datetime) -> list[QueueEntry]:
    return [
        QueueEntry(
            who=request.who,
            organisation=request.organisation,
            kind=request.kind,
            about=request.about,
            item=item_id,
            asked=at,
        )
        for request in requests
    ]


def approve(meeting: Meeting, at: datetime, approved_in: MinutesApproval | None = None) -> Meeting:
    """Approve the minutes of a closed meeting.

    Args:
        approved_in: the later meeting that approves them, with its corrections; None for none.

    Raises:
        MeetingError: the meeting has not ended, or its minutes are approved.
    """
    if meeting.info.state is not MeetingState.CLOSED:
        raise MeetingError(
            "The minutes are already approved"
            if meeting.info.state is MeetingState.APPROVED
            else "Minutes can only be approved after the meeting"
        )
    info = meeting.info.replace(state=MeetingState.APPROVED, approved=at, approved_in=approved_in)
    return meeting.put(info).logged(at, "minutes approved", info.title)


def take_back_approval(meeting: Meeting, at: datetime) -> Meeting:
    """Take back that the minutes are approved, as the later meeting that did so has undone it.

    Raises:
        MeetingError: they are not approved.
    """
    if meeting.info.state is not MeetingState.APPROVED:
        raise MeetingError("The minutes are not approved")
    info = meeting.info.replace(state=MeetingState.CLOSED, approved=None, approved_in=None)
    return meeting.put(info).logged(at, "approval taken back", info.title)


def approve_earlier(meeting: Meeting, at: datetime, earlier: MinutesApproval) -> Meeting:
    """Record that a running meeting approves the minutes of an earlier one.

    Args:
        earlier: the earlier meeting, and the corrections with which its minutes are approved.

    Raises:
        MeetingError: the meeting is not running, or has approved these minutes.
    """
    if meeting.info.state is not MeetingState.RUNNING:
        raise MeetingError("Only a running meeting can approve the last minutes")
    if any(one.meeting == earlier.meeting for one in meeting.info.approves):
        raise MeetingError("The minutes are already approved")
    info = meeting.info.replace(approves=(*meeting.info.approves, earlier))
    return meeting.put(info).logged(at, "last minutes approved", earlier.title)


def missing_from_minutes(meeting: Meeting) -> tuple[str, ...]:
    """Return what the minutes still lack, as one sentence each.

    This is shown before a meeting ends, and never prevents its end. In this order: requests to
    speak, actions without owner or due date, decisions without text, blocked decisions
    without a next step, parked points that nothing
    became of, unresolved conflicts without a next step, and agenda items that were not taken or
    skipped. The minutes lack nothing of a private note.
    """
    gaps = _waiting_to_speak(meeting)
    gaps += [
        f"Action “{action.text}” has no owner"
        for action in meeting.actions
        if action.state is ActionState.OPEN and not action.owner
    ]
    gaps += [
        f"Action “{action.text}” has no due date"
        for action in meeting.actions
        if action.state is ActionState.OPEN and action.owner and action.due is None
    ]
    gaps += [
        f"Decision {number} has no text"
        for number, decision in enumerate(meeting.decisions, start=1)
        if not decision.text
    ]
    gaps += [
        f"Decision {number} is blocked and has no next step"
        for number, decision in enumerate(meeting.decisions, start=1)
        if decision.result == "blocked" and not _has_next_step(meeting, decision)
    ]
    gaps += [f"Parked point “{p.text}” is unresolved" for p in meeting.parked if not p.becomes]
    gaps += [
        f"Conflict “{conflict.about}” is unresolved and has no next step"
        for conflict in meeting.conflicts
        if conflict.status in ("open", "narrowing")
        and not conflict.next_step
        and conflict.visibility is not Visibility.PRIVATE
    ]
    tree = agenda_tree(meeting)
    gaps += [
        f"Agenda item “{tree.full_title(item)}” was not taken"
        for item in tree.items
        if item.state is ItemState.WAITING
    ]
    gaps += [
        f"Agenda item “{tree.full_title(item)}” was skipped:"
        " it returns in the meeting after the next"
        for item in tree.items
        if item.skipped
    ]
    return tuple(gaps)


def _has_next_step(meeting: Meeting, decision: Decision) -> bool:
    """Return whether a decision is to be reviewed, or an action on its item came after it."""
    return decision.review is not None or any(
        action.item == decision.item and action.at >= decision.at for action in meeting.actions
    )


def _waiting_to_speak(meeting: Meeting) -> list[str]:
    """Return a sentence on the requests to speak, if there are any."""
    waiting = [turns.speaker(entry) for entry in meeting.queue]
    if not waiting:
        return []
    names = ", ".join(waiting[:3]) + (" …" if len(waiting) > 3 else "")
    return [f"{count(len(waiting), 'person waits', 'people wait')} to speak: {names}"]
