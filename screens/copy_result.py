"""The outcome of a copy to the clipboard, and how the screens show it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.dom import DOMNode
from textual.notifications import SeverityLevel


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
