"""UserSettings: the settings in force, each with its source."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.settings.appearance import Appearance, read_appearance
from data.settings.sources import (
    DEFAULT,
    VARIABLE_PREFIX,
    Given,
    Origin,
    Problem,
    Source,
    variable,
)

if TYPE_CHECKING:
    # The models take a tenth of a second to load; the first screen does not need them.
    from data.settings.check import Checked
    from data.settings.file import SettingsFile
    from data.settings.model import Settings

_KEYMAP = "keymap"
_OTHER_VARIABLES = (f"{VARIABLE_PREFIX}DATA",)  # which are not about settings


def default_path() -> Path:
    """Return the path of the file in the platform's folder for settings."""
    import platformdirs

    return Path(platformdirs.user_config_dir("meeting-tui", appauthor=False)) / "config.toml"


def _is_missing(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False  # reading it shows what is wrong
    return False


class UserSettings:
    """The settings of a user. The command line goes before the environment, this before the file.

    Nothing is read before it is needed, and nothing is checked before a setting is used that the
    first screen does not show.

    Args:
        path: the file; None for none.
        environment: the environment variables.
        options: values from the command line, by the names of the settings.
    """

    def __init__(
        self,
        path: Path | None = None,
        environment: Mapping[str, str] | None = None,
        options: Mapping[str, str] | None = None,
    ) -> None:
        self.path = path
        self._environment = {
            name: value
            for name, value in (environment or {}).items()
            if value and name.startswith(VARIABLE_PREFIX) and name not in _OTHER_VARIABLES
        }
        self._options = {name: value for name, value in (options or {}).items() if value}

    @classmethod
    def of_user(cls, options: Mapping[str, str] | None = None) -> UserSettings:
        """Return the settings of the user who runs this process.

        Args:
            options: values from the command line, by the names of the settings.
        """
        return cls(default_path(), os.environ, options)

    @cached_property
    def _file(self) -> SettingsFile | None:
        if self.path is None or _is_missing(self.path):
            return None
        from data.settings.file import SettingsFile

        return SettingsFile(self.path)

    def given(self, name: str) -> Given | None:
        """Return the value of a setting that goes before the others, unchecked; None for none.

        Args:
            name: the name of the setting; `keymap.ID` for the keys of a command.
        """
        if name in self._options:
            option = f"--{name.replace('.', '-').replace('_', '-')}"
            return Given(self._options[name], Source(Origin.COMMAND_LINE, option))
        if name in self._keys_of_environment:
            return self._keys_of_environment[name]
        if variable(name) in self._environment:
            value = self._environment[variable(name)]
            return Given(value, Source(Origin.ENVIRONMENT, variable(name)))
        path = self._names_in_file.get(name)
        return self._file.given(path) if path is not None and self._file is not None else None

    @cached_property
    def _names_in_file(self) -> dict[str, tuple[str, ...]]:
        """The keys in the file that lead to each setting.

        The id of a command may be quoted or not: `"queue.call"` is the same as `queue.call`.
        """
        return {".".join(path): path for path in (self._file.values if self._file else ())}

    @cached_property
    def _keys_of_environment(self) -> dict[str, Given]:
        """The keys in the variable of the keymap, such as `speak=z next=n,right`."""
        source = Source(Origin.ENVIRONMENT, variable(_KEYMAP))
        parts = (part.partition("=") for part in self._environment.get(source.name, "").split())
        return {f"{_KEYMAP}.{name}": Given(keys, source) for name, _, keys in parts}

    @cached_property
    def _keymap_names(self) -> list[str]:
        names = (*self._names_in_file, *self._keys_of_environment)
        return list(dict.fromkeys(name for name in names if name.startswith(f"{_KEYMAP}.")))

    @cached_property
    def appearance(self) -> Appearance:
        """What the first screen needs, read without the models."""
        values = {name: self.given(name) for name in ("theme", "animations", *self._keymap_names)}
        given = {name: value.value for name, value in values.items() if value is not None}
        prefix = f"{_KEYMAP}."
        keys = {name.removeprefix(prefix): given[name] for name in self._keymap_names}
        return read_appearance(given, keys)

    @property
    def need_no_check(self) -> bool:
        """Whether nothing is given but what the first screen has read, and all of that fits.

        Nothing is left to be checked then, as when only a theme was remembered.
        """
        names = ("theme", "animations")
        variables = {variable(name) for name in (*names, _KEYMAP)}
        given = {name: self.given(name) for name in names}
        look = self.appearance
        return (
            (self._file is None or self._file.problem is None)
            and {*self._names_in_file, *self._options} <= {*names, *self._keymap_names}
            and self._environment.keys() <= variables
            and len(look.keymap) == len(self._keymap_names)
            and all(
                each is None or each.value == getattr(look, name) for name, each in given.items()
            )
        )

    @cached_property
    def _checked(self) -> Checked:
        from data.settings.check import check
        from data.settings.model import setting_names

        names = [*setting_names(), *self._keymap_names]
        values = {name: self.given(name) for name in names}
        return check({name: value for name, value in values.items() if value is not None})

    @property
    def values(self) -> Settings:
        """The settings in force, checked; a default for each value that does not fit."""
        return self._checked.settings

    def new_meeting(self) -> dict[str, Any]:
        """Return what a new meeting begins with, by the fields of `MeetingInfo`."""
        return dict(self.values.new_meetings)

    def in_force(self, refused: Collection[str] = ()) -> dict[str, tuple[str | bool, Source]]:
        """Return the value in force of each setting as the file has it, and its source, by name.

        Of the keymap it has the commands whose keys were changed.

        Args:
            refused: the names of settings that are left at their defaults although they fit.
        """
        from data.settings.model import Settings, setting_names

        found = {}
        for name in (*setting_names(), *self._keymap_names):
            given = self.given(name)
            is_given = given is not None and name not in {*self._checked.refused, *refused}
            section, _, key = name.partition(".")
            values = (self.values if is_given else Settings()).model_dump(mode="json")
            value = values[section].get(key) if key else values[section]
            if value is not None:
                found[name] = (value, given.source if given is not None and is_given else DEFAULT)
        return found

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the settings that were given.

        Whether a theme or a command exists is not known here.
        """
        if self.need_no_check:
            return ()
        from data.settings.check import unknown

        unreadable = (self._file.problem,) if self._file is not None and self._file.problem else ()
        unknowns = (unknown(name, given) for name, given in self._unknown().items())
        return (*unreadable, *self._checked.problems, *unknowns)

    def _unknown(self) -> dict[str, Given]:
        """Return what is given and no setting, by its name in the file or its variable."""
        from data.settings.model import setting_names

        known = {*setting_names(), *self._keymap_names}
        found: dict[str, Given] = {}
        for name in self._names_in_file:
            given = self._file.given(self._names_in_file[name]) if self._file else None
            if given is not None and name not in known:
                found[name] = given
        variables = {variable(name) for name in (*setting_names(), _KEYMAP)}
        for name, value in self._environment.items():
            if name not in variables:
                setting = name.removeprefix(VARIABLE_PREFIX).lower()
                found[setting] = Given(value, Source(Origin.ENVIRONMENT, name))
        return found

    def create_file(self, chosen: Mapping[str, str] | None = None) -> None:
        """Write a new file with every setting in it, commented out.

        Args:
            chosen: the values of settings that are not to be commented out.

        Raises:
            StorageError: it cannot be written.
        """
        from data.settings.file import write_new
        from data.settings.template import template

        if self.path is not None:
            write_new(self.path, template(chosen))

    def remember_theme(self, theme: str) -> Source | None:
        """Write a theme into the file, for the next start.

        Args:
            theme: its name.

        Returns:
            What goes before the file, so that the next start will show another theme; or None.

        Raises:
            MeetingError: the file cannot be read or written; it is as it was.
        """
        if self.path is None:
            return None
        from data.settings.file import change

        try:
            change(self.path, "theme", theme)
        except FileNotFoundError:
            self.create_file({"theme": theme})
        given = self.given("theme")
        before_file = given is not None and given.source.origin is Origin.ENVIRONMENT
        return given.source if given is not None and before_file else None
