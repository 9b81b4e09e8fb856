"""AppliedSettings: what the settings say about the screens, applied to an app."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from textual.app import App
from textual.theme import Theme

from data.errors import MeetingError
from data.settings.names import nearest_name
from data.settings.settings import UserSettings
from data.settings.sources import DEFAULT, Problem, in_order
from data.text.cleaning import without_controls
from screens.errors import show_error
from screens.keys import use_keys

_WARNING_SECONDS = 20  # that a notification about settings is shown
_SHOWN = 5  # problems in one notification


class AppliedSettings:
    """The theme, the animations and the keys of an app, as the settings want them.

    Args:
        app: an app that knows its themes and does not run yet.
        settings: the settings.

    Attributes:
        problems: what is wrong with the settings that only the screens can check: themes, commands
            and keys.
    """

    def __init__(self, app: App[Any], settings: UserSettings) -> None:
        self._app, self._settings = app, settings
        self.problems: list[Problem] = []
        look = settings.appearance
        if settings.given("theme") is not None:
            self._apply_theme(look.theme)
        if settings.given("animations") is not None:
            app.animation_level = look.animations
        self._apply_keymap(look.keymap)
        self._remembered_theme = app.theme
        self._remembering = asyncio.Lock()

    def _apply_theme(self, theme: str) -> None:
        if theme in self._app.available_themes:
            self._app.theme = theme
            return
        nearest = nearest_name(theme, sorted(self._app.available_themes))
        self._add_problem(
            "theme", f"there is no theme “{theme}”; {self._app.theme} is used{nearest}"
        )

    def _apply_keymap(self, chosen: Mapping[str, tuple[str, ...]]) -> None:
        use_keys({})
        if not chosen:
            return
        # Loads the widgets of all dialogs.
        from screens.keymap_check import check_keymap

        usable, refused = check_keymap(chosen)
        use_keys(usable)
        self._app.set_keymap({name: ",".join(keys) for name, keys in usable.items()})
        for command_id, what in refused.items():
            self._add_problem(f"keymap.{command_id}", what)

    def _add_problem(self, name: str, what: str) -> None:
        given = self._settings.given(name)
        self.problems.append(Problem(given.source if given is not None else DEFAULT, name, what))

    async def warn(self) -> None:
        """Show which settings cannot be used. Runs beside the start."""
        found: tuple[Problem, ...] = ()
        if not self._settings.need_no_check:
            found = await asyncio.to_thread(self._settings.problems)
        lines = list(map(str, in_order((*found, *self.problems))))
        if len(lines) > _SHOWN:
            lines[_SHOWN:] = [f"and {len(lines) - _SHOWN} more: see meeting-tui config"]
        if lines:
            self._notify(without_controls("\n".join(lines)))

    def theme_changed(self, theme: Theme) -> None:
        """Remember a theme that was chosen in the palette."""
        self._app.run_worker(self._remember(theme.name))

    async def _remember(self, theme: str) -> None:
        async with self._remembering:
            if theme == self._remembered_theme:
                return
            self._remembered_theme = theme
            try:
                before = await asyncio.to_thread(self._settings.remember_theme, theme)
            except MeetingError as error:
                show_error(self._app, error)
                return
        if before is not None:
            self._notify(f"{theme} is remembered, but {before} goes before it at the next start")

    def _notify(self, text: str) -> None:
        self._app.notify(
            text, title="Settings", severity="warning", timeout=_WARNING_SECONDS, markup=False
        )
