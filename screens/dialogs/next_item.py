"""NextItemDialog: the conclusion of the item that ends, and what becomes of those who wait."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from data.errors import MeetingError
from data.rules.agenda import PendingRequests
from data.storage.unsaved_input import UnsavedField
from data.text.formatting import count
from screens.dialogs.base import TextDialog
from screens.errors import error_text
from screens.widgets.content import plain
from screens.widgets.fields import LineInput

_WORDS = {
    PendingRequests.CARRY: "they come along",
    PendingRequests.KEEP: "they stay with this item, and return with it",
    PendingRequests.DROP: "they are dropped",
}


class NextItemDialog(TextDialog[bool]):
    """Asks for the conclusion; enter takes the next item.

    Args:
        title: the item that ends.
        following: the item that comes; "" for none.
        conclusion: what is written as its conclusion so far.
        waiting: how many wait to speak on it.
        speaking: who has the floor, or is interrupted: their turns end.
        on_submit: does it; raises MeetingError, and has then changed nothing.
        unsaved: conclusions that were typed before, and not recorded.
    """

    AUTO_FOCUS = "LineInput"
    BINDINGS = [Binding("tab", "waiting", "Those who wait", show=False, priority=True)]
    DEFAULT_CSS = """
    NextItemDialog { align: left bottom; background: transparent; }
    NextItemDialog > Vertical {
        height: auto; background: $panel; border-top: solid $primary; padding: 0 1;
    }
    NextItemDialog Static { height: auto; max-height: 2; }
    NextItemDialog LineInput { background: $surface; }
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
        """What ends, the field, what comes, who waits."""
        with Vertical():
            yield Static(plain(("Conclusion of ", "dim"), (self._title, "bold")), markup=False)
            yield LineInput(self._conclusion, placeholder="what came out of it; may stay empty")
            if self._count:
                yield Static(self._those(), id="waiting", markup=False)
            if self._speaking:
                turns = "the turn of" if len(self._speaking) == 1 else "the turns of"
                names = " and ".join(self._speaking)
                ends = "ends" if len(self._speaking) == 1 else "end"
                yield Static(plain((f"{turns} {names} {ends}", "dim")), id="turns", markup=False)
            yield Static(Content(self.hint), id="hint", markup=False)

    def _those(self) -> Content:
        those = count(self._count, "person waits", "people wait")
        return plain(f"{those}: ", (_WORDS[self._waiting], "bold"), ("  (tab changes it)", "dim"))

    def changed_values(self) -> dict[str, str]:
        """The conclusion, unless it is the one that is written."""
        text = self.query_one(LineInput).value
        return {"conclusion": text} if text != self._conclusion else {}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put a conclusion back."""
        field = self.query_one(LineInput)
        field.value = values.get("conclusion", "")
        field.cursor_position = len(field.value)

    def help(self) -> str:
        """What enter does."""
        if self._following:
            return f"enter takes “{self._following}” · escape stays here"
        return "no item is left: enter ends this one · escape stays here"

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Take the next item."""
        try:
            self._on_submit(event.value, self._waiting)
        except MeetingError as error:
            self.show_status(error_text(error), refused=True)
        else:
            self.finish(True)

    def action_waiting(self) -> None:
        """Change what becomes of those who wait."""
        if self._count:
            ways = list(PendingRequests)
            self._waiting = ways[(ways.index(self._waiting) + 1) % len(ways)]
            self.query_one("#waiting", Static).update(self._those())
