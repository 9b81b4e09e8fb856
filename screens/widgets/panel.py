"""Panel: a titled frame around what belongs together."""

from __future__ import annotations

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget


class Panel(Vertical):
    """A frame with a title at the top, and at the bottom a state, a count or a key.

    The frame has the primary colour while something in it has the focus. In a low terminal only
    its top line is drawn.

    Args:
        *children: the widgets in it.
        title: its title.
        subtitle: what its bottom line shows.
        id: the id of the widget.
        classes: further classes, such as the colour of the title.
    """

    DEFAULT_CSS = """
    Panel {
        border: round $border-blurred; border-title-color: $text-muted;
        border-title-style: bold; border-subtitle-color: $text-muted;
        border-title-background: $background; border-subtitle-background: $background;
        padding: 0 1; background: $background; height: 1fr;
    }
    Panel:focus-within { border: round $primary; border-title-color: $primary; }
    .-short Panel, .-flat Panel { border: none; border-top: solid $border-blurred; }
    .-short Panel:focus-within, .-flat Panel:focus-within {
        border: none; border-top: solid $primary;
    }
    """

    def __init__(
        self,
        *children: Widget,
        title: str = "",
        subtitle: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(*children, id=id, classes=classes)
        self._titles = (Content(title), Content(subtitle))

    @property
    def titles(self) -> tuple[Content, Content]:
        """The title, and what the bottom line shows."""
        return self._titles

    def show_titles(self, title: str | Content, subtitle: str | Content = "") -> None:
        """Show other titles. Nothing is painted if they are the same.

        Args:
            title: the title.
            subtitle: what the bottom line shows.
        """
        titles = (_content(title), _content(subtitle))
        if not all(new.is_same(old) for new, old in zip(titles, self._titles, strict=True)):
            self._titles = titles
            self._draw_titles()

    def on_resize(self) -> None:
        """Draw the titles again: there may be a bottom line now, or none."""
        self._draw_titles()

    def _draw_titles(self) -> None:
        title, subtitle = self._titles
        if self.styles.border_bottom[0] in ("", "none") and subtitle.plain:
            title, subtitle = Content.assemble(title, "  ", subtitle), Content("")
        for name, text in (("title", title), ("subtitle", subtitle)):
            if text.markup != (getattr(self, f"border_{name}") or ""):
                setattr(self, f"border_{name}", text)


def _content(text: str | Content) -> Content:
    return text if isinstance(text, Content) else Content(text)
