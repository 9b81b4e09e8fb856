"""MeetingBar: two lines at the top of every screen of a meeting that must always be in view."""

from __future__ import annotations

from datetime import datetime

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from data.records.meeting import Meeting
from data.records.models import MeetingState
from data.rules import agenda, speaker_queue, turns
from data.rules.edits import current_item
from data.rules.queue_order import speaking_order
from data.rules.timespans import is_running, total_seconds
from data.text.durations import format_duration
from data.text.formatting import count, local_time, shortened
from screens.keys import with_keys
from screens.widgets.content import join


class MeetingBar(Widget):
    """The current item with its clock, the floor, the next speaker, and the time of day."""

    DEFAULT_CSS = """
    MeetingBar { height: 2; background: $panel; color: $foreground; padding: 0 1; }
    """

    meeting: reactive[Meeting | None] = reactive(None)
    now: reactive[datetime | None] = reactive(None)

    def on_mount(self) -> None:
        """Switch off links: there are none, and looking for them each second takes a while."""
        self.auto_links = False

    def render(self) -> RenderResult:
        """Render two lines, each with a left and a right part."""
        meeting, now = self.meeting, self.now
        if meeting is None or now is None:
            return Content("")
        width = self.content_size.width or 78
        top = join(_item(meeting, now, width), _time(meeting, now), width)
        # The floor comes first: the queue at its right gets shorter where there is little room.
        floor, variants = _floor(meeting, now), _queue(meeting, now)
        room = width - floor.cell_length - 3  # three blanks keep them apart
        queue = next((text for text in variants if text.cell_length <= room), variants[-1])
        return Content("\n").join([top, join(floor, queue, width)])


def _item(meeting: Meeting, now: datetime, width: int) -> Content:
    state = meeting.info.state
    if state is MeetingState.DRAFT:
        return Content.assemble(
            (" Draft ", "reverse"),
            f" {meeting.info.title}",
            (with_keys(" · {start} starts it"), "dim"),
        )
    if state is not MeetingState.RUNNING:
        return Content.assemble((f" {state.capitalize()} ", "reverse"), f" {meeting.info.title}")
    item = current_item(meeting)
    if item is None:
        taken = any(i.spans for i in meeting.agenda)
        hint = (
            "no item is open · {next_item} takes the next"
            if taken
            else "{next_item} takes the first item"
        )
        return Content.assemble(f"0/{len(meeting.agenda)} ", (with_keys(hint), "dim"))
    number = f"{agenda.item_number(meeting, item.id)}/{len(meeting.agenda)} "
    clock = _clock(agenda.elapsed(item, now), agenda.time_box(item))
    room = max(8, width - len(number) - len(clock) - 22)
    return Content.assemble((number, "bold"), (shortened(item.title, room), "bold"), "  ", clock)


def _clock(elapsed: float, time_box: float | None) -> Content:
    """Return the clock of an item: "4:12 of 10:00, 5:48 left" or "11:00 of 10:00, 1:00 over".

    Args:
        elapsed: seconds.
        time_box: seconds; None if the item has no time box.
    """
    if time_box is None:
        return Content(format_duration(elapsed))
    remaining = time_box - elapsed
    of_box = f"{format_duration(elapsed)} of {format_duration(time_box)}, "
    if remaining < 0:
        return Content.assemble(of_box, (f"{format_duration(-remaining)} over", "bold $text-error"))
    style = "$text-warning" if remaining < max(60, time_box * 0.1) else ""
    return Content.assemble(of_box, (f"{format_duration(remaining)} left", style))


def _time(meeting: Meeting, now: datetime) -> Content:
    clock = (local_time(now), "bold")
    if meeting.info.state is not MeetingState.RUNNING:
        return Content.assemble(clock)
    forecast = agenda.forecast(meeting, now)
    more = "+" if forecast.unplanned else ""
    return Content.assemble((f"ends {local_time(forecast.ends)}{more} ", "dim"), clock)


def _floor(meeting: Meeting, now: datetime) -> Content:
    turn = turns.current_turn(meeting)
    if turn is None:
        return Content.styled("○ the floor is free", "dim")
    clock = format_duration(total_seconds(turn.spans, now))
    limit = turns.speech_limit(meeting, turn)
    parts: list[Content | str | tuple[str, str]] = []
    if is_running(turn.spans):
        parts += [("● ", "$text-success"), (turns.speaker(turn), "bold"), f" {clock}"]
    else:
        parts += [("‖ ", "$text-warning"), (turns.speaker(turn), "bold"), f" {clock} paused"]
    if limit is not None:
        remaining = limit - total_seconds(turn.spans, now)
        if remaining < 0:
            parts.append(
                (
                    f" {format_duration(-remaining)} over {format_duration(limit)}",
                    "bold $text-error",
                )
            )
        elif remaining <= turns.WARNING_SECONDS:
            parts.append((f" {format_duration(remaining)} left", "bold $text-warning"))
        else:
            parts.append((f" of {format_duration(limit)}", "dim"))
    if turn.interrupts:
        parts.append((f" ({turns.kind_name(turn.kind)})", "dim"))
    return Content.assemble(*parts)


def _queue(meeting: Meeting, now: datetime) -> list[Content]:
    """Return who is next and how many wait, in full and then in ever shorter variants."""
    places, upcoming = speaking_order(meeting, now), speaker_queue.next_speaker_name(meeting, now)
    # A speaker who was interrupted, or is next in a go-round, comes before all who wait.
    from_queue = bool(places) and turns.speaker(places[0].entry) == upcoming
    others = len(places) - from_queue
    upcoming_text: list[Content | str | tuple[str, str]] = []
    if upcoming:
        upcoming_text += ["next: ", (upcoming, "bold")]
        if others:
            upcoming_text.append(f" +{others}")
    elif meeting.info.state is MeetingState.RUNNING:
        upcoming_text.append(("nobody waits", "dim"))
    else:
        upcoming_text.append((count(len(meeting.people), "person", "people"), "dim"))
    closed = [] if meeting.info.queue_open else [(" · queue closed", "$text-warning")]
    running = meeting.info.state is MeetingState.RUNNING
    order = [(f" · {meeting.info.order}", "dim")] if running else []
    short = [(" · closed", "$text-warning")] if closed else []
    return [
        Content.assemble(*upcoming_text, *closed, *order),
        Content.assemble(*upcoming_text, *closed),
        Content.assemble(*upcoming_text, *short),
        Content.assemble(f"+{len(places)}" if places else "", *short),
    ]
