"""Commands of the prompt about how the queue is run: open or closed, order, go-rounds, limits.

The functions are acts: command.py describes their arguments and errors.
"""

from __future__ import annotations

import re
from datetime import datetime

from data.errors import MeetingError
from data.prompt.arguments import quoted, required
from data.prompt.command import Act, PromptCommand, without_arguments
from data.records.meeting import Meeting
from data.records.models import QueueMode, SpeechKind
from data.rules import edits, go_round, speaker_queue, turns
from data.rules.speech_limits import parse_limit
from data.storage.meeting_file import MeetingFile
from data.text.durations import format_duration

_ITEM = "item"


_LIMITED = (*SpeechKind, _ITEM)
_KINDS = {
    SpeechKind.POINT_OF_ORDER: re.compile(r"^(?:points? of order|orders)(?=\W)"),
    SpeechKind.CLARIFYING_QUESTION: re.compile(r"^(?:clarifying )?questions?(?=\W)"),
    SpeechKind.DIRECT_RESPONSE: re.compile(r"^(?:direct )?(?:responses?|replies|reply)(?=\W)"),
    SpeechKind.NEW_POINT: re.compile(r"^(?:new )?points?(?=\W)(?! of)"),
}
"""Kinds of speech in other words than the commands have."""

_EACH = re.compile(r"\s+(?:each|per (?:speaker|person|turn)|a (?:speaker|person|turn))$")
_BY_PERSON = ("people", "persons", "names", "name", "everyone")
_BY_ORGANISATION = ("organisations", "organization", "organizations", "orgs", "org")


def set_open(file: MeetingFile, now: datetime, *, is_open: bool) -> str:
    """Accept new requests, or only points of order: open queue, close queue."""
    file.apply(lambda m: speaker_queue.set_queue_open(m, now, is_open=is_open))
    return f"The queue is {'open' if is_open else 'closed'}"


def set_order(file: MeetingFile, text: str, now: datetime) -> str:
    """Set the order among requests of the same kind: order balanced.

    Raises:
        MeetingError: there is no such order, or it is set already.
    """
    found = [order for order in QueueMode if order.startswith(text.casefold().strip())]
    if not text.strip() or len(found) != 1:
        raise MeetingError(
            f"{quoted(text)} is not an order of the queue",
            "nothing was changed",
            f"Type order {', or order '.join(QueueMode)}",
        )
    file.apply(lambda m: speaker_queue.set_queue_mode(m, now, found[0]))
    return f"The order of the queue is: {found[0]}"


def begin_go_round(file: MeetingFile, text: str, now: datetime) -> str:
    """Start or end a go-round: go-round, go-round person, go-round end.

    Raises:
        MeetingError: there is no such go-round, or nobody to call.
    """
    by = text.casefold().strip().removeprefix("by ") or go_round.ORGANISATION
    by = go_round.PERSON if by in _BY_PERSON else by
    by = go_round.ORGANISATION if by in _BY_ORGANISATION else by
    if by in ("end", "stop", "off"):
        file.apply(lambda m: go_round.stop(m, now))
        return "The go-round is over"
    if by not in (go_round.ORGANISATION, go_round.PERSON):
        raise MeetingError(
            f"{quoted(text)} is not a go-round",
            "nothing was changed",
            "Type go-round or go-round person",
        )
    file.apply(lambda m: go_round.begin(m, now, by))
    return f"Go-round by {by}: {', '.join(file.meeting.info.go_round)}"


def pass_over(file: MeetingFile, now: datetime) -> str:
    """Let the next in the go-round pass: pass."""
    name = file.meeting.info.go_round[0] if file.meeting.info.go_round else ""
    file.apply(lambda m: go_round.pass_over(m, now))
    return f"{name} passes"


