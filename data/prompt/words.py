"""The words of the prompt, declared once: for the parser, the help, the README, completion."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A command of the prompt.

    Args:
        syntax: how it is written; capitals stand for what one types.
        help: what it does, in a sentence.
        example: a line as a chair would type it.
        names: whether a person's name follows the word.
    """

    syntax: str
    help: str
    example: str
    names: bool = False

    @property
    def word(self) -> str:
        """What a line begins with: the syntax up to the first capital."""
        words = []
        for part in self.syntax.split():
            if part.isupper() and not part.endswith("+"):
                break
            words.append(part)
        return " ".join(words)


WORDS = (
    Word("q+ NAME to TOPIC", "Queue somebody; the topic may be left out.", "q+ Ada to rents", True),
    Word("order+ NAME", "A point of order.", "order+ Ben", True),
    Word("ask+ NAME", "A clarifying question.", "ask+ Cleo to the date", True),
    Word("reply+ NAME", "A direct response.", "reply+ Dov", True),
    Word("q- NAME", "Take somebody out of the queue.", "q- Ada", True),
    Word("q?", "Say who has the floor and who waits.", "q?"),
    Word("ack NAME", "Give somebody the floor, out of order if need be.", "ack Ben", True),
    Word("next", "The next one has the floor.", "next"),
    Word("done", "The floor is free.", "done"),
    Word("pause", "Stop the speaker's clock.", "pause"),
    Word("resume", "Let it go on.", "resume"),
    Word("back", "The last speaker has the floor again.", "back"),
    Word("last NAME", "The last word: then the queue is closed.", "last Ada", True),
    Word("invite NAME", "Put somebody at the front of the queue.", "invite Dov", True),
    Word("close queue", "Take no more requests but points of order.", "close queue"),
    Word("open queue", "Take requests again.", "open queue"),
    Word("order as asked", "The queue as it was asked.", "order as asked"),
    Word("order first voices first", "Those not heard on this item first.",
         "order first voices first"),
    Word("order balanced", "Those with the least time first.", "order balanced"),
    Word("go-round", "Call each organisation once (go-round person: each person).", "go-round"),
    Word("pass", "The next one of the go-round passes.", "pass"),
    Word("limit TIME", "A speech limit for each turn (limit off: none).", "limit 2m"),
    Word("start", "Start the meeting.", "start"),
    Word("end", "End the meeting.", "end"),
    Word("topic TEXT|NUMBER", "Take an item; a text that fits none is added.", "topic 3"),
    Word("next item", "Take the next item.", "next item"),
    Word("conclude TEXT", "The conclusion of the current item.", "conclude We ask the owner"),
    Word("skip", "Skip the current item.", "skip"),
    Word("defer", "Put it off to the next meeting.", "defer"),
    Word("extend TIME", "More time for the current item.", "extend 5m"),
    Word("note TEXT", "A note on the current item.", "note The owner has not answered"),
    Word("present+ NAME of ORGANISATION", "Somebody is here.",
         "present+ Ada Quill of Riverside Tenants", True),
    Word("regrets+ NAME", "Somebody sends apologies.", "regrets+ Ben", True),
    Word("left NAME", "Somebody has left.", "left Cleo", True),
    Word("win TEXT", "Celebrate a win.", "win The permit is here"),
    Word("thank NAME for TEXT", "A win that thanks somebody.", "thank Ada for the permit", True),
    Word("decided TEXT", "A decision, in its wording.", "decided We meet on Tuesdays"),
    Word("action NAME: TEXT by DATE", "A promise.", "action Ben: call the owner by friday", True),
    Word("park TEXT", "Put something into the parking lot.", "park A shared van"),
    Word("conflict TEXT: PARTY / PARTY", "A conflict note; the parties may be left out.",
         "conflict Opening hours: Tenants / Owners"),
    Word("undo", "Take back the last act.", "undo"),
    Word("redo", "Bring back what was taken back.", "redo"),
)  # fmt: skip
