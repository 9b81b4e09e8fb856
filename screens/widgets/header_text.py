"""What the header of a meeting says: title, item, floor, who is next, and when it will end."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from data.records.agenda_tree import agenda_tree
from data.records.meeting import Meeting
from data.records.models import AgendaItem, MeetingState, SpeechKind, Turn
from data.records.spans import is_running
from data.rules import agenda, people, schedule, speaker_queue, turns
from data.rules.edits import current_item
from data.rules.queue_order import speaking_order
from data.text.durations import format_duration
from data.text.formatting import count, local_day, local_time, shortened
from screens.keys import with_keys
from screens.widgets.content import join, plain
from screens.widgets.progress import progress_bar

KIND_SYMBOLS = {
    SpeechKind.POINT_OF_ORDER: ("!", "bold $text-error"),
    SpeechKind.CLARIFYING_QUESTION: ("?", "$text-warning"),
    SpeechKind.DIRECT_RESPONSE: ("↩", "$text-accent"),
    SpeechKind.NEW_POINT: (" ", ""),
}
"""The sign of each kind of speech, and its style."""

_BAR_WIDTHS = ((90, 26), (62, 14), (44, 8))  # cells of a line, and of the bar in it

_FIRST_ITEM = "{next_item} takes the first item"
_NEXT_STEPS = {
    MeetingState.DRAFT: "{start} starts the meeting",
    MeetingState.CLOSED: (
        "on {minutes}: {minutes.copy} copies the minutes · {minutes.approve} approves them"
    ),
    MeetingState.APPROVED: (
        "on {minutes}: {minutes.copy} copies the minutes · {minutes.correct} corrects the record"
    ),
}


def title_line(meeting: Meeting, now: datetime, width: int) -> Content:
    """Return the title and the series; at the right the expected end and the time of day."""
    title, series = meeting.info.title, meeting.info.series
    left = plain((title, "bold"), (f"  {series}" if series != title else "", "$text-muted"))
    return join(left, end(meeting, now), width)


def end(meeting: Meeting, now: datetime, *, with_forecast: bool = True) -> Content:
    """Return the expected end of a running meeting against its plan, and the time of day."""
    clock = (local_time(now), "bold")
    if meeting.info.state is not MeetingState.RUNNING or not with_forecast:
        return plain(clock)
    forecast, planned = schedule.forecast(meeting, now), schedule.planned_end(meeting)
    more = "+" if forecast.unplanned else ""
    parts: list[str | tuple[str, str]] = [
        ("ends ", "$text-muted"),
        f"{local_time(forecast.ends)}{more}",
    ]
    late = round((forecast.ends - planned).total_seconds() / 60) if planned else 0
    if late > 0:
        parts.append((f" {late}m late", "$text-warning"))
    elif late < 0:
        parts.append((f" {-late}m early", "$text-muted"))
    return plain(*parts, "   ", clock)


def state_line(meeting: Meeting, width: int, now: datetime | None) -> Content:
    """Return the state of a meeting that is not running, and what to do next.

    Args:
        meeting: the meeting.
        width: of the line, in cells.
        now: the time of day to show at the right; None for none.
    """
    info = meeting.info
    title = "" if now is None else f" {shortened(info.title, max(12, width // 2))} "
    badge = plain((f" {info.state.capitalize()} ", "reverse"), (title, "bold"))
    left = plain(badge, (f" {with_keys(_NEXT_STEPS.get(info.state, ''))}", "$text-muted"))
    right = plain((_when(meeting), "$text-muted"))
    if now is not None:
        right = plain((local_time(now), "bold"))
    return join(left, right, width)


def _when(meeting: Meeting) -> str:
    info = meeting.info
    day = local_day(info.date)
    if info.started and info.ended:
        return f"{day}, {local_time(info.started)}–{local_time(info.ended)}"
    return f"{day}, {local_time(info.planned_start)}" if info.planned_start else day


def people_line(meeting: Meeting, width: int) -> Content:
    """Return how many people and items a meeting that is not running has."""
    organisations = people.organisations(meeting.people)
    counts = [
        count(len(meeting.people), "person", "people"),
        f"of {count(len(organisations), 'organisation')}" if organisations else "",
    ]
    planned = agenda_tree(meeting).total_minutes
    items = count(agenda.item_count(meeting), "item")
    right = f"{items}, {planned} min planned" if planned else items
    return join(
        plain((" ".join(filter(None, counts)), "$text-muted")), plain((right, "$text-muted")), width
    )


# -- the item ------------------------------------------------------------------------------


def item(meeting: Meeting, now: datetime, width: int) -> Content:
    """Return number, title, bar and clock of the current item, or what to do if there is none."""
    current = current_item(meeting)
    if current is None:
        taken = any(i.spans for i in meeting.agenda)
        hint = "no item is open · {next_item} takes the next" if taken else _FIRST_ITEM
        if agenda.next_waiting(meeting) is None:
            hint = "no item is waiting" if meeting.agenda else "the agenda is empty"
        number = f"{agenda.handled_items(meeting)}/{agenda.item_count(meeting)} "
        return plain(number, (with_keys(hint), "$text-muted"))
    number = f"{agenda.item_label(meeting, current.id)}/{agenda.item_count(meeting)} "
    clock = _item_clock(meeting, current, now, width)
    room = max(8, width - len(number) - clock.cell_length - 2)
    title = (shortened(current.title, room), "bold")
    return plain((number, "$text-muted"), title, "  ", clock)


def _item_clock(meeting: Meeting, current: AgendaItem, now: datetime, width: int) -> Content:
    elapsed = agenda.elapsed(current, now)
    time_box = agenda_tree(meeting).time_box(current, now)
    if time_box is None:
        return Content(format_duration(elapsed))
    style = "$floor" if elapsed <= time_box else "$late"
    bar_width = next((cells for least, cells in _BAR_WIDTHS if width >= least), 0)
    bar = progress_bar(bar_width, elapsed / time_box if time_box else 1, style)
    times = plain(format_duration(elapsed), (f" of {format_duration(time_box)}", "$text-muted"))
    return plain(bar, " " if bar_width else "", times)


def time_left(meeting: Meeting, now: datetime) -> Content:
    """Return how much of the current item's time is left: "3:05 left", "OVER 1:00"."""
    current = current_item(meeting)
    tree = agenda_tree(meeting)
    left = tree.time_left(current, now) if current is not None else None
    if current is None or left is None:
        return Content("")
    if left < 0:
        return plain((f"OVER {format_duration(-left)}", "bold $text-error"))
    soon = left < max(60, (tree.time_box(current, now) or 0) * 0.1)
    return plain((f"{format_duration(left)} left", "bold $text-warning" if soon else "bold"))


