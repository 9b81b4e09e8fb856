"""All commands of the prompt. The interpreter, its help and docs/ read this list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from data.errors import MeetingError
from data.prompt import agenda_commands, outcome_commands, people_commands, queue_commands
from data.prompt.arguments import shortened
from data.prompt.command import Act, Completes, PromptCommand
from data.records.models import QueueMode, SpeechKind
from data.storage.meeting_file import MeetingFile


def _ask(kind: SpeechKind) -> Act:
    return lambda file, text, now: queue_commands.ask(file, kind, text, now)


def _no_args(act: Callable[[MeetingFile, datetime], str]) -> Act:
    """A command without arguments."""

    def run_command(file: MeetingFile, text: str, now: datetime) -> str:
        if text:
            raise MeetingError(
                f"This command takes no arguments, but “{shortened(text)}” follows it",
                "nothing was changed",
            )
        return act(file, now)

    return run_command


COMMANDS: tuple[PromptCommand, ...] = (
    PromptCommand(
        "q+",
        "NAME to TOPIC",
        "Add a person to the queue; the topic is optional.",
        "q+ Ada to rents",
        _ask(SpeechKind.NEW_POINT),
        Completes.PRESENT,
        also=("queue+",),
    ),
    PromptCommand(
        "order+",
        "NAME to TOPIC",
        "Queue a point of order.",
        "order+ Ben",
        _ask(SpeechKind.POINT_OF_ORDER),
        Completes.PRESENT,
    ),
    PromptCommand(
        "ask+",
        "NAME to TOPIC",
        "Queue a clarifying question.",
        "ask+ Cleo about the date",
        _ask(SpeechKind.CLARIFYING_QUESTION),
        Completes.PRESENT,
    ),
    PromptCommand(
        "reply+",
        "NAME to TOPIC",
        "Queue a direct response.",
        "reply+ Dov",
        _ask(SpeechKind.DIRECT_RESPONSE),
        Completes.PRESENT,
    ),
    PromptCommand(
        "q-",
        "NAME",
        "Remove a person from the queue.",
        "q- Ada",
        queue_commands.withdraw,
        Completes.WAITING,
        also=("queue-",),
    ),
    PromptCommand(
        "q?",
        "",
        "Show who has the floor and who is waiting.",
        "q?",
        _no_args(lambda file, now: queue_commands.show_queue(file.meeting, now)),
        also=("queue?",),
    ),
    PromptCommand(
        "ack",
        "NAME",
        "Give a person the floor, even out of order or without a request.",
        "ack Ben",
        queue_commands.acknowledge,
        Completes.WAITING,
    ),
    PromptCommand(
        "next",
        "",
        "Give the floor to the next in the queue.",
        "next",
        _no_args(queue_commands.advance),
    ),
    PromptCommand("done", "", "End the turn on the floor.", "done", _no_args(queue_commands.done)),
    PromptCommand(
        "pause",
        "",
        "Stop the speaker's clock.",
        "pause",
        _no_args(lambda file, now: queue_commands.pause(file, now, resume=False)),
    ),
    PromptCommand(
        "resume",
        "",
        "Let the speaker's clock run again.",
        "resume",
        _no_args(lambda file, now: queue_commands.pause(file, now, resume=True)),
    ),
    PromptCommand(
        "back",
        "",
        "Give the floor back to the last speaker.",
        "back",
        _no_args(queue_commands.back),
    ),
    PromptCommand(
        "last",
        "NAME",
        "Give a person the floor and close the queue.",
        "last Ada",
        queue_commands.last_word,
        Completes.WAITING,
    ),
    PromptCommand(
        "invite",
        "NAME to TOPIC",
        "Put a person at the front of the queue; the topic is optional.",
        "invite Dov",
        queue_commands.invite,
        Completes.PRESENT,
    ),
    PromptCommand(
        "close queue",
        "",
        "Accept no new requests except points of order.",
        "close queue",
        _no_args(lambda file, now: queue_commands.set_open(file, now, is_open=False)),
    ),
    PromptCommand(
        "open queue",
        "",
        "Accept new requests again.",
        "open queue",
        _no_args(lambda file, now: queue_commands.set_open(file, now, is_open=True)),
    ),
    PromptCommand(
        "order",
        "as asked|first voices first|balanced",
        "Choose who comes first among requests of the same kind.",
        "order balanced",
        queue_commands.set_order,
        choices=tuple(QueueMode),
    ),
    PromptCommand(
        "go-round",
        "[person|end]",
        "Call each organisation once, or each person; or end the go-round.",
        "go-round",
        queue_commands.begin_go_round,
        choices=("person", "organisation", "end"),
    ),
    PromptCommand(
        "pass",
        "",
        "Let the next in the go-round pass.",
        "pass",
        _no_args(queue_commands.pass_over),
    ),
    PromptCommand(
        "limit",
        "[KIND|item] TIME|off",
        "Set the speech limit of every turn, of one kind, or on the current item.",
        "limit question 30s",
        queue_commands.limit,
        choices=("2m", "off", "item ", *(f"{kind} " for kind in SpeechKind)),
    ),
    PromptCommand("start", "", "Start the meeting.", "start", _no_args(agenda_commands.start)),
    PromptCommand("end", "", "End the meeting.", "end", _no_args(agenda_commands.end)),
    PromptCommand(
        "topic",
        "TEXT|NUMBER",
        "Take an agenda item; a text that fits none becomes a new item.",
        "topic 3",
        agenda_commands.topic,
    ),
    PromptCommand(
        "next item",
        "",
        "Take the next agenda item.",
        "next item",
        _no_args(agenda_commands.next_item),
    ),
    PromptCommand(
        "conclude",
        "TEXT",
        "Record the conclusion of the current item.",
        "conclude We ask the owner",
        agenda_commands.conclude,
    ),
    PromptCommand(
        "skip",
        "[NUMBER|TEXT]",
        "Skip an item, by default the current one.",
        "skip",
        agenda_commands.skip,
    ),
    PromptCommand(
        "defer",
        "[NUMBER|TEXT]",
        "Leave an item, by default the current one, for the next meeting.",
        "defer 4",
        agenda_commands.defer,
    ),
    PromptCommand(
        "extend",
        "TIME",
        "Give the current item more time, or less with a minus.",
        "extend 5m",
        agenda_commands.extend,
        choices=("5m", "10m"),
    ),
    PromptCommand(
        "note",
        "TEXT",
        "Add a note to the current item.",
        "note The owner has not answered",
        agenda_commands.note,
    ),
    PromptCommand(
        "present+",
        "NAME of ORGANISATION",
        "Mark a person present; a new name joins the people.",
        "present+ Ada Quill of Riverside Tenants",
        people_commands.present,
        Completes.ABSENT,
    ),
    PromptCommand(
        "regrets+",
        "NAME",
        "Record the apologies of a person.",
        "regrets+ Ben",
        people_commands.regrets,
        Completes.ABSENT,
    ),
    PromptCommand(
        "left",
        "NAME",
        "Mark a person as gone.",
        "left Cleo",
        people_commands.left,
        Completes.PRESENT,
    ),
    PromptCommand("win", "TEXT", "Record a win.", "win The permit is here", outcome_commands.win),
    PromptCommand(
        "thank",
        "NAME for TEXT",
        "Record a win that thanks people.",
        "thank Ada for the permit",
        outcome_commands.thank,
        Completes.PRESENT,
    ),
    PromptCommand(
        "decided",
        "TEXT",
        "Record a decision; “by consensus” or another rule may end the text.",
        "decided We meet on Tuesdays by consensus",
        outcome_commands.decided,
    ),
    PromptCommand(
        "action",
        "NAME: TEXT by DATE",
        "Record an action with its owner and due date.",
        "action Ben: call the owner by friday",
        outcome_commands.action,
        Completes.PRESENT,
    ),
    PromptCommand(
        "park",
        "TEXT",
        "Put a point into the parking lot.",
        "park A shared van",
        outcome_commands.park,
    ),
    PromptCommand(
        "conflict",
        "TEXT: PARTY / PARTY",
        "Record a conflict note; the parties are optional.",
        "conflict Opening hours: Tenants / Owners",
        outcome_commands.conflict,
    ),
    PromptCommand(
        "undo",
        "",
        "Undo the last change.",
        "undo",
        _no_args(lambda file, now: f"Undone: {file.undo()}"),
    ),
    PromptCommand(
        "redo",
        "",
        "Redo the last undone change.",
        "redo",
        _no_args(lambda file, now: f"Redone: {file.redo()}"),
    ),
)
