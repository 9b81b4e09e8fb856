"""The one-line prompt: text in, an act done, one line said.

The words are those that chairs type to Zakim and its kin (q+, ack, topic, present+), so that a
hand that knows them need not learn others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from data.errors import MeetingError
from data.meeting import Meeting
from data.meeting_file import MeetingFile, refusal
from data.models import SpeechKind
from data.prompt import meeting_words, queue_words
from data.prompt.words import WORDS
from data.text import fold

_SHOWN = 8


@dataclass(frozen=True)
class Done:
    """What a line did, said in one line."""

    said: str


Act = Callable[[MeetingFile, str, datetime], str]


def _asks(kind: SpeechKind) -> Act:
    return lambda file, text, now: queue_words.ask(file, kind, text, now)


def _bare(act: Callable[[MeetingFile, datetime], str]) -> Act:
    """A word that nothing follows."""

    def run_bare(file: MeetingFile, text: str, now: datetime) -> str:
        if text:
            raise MeetingError(f"“{text}” follows a word that stands alone", "nothing was changed")
        return act(file, now)

    return run_bare


# The longer word first where one begins with another.
_ACTS: dict[str, Act] = {
    "q+": _asks(SpeechKind.POINT),
    "order+": _asks(SpeechKind.ORDER),
    "ask+": _asks(SpeechKind.QUESTION),
    "reply+": _asks(SpeechKind.REPLY),
    "q-": queue_words.withdraw,
    "q?": _bare(lambda file, now: queue_words.say_queue(file.meeting)),
    "ack": queue_words.acknowledge,
    "next item": _bare(meeting_words.next_item),
    "next": _bare(queue_words.advance),
    "done": _bare(queue_words.done),
    "pause": _bare(lambda file, now: queue_words.pause(file, now, resume=False)),
    "resume": _bare(lambda file, now: queue_words.pause(file, now, resume=True)),
    "back": _bare(queue_words.back),
    "last": queue_words.last_word,
    "invite": queue_words.invite,
    "close queue": _bare(lambda file, now: queue_words.set_open(file, now, is_open=False)),
    "open queue": _bare(lambda file, now: queue_words.set_open(file, now, is_open=True)),
    "order": queue_words.set_order,
    "go-round": queue_words.round_of,
    "pass": _bare(queue_words.pass_over),
    "limit": queue_words.limit,
    "start": _bare(meeting_words.start),
    "end": _bare(meeting_words.end),
    "topic:": meeting_words.topic,
    "topic": meeting_words.topic,
    "conclude": meeting_words.conclude,
    "skip": _bare(meeting_words.skip),
    "defer": _bare(meeting_words.defer),
    "extend": meeting_words.extend,
    "note": meeting_words.note,
    "present+": meeting_words.present,
    "regrets+": meeting_words.regrets,
    "left": meeting_words.left,
    "win": meeting_words.win,
    "thank": meeting_words.thank,
    "decided": meeting_words.decided,
    "action": meeting_words.action,
    "park": meeting_words.park,
    "conflict": meeting_words.conflict,
    "undo": _bare(lambda file, now: f"Undone: {file.undo()}"),
    "redo": _bare(lambda file, now: f"Done again: {file.redo()}"),
}


def run(file: MeetingFile, line: str, now: datetime) -> Done:
    """Do what a line says; all of it is on the disk when this returns.

    Raises MeetingError with the reason for a line that is not understood or is refused; nothing
    has changed then. Blank lines and lines that begin with # are no act: they are refused too.
    """
    text = line.strip().removeprefix(":").strip()
    if not text or text.startswith("#"):
        raise MeetingError("There is no command in that line")
    word = _word_of(text)
    if word is None:
        first = text.split()[0][:30]
        raise MeetingError(
            f"“{first}” is no command", "nothing was changed", f"Did you mean {_near(first)}?"
        )
    try:
        return Done(_ACTS[word](file, text[len(word) :].strip(), now))
    except ValidationError as error:
        raise refusal(error) from error


def _word_of(text: str) -> str | None:
    """The word that a line begins with. q+ and its like need no blank behind them."""
    lower = text.casefold()
    for word in _ACTS:
        # A letter whose lower case is longer must not move what follows the word.
        if not lower.startswith(word) or text[: len(word)].casefold() != word:
            continue
        rest = text[len(word) :]
        if not rest or rest[0].isspace() or word[-1] in "+-?:":
            return word
    return None


def _near(typed: str) -> str:
    import difflib

    near = difflib.get_close_matches(typed.casefold(), _ACTS, n=3, cutoff=0.4)
    return " or ".join(near) or "q+ NAME, next, note TEXT"


def complete(meeting: Meeting, line: str) -> tuple[str, ...]:
    """Whole lines that this one can become, best first: words, then names of people."""
    text = line.lstrip(":").lstrip()
    if not text:
        return ()
    word = _word_of(text)
    takes_name = {w.word for w in WORDS if w.names}
    if word in takes_name and (word[-1] in "+-" or text[len(word) :].startswith(" ")):
        typed = text[len(word) :].lstrip()
        before = line[: len(line) - len(typed)]
        folded = fold(typed)
        people = sorted(meeting.people, key=lambda p: (p.state != "present", fold(p.name)))
        fitting = [p.name for p in people if fold(p.name).startswith(folded)]
        return tuple(f"{before}{name}" for name in fitting[:_SHOWN])
    lower = text.casefold()
    before = line[: len(line) - len(text)]
    words = [w.word for w in WORDS if w.word.startswith(lower)]
    return tuple(f"{before}{w}" for w in words[:_SHOWN])
