"""The speaker queue: who waits, and who is called.

Sources: priority of kinds and that a point of order or a question interrupts follow Robert's Rules
of Order (12th ed., §23, §33) and the queue of michael-tcq (point of order, clarifying question,
reply, new topic). That the queue can be closed, and that asking again renews the topic without
losing the place, is Zakim's documented behaviour.
"""

from __future__ import annotations

from datetime import datetime

from data.errors import MeetingError, Remedy
from data.records.base import new_id
from data.records.meeting import Meeting
from data.records.models import Person, PersonState, QueueEntry, QueueMode, SpeechKind, Turn
from data.rules import go_round, turns
from data.rules.edits import current_item_id
from data.rules.people import add_people, person_named, set_state
from data.rules.queue_order import QueuePosition, speaking_order
from data.text.comparison import fold

TOPIC_CHANGED = "topic changed"
"""The act of somebody who waits, and asks again with another topic."""


def waiting_requests(meeting: Meeting) -> tuple[QueueEntry, ...]:
    """Those who wait on what is discussed now, in the order in which they asked."""
    item = current_item_id(meeting)
    return tuple(entry for entry in meeting.queue if entry.item == item)


def ask(meeting: Meeting, at: datetime, entry: QueueEntry) -> Meeting:
    """Queue somebody. A name that nobody knows joins the people.

    A person waits at most once for each kind; asking again with another topic renews the topic
    and keeps the place (Zakim). A closed queue takes points of order alone. A direct response
    belongs to the turn on the floor, or to the last one on this item.
    """
    entry = entry.replace(item=current_item_id(meeting))
    if not meeting.info.queue_open and entry.kind is not SpeechKind.POINT_OF_ORDER:
        raise MeetingError(
            "The queue is closed",
            "only a point of order is taken",
            remedy=Remedy.OPEN_QUEUE,
        )
    if entry.who:
        meeting, entry = _with_known_person(meeting, at, entry)
    elif not entry.organisation:
        raise MeetingError("Nobody was named", hint="Type a name")
    there = next((e for e in waiting_requests(meeting) if same_request(e, entry)), None)
    if there is not None:
        return _ask_again(meeting, at, there, entry)
    if entry.kind is SpeechKind.DIRECT_RESPONSE:
        entry = entry.replace(answers=_answered_turn(meeting).id)
    return meeting.put(entry).logged(at, "asked to speak", turns.speaker(entry))


def _with_known_person(
    meeting: Meeting, at: datetime, entry: QueueEntry
) -> tuple[Meeting, QueueEntry]:
    """The entry under the name that the people have, and the meeting with that person in it."""
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
        # Whoever asks to speak is here, whatever the roll says.
        meeting = add_people(meeting, at, (person.replace(state=PersonState.PRESENT),))
    organisation = entry.organisation or person.organisation
    return meeting, entry.replace(who=person.name, organisation=organisation)


def same_request(one: QueueEntry, other: QueueEntry) -> bool:
    """Whether the same speaker waits with the same kind."""
    return (
        one.kind is other.kind
        and fold(one.who) == fold(other.who)
        and (bool(one.who) or fold(one.organisation) == fold(other.organisation))
    )


def _ask_again(meeting: Meeting, at: datetime, there: QueueEntry, entry: QueueEntry) -> Meeting:
    if not entry.about or entry.about == there.about:
        raise MeetingError(
            f"{turns.speaker(there)} is waiting already, with a {turns.kind_name(there.kind)}"
        )
    renewed = there.replace(about=entry.about)
    return meeting.put(renewed).logged(at, TOPIC_CHANGED, turns.speaker(renewed))


def _answered_turn(meeting: Meeting) -> Turn:
    turn = turns.current_turn(meeting)
    if turn is None:
        item = current_item_id(meeting)
        turn = turns.last_spoken(meeting, item)
    if turn is None:
        raise MeetingError(
            "There is nothing to answer", "nobody has spoken on this item", "Queue a new point"
        )
    return turn


def invite(meeting: Meeting, at: datetime, entry: QueueEntry) -> Meeting:
    """Put somebody who has not been heard at the front of the queue.

    Somebody who waits already comes to the front with the topic that they asked for.
    """
    places = speaking_order(meeting, at)
    there = next((e for e in waiting_requests(meeting) if same_request(e, entry)), None)
    if there is None:
        meeting = ask(meeting, at, entry)
        there = meeting.get(QueueEntry, entry.id)
    return _pin_at(meeting, places, there, 0).logged(at, "invited", turns.speaker(there))


def withdraw(meeting: Meeting, at: datetime, entry_id: str) -> Meeting:
    """Take somebody out of the queue; nobody else's place changes."""
    entry = meeting.get(QueueEntry, entry_id)
    return _remove_from_queue(meeting, at, entry).logged(at, "left the queue", turns.speaker(entry))


def leave_meeting(meeting: Meeting, at: datetime, person_id: str) -> Meeting:
    """Somebody goes: out of the queue of every item, out of a go-round, and off the floor."""
    person, after = meeting.get(Person, person_id), meeting
    for entry in meeting.queue:
        if fold(entry.who) == fold(person.name):
            after = _remove_from_queue(after, at, entry)
    after = go_round.without_person(turns.leave_floor(after, at, person.name), person.name)
    if person.state is not PersonState.LEFT:
        return set_state(after, at, person_id, PersonState.LEFT)
    # The roll has said so before, but not the queue.
    return after if after is meeting else after.logged(at, "left", person.name)


