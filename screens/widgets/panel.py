"""Panel: a titled frame around what belongs together."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

Text = str | Content
Titles = tuple[Content, Content]

_CORNERS = 4  # cells of the top line beside a title


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
        self._choices: tuple[Titles, ...] = ((Content(title), Content(subtitle)),)

    @property
    def titles(self) -> Titles:
        """The title, and what the bottom line shows."""
        return self._choices[0]

    def show_titles(
        self, title: Text, subtitle: Text = "", *, shorter: Sequence[tuple[Text, Text]] = ()
    ) -> None:
        """Show other titles. Nothing is painted if they are the same.

        Args:
            title: the title.
            subtitle: what the bottom line shows; where there is none, it is put after the title.
            shorter: the same in less room, the longest first: the first that fits is shown.
        """
        choices = tuple(
            (_content(one), _content(other)) for one, other in ((title, subtitle), *shorter)
        )
        shown = [text for titles in self._choices for text in titles]
        wanted = [text for titles in choices for text in titles]
        if len(shown) != len(wanted) or not all(map(Content.is_same, wanted, shown)):
            self._choices = choices
            self._draw_titles()

    def on_resize(self) -> None:
        """Draw the titles again: there may be a bottom line now, or none."""
        self._draw_titles()

    def _draw_titles(self) -> None:
        has_bottom = self.styles.border_bottom[0] not in ("", "none")
        room = self.size.width - _CORNERS
        for title, subtitle in self._choices:
            if not has_bottom and subtitle.plain:
                gap = "  " if title.plain else ""
                title, subtitle = Content.assemble(title, gap, subtitle), Content("")
            if max(title.cell_length, subtitle.cell_length) <= room:
                break
        for name, text in (("title", title), ("subtitle", subtitle)):
            if text.markup != (getattr(self, f"border_{name}") or ""):
                setattr(self, f"border_{name}", text)


def _content(text: Text) -> Content:
    return text if isinstance(text, Content) else Content(text)
