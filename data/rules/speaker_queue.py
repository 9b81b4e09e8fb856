"""The speaker queue: requests to speak, and giving the floor.

Sources: the priority of kinds, and that a point of order or a question interrupts, follow Robert's
Rules of Order (12th ed., §23, §33) and the queue of michael-tcq (point of order, clarifying
question, reply, new topic). That the queue can be closed, and that asking again changes the topic
without losing the place, is Zakim's documented behaviour.
"""

from __future__ import annotations

from datetime import datetime

from data.errors import MeanwhileError, MeetingError, Remedy
from data.records.base import new_id
from data.records.meeting import Meeting
from data.records.models import Person, PersonState, QueueEntry, QueueMode, SpeechKind, Turn
from data.rules import edits, go_round, turns
from data.rules.edits import current_item_id
from data.rules.people import add_people, person_named
from data.rules.queue_order import pinned_at, speaking_order, without_request
from data.text.comparison import fold

TOPIC_CHANGED = "topic changed"
"""The act in the log when a person who waits asks again with another topic."""


def waiting_requests(meeting: Meeting) -> tuple[QueueEntry, ...]:
    """Return the requests to speak on the current item, in the order in which they were made."""
    item = current_item_id(meeting)
    return tuple(entry for entry in meeting.queue if entry.item == item)


def ask(meeting: Meeting, at: datetime, entry: QueueEntry) -> Meeting:
    """Add a request to speak on the current item.

    A person waits at most once with each kind; asking again with another topic changes the topic
    and keeps the place (Zakim). A closed queue takes only points of order. A direct response
    answers the current turn, or else the last one on this item; where there is none, it is a new
    point. A name that is not known is added to the people, and a person who asks to speak is marked
    as present.

    Args:
        entry: the request; its agenda item and, for a direct response, the turn that it answers are
            set here.

    Raises:
        MeetingError: the queue is closed; neither a name nor an organisation is given; the speaker
            is waiting with this kind and no other topic; or the meeting has too many people.
    """
    entry = entry.replace(item=current_item_id(meeting))
    if not meeting.info.queue_open and entry.kind is not SpeechKind.POINT_OF_ORDER:
        raise MeetingError(
            "The queue is closed",
            "it takes only points of order",
            remedy=Remedy.OPEN_QUEUE,
        )
    if entry.who:
        meeting, entry = _with_known_person(meeting, at, entry)
    elif not entry.organisation:
        raise MeetingError("No name was given", hint="Type a name")
    there = _waiting_as(meeting, entry)
    if there is None:
        entry = _with_answered_turn(meeting, entry)
        there = _waiting_as(meeting, entry)  # it may have become a new point
    if there is not None:
        return _ask_again(meeting, at, there, entry)
    return meeting.put(entry).logged(at, "asked to speak", turns.speaker(entry))


def _with_known_person(
    meeting: Meeting, at: datetime, entry: QueueEntry
) -> tuple[Meeting, QueueEntry]:
    """Return the meeting with the speaker among its people, and the request with their name."""
    person = person_named(meeting, entry.who)
    if person is None:
        person = Person(
            id=entry.id,
            name=entry.who,
            organisation=entry.organisation,
            state=PersonState.PRESENT,
        )
        meeting = add_people(meeting, at, (person,))
    elif person.state is not PersonState.PRESENT:
        # A person who asks to speak is present, even if the roll call says otherwise.
        meeting = add_people(meeting, at, (person.replace(state=PersonState.PRESENT),))
    organisation = entry.organisation or person.organisation
    return meeting, entry.replace(who=person.name, organisation=organisation)


def same_request(one: QueueEntry, other: QueueEntry) -> bool:
    """Return whether two requests have the same speaker and the same kind."""
    return (
        one.kind is other.kind
        and fold(one.who) == fold(other.who)
        and (bool(one.who) or fold(one.organisation) == fold(other.organisation))
    )


