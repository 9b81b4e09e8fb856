"""The helper that other tests wait with."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.widgets import Label

from tests.waiting import wait_until


class LateApp(App[None]):
    """Shows a label a moment after its start."""

    def on_mount(self) -> None:
        self.set_timer(0.05, lambda: self.mount(Label("late", id="late")))


async def test_it_waits_until_the_condition_holds() -> None:
    app = LateApp()
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: app.screen.query_one("#late", Label).is_attached)
        assert app.screen.query_one("#late")


async def test_it_reports_what_did_not_happen() -> None:
    async with LateApp().run_test() as pilot:
        with pytest.raises(AssertionError, match=r"not within 0\.1 s: the sun; on top: Screen"):
            await wait_until(pilot, lambda: False, "the sun", seconds=0.1)
