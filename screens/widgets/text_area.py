"""PlainArea: a text area whose text the program sometimes replaces."""

from __future__ import annotations

from textual.widgets import TextArea


class PlainArea(TextArea):
    """A text area of plain text."""

    def replace_text(self, text: str) -> None:
        """Show another text at the same scroll position; a cursor at the end stays at the end."""
        scroll, cursor = self.scroll_offset, self.cursor_location
        at_end = cursor == self.document.end
        self.load_text(text)
        self.move_cursor(self.document.end if at_end else min(cursor, self.document.end))
        # Rendered lines are cached by their number: this drops the lines of the old text.
        self.notify_style_update()
        self.refresh()
        self.scroll_to(scroll.x, scroll.y, animate=False)