def _ask_again(meeting: Meeting, at: datetime, there: QueueEntry, entry: QueueEntry) -> Meeting:
    """Change the topic of a request; raise MeetingError if the new request has no other topic."""
    if not entry.about or entry.about == there.about:
        raise MeetingError(_is_waiting(there))
    changed = there.replace(about=entry.about)
    return meeting.put(changed).logged(at, TOPIC_CHANGED, turns.speaker(changed))


def _is_waiting(entry: QueueEntry) -> str:
    return f"{turns.speaker(entry)} is already waiting, with a {turns.kind_name(entry.kind)}"


def _with_answered_turn(meeting: Meeting, entry: QueueEntry) -> QueueEntry:
    """Return a direct response with the turn that it answers; a new point if there is none."""
    if entry.kind is not SpeechKind.DIRECT_RESPONSE:
        return entry.replace(answers="")
    turn = turns.current_turn(meeting) or turns.last_spoken(meeting, current_item_id(meeting))
    if turn is None:
        return entry.replace(kind=SpeechKind.NEW_POINT)
    return entry.replace(answers=turn.id)


def _waiting_as(meeting: Meeting, entry: QueueEntry) -> QueueEntry | None:
    """Return the request on the current item with the speaker and the kind of this one, or None."""
    return next((e for e in waiting_requests(meeting) if same_request(e, entry)), None)


def request_of(meeting: Meeting, entry: QueueEntry) -> QueueEntry:
    """Return the request that waits after `ask` accepted this one.

    It has another kind where a direct response has become a new point, and another id where the
    speaker was waiting before.

    Raises:
        MeetingError: there is none.
    """
    as_point = entry.replace(kind=SpeechKind.NEW_POINT)
    there = _waiting_as(meeting, entry) or _waiting_as(meeting, as_point)
    return meeting.find(QueueEntry, entry.id) or there or meeting.get(QueueEntry, entry.id)


def as_point_note(entry: QueueEntry, request: QueueEntry) -> str:
    """Return a sentence if a direct response waits as a new point; "" otherwise."""
    if entry.kind is request.kind:
        return ""
    kind = turns.kind_name(request.kind)
    return f"nobody has spoken on this item, so it is a {kind}"


def change_request(
    meeting: Meeting, at: datetime, known: QueueEntry, /, **changes: object
) -> Meeting:
    """Change the topic or the kind of a request, as `edits.edit` does.

    Raises:
        MeetingError: the speaker waits with the new kind already; the request left the queue; or
            as `edits.edit` raises.
    """
    wanted = meeting.get(QueueEntry, known.id).replace(**changes)
    if wanted.kind is not known.kind:
        wanted = _with_answered_turn(meeting, wanted)
        there = _waiting_as(meeting, wanted)
        if there is not None and there.id != known.id:
            raise MeetingError(_is_waiting(there), "nothing was changed")
        changes |= {"kind": wanted.kind, "answers": wanted.answers}
    return edits.edit(meeting, at, known, **changes)


def invite(meeting: Meeting, at: datetime, entry: QueueEntry) -> Meeting:
    """Put a person at the front of the queue, for example one who has not been heard.

    A person who is waiting with this kind moves to the front and keeps their topic.

    Raises:
        MeetingError: the person is not waiting, and `ask` refuses the request.
    """
    order = speaking_order(meeting, at)
    there = _waiting_as(meeting, entry)
    if there is None:
        meeting = ask(meeting, at, entry)
        there = meeting.get(QueueEntry, entry.id)
    return pinned_at(meeting, order, there, 0).logged(at, "invited", turns.speaker(there))


def withdraw(meeting: Meeting, at: datetime, entry_id: str) -> Meeting:
    """Remove a request from the queue. The order of the others does not change.

    Raises:
        MeetingError: the request left the queue in the meantime.
    """
    entry = meeting.get(QueueEntry, entry_id)
    return without_request(meeting, at, entry).logged(at, "left the queue", turns.speaker(entry))


