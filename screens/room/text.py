"""What the room view shows: nothing private, and no numbers that compare people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from textual.content import Content
from textual.geometry import Size as Cells

from data.records.agenda_tree import agenda_tree
from data.records.meeting import Meeting
from data.records.models import AgendaItem, MeetingState, Turn, Win
from data.records.spans import is_running
from data.rules import agenda, turns
from data.rules.edits import current_item
from data.text.durations import format_duration
from data.text.formatting import count, joined, local_day, local_time
from screens.room.fit import first_that_fits, rows_of
from screens.room.font import Size
from screens.room.large_text import large_text
from screens.room.upcoming import following
from screens.widgets.content import join, plain
from screens.widgets.progress import progress_bar

_BIG_FROM = (100, 34)  # columns and rows of a terminal with big letters
_EMPTY = Content("")
_OTHER_ROWS = 12  # that are needed beside the name and the clock
_WIN_ROWS = ((34, 4), (22, 2), (0, 1))  # rows of a terminal, and of its wins


@dataclass(frozen=True)
class RoomText:
    """The parts of the room view, from top to bottom; an empty part is left out.

    Args:
        title: the meeting, and the time of day.
        item: number and title of the current item.
        bar: how much of its time is used.
        left: how much is left, in words.
        state: what happens on the floor.
        name: who speaks, or what the meeting is, in large letters.
        about: for whom, and about what.
        clock: how long, in large letters.
        limit: how long the speech may be, or what the clock shows.
        following: who or what comes next.
        wins: the wins of the meeting, the newest first.
    """

    title: Content
    item: Content
    bar: Content
    left: Content
    state: Content
    name: Content
    about: Content
    clock: Content
    limit: Content
    following: Content = _EMPTY
    wins: Content = _EMPTY

    @property
    def rows(self) -> int:
        """The number of rows of all parts together; the bar stands beside the words."""
        parts = (getattr(self, field.name) for field in fields(self))
        return sum(map(rows_of, parts)) - rows_of(self.bar)


@dataclass(frozen=True)
class _Floor:
    """The large part of the view."""

    state: Content
    name: str
    about: str
    clock: str
    limit: Content
    style: str
    is_loud: bool = False  # in the largest letters


def room_text(meeting: Meeting, now: datetime, terminal: Cells) -> RoomText:
    """Return what a terminal shows of a meeting at an instant.

    Args:
        meeting: the meeting.
        now: the instant.
        terminal: the size of the terminal, in cells.
    """
    width, height = terminal.width - 6, terminal.height
    is_large = terminal.width >= _BIG_FROM[0] and height >= _BIG_FROM[1]
    size = Size.BIG if is_large else Size.SMALL
    floor = _floor(meeting, now)
    rows_of_name = max(size + 1, min(2 * size + 3, height - size - _OTHER_ROWS))
    name = large_text(floor.name, width, rows_of_name, size if floor.is_loud else Size.SMALL)
    clock = large_text(floor.clock, width, size, size) if floor.clock else []
    bar, left = _time_of_item(meeting, now, width - 16)
    text = RoomText(
        title=_title(meeting, now, width),
        item=_item(meeting, now).truncate(width, ellipsis=True),
        bar=bar,
        left=left,
        state=floor.state,
        name=Content.styled("\n".join(name), "bold"),
        about=Content(floor.about).truncate(width, ellipsis=True),
        clock=Content.styled("\n".join(clock), f"bold {floor.style}"),
        limit=floor.limit,
    )
    lines = [following(meeting, now, width, shown=number) for number in (3, 2, 1)]
    rows = next(rows for least, rows in _WIN_ROWS if height >= least)
    wins, win = (_wins(meeting.wins, width, number) for number in (rows, 1))
    variants = [(lines[0], wins), (lines[0], win), (lines[1], win), (lines[2], win)]
    if is_large:
        variants.insert(0, (following(meeting, now, width, in_letters=True), wins))
    variants.append((lines[2], _EMPTY))
    after, celebrated = first_that_fits(variants, text.rows, height)
    return replace(text, following=after, wins=celebrated)


def _title(meeting: Meeting, now: datetime, width: int) -> Content:
    """Return the time of day, and before it the title where that is not shown in large letters."""
    title = meeting.info.title if meeting.info.state is MeetingState.RUNNING else ""
    return join(plain((title, "bold $text-muted")), plain((local_time(now), "bold")), width)


# -- the item ------------------------------------------------------------------------------


def _item(meeting: Meeting, now: datetime) -> Content:
    item = current_item(meeting)
    if item is None:
        return Content("")
    number = f"{agenda.item_label(meeting, item.id)} of {agenda.item_count(meeting)}  "
    over = "OVER TIME  " if _is_over_time(meeting, now) else ""
    return plain((over, "bold $text-error"), (number, "$text-muted"), (item.title, "bold"))


def _is_over_time(meeting: Meeting, now: datetime) -> bool:
    item = current_item(meeting)
    return item is not None and (agenda_tree(meeting).time_left(item, now) or 0) < 0


def _time_of_item(meeting: Meeting, now: datetime, width: int) -> tuple[Content, Content]:
    """Return the bar of the current item, and the words beside it."""
    item = current_item(meeting)
    if item is None:
        return Content(""), Content("")
    words, style = _left_in_words(meeting, item, now)
    box = agenda_tree(meeting).time_box(item, now)
    if box is None:
        return Content(""), plain((words, style))
    used = agenda.elapsed(item, now) / box if box else 1
    style_of_bar = "$late" if used > 1 else "$floor"
    bar = progress_bar(width, used, style_of_bar, filled="█", empty="░")
    return bar, plain((words, style))


def _left_in_words(meeting: Meeting, item: AgendaItem, now: datetime) -> tuple[str, str]:
    """Return how much of the time of an item is left, and the style of the words."""
    tree = agenda_tree(meeting)
    left = tree.time_left(item, now)
    if left is None:
        return f"{format_duration(agenda.elapsed(item, now))} so far", "bold"
    if left < 0:
        return f"{format_duration(-left)} over", "bold $text-error"
    soon = left < max(60, (tree.time_box(item, now) or 0) * 0.1)
    return f"{format_duration(left)} left", "bold $text-warning" if soon else "bold"


# -- the floor -----------------------------------------------------------------------------


def _floor(meeting: Meeting, now: datetime) -> _Floor:
    turn = turns.current_turn(meeting)
    if turn is not None:
        return _turn(meeting, turn, now)
    if meeting.info.state is MeetingState.RUNNING:
        return _free_floor(meeting, now)
    return _not_running(meeting, now)


def _turn(meeting: Meeting, turn: Turn, now: datetime) -> _Floor:
    seconds, limit = turns.speaking_seconds(turn, now), turns.speech_limit(meeting, turn)
    # Green would say that all is well where the item is over time.
    style = "$foreground" if _is_over_time(meeting, now) else "$floor"
    state = "● presenting" if turn.presents else "● speaking"
    if turn.interrupts:
        state = f"{state} · {turns.kind_name(turn.kind)}"
    in_words = plain("")
    if limit is not None:
        in_words = plain((f"of {format_duration(limit)}", "$text-muted"))
        left = limit - seconds
        if left < 0:
            state, style = "● OVER TIME", "$text-error"
            over = f"{format_duration(-left)} over {format_duration(limit)}"
            in_words = plain((over, "bold $text-error"))
        elif left <= turns.WARNING_SECONDS:
            style = "$text-warning"
            in_words = plain((f"{format_duration(left)} left", "bold $text-warning"))
    if not is_running(turn.spans):
        state, style = "‖ paused", "$text-warning"
    organisation = turn.organisation if turn.who else ""
    return _Floor(
        state=plain((state, f"bold {style}")),
        name=turns.speaker(turn),
        about=" · ".join(filter(None, (organisation, turn.about))),
        clock=format_duration(seconds),
        limit=in_words,
        style=style,
        is_loud=True,
    )


def _free_floor(meeting: Meeting, now: datetime) -> _Floor:
    """Return the time of the item where nobody speaks; between items the time of day."""
    item = current_item(meeting)
    clock, what, style = local_time(now), "no item is open", "$text-muted"
    if item is not None:
        left = agenda_tree(meeting).time_left(item, now)
        clock, style = format_duration(agenda.elapsed(item, now)), "$foreground"
        what = "on this item so far"
        if left is not None:
            clock = format_duration(abs(left))
            what = "over the time of this item" if left < 0 else "left for this item"
            style = "$text-error" if left < 0 else "$foreground"
    return _Floor(
        state=Content(""),
        name="The floor is free",
        about="" if meeting.info.queue_open else "The queue is closed",
        clock=clock,
        limit=plain((what, style if style != "$foreground" else "$text-muted")),
        style=style,
    )


def _not_running(meeting: Meeting, now: datetime) -> _Floor:
    info = meeting.info
    day = local_day(info.date)
    if info.state is MeetingState.DRAFT:
        begins = f"begins at {local_time(info.planned_start)}" if info.planned_start else day
        return _Floor(
            state=plain(("○ has not started", "bold $text-muted")),
            name=info.title,
            about=info.place,
            clock=local_time(now),
            limit=plain((begins, "$text-muted")),
            style="$foreground",
        )
    approved = info.state is MeetingState.APPROVED
    state = "✓ the minutes are approved" if approved else "✓ the meeting has ended"
    when = (
        f"{local_time(info.started)}–{local_time(info.ended)}"
        if info.started and info.ended
        else ""
    )
    return _Floor(
        state=plain((state, "bold $floor")),
        name="Thank you",
        about=info.title,
        clock="",
        limit=plain((", ".join(filter(None, (day, when))), "$text-muted")),
        style="$floor",
        is_loud=True,
    )


# -- wins ----------------------------------------------------------------------------------


def _wins(wins: Sequence[Win], width: int, rows: int) -> Content:
    """Return the newest wins, side by side where they fit, and how many more there are."""
    lines: list[Content] = []
    shown, newest_first = 0, wins[::-1]
    for win in newest_first:
        text = _win(win, width)
        if lines and lines[-1].cell_length + 4 + text.cell_length <= width:
            lines[-1] = Content.assemble(lines[-1], "    ", text)
        elif len(lines) < rows:
            lines.append(text)
        else:
            break
        shown += 1
    if shown < len(wins):
        more = plain((f"  ★ and {count(len(wins) - shown, 'more win')}", "$win"))
        room = width - more.cell_length
        if lines[-1].cell_length > room:
            lines[-1] = _win(newest_first[shown - 1], room)
        lines[-1] = Content.assemble(lines[-1], more)
    return Content("\n").join(lines)


def _win(win: Win, width: int) -> Content:
    """Return a win, with thanks where they fit."""
    text = plain(("★ ", "bold $win"), win.text).truncate(width, ellipsis=True)
    thanks = plain((f" · thanks to {joined(win.thanks)}", "$text-muted"))
    if win.thanks and text.cell_length + thanks.cell_length <= width:
        return Content.assemble(text, thanks)
    return text
