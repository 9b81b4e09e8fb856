"""The panel beside the speaker queue: speaking time, and who has not been heard yet."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from data.records.meeting import Meeting
from data.rules import speaker_queue
from screens.queue.heard_panel import HeardPanel
from screens.queue.speaking_time import SCOPES, bars
from screens.widgets.panel import Panel
from screens.widgets.record_list import RecordList
from tests.builders import START, a_meeting, after, entry, person
from tests.waiting import wait_until


def spoken() -> Meeting:
    """Return a meeting in which Ada has the floor and two others have not spoken."""
    meeting = a_meeting(
        person("Ada", "Riverside"), person("Ben", "Harbour"), person("Cleo", "Riverside")
    )
    meeting = speaker_queue.ask(meeting, START, entry("Ada", organisation="Riverside"))
    return speaker_queue.next_turn(meeting, START)


class Host(App[None]):
    """A panel, as large as the screen."""

    def compose(self) -> ComposeResult:
        yield HeardPanel()

    @property
    def panel(self) -> HeardPanel:
        return self.query_one(HeardPanel)

    def text(self, selector: str) -> str:
        return str(self.query_one(selector).render())

    def titles(self, selector: str) -> list[str]:
        return [title.plain for title in self.query_one(selector, Panel).titles]


async def test_it_shows_shares_and_lists_those_not_heard_yet() -> None:
    app = Host()
    async with app.run_test(size=(60, 24)):
        app.panel.show(spoken(), after(60))
        bars = app.text("#speaking-time").splitlines()
        assert bars[0].startswith("Riverside")
        assert bars[0].endswith("1:00 100%")
        assert app.titles("#shares") == ["Time on the floor by organisation", "equal share 50%  m"]
        assert app.titles("#silent") == ["Not heard yet", "2  I invites"]
        shown = [row.text.plain for row in app.query_one(RecordList).rows]
        assert shown == ["Ben  Harbour", "Cleo  Riverside"]


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (60, "Riverside ━━━━━━━━━━━━━━━━━━━━━━━━  1:00 100%"),
        (25, "Riverside ━━━━  1:00 100%"),
        (22, "Riverside ━━━━━━  1:00"),
        (18, "Riverside     1:00"),
    ],
)
def test_in_little_room_the_name_is_kept(width: int, line: str) -> None:
    _, _, content = bars(spoken(), after(60), SCOPES[0], width, 9)
    assert " ".join(content.plain.splitlines()[0].split()) == " ".join(line.split())


async def test_the_highlight_stays_on_its_person() -> None:
    app = Host()
    async with app.run_test(size=(60, 24)) as pilot:
        meeting = spoken()
        app.panel.show(meeting, after(60))
        app.query_one(RecordList).focus()
        await pilot.press("j")
        cleo = next(one.id for one in meeting.people if one.name == "Cleo")
        await wait_until(pilot, lambda: app.panel.highlighted_id == cleo)
        app.panel.show(meeting.put(person("Ada Zero", "Allotments")), after(61))
        assert app.panel.highlighted_id == cleo


async def test_the_scopes_follow_each_other_round_and_round() -> None:
    app = Host()
    async with app.run_test(size=(60, 24)):
        titles = []
        for _ in range(5):
            app.panel.show(spoken(), after(60))
            titles.append(app.titles("#shares")[0].removeprefix("Time on the floor "))
            app.panel.next_scope()
        assert titles == [
            "by organisation",
            "by organisation, this item",
            "by person",
            "by person, this item",
            "by organisation",
        ]


async def test_bars_fit_a_new_width() -> None:
    app = Host()
    async with app.run_test(size=(60, 24)) as pilot:
        app.panel.show_soon(spoken(), after(60))
        await wait_until(pilot, lambda: "Riverside" in app.text("#speaking-time"))
        wide = len(app.text("#speaking-time").splitlines()[1])
        await pilot.resize_terminal(40, 24)
        await wait_until(pilot, lambda: len(app.text("#speaking-time").splitlines()[1]) < wide)
        assert len(app.text("#speaking-time").splitlines()[1]) <= 40