# -- the floor and the queue ---------------------------------------------------------------


def floor(meeting: Meeting, now: datetime, width: int) -> Content:
    """Return who has the floor: name, organisation, clock, limit, kind of speech."""
    turn = turns.current_turn(meeting)
    if turn is None:
        return Content.styled("○ the floor is free", "$text-muted")
    clock, after_clock = _turn_clock(meeting, turn, now)
    mark = ("● ", "$floor") if is_running(turn.spans) else ("‖ ", "$text-warning")
    kind = f" ({turns.kind_name(turn.kind)})" if turn.interrupts else ""
    name = plain(mark, (turns.speaker(turn), "bold"))
    rest = plain(clock, after_clock, (kind, "$text-muted"))
    room = width // 2 - name.cell_length - rest.cell_length
    organisation = turn.organisation if turn.who and len(turn.organisation) + 2 <= room else ""
    return plain(name, (f" {organisation}" if organisation else "", "$text-muted"), " ", rest)


def _turn_clock(meeting: Meeting, turn: Turn, now: datetime) -> tuple[Content, Content]:
    """Return the clock of a turn, and what its speech limit or a pause adds to that."""
    seconds, limit = turns.speaking_seconds(turn, now), turns.speech_limit(meeting, turn)
    paused = "" if is_running(turn.spans) else " paused"
    clock = plain((format_duration(seconds), "bold"), (paused, "$text-warning"))
    if limit is None:
        return clock, Content("")
    left = limit - seconds
    if left < 0:
        over = f" {format_duration(-left)} over {format_duration(limit)}"
        return clock, plain((over, "bold $text-error"))
    if left <= turns.WARNING_SECONDS:
        return clock, plain((f" {format_duration(left)} left", "bold $text-warning"))
    return clock, plain((f" of {format_duration(limit)}", "$text-muted"))


def queue(meeting: Meeting, now: datetime) -> list[Content]:
    """Return who is next and how many wait, in full and then in ever shorter variants."""
    places, upcoming = speaking_order(meeting, now), speaker_queue.next_speaker_name(meeting, now)
    # A speaker who was interrupted, or is next in a go-round, comes before all who wait.
    from_queue = bool(places) and turns.speaker(places[0].entry) == upcoming
    others = len(places) - from_queue
    following: list[Content | str | tuple[str, str]] = []
    if upcoming:
        following += [("next ", "$text-muted"), (upcoming, "bold")]
        symbol, style = KIND_SYMBOLS[places[0].entry.kind] if from_queue else (" ", "")
        if symbol != " ":
            following += [" ", (symbol, style)]
        if others:
            following.append(f" +{others}")
    elif meeting.info.state is MeetingState.RUNNING:
        following.append(("nobody waits", "$text-muted"))
    else:
        following.append((count(len(meeting.people), "person", "people"), "$text-muted"))
    closed = [] if meeting.info.queue_open else [(" · queue closed", "$text-warning")]
    running = meeting.info.state is MeetingState.RUNNING
    order = [(f" · {meeting.info.order}", "$text-muted")] if running else []
    short = [(" · closed", "$text-warning")] if closed else []
    return [
        Content.assemble(*following, *closed, *order),
        Content.assemble(*following, *closed),
        Content.assemble(*following, *short),
        Content.assemble(f"+{len(places)}" if places else "", *short),
    ]