def move(meeting: Meeting, at: datetime, entry_id: str, steps: int) -> Meeting:
    """Move a request in the queue, and pin it at its new place.

    Args:
        entry_id: the request.
        steps: how far back; negative steps move it to the front. The ends of the queue are the
            limit.

    Returns:
        The meeting after the act; the same object if the request is at that end already.

    Raises:
        MeetingError: the request waits on another item, or left the queue in the meantime.
    """
    entry = meeting.get(QueueEntry, entry_id)
    index, last = _queue_index(meeting, at, entry), len(waiting_requests(meeting)) - 1
    target = min(max(index + steps, 0), last)
    if target == index:
        return meeting
    return pinned_at(meeting, speaking_order(meeting, at), entry, target).logged(
        at, "moved by hand", turns.speaker(entry)
    )


def _queue_index(meeting: Meeting, at: datetime, entry: QueueEntry) -> int:
    """Return the position of a request from 0; raise MeetingError if it waits on another item."""
    ids = [position.entry.id for position in speaking_order(meeting, at)]
    if entry.id not in ids:
        raise MeetingError(
            f"{turns.speaker(entry)} waits on another agenda item", hint="Take that item first"
        )
    return ids.index(entry.id)


def next_turn(meeting: Meeting, at: datetime, turn_id: str = "") -> Meeting:
    """Give the floor to the next speaker of the queue, or of the go-round if there is one.

    An interruption that has the floor ends; if no other one waits, the interrupted speaker has the
    floor again. During a go-round, only interruptions come from the queue.

    Args:
        turn_id: the id of a turn that does not come from the queue; "" for a new one.

    Raises:
        MeetingError: nobody is waiting, and there is no go-round.
    """
    order = speaking_order(meeting, at)
    front = order[0].entry if order else None
    turn = turns.current_turn(meeting)
    if (
        turn is not None
        and turn.interrupts
        and (front is None or front.kind not in turns.INTERRUPTING)
    ):
        return turns.end_turn(meeting, at)
    if meeting.info.go_round and (front is None or front.kind not in turns.INTERRUPTING):
        meeting, called = go_round.next_go_round_turn(
            turns.clear_floor(meeting, at), at, turn_id or new_id()
        )
        return meeting.put(called).logged(at, "has the floor", turns.speaker(called))
    if front is None:
        raise MeetingError("Nobody is waiting to speak")
    return _give_floor(meeting, at, front, out_of_order=False)


def next_speaker_name(meeting: Meeting, now: datetime) -> str:
    """Return the name of the speaker after `next_turn`; "" if nobody is next."""
    order = speaking_order(meeting, now)
    front = order[0].entry if order else None
    if front is None or front.kind not in turns.INTERRUPTING:
        turn = turns.current_turn(meeting)
        interrupted = meeting.find(Turn, turn.interrupts) if turn is not None else None
        if interrupted is not None and not interrupted.ended:
            return turns.speaker(interrupted)
        if meeting.info.go_round:
            who, organisation = go_round.next_speaker(meeting)
            return who or turns.someone_from(organisation)
    return turns.speaker(front) if front is not None else ""


def require_same_next(meeting: Meeting, seen: Meeting, now: datetime) -> None:
    """Check that the floor and the next speaker are still as they were shown.

    Raises:
        MeanwhileError: another turn has the floor, or another speaker is next.
    """
    turns.require_same_floor(meeting, seen)
    shown, upcoming = next_speaker_name(seen, now), next_speaker_name(meeting, now)
    if shown and upcoming and fold(shown) != fold(upcoming):
        raise MeanwhileError(f"{upcoming} is next now")
    if seen.info.go_round_by != meeting.info.go_round_by:
        raise MeanwhileError(go_round.state_text(meeting))


def require_same_queue(meeting: Meeting, seen: Meeting, now: datetime) -> None:
    """Check that the queue is still in the order that was shown.

    Raises:
        MeanwhileError: somebody has joined or left, or the order is another one.
    """
    here, shown = ([p.entry.id for p in speaking_order(m, now)] for m in (meeting, seen))
    if here != shown:
        raise MeanwhileError("The queue has changed")


