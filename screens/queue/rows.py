"""What the queue screen shows of a meeting: the floor, and a row for each entry of the queue."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from data.records.meeting import Meeting
from data.records.models import MeetingInfo, QueueMode, SpeechKind, Turn
from data.records.spans import is_running
from data.rules import turns
from data.rules.queue_order import QueuePosition, speaking_order
from data.rules.speaking_time import speaker_key, turn_counts
from data.text.durations import format_duration
from screens.keys import with_keys
from screens.queue.entry_row import columns, entry_text
from screens.widgets.content import plain
from screens.widgets.record_list import Row


def queue_rows(meeting: Meeting, now: datetime, width: int) -> list[Row]:
    """Return the rows of the queue, in speaking order.

    While a go-round is on, those whom it has still to call stand before the queue, and below them
    those who have passed.

    Args:
        meeting: the meeting.
        now: for the order, and for how long each has waited.
        width: of a row, in cells.
    """
    places = speaking_order(meeting, now)
    digits = max(2, len(str(len(places))))
    room = width - digits - 1
    return _go_round_rows(meeting.info) + [
        Row(place.entry.id, _entry_text(meeting, place, now, room), f"{n:>{digits}} ")
        for n, place in enumerate(places, start=1)
    ]


def _go_round_rows(info: MeetingInfo) -> list[Row]:
    if not info.go_round:
        return []
    heading = f"Go-round by {info.go_round_by}, to come: ({with_keys('{queue.pass}')} passes)"
    return [
        Row("", plain((heading, "bold"))),
        *(Row("", plain(f"   {name}")) for name in info.go_round),
        *(Row("", plain((f"   {name} passed", "$text-muted"))) for name in info.passed),
        Row("", plain(("Queue", "bold"))),
    ]


def _entry_text(meeting: Meeting, place: QueuePosition, now: datetime, width: int) -> Content:
    entry = place.entry
    reasons: tuple[str, ...] = ()
    if meeting.info.order is not QueueMode.AS_ASKED or entry.place is not None:
        reasons = (place.reason, place.short_reason, place.short_reason.partition(";")[0])
    return entry_text(
        entry.kind,
        turns.speaker(entry),
        entry.organisation if entry.who else "",
        entry.about,
        tuple(filter(None, reasons)),
        meeting.cached(turn_counts)[speaker_key(entry)],
        max(0, int((now - entry.asked).total_seconds() // 60)),
        columns(meeting),
        width,
    )


def reason_text(meeting: Meeting, now: datetime, entry_id: str) -> Content:
    """Return why an entry has its place in the queue; empty if it is not in the queue."""
    for place in speaking_order(meeting, now):
        if place.entry.id == entry_id:
            return plain((f"{turns.speaker(place.entry)}: {place.reason}", "$text-muted"))
    return Content("")


def floor_text(meeting: Meeting, now: datetime) -> Content:
    """Return one line about the floor: the speaker, their clock, the kind of speech, the topic."""
    turn = turns.current_turn(meeting)
    if turn is None:
        return Content.styled("The floor is free", "$text-muted")
    parts: list[str | tuple[str, str]] = [
        (turns.speaker(turn), "bold"),
        f"  {format_duration(turns.speaking_seconds(turn, now))}",
    ]
    if not is_running(turn.spans):
        parts.append((" paused", "$text-warning"))
    if turn.kind is not SpeechKind.NEW_POINT:
        parts.append((f"  {turns.kind_name(turn.kind)}", "$text-muted"))
    interrupted = meeting.find(Turn, turn.interrupts) if turn.interrupts else None
    if interrupted is not None:
        # In the same line: a second one would move the list and repaint the whole screen.
        parts.append((f"  then {turns.speaker(interrupted)} goes on", "$text-muted"))
    if turn.presents:
        parts.append(("  presents the item", "$text-muted"))
    if turn.about:
        parts.append(f"  {turn.about}")
    return plain(*parts)
