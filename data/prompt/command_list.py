"""The words of the prompt, declared once each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from data.errors import MeetingError
from data.prompt import agenda_commands, outcome_commands, people_commands, queue_commands
from data.prompt.arguments import shortened
from data.prompt.command import Act, Completes, PromptCommand
from data.records.models import QueueMode, SpeechKind
from data.storage.meeting_file import MeetingFile


def _asks(kind: SpeechKind) -> Act:
    return lambda file, text, now: queue_commands.ask(file, kind, text, now)


def _alone(act: Callable[[MeetingFile, datetime], str]) -> Act:
    """A word that nothing follows."""

    def act_alone(file: MeetingFile, text: str, now: datetime) -> str:
        if text:
            raise MeetingError(
                f"“{shortened(text)}” follows a word that stands alone", "nothing was changed"
            )
        return act(file, now)

    return act_alone


COMMANDS: tuple[PromptCommand, ...] = (
    PromptCommand(
        "q+",
        "NAME to TOPIC",
        "Queue somebody; the topic may be left out.",
        "q+ Ada to rents",
        _asks(SpeechKind.NEW_POINT),
        Completes.PRESENT,
        also=("queue+",),
    ),
    PromptCommand(
        "order+",
        "NAME to TOPIC",
        "A point of order.",
        "order+ Ben",
        _asks(SpeechKind.POINT_OF_ORDER),
        Completes.PRESENT,
    ),
    PromptCommand(
        "ask+",
        "NAME to TOPIC",
        "A clarifying question.",
        "ask+ Cleo about the date",
        _asks(SpeechKind.CLARIFYING_QUESTION),
        Completes.PRESENT,
    ),
    PromptCommand(
        "reply+",
        "NAME to TOPIC",
        "A direct response.",
        "reply+ Dov",
        _asks(SpeechKind.DIRECT_RESPONSE),
        Completes.PRESENT,
    ),
    PromptCommand(
        "q-",
        "NAME",
        "Take somebody out of the queue.",
        "q- Ada",
        queue_commands.withdraw,
        Completes.WAITING,
        also=("queue-",),
    ),
    PromptCommand(
        "q?",
        "",
        "Say who has the floor and who waits.",
        "q?",
        _alone(lambda file, now: queue_commands.say_queue(file.meeting, now)),
        also=("queue?",),
    ),
    PromptCommand(
        "ack",
        "NAME",
        "Give somebody the floor, out of order if need be; also without having asked.",
        "ack Ben",
        queue_commands.acknowledge,
        Completes.WAITING,
    ),
    PromptCommand(
        "next", "", "The next one has the floor.", "next", _alone(queue_commands.advance)
    ),
    PromptCommand("done", "", "The floor is free.", "done", _alone(queue_commands.done)),
    PromptCommand(
        "pause",
        "",
        "Stop the speaker's clock.",
        "pause",
        _alone(lambda file, now: queue_commands.pause(file, now, resume=False)),
    ),
    PromptCommand(
        "resume",
        "",
        "Let it go on.",
        "resume",
        _alone(lambda file, now: queue_commands.pause(file, now, resume=True)),
    ),
    PromptCommand(
        "back", "", "The last speaker has the floor again.", "back", _alone(queue_commands.back)
    ),
    PromptCommand(
        "last",
        "NAME",
        "The last word: then the queue is closed.",
        "last Ada",
        queue_commands.last_word,
        Completes.WAITING,
    ),
    PromptCommand(
        "invite",
        "NAME",
        "Put somebody at the front of the queue.",
        "invite Dov",
        queue_commands.invite,
        Completes.PRESENT,
    ),
    PromptCommand(
        "close queue",
        "",
        "Take no more requests but points of order.",
        "close queue",
        _alone(lambda file, now: queue_commands.set_open(file, now, is_open=False)),
    ),
    PromptCommand(
        "open queue",
        "",
        "Take requests again.",
        "open queue",
        _alone(lambda file, now: queue_commands.set_open(file, now, is_open=True)),
    ),
    PromptCommand(
        "order",
        "as asked|first voices first|balanced",
        "Who comes first inside one kind.",
        "order balanced",
        queue_commands.set_order,
        choices=tuple(QueueMode),
    ),
    PromptCommand(
        "go-round",
        "[person|end]",
        "Call each organisation once, or each person.",
        "go-round",
        queue_commands.begin_go_round,
        choices=("person", "organisation", "end"),
    ),
    PromptCommand(
        "pass", "", "The next one of the go-round passes.", "pass", _alone(queue_commands.pass_over)
    ),
    PromptCommand(
        "limit",
        "[KIND|item] TIME|off",
        "A speech limit for each turn, those of one kind, or those on the current item.",
        "limit question 30s",
        queue_commands.limit,
        choices=("2m", "off", "item ", *(f"{kind} " for kind in SpeechKind)),
    ),
    PromptCommand("start", "", "Start the meeting.", "start", _alone(agenda_commands.start)),
    PromptCommand("end", "", "End the meeting.", "end", _alone(agenda_commands.end)),
    PromptCommand(
        "topic",
        "TEXT|NUMBER",
        "Take an item; a text that fits none is added.",
        "topic 3",
        agenda_commands.topic,
    ),
    PromptCommand(
        "next item", "", "Take the next item.", "next item", _alone(agenda_commands.next_item)
    ),
    PromptCommand(
        "conclude",
        "TEXT",
        "The conclusion of the current item.",
        "conclude We ask the owner",
        agenda_commands.conclude,
    ),
    PromptCommand(
        "skip",
        "[NUMBER|TEXT]",
        "Skip an item, the current one by default.",
        "skip",
        agenda_commands.skip,
    ),
    PromptCommand(
        "defer",
        "[NUMBER|TEXT]",
        "Put an item off to the next meeting.",
        "defer 4",
        agenda_commands.defer,
    ),
    PromptCommand(
        "extend",
        "TIME",
        "More time for the current item; less with a minus.",
        "extend 5m",
        agenda_commands.extend,
        choices=("5m", "10m"),
    ),
    PromptCommand(
        "note",
        "TEXT",
        "A note on the current item.",
        "note The owner has not answered",
        agenda_commands.note,
    ),
    PromptCommand(
        "present+",
        "NAME of ORGANISATION",
        "Somebody is here.",
        "present+ Ada Quill of Riverside Tenants",
        people_commands.present,
        Completes.ABSENT,
    ),
    PromptCommand(
        "regrets+",
        "NAME",
        "Somebody sends apologies.",
        "regrets+ Ben",
        people_commands.regrets,
        Completes.ABSENT,
    ),
    PromptCommand(
        "left", "NAME", "Somebody has left.", "left Cleo", people_commands.left, Completes.PRESENT
    ),
    PromptCommand(
        "win", "TEXT", "Celebrate a win.", "win The permit is here", outcome_commands.win
    ),
    PromptCommand(
        "thank",
        "NAME for TEXT",
        "A win that thanks somebody.",
        "thank Ada for the permit",
        outcome_commands.thank,
        Completes.PRESENT,
    ),
    PromptCommand(
        "decided",
        "TEXT",
        "A decision, in its wording; “by consensus” may end it.",
        "decided We meet on Tuesdays by consensus",
        outcome_commands.decided,
    ),
    PromptCommand(
        "action",
        "NAME: TEXT by DATE",
        "A promise.",
        "action Ben: call the owner by friday",
        outcome_commands.action,
        Completes.PRESENT,
    ),
    PromptCommand(
        "park",
        "TEXT",
        "Put something into the parking lot.",
        "park A shared van",
        outcome_commands.park,
    ),
    PromptCommand(
        "conflict",
        "TEXT: PARTY / PARTY",
        "A conflict note; the parties may be left out.",
        "conflict Opening hours: Tenants / Owners",
        outcome_commands.conflict,
    ),
    PromptCommand(
        "undo",
        "",
        "Take back the last act.",
        "undo",
        _alone(lambda file, now: f"Undone: {file.undo()}"),
    ),
    PromptCommand(
        "redo",
        "",
        "Bring back what was taken back.",
        "redo",
        _alone(lambda file, now: f"Done again: {file.redo()}"),
    ),
)
