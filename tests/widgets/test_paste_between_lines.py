"""What joins the lines of a paste into the prompt depends on the command before them."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App

from data.prompt import interpreter
from screens.dialogs.line import LineDialog
from screens.widgets.fields import LineInput
from tests.waiting import wait_until


@pytest.mark.parametrize(
    ("before", "after"),
    [("present+ ", "present+ Ada; Ben (Owners)"), ("note ", "note Ada Ben (Owners)")],
)
async def test_lines_of_names_stay_apart(before: str, after: str) -> None:
    app: App[None] = App()
    async with app.run_test(size=(60, 10)) as pilot:
        dialog = LineDialog(
            "Prompt", lambda _: None, value=before, between_lines=interpreter.between_lines
        )
        app.push_screen(dialog)
        await wait_until(pilot, lambda: bool(dialog.query(LineInput)))
        field = dialog.query_one(LineInput)
        field.cursor_position = len(before)
        field.post_message(events.Paste("Ada\n\nBen (Owners)\n"))
        await wait_until(pilot, lambda: field.value != before)
        assert field.value == after
