"""PlainArea: a text area whose text is sometimes replaced from outside."""

from __future__ import annotations

from textual.widgets import TextArea


class PlainArea(TextArea):
    """A text area of plain text."""

    def replace_text(self, text: str) -> None:
        """Show another text, scrolled as before."""
        scroll = self.scroll_offset
        self.load_text(text)
        # Lines are remembered by their number: without this the old ones would be drawn again.
        self.notify_style_update()
        self.refresh()
        self.scroll_to(scroll.x, scroll.y, animate=False)
