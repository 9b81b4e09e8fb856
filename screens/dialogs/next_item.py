"""NextItemDialog: the conclusion of the item that ends, and what happens to the queue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from data.errors import MeetingError
from data.rules.agenda import PendingRequests
from data.storage.unsaved_input import UnsavedField
from data.text.formatting import count
from screens.commands import bindings
from screens.cycle import next_in_cycle
from screens.dialog_keymap import CONCLUSION
from screens.dialogs.base import BottomDialog
from screens.keys import with_keys
from screens.widgets.content import plain
from screens.widgets.fields import LineInput

_WAITING_TEXTS = {
    PendingRequests.CARRY: "they go to the next item",
    PendingRequests.KEEP: "they stay with this item",
    PendingRequests.DROP: "they leave the queue",
}


class NextItemDialog(BottomDialog[bool]):
    """Asks for the conclusion of the current item; enter takes the next item.

    Args:
        title: the title of the item that ends.
        following: the title of the next item; "" for none.
        conclusion: the conclusion recorded so far.
        waiting: how many people wait to speak on the item that ends.
        speaking: who has the floor or is interrupted: their turns end.
        on_submit: records the conclusion and takes the next item; raises MeetingError if nothing
            was changed.
        unsaved: keeps conclusions that were not recorded.
    """

    AUTO_FOCUS = "LineInput"
    BINDINGS = bindings(CONCLUSION)
    DEFAULT_CSS = """
    NextItemDialog Static { height: auto; max-height: 2; }
    """

    def __init__(
        self,
        title: str,
        following: str,
        conclusion: str,
        waiting: int,
        speaking: Sequence[str],
        on_submit: Callable[[str, PendingRequests], None],
        unsaved: UnsavedField | None = None,
    ) -> None:
        super().__init__(unsaved)
        self._title, self._following, self._conclusion = title, following, conclusion
        self._count, self._speaking, self._on_submit = waiting, speaking, on_submit
        self._waiting = PendingRequests.CARRY

    def compose(self) -> ComposeResult:
        """Compose the item that ends, the field, the next item, and who waits or speaks."""
        with Vertical(classes="frame"):
            yield Static(
                plain(("Conclusion of ", "$text-muted"), (self._title, "bold")), markup=False
            )
            yield LineInput(self._conclusion, placeholder="what came out of it; may stay empty")
            if self._count:
                yield Static(self._waiting_text(), id="waiting", markup=False)
            if self._speaking:
                turns = "the turn of" if len(self._speaking) == 1 else "the turns of"
                names = " and ".join(self._speaking)
                ends = "ends" if len(self._speaking) == 1 else "end"
                yield Static(
                    plain((f"{turns} {names} {ends}", "$text-muted")), id="turns", markup=False
                )
            yield Static(Content(self.hint), id="hint", markup=False)

    def _waiting_text(self) -> Content:
        waiting = count(self._count, "person waits", "people wait")
        return plain(
            f"{waiting}: ",
            (_WAITING_TEXTS[self._waiting], "bold"),
            (with_keys("  ({conclusion.waiting} changes it)"), "$text-muted"),
        )

    def changed_values(self) -> dict[str, str]:
        """Return the conclusion, if it differs from the recorded one."""
        text = self.query_one(LineInput).value
        return {"conclusion": text} if text != self._conclusion else {}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put a conclusion into the field."""
        self.query_one(LineInput).replace_value(values.get("conclusion", ""))

    def help(self) -> str:
        """Return what enter does."""
        stays = with_keys("{field.leave} stays here")
        if self._following:
            return f"enter takes “{self._following}” · {stays}"
        return f"no items left: enter ends this one · {stays}"

    @on(Input.Submitted)
    async def submit(self) -> None:
        """Take the next item."""
        await self.run_action("take")

    def action_take(self) -> None:
        """Take the next item, and leave if that was accepted."""
        try:
            self._on_submit(self.query_one(LineInput).value, self._waiting)
        except MeetingError as error:
            self.show_refusal(error)
        else:
            self.finish(True)

    def action_waiting(self) -> None:
        """Change what happens to those who wait: they move on, stay or leave the queue."""
        if self._count:
            self._waiting = next_in_cycle(PendingRequests, self._waiting)
            self.query_one("#waiting", Static).update(self._waiting_text())
