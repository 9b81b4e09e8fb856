"""A whole meeting through keys only: from an empty library to the minutes on the clipboard."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.stories.clipboard import Clipboard
from tests.stories.conftest import StartProgram
from tests.stories.terminal import Terminal

AGENDA = """- Welcome (5 min)
- Rents policy (Ada, 15 min)
- Spring festival
- Any other business
"""
PEOPLE = """- [x] Ada Quill - Riverside Tenants
- [x] Ben Osei - Harbour Union
- [ ] Cleo Márquez - Green Roofs
- Dov Lind - Riverside Tenants
"""


def tables(library: Path) -> dict[str, dict[str, dict[str, object]]]:
    """The tables of the one meeting in a library."""
    (path,) = (library / "meetings").glob("*.json")
    found: dict[str, dict[str, dict[str, object]]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def rows(library: Path, table: str) -> list[dict[str, object]]:
    """The records of a table, in their order."""
    return list(tables(library)[table].values())


def open_tab(screen: Terminal, digit: str, shows: str) -> None:
    """Go to a screen of the meeting."""
    screen.press(digit)
    screen.wait_for(shows)


def make_meeting(screen: Terminal) -> None:
    """Home screen, a new meeting, its agenda and people."""
    screen.wait_for("No meeting yet")
    screen.wait_for("Press n to make")
    screen.press("n")
    screen.wait_for("New meeting")
    screen.send("Coalition call<tab><tab>Community hall<enter>")
    screen.wait_for("No items yet")

    screen.press("P")
    screen.wait_for("Paste an agenda")
    screen.paste(AGENDA)
    screen.wait_for("4 items: Welcome")
    screen.press("ctrl+s")
    screen.wait_for("Spring festival")
    screen.press("i")
    screen.wait_for("New agenda item")
    screen.send("Goodbye<tab><right><tab><tab>5<enter>")
    screen.wait_for("5 Goodbye")
    # Move it up, and down again; remove the one before it, and bring that back.
    screen.press("G", "K")
    screen.wait_for("4 Goodbye")
    screen.press("J")
    screen.wait_for("5 Goodbye")
    screen.press("k", "delete")
    screen.wait_for("4 Goodbye")
    screen.press("u")
    screen.wait_for("4 Any other business")

    open_tab(screen, "6", "No people yet")
    screen.press("P")
    screen.wait_for("Paste a list of people")
    screen.paste(PEOPLE)
    screen.wait_for("4 people: Ada Quill")
    screen.press("ctrl+s")
    screen.wait_for("2 here from 2 organisations")


def call_the_roll(screen: Terminal) -> None:
    """Start, mark people, add somebody."""
    screen.press("S")
    screen.wait_for("N takes the first item")
    screen.press("g", "t")
    screen.wait_for("3 here from 3 organisations")
    screen.press("i")
    screen.wait_for("New person")
    screen.send("Eun-ji Park<enter>")
    screen.wait_for("4 here from 3 organisations")
    screen.press("G")
    screen.wait_for("Eun-ji Park")


def talk(screen: Terminal) -> None:
    """Items, notes, the queue."""
    screen.press("N")
    screen.wait_for("1/5 Welcome")
    screen.press("N")
    screen.wait_for("Conclusion of Welcome")
    screen.send("Everybody is welcome<enter>")
    screen.wait_for("2/5 Rents policy")
    screen.wait_for("of 15:00")

    open_tab(screen, "1", "Rents policy")
    screen.send("oThe owner has written<enter>")
    screen.wait_for("The owner has written")
    screen.press("tab")
    screen.send(" again")
    screen.press("escape")
    screen.wait_for("The owner has written again")

    open_tab(screen, "2", "Nobody is waiting to speak")
    screen.send("sada rents<enter>")
    screen.wait_until(lambda text: re.search(r"1   Ada Quill .* 1×  0m", text), "her row")
    screen.wait_for("rents")
    screen.send("sBen<enter>sCleo<enter>")
    screen.wait_for("next Ada Quill +2")
    screen.press("n")
    screen.wait_until(lambda text: re.search(r"● Ada Quill.* 0:0\d", text), "her first seconds")
    # The four kinds: a direct response, a question that interrupts, a point of order.
    screen.send("s<tab>dov<enter>")
    screen.wait_for("↩ Dov Lind")
    screen.send("s<tab><tab>eun what does it cost<enter>")
    screen.wait_for("? Eun-ji Park")
    screen.wait_for("what does it cost")
    screen.press("n")
    screen.wait_for("(clarifying question)")
    screen.press("f")
    screen.wait_until(lambda text: re.search(r"● Ada Quill.* 0:0\d", text), "her first seconds")
    screen.press("space")
    screen.wait_for("paused")
    screen.press("space")
    screen.wait_for("paused", gone=True)
    # Out of order in one key, with the reason of a place moved by hand.
    screen.press("G", "K")
    screen.wait_for("put here by hand")
    screen.press("G", "t")
    screen.wait_for("● Ben Osei", gone=False)
    screen.press("f")
    screen.wait_for("the floor is free")
    screen.press("g", "delete")
    screen.wait_for("nobody waits", gone=True)


def disagree(screen: Terminal) -> None:
    """A conflict note with two parties."""
    screen.send("cOpening hours: Tenants / Union<enter>")
    open_tab(screen, "3", "Opening hours")
    screen.press("j")
    screen.press("enter")
    screen.wait_for("what they want, and why")
    screen.send("Close at nine<tab>Children sleep<tab><right><enter>")
    screen.wait_for("✓ heard")
    screen.press("j", "enter")
    screen.wait_for("Union: what they want")
    screen.send("Open until midnight<tab>The late shift<enter>")
    # Enter is a new line in a text: ctrl+s saves.
    screen.press("ctrl+s")
    screen.wait_for("Open until midnight")
    screen.press("g", "enter")
    screen.wait_for("Conflict: Opening hours")
    screen.send("<tab><right><tab>The hall is for all<tab>Try one evening<tab>Ben<enter>")
    screen.wait_for("narrowing")
    screen.wait_for("The hall is for all")


def decide_and_celebrate(screen: Terminal) -> None:
    """Wins, a decision with somebody who stands aside, actions, the parking lot."""
    screen.send("wThe permit is here<enter>")
    screen.send("wthank ben for the van<enter>")
    open_tab(screen, "4", "The permit is here")
    screen.wait_for("thanks to Ben Osei")
    screen.send("dWe meet on Tuesdays by consensus<enter>")
    screen.send("aBen: call the owner by tomorrow<enter>")
    screen.send("asweep the hall<enter>")
    screen.send("pA shared van<enter>")
    open_tab(screen, "5", "We meet on Tuesdays")
    screen.wait_for("no owner")
    screen.press("g", "x")
    screen.wait_for("Who does not agree")
    screen.send("Cleo<tab><tab>too late for us<enter>")
    screen.wait_for("stands aside: too late for")


def use_the_prompt(screen: Terminal) -> None:
    """The one-line prompt: refused in place, then done; undone, and redone."""
    screen.send(":fly away<enter>")
    screen.wait_for("is not a command")
    screen.press("escape")
    screen.wait_for("is not a command", gone=True)
    # What was put aside comes back.
    screen.press(":")
    screen.wait_for("ctrl+r brings back: fly away")
    screen.press("ctrl+r")
    screen.wait_for("ctrl+r brings back", gone=True)
    screen.press(*["backspace"] * 8)
    screen.send("park A leaflet<enter>")
    screen.wait_for("□ A leaflet")
    screen.press("u")
    screen.wait_for("□ A leaflet", gone=True)
    screen.press("U")
    screen.wait_for("□ A leaflet")
    screen.press("u")
    screen.wait_for("□ A leaflet", gone=True)


def end(screen: Terminal) -> None:
    """The end: what is missing first, then the minutes."""
    screen.press("N")
    screen.wait_for("Conclusion of Rents policy")
    screen.send("We write to the owner<enter>")
    screen.wait_for("3/5 Spring festival")
    open_tab(screen, "1", "Spring festival")
    screen.press("+")
    screen.wait_for("Extend")
    screen.send("5m<enter>")
    screen.wait_for("of 5:00")
    screen.press("G", "D")
    screen.wait_for("deferred")
    open_tab(screen, "7", "Coalition call")
    screen.press("E")
    screen.wait_for("Action “sweep the hall” has no owner")
    screen.wait_for("Parked point “A shared van” is unresolved")
    screen.press("j", "enter")
    screen.wait_for("Copied")
    screen.wait_for("Closed")


def test_whole_meeting(
    terminal: StartProgram, library: Path, clipboard: Clipboard, size: tuple[int, int]
) -> None:
    screen = terminal(size=size, env=clipboard.environment)
    make_meeting(screen)
    call_the_roll(screen)
    talk(screen)
    disagree(screen)
    decide_and_celebrate(screen)
    use_the_prompt(screen)
    end(screen)

    (minutes,) = (library / "minutes").glob("*.md")
    text = minutes.read_text(encoding="utf-8")
    assert clipboard.text() == text
    for expected in (
        "# Coalition call",
        "**The permit is here**",
        "thanks to Ben Osei",
        "Ada Quill",
        "Eun-ji Park",
        "Ada Quill (rents)",
        "Eun-ji Park (what does it cost)",
        "The owner has written again",
        "**Conclusion:** Everybody is welcome",
        "**We meet on Tuesdays** (agreed by consensus)",
        "Cleo Márquez stands aside: too late for us",
        "call the owner | Ben Osei",
        "A shared van",
        "Close at nine",
        "Children sleep",
        "The hall is for all",
        "deferred to the next meeting",
    ):
        assert expected in text, expected
    assert "A leaflet" not in text

    review(screen, clipboard)
    assert screen.wait_exit() == 0
    assert screen.left_usable()
    assert rows(library, "queue") == []
    assert [row["state"] for row in rows(library, "meeting")] == ["approved"]


def review(screen: Terminal, clipboard: Clipboard) -> None:
    """A past meeting, from the home screen: read, copied again, corrected, approved."""
    screen.press("b")
    screen.wait_for("Past")
    screen.wait_for("closed")
    clipboard.fill("something else")
    screen.press("y")
    screen.wait_for("Minutes of ")
    assert clipboard.text().startswith("# Coalition call")
    screen.press("enter")
    screen.wait_for("A approves")
    # A closed meeting is changed by those alone who say so.
    screen.send("wToo late<enter>")
    screen.wait_for("The meeting is closed")
    screen.press("escape")
    screen.wait_for("Say first that you want to correct it", gone=True)
    screen.press("C")
    screen.wait_for("Correct the record")
    screen.press("j", "enter")
    screen.wait_for("You can correct this meeting now")
    open_tab(screen, "4", "The permit is here")
    screen.press("g", "enter")
    screen.wait_for("Win: The permit is here")
    screen.send(" at last<enter>")
    screen.wait_for("The permit is here at last")
    open_tab(screen, "7", "The permit is here at last")
    screen.press("A")
    screen.wait_for("Minutes approved on")
    screen.press("ctrl+q")