def _remove_from_queue(meeting: Meeting, at: datetime, entry: QueueEntry) -> Meeting:
    """Without the entry; those put by hand behind it move up with everybody else."""
    places = [place.entry.id for place in speaking_order(meeting, at)]
    if entry.id not in places:  # it waits on another item
        return meeting.without(entry)
    index = places.index(entry.id)
    moved_up = [
        e.replace(place=e.place - 1)
        for e in meeting.queue
        if e.place is not None and e.place > index and e.item == entry.item
    ]
    return meeting.put(*moved_up).without(entry)


def move(meeting: Meeting, at: datetime, entry_id: str, steps: int) -> Meeting:
    """Move somebody towards the front (negative) or the end; they stay where they were put."""
    entry = meeting.get(QueueEntry, entry_id)
    index, last = _queue_index(meeting, at, entry), len(waiting_requests(meeting)) - 1
    target = min(max(index + steps, 0), last)
    if target == index:
        return meeting
    return _pin_at(meeting, speaking_order(meeting, at), entry, target).logged(
        at, "moved by hand", turns.speaker(entry)
    )


def _queue_index(meeting: Meeting, at: datetime, entry: QueueEntry) -> int:
    """Where the entry stands, from 0; refused while it waits on another item."""
    ids = [place.entry.id for place in speaking_order(meeting, at)]
    if entry.id not in ids:
        raise MeetingError(
            f"{turns.speaker(entry)} waits on another agenda item", hint="Take that item up first"
        )
    return ids.index(entry.id)


def _pin_at(
    meeting: Meeting, places: tuple[QueuePosition, ...], entry: QueueEntry, index: int
) -> Meeting:
    """The entry at that place of the line `places`, by hand.

    Those put by hand before are told where they stand now: else two of them could claim one
    place, and the later of them would not get it.
    """
    entries = [place.entry for place in places if place.entry.id != entry.id]
    entries.insert(index, entry)
    return meeting.put(
        *(
            e.replace(place=n)
            for n, e in enumerate(entries)
            if e.id == entry.id or e.place is not None
        )
    )


def next_turn(meeting: Meeting, at: datetime, turn_id: str = "") -> Meeting:
    """Give the floor to the next in line, or in the go-round while one is on.

    While an interruption has the floor, it ends; unless another one waits, whoever was
    interrupted goes on. In a go-round nothing but an interruption comes from the queue.

    Args:
        meeting: the meeting.
        at: now.
        turn_id: the id of a turn that does not come from the queue; a new one by default.
    """
    places = speaking_order(meeting, at)
    front = places[0].entry if places else None
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
    """Who has the floor after `next_turn`; "" if nobody has."""
    places = speaking_order(meeting, now)
    front = places[0].entry if places else None
    if front is None or front.kind not in turns.INTERRUPTING:
        turn = turns.current_turn(meeting)
        interrupted = meeting.find(Turn, turn.interrupts) if turn is not None else None
        if interrupted is not None and not interrupted.ended:
            return turns.speaker(interrupted)
        if meeting.info.go_round:
            who, organisation = go_round.next_speaker(meeting)
            return who or turns.someone_from(organisation)
    return turns.speaker(front) if front is not None else ""


def call(meeting: Meeting, at: datetime, entry_id: str) -> Meeting:
    """Give the floor to somebody out of order; it is recorded as such."""
    entry = meeting.get(QueueEntry, entry_id)
    return _give_floor(meeting, at, entry, out_of_order=_queue_index(meeting, at, entry) > 0)


def call_unasked(meeting: Meeting, at: datetime, entry: QueueEntry) -> Meeting:
    """Give the floor to somebody who did not ask; a closed queue is no bar to the chair."""
    is_open, others = meeting.info.queue_open, meeting.queue
    meeting = meeting.put(meeting.info.replace(queue_open=True))
    meeting = call(ask(meeting, at, entry), at, entry.id)
    # They were in line for no moment that counts: nobody has moved up by their going.
    return meeting.put(meeting.info.replace(queue_open=is_open), *others)


def last_word(meeting: Meeting, at: datetime, entry_id: str) -> Meeting:
    """Give the floor to somebody and close the queue behind them."""
    meeting = call(meeting, at, entry_id)
    return meeting.put(meeting.info.replace(queue_open=False)).logged(at, "queue closed")


def _give_floor(
    meeting: Meeting, at: datetime, entry: QueueEntry, *, out_of_order: bool
) -> Meeting:
    holder = turns.current_turn(meeting)
    interrupts = ""
    if holder is not None and entry.kind in turns.INTERRUPTING and not holder.interrupts:
        interrupts = holder.id
        meeting = meeting.put(turns.stop_clock(meeting, holder, at))
    elif holder is not None and holder.interrupts and entry.kind in turns.INTERRUPTING:
        # One interruption after another: the same speaker still waits for the floor.
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
    return _remove_from_queue(meeting, at, entry).put(turn).logged(at, act, turns.speaker(turn))


def set_queue_open(meeting: Meeting, at: datetime, *, is_open: bool) -> Meeting:
    """Open or close the queue. Those who wait keep their places."""
    if meeting.info.queue_open is is_open:
        raise MeetingError(f"The queue is {'open' if is_open else 'closed'} already")
    info = meeting.info.replace(queue_open=is_open)
    return meeting.put(info).logged(at, "queue opened" if is_open else "queue closed")


def set_queue_mode(meeting: Meeting, at: datetime, order: QueueMode) -> Meeting:
    """Change who comes first inside a kind."""
    if meeting.info.order is order:
        raise MeetingError(f"The order is “{order}” already")
    return meeting.put(meeting.info.replace(order=order)).logged(at, "order changed to", order)