def limit(file: MeetingFile, text: str, now: datetime) -> str:
    """Set a speech limit, or remove it with "off": limit TIME, limit KIND TIME, limit item TIME.

    Raises:
        MeetingError: the time or the kind of speech is not understood, or no item is open.
    """
    usage = "limit 2m, limit question 30s, limit item 3m, or limit off"
    words = _EACH.sub("", required(text, "limit", "a time", usage).casefold())
    for kind, spelled in _KINDS.items():
        words = spelled.sub(kind, words)
    first, _, rest = words.partition(" ")
    first = first.rstrip(":")
    if rest and first.isalpha() and first not in _LIMITED and not _is_limit(words):
        raise MeetingError(
            f"{quoted(first)} is not a kind of speech",
            "nothing was changed",
            f"Type limit and a time, or first one of: {', '.join(_LIMITED)}",
        )
    if first in _LIMITED:
        words = required(rest, f"limit {first}", "a time", f"limit {first} 2m")
    seconds = parse_limit(words)
    shown = format_duration(seconds) if seconds else "none"
    if first == _ITEM:
        item = edits.current_item(file.meeting)
        if item is None:
            raise MeetingError("No agenda item is open", "nothing was changed", "Type next item")
        file.apply(lambda m: edits.change(m, now, item, speech_limit=seconds))
        return f"Speech limit on “{item.title}”: {shown}"
    if first in _LIMITED:
        kind = SpeechKind(first)

        def rule(meeting: Meeting) -> Meeting:
            limits = {k: v for k, v in meeting.info.kind_limits.items() if k is not kind}
            if seconds is not None:
                limits[kind] = seconds
            return edits.change(meeting, now, meeting.info, kind_limits=limits)

        file.apply(rule)
        return f"Speech limit of a {turns.kind_name(kind)}: {shown}"
    file.apply(lambda m: edits.change(m, now, m.info, speech_limit=seconds))
    return f"Speech limit: {shown}"


def _is_limit(text: str) -> bool:
    """Return whether a text is a limit, as "two minutes" is."""
    try:
        parse_limit(text)
    except MeetingError:
        return False
    return True


def _switch(field: str, on: str, off: str) -> Act:
    """Return the act of a command that switches a setting of the meeting on or off.

    Args:
        field: the field of the meeting.
        on: the answer when it is on.
        off: the answer when it is off.
    """

    def act(file: MeetingFile, text: str, now: datetime) -> str:
        if text.casefold() not in ("", "on", "off"):
            raise MeetingError(
                f"{quoted(text)} is neither on nor off", "nothing was changed", "Type on or off"
            )
        wanted = text.casefold() != "off"
        file.apply(lambda m: edits.change(m, now, m.info, **{field: wanted}))
        return on if wanted else off

    return act


COMMANDS = (
    PromptCommand(
        "close queue",
        "",
        "Accept no new requests except points of order.",
        "close queue",
        without_arguments(lambda file, now: set_open(file, now, is_open=False)),
        also=("close the queue",),
    ),
    PromptCommand(
        "open queue",
        "",
        "Accept new requests again.",
        "open queue",
        without_arguments(lambda file, now: set_open(file, now, is_open=True)),
        also=("open the queue",),
    ),
    PromptCommand(
        "order",
        "as asked|first voices first|balanced",
        "Choose who comes first among requests of the same kind.",
        "order balanced",
        set_order,
        choices=tuple(QueueMode),
    ),
    PromptCommand(
        "keep next",
        "[on|off]",
        "Choose whether who was announced as next stays next when others ask; on in new meetings.",
        "keep next off",
        _switch(
            "keep_next",
            "Who is announced as next stays next",
            "Who is next follows the order of the queue alone",
        ),
        choices=("on", "off"),
    ),
    PromptCommand(
        "presenters",
        "[on|off]",
        "Choose whether the presenter of an item has the floor when it is taken; usually on.",
        "presenters off",
        _switch(
            "presenters_speak",
            "The presenter has the floor when an item is taken",
            "The floor is free when an item is taken",
        ),
        choices=("on", "off"),
    ),
    PromptCommand(
        "go-round",
        "[person|end]",
        "Call each organisation once, or each person; or end the go-round.",
        "go-round",
        begin_go_round,
        choices=("person", "organisation", "end"),
        also=("go round",),
    ),
    PromptCommand(
        "pass",
        "",
        "Let the next in the go-round pass.",
        "pass",
        without_arguments(pass_over),
    ),
    PromptCommand(
        "limit",
        "[KIND|item] TIME|off",
        "Set the speech limit of every turn, of one kind, or on the current item.",
        "limit question 30s",
        limit,
        choices=("2m", "off", "item ", *(f"{kind} " for kind in SpeechKind)),
    ),
)
