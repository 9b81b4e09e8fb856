"""The command `config`, and how the other commands get the settings."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from data.errors import MeetingError
from data.library.library import Library
from data.settings.settings import UserSettings
from data.settings.sources import Origin, Problem, Source, in_order
from meeting_tui.cli.output import echo, print_json

if TYPE_CHECKING:
    from data.settings.model import Settings

_META_KEY = "meeting_tui.settings"

pass_settings = click.decorators.pass_meta_key(
    _META_KEY, doc_description="the settings of the user"
)
"""Decorator: calls a command with the settings of the user as its first argument."""


def keep_settings(context: click.Context, settings: UserSettings) -> None:
    """Keep the settings for `pass_settings`."""
    context.meta[_META_KEY] = settings


@click.command()
@click.option("--edit", is_flag=True, help="Edit the file with $VISUAL or $EDITOR.")
@click.option("--path", "only_path", is_flag=True, help="Print the path of the file.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_settings
def config(settings: UserSettings, edit: bool, only_path: bool, as_json: bool) -> None:
    """Print the settings in force, and where each comes from.

    The command line goes before environment variables (MEETING_TUI_THEME, ...), these before the
    file. The output is valid for the file, and shows of the keymap what was changed.
    """
    if edit and only_path:
        raise click.UsageError("--edit and --path do not go together")
    if only_path:
        echo(settings.path)
        return
    if edit:
        _edit(settings)
        settings = UserSettings.of_user()
    on_screen = _screen_problems(settings)
    report(settings.problems(), on_screen)
    if edit:
        return
    in_force = settings.in_force({problem.name for problem in on_screen})
    if as_json:
        print_json([_as_json(name, *found) for name, found in in_force.items()])
        return
    from data.settings.template import toml

    for name, (value, source) in in_force.items():
        echo(f"{_as_key(name)} = {toml(value)}\t# {source}")


def checked(settings: UserSettings) -> Settings:
    """Return the settings in force, after printing what is wrong with those that were given."""
    report(settings.problems())
    return settings.values


def report(*found: Iterable[Problem]) -> None:
    """Print what is wrong with the settings to standard error, one line for each problem."""
    for problem in in_order(chain.from_iterable(found)):
        echo(f"meeting-tui: {problem}", err=True)


def _edit(settings: UserSettings) -> None:
    """Open the file in an editor; it is made if there is none.

    Raises:
        MeetingError: it cannot be made, or the editor fails.
    """
    path = settings.path
    if path is None:
        return
    if not path.exists():
        settings.create_file()
    try:
        click.edit(filename=str(path))
    except (click.ClickException, ValueError) as error:
        what = error.message if isinstance(error, click.ClickException) else str(error)
        raise MeetingError(
            "The file was not edited", what, "Choose another editor in $VISUAL or $EDITOR"
        ) from error


def _screen_problems(settings: UserSettings) -> list[Problem]:
    """Return what is wrong with the theme and the keys, which only the app can tell."""
    if settings.path is None or not (settings.given("theme") or settings.appearance.keymap):
        return []
    from meeting_tui.app import MeetingApp

    # The app does not run, and so reads nothing of any library.
    return MeetingApp(Library(settings.path.parent), settings=settings).applied.problems


def _as_key(name: str) -> str:
    """Return the name of a setting as a key of TOML: the id of a command may need quotes."""
    table, _, key = name.partition(".")
    return f'{table}."{key}"' if "." in key else name


def _as_json(name: str, value: str | bool, source: Source) -> dict[str, Any]:
    found: dict[str, Any] = {"name": name, "value": value, "source": str(source.origin)}
    if source.origin is Origin.FILE:
        return {**found, "path": source.name, "line": source.line}
    return {**found, "given_as": source.name} if source.name else found