def require_not_invited(meeting: Meeting, seen: Meeting, name: str) -> None:
    """Check that a person has not been queued since the queue was shown.

    Raises:
        MeanwhileError: they wait now.
    """
    shown = {(entry.id, entry.place) for entry in seen.queue}
    for entry in waiting_requests(meeting):
        if fold(entry.who) == fold(name) and (entry.id, entry.place) not in shown:
            raise MeanwhileError(f"{entry.who} is waiting already")


def call(meeting: Meeting, at: datetime, entry_id: str) -> Meeting:
    """Give the floor to any request of the queue. The turn records whether others were ahead.

    Raises:
        MeetingError: the request waits on another item, or left the queue in the meantime.
    """
    entry = meeting.get(QueueEntry, entry_id)
    return _give_floor(meeting, at, entry, out_of_order=_queue_index(meeting, at, entry) > 0)


def call_unasked(meeting: Meeting, at: datetime, entry: QueueEntry) -> Meeting:
    """Give the floor to a person who did not ask. A closed queue does not prevent this.

    Raises:
        MeetingError: `ask` refuses the request for another reason.
    """
    is_open, others = meeting.info.queue_open, meeting.queue
    meeting = meeting.put(meeting.info.replace(queue_open=True))
    meeting = call(ask(meeting, at, entry), at, entry.id)
    # The request was in the queue only inside this rule: the places of others must not change.
    return meeting.put(meeting.info.replace(queue_open=is_open), *others)


def last_word(meeting: Meeting, at: datetime, entry_id: str) -> Meeting:
    """Give the floor to a request, and close the queue.

    Raises:
        MeetingError: the request waits on another item, or left the queue in the meantime.
    """
    who = turns.speaker(meeting.get(QueueEntry, entry_id))
    meeting = call(meeting, at, entry_id)
    return meeting.put(meeting.info.replace(queue_open=False)).logged(at, "has the last word", who)


def _give_floor(
    meeting: Meeting, at: datetime, entry: QueueEntry, *, out_of_order: bool
) -> Meeting:
    """Start a turn for a request of the queue; end or interrupt the current turn."""
    holder = turns.current_turn(meeting)
    interrupts = ""
    if holder is not None and entry.kind in turns.INTERRUPTING and not holder.interrupts:
        interrupts = holder.id
        meeting = meeting.put(turns.stop_clock(meeting, holder, at))
    elif holder is not None and holder.interrupts and entry.kind in turns.INTERRUPTING:
        # One interruption follows another: the interrupted speaker stays the same.
        interrupts = holder.interrupts
        meeting = meeting.put(turns.ended(meeting, holder, at))
    else:
        meeting = turns.clear_floor(meeting, at)
    turn = Turn(
        id=entry.id,
        who=entry.who,
        organisation=entry.organisation,
        kind=entry.kind,
        about=entry.about,
        item=entry.item,
        asked=entry.asked,
        spans=((at, None),),
        interrupts=interrupts,
        answers=entry.answers,
        out_of_order=out_of_order,
    )
    act = "called out of order" if out_of_order else "has the floor"
    return without_request(meeting, at, entry).put(turn).logged(at, act, turns.speaker(turn))


def set_queue_open(meeting: Meeting, at: datetime, *, is_open: bool) -> Meeting:
    """Open or close the queue. Those who wait keep their places.

    Raises:
        MeetingError: the queue is already open or closed.
    """
    if meeting.info.queue_open is is_open:
        raise MeetingError(f"The queue is already {'open' if is_open else 'closed'}")
    info = meeting.info.replace(queue_open=is_open)
    return meeting.put(info).logged(at, "queue opened" if is_open else "queue closed")


def set_queue_mode(meeting: Meeting, at: datetime, mode: QueueMode) -> Meeting:
    """Change how requests of the same kind are sorted.

    Raises:
        MeetingError: the queue has this mode already.
    """
    if meeting.info.order is mode:
        raise MeetingError(f"The speaking order is already “{mode}”")
    return meeting.put(meeting.info.replace(order=mode)).logged(at, "order changed to", mode)
