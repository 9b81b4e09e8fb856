"""Each dialog has one frame, inside the screen: in the middle of it, or at its lower edge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App
from textual.geometry import Region

from screens.dialogs.base import BottomDialog, Dialog
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.form import FormDialog
from screens.dialogs.form_fields import Field
from screens.dialogs.help import HelpScreen
from screens.dialogs.line import LineDialog
from screens.dialogs.next_item import NextItemDialog
from screens.dialogs.paste import PasteDialog
from screens.dialogs.speak import SpeakDialog
from screens.home.search_dialog import SearchDialog
from screens.keymap import GROUPS
from tests.builders import a_meeting
from tests.effort import in_ci
from tests.waiting import wait_until


def nothing(*_: object) -> None:
    """Accept anything."""


FIELDS = [Field(f"f{n}", f"Field {n}", height=2 if n % 3 == 0 else 1) for n in range(20)]
CENTRED: dict[str, Callable[[], Dialog[Any]]] = {
    "choice": lambda: ChoiceDialog("Sure?", "line\n" * 40, [("no", "No"), ("yes", "Yes")]),
    "form": lambda: FormDialog("A long form", FIELDS, nothing),
    "short form": lambda: FormDialog("A short form", FIELDS[1:3], nothing),
    "help": lambda: HelpScreen("About this screen.", GROUPS),
    "paste": lambda: PasteDialog("An agenda", str, nothing),
    "search": lambda: SearchDialog(lambda _, __: (), lambda _: None),
}
BOTTOM: dict[str, Callable[[], Dialog[Any]]] = {
    "line": lambda: LineDialog("A note", nothing, hint="as it was said"),
    "next item": lambda: NextItemDialog("Rents", "Hall", "", 3, ["Ada"], nothing),
    "speak": lambda: SpeakDialog(a_meeting(*(f"Person {n}" for n in range(30))), nothing),
}
SIZES = [(60, 16), (80, 24), *in_ci((120, 40))]


async def frame_of(dialog: Dialog[Any], size: tuple[int, int]) -> Region:
    """Return where a dialog shows its frame on a screen of a size."""
    app = App[None]()
    async with app.run_test(size=size) as pilot:
        app.push_screen(dialog)
        await wait_until(pilot, lambda: dialog.query_one(".frame").region.area)
        await pilot.pause()
        return dialog.query_one(".frame").region


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", CENTRED)
async def test_most_dialogs_are_in_the_middle(name: str, size: tuple[int, int]) -> None:
    columns, rows = size
    frame = await frame_of(CENTRED[name](), size)
    assert Region(0, 0, columns, rows).contains_region(frame)
    assert abs(frame.x - (columns - frame.right)) <= 1
    assert abs(frame.y - (rows - frame.bottom)) <= 1


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", BOTTOM)
async def test_dialogs_of_one_line_leave_the_meeting_in_view(
    name: str, size: tuple[int, int]
) -> None:
    columns, rows = size
    dialog = BOTTOM[name]()
    assert isinstance(dialog, BottomDialog)
    frame = await frame_of(dialog, size)
    assert (frame.x, frame.right, frame.bottom) == (0, columns, rows)
    assert frame.y > 0
