"""PlainArea: a text area whose text is sometimes replaced from outside."""

from __future__ import annotations

from textual.widgets import TextArea


class PlainArea(TextArea):
    """A text area of plain text."""

    def replace_text(self, text: str) -> None:
        """Show another text, scrolled as before; a cursor that was at the end is there again."""
        scroll, cursor = self.scroll_offset, self.cursor_location
        at_end = cursor == self.document.end
        self.load_text(text)
        self.move_cursor(self.document.end if at_end else min(cursor, self.document.end))
        # Lines are remembered by their number: without this the old ones would be drawn again.
        self.notify_style_update()
        self.refresh()
        self.scroll_to(scroll.x, scroll.y, animate=False)
