"""The outcome of a copy to the clipboard, or into a file, and how the screens show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.dom import DOMNode
from textual.notifications import SeverityLevel

if TYPE_CHECKING:
    from data.library.minutes_files import SavedMinutes

_PATH_SECONDS = 20  # that the name of an edited file is shown


@dataclass(frozen=True)
class CopyResult:
    """What is known about a text after it was sent to the clipboard.

    Args:
        verified: True where the clipboard holds the text, False where it does not, None where
            there is no way to know.
        message: the same as a short sentence for the user.
    """

    verified: bool | None
    message: str


def show_copy_result(node: DOMNode, result: CopyResult, text: str) -> None:
    """Show the outcome of a copy as a notification.

    Args:
        node: any widget, screen or app.
        result: the outcome, whose message becomes the title.
        text: what was copied, or what else was done with it.
    """
    severity: SeverityLevel = "warning" if result.verified is False else "information"
    node.app.notify(text, title=result.message, timeout=3, severity=severity, markup=False)


def show_kept(node: DOMNode, saved: SavedMinutes) -> None:
    """Name the edited file that was kept, in a notification: its path is longer than a line."""
    node.app.notify(saved.message, timeout=_PATH_SECONDS, markup=False)
