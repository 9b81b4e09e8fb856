"""The room view: what it shows in each state of a meeting, and what it never shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Size
from textual.visual import VisualType

from data.clock import FixedClock
from data.library.library import Library
from data.records.models import AgendaItem, ConflictNote, Decision, MeetingState, Visibility, Win
from data.rules import agenda, edits, go_round, lifecycle, turns
from meeting_tui.app import MeetingApp
from meeting_tui.display_app import DisplayApp
from screens.room.screen import RoomScreen
from screens.room.text import RoomText, room_text
from screens.room.upcoming import next_speakers
from screens.widgets.status_text import StatusText
from screens.widgets.win_card import WinCard
from tests.builders import ORDER, QUESTION, Room, a_meeting, after, person
from tests.waiting import wait_until

SMALL, LARGE = Size(80, 24), Size(120, 40)


def room(**values: object) -> Room:
    items = (
        AgendaItem(title="Rents", minutes=10, position=1),
        AgendaItem(title="News", position=2),
    )
    people = (person("Ada", "Riverside"), person("Ben", "Harbour"), person("Cleo"))
    return Room(a_meeting(*people, items=items, **values))


def shown(running: Room, size: Size = SMALL) -> RoomText:
    return room_text(running.meeting, running.now, size)


def words(text: RoomText) -> str:
    return "\n".join(part.plain for part in vars(text).values())


def test_who_speaks_for_whom_and_for_how_long() -> None:
    running = room().take("Rents").ask("Ada", about="the roof").next().wait(75)
    text = shown(running)
    assert text.item.plain == "1 of 2  Rents"
    assert text.left.plain == "8:45 left"
    assert text.bar.plain.count("█") == round(58 * 75 / 600)
    assert text.state.plain == "● speaking"
    assert text.about.plain == "Riverside · the roof"
    assert text.name.plain.count("\n") == text.clock.plain.count("\n") == 2
    large = shown(running, LARGE)
    assert large.name.plain.count("\n") == large.clock.plain.count("\n") == 4


def test_an_over_run_is_said_in_words() -> None:
    running = room(speech_limit=60).take("Rents").ask("Ada").next().wait(61)
    text = shown(running)
    assert text.state.plain == "● OVER TIME"
    assert text.limit.plain == "0:01 over 1:00"
    running.wait(600)
    text = shown(running)
    assert text.item.plain == "OVER TIME  1 of 2  Rents"
    assert text.left.plain == "1:01 over"
    assert shown(running.act(turns.toggle_pause)).state.plain == "‖ paused"


def test_a_free_floor_shows_the_time_of_the_item_and_an_empty_queue() -> None:
    text = shown(room().take("Rents").wait(60))
    assert text.limit.plain == "left for this item"
    assert text.following.plain == "Nobody waits to speak"
    assert shown(room()).limit.plain == "no item is open"
    assert shown(room().take("News")).limit.plain == "on this item so far"


def test_the_next_three_stand_with_organisation_and_topic() -> None:
    running = room().take("Rents")
    running.ask("Ada", about="the roof").ask("Ben").ask("Cleo", QUESTION, about="when?")
    rows = [row.split() for row in shown(running).following.plain.splitlines()]
    assert rows == [
        ["next", "Cleo", "?", "when?"],
        ["then", "Ada", "Riverside", "the", "roof"],
        ["then", "Ben", "Harbour"],
    ]
    large = shown(running, LARGE).following.plain.splitlines()
    assert "█" in large[0] + large[1]
    assert large[3].split() == ["clarifying", "question", "when?"]


def test_an_interrupted_speaker_and_a_go_round_come_before_those_who_wait() -> None:
    running = room().take("Rents").ask("Ada").next().ask("Ben").ask("Cleo", ORDER).next()
    assert [(n.name, n.about) for n in next_speakers(running.meeting, running.now)] == [
        ("Ada", "continues"),
        ("Ben", ""),
    ]
    calling = room().take("Rents").ask("Ada").act(go_round.begin, go_round.PERSON)
    assert [n.about for n in next_speakers(calling.meeting, calling.now)] == ["go-round"] * 3


def test_wins_stand_side_by_side_the_newest_first() -> None:
    running = room()
    for number in range(1, 8):
        win = Win(text=f"The permit of house {number}", thanks=("Ada",), at=running.now)
        running.act(edits.add, win)
    rows = shown(running).wins.plain.splitlines()
    assert rows[0].startswith("★ The permit of house 7 · thanks to Ada")
    assert rows[-1].endswith("★ and 5 more wins")
    assert len(rows) == 2
    assert all(len(row) <= 74 for row in rows)


def test_a_draft_shows_its_agenda_and_a_closed_meeting_what_was_decided() -> None:
    draft = room(state=MeetingState.DRAFT, started=None, planned_start=after(600), place="Hall")
    text = shown(draft)
    assert text.state.plain == "○ has not started"
    assert text.about.plain == "Hall"
    assert "18:10" in text.limit.plain or text.limit.plain.startswith("begins at")
    assert text.following.plain.split() == ["on", "the", "agenda", "Rents", "News"]
    ended = room().act(edits.add, Decision(text="We share the van", at=after(0)))
    ended.act(lifecycle.end)
    text = shown(ended)
    assert text.state.plain == "✓ the meeting has ended"
    assert text.following.plain == "decided   ◆ We share the van"
    assert not text.clock.plain
    assert shown(ended.act(lifecycle.approve)).state.plain == "✓ the minutes are approved"


def test_nothing_private_and_no_total_is_shown() -> None:
    running = room(order="balanced").take("Rents").speak("Ada", 100)
    note = ConflictNote(about="The secret quarrel", visibility=Visibility.PRIVATE, at=running.now)
    running.act(edits.add, note).act(agenda.add_note, "a secret of the notes")
    running.ask("Ada", about="the roof").ask("Ben")
    everything = words(shown(running)) + words(shown(running, LARGE))
    assert "secret" not in everything
    assert "1:40" not in everything  # how long Ada has spoken


def test_all_parts_fit_the_terminal_whatever_the_name_needs() -> None:
    running = room(speech_limit=60).take("Rents")
    for name in ("Ada", "Żaneta Bartholomew Featherstone", "王小明"):
        running.act(edits.add, person(name))
        running.ask(name, about="a topic")
    for number in range(4):
        running.act(edits.add, Win(text=f"The permit {number} " * 3, at=running.now))
    for _ in range(3):
        running.next()
        for columns in (60, 80, 100, 120, 160):
            for rows in range(16, 60, 3):
                text = shown(running, Size(columns, rows))
                assert text.rows < rows, (columns, rows)
                for part in vars(text).values():
                    lines = part.split("\n", allow_blank=True)
                    assert all(line.cell_length <= columns - 6 for line in lines)


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (100, 30), (120, 40), (160, 50)])
async def test_f2_shows_the_view_and_returns(isolated: Path, size: tuple[int, int]) -> None:
    clock = FixedClock()
    library = Library(isolated / "library", clock)
    running = room(speech_limit=60).take("Rents").ask("Ada").ask("Ben", about="x" * 90).next()
    running.act(edits.add, Win(text="The permit", at=running.now))
    app = MeetingApp(library, library.create(running.meeting))
    async with app.run_test(size=size) as pilot:
        below = app.screen
        await pilot.press("f2")
        await wait_until(pilot, lambda: isinstance(app.screen, RoomScreen))
        await wait_until(pilot, lambda: bool(app.screen.query_one("#clock", StatusText).plain))
        await pilot.pause()
        parts = [part for part in app.screen.query(StatusText) if part.display]
        for part in parts:
            assert app.screen.region.contains_region(part.region), part.id
            assert part.region.height, part.id
        assert not app.screen.has_class("-over")
        clock.advance(3661)
        await wait_until(pilot, lambda: app.screen.has_class("-over"))
        digits = app.screen.query_one("#clock", StatusText)
        wide = digits.plain.partition("\n")[0]
        await wait_until(pilot, lambda: digits.size.width == len(wide), "1:01:01 in full")
        await pilot.press("f2")
        await wait_until(pilot, lambda: app.screen is below)


async def test_the_display_follows_the_file(
    isolated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = FixedClock()
    library = Library(isolated / "library", clock)
    meeting_id = library.create(room().take("Rents").ask("Ada").ask("Ben").next().meeting)
    file, path = library.open(meeting_id), library.path(meeting_id)
    app = DisplayApp(library, library.follow(meeting_id).read)
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.screen

        def part(name: str) -> str:
            return view.query_one(f"#{name}", StatusText).plain

        await wait_until(pilot, lambda: "Riverside" in part("about"))
        changed: set[str | None] = set()
        update = StatusText.update

        def noted(self: StatusText, text: VisualType = "", *, layout: bool = True) -> None:
            changed.add(self.id)
            assert not layout
            update(self, text, layout=layout)

        clock.advance(1)
        await wait_until(pilot, lambda: "9:59 left" in part("left"))
        monkeypatch.setattr(StatusText, "update", noted)
        clock.advance(1)
        await wait_until(pilot, lambda: "9:58 left" in part("left"))
        assert changed == {"left", "clock"}
        monkeypatch.undo()
        file.apply(lambda meeting: turns.end_turn(meeting, clock.now()))
        await wait_until(pilot, lambda: part("limit") == "left for this item")
        win = Win(text="The permit", at=clock.now())
        file.apply(lambda meeting: edits.add(meeting, clock.now(), win))
        await wait_until(pilot, lambda: view.query_one(WinCard).display)
        path.rename(path.with_suffix(".aside"))
        clock.advance(3)
        await wait_until(pilot, lambda: "cannot be read" in part("hint"))
        assert "The permit" in part("wins")
        path.with_suffix(".aside").rename(path)
        await wait_until(pilot, lambda: part("hint") == "escape ends the display")
        await pilot.resize_terminal(120, 40)
        await wait_until(pilot, lambda: part("clock").count("\n") == 4)
        await pilot.press("q")
        await wait_until(pilot, lambda: app.return_value == 0)
