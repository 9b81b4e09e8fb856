"""ThemedApp: what the program and its display for the room have in common: look and terminal."""

from __future__ import annotations

import os
import sys
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.driver import Driver

from data.library.library import Library
from data.settings.settings import UserSettings
from meeting_tui.applied_settings import AppliedSettings
from meeting_tui.ending_app import EndingApp
from meeting_tui.terminal.colours import without_colours
from meeting_tui.terminal.output import repaint
from screens.themes import DEFAULT_THEME, WITHOUT_COLOURS, meaning_colours, themes_for


class ThemedApp(EndingApp):
    """An app with our themes, the settings of the user, and a terminal behind our filters.

    Args:
        library: the meetings.
        settings: the settings of the user.

    Attributes:
        settings: the settings of the user.
        applied: those of them that the screens show.
    """

    TITLE = "meeting-tui"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (76, "-narrow"), (100, "-normal"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (16, "-short"), (30, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, id="quit"),
        Binding("ctrl+p", "command_palette", show=False, priority=True, id="palette"),
        Binding("ctrl+l", "repaint", show=False, priority=True, id="repaint"),
    ]

    def __init__(self, library: Library, settings: UserSettings) -> None:
        self._has_colours = not without_colours(os.environ)
        os.environ.pop("NO_COLOR", None)
        if not self._has_colours:
            os.environ["NO_COLOR"] = "1"  # read by Textual, and by programs that are started
        super().__init__(library)
        for theme in themes_for(self.console.color_system):
            self.register_theme(theme)
        self.theme = DEFAULT_THEME
        self.settings = settings
        self.applied = AppliedSettings(self, settings)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours with a meaning, for themes that do not define them."""
        return meaning_colours(self.current_theme)

    @property
    def native_ansi_color(self) -> bool:
        """Whether colours are written as they are; Textual then removes them for NO_COLOR."""
        return not self._has_colours or super().native_ansi_color

    def get_css_variables(self) -> dict[str, str]:
        """Return the variables of the styles; without colours, highlights are shown in reverse."""
        variables = super().get_css_variables()
        return variables if self._has_colours else {**variables, **WITHOUT_COLOURS}

    def get_driver_class(self) -> type[Driver]:
        """Return the driver that Textual chooses, on Linux and macOS behind a filter of reports."""
        chosen = super().get_driver_class()
        if sys.platform == "win32":
            return chosen
        from meeting_tui.terminal.driver import FilteredDriver

        return FilteredDriver if issubclass(FilteredDriver, chosen) else chosen

    def on_resize(self) -> None:
        """Paint everything again: a terminal may change what it shows when its size changes."""
        repaint()

    def action_repaint(self) -> None:
        """Paint everything again, where another program has written over the screen."""
        repaint()
        self.refresh(layout=True)
