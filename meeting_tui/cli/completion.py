"""Shell completion: the command that prints the script, and the values that it completes.

The script comes from click. At each press of tab it starts `meeting-tui`, which answers with the
names of commands and options, and with what the functions below return. They read file names only,
and return nothing where that fails: an error has no place on a half-typed line.
"""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
)

from data.errors import MeetingError
from data.library.library import Library
from data.library.root import default_root, root_path
from meeting_tui.cli.output import echo

_PROGRAM = "meeting-tui"
_VARIABLE = "_MEETING_TUI_COMPLETE"  # the name that click derives from that of the program
_SHELLS: dict[str, type[ShellComplete]] = {
    "bash": BashComplete,
    "zsh": ZshComplete,
    "fish": FishComplete,
}


_HELP = """
Print a shell completion script.

It completes commands, options, and the IDs of meetings. To load it in every new shell:

\b
  bash, in ~/.bashrc:  eval "$(meeting-tui completion bash)"
  zsh, in ~/.zshrc:    eval "$(meeting-tui completion zsh)"
  fish:  meeting-tui completion fish > ~/.config/fish/completions/meeting-tui.fish
"""


@click.command(help=_HELP)
@click.argument("shell", type=click.Choice(list(_SHELLS)))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a shell completion script."""
    script = _SHELLS[shell](context.find_root().command, {}, _PROGRAM, _VARIABLE)
    echo(script.source(), nl=False)


def complete_meeting(
    context: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Complete the id of a meeting, newest first; also `latest`, if there is any meeting."""
    library = _library(context)
    ids = _ids(library, library.meetings_path) if library else []
    return _matching([*ids, "latest"] if ids else [], incomplete)


def complete_deleted(
    context: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Complete the id of a meeting in the bin, newest first."""
    library = _library(context)
    return _matching(_ids(library, library.bin_path) if library else [], incomplete)


def complete_folder(
    _context: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Let the shell complete the name of a folder."""
    return [CompletionItem(incomplete, type="dir")]


def complete_file(
    _context: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Let the shell complete the name of a file."""
    return [CompletionItem(incomplete, type="file")]


def _library(context: click.Context) -> Library | None:
    """Return the library that the line names with --data, or else the default one.

    The command itself has not run, so that `context.obj` is not there yet.
    """
    root: str | None = context.find_root().params.get("root")
    try:
        return Library(default_root() if root is None else root_path(root))
    except MeetingError:
        return None


def _ids(library: Library, folder: Path) -> list[str]:
    """Return the ids of the meeting files in a folder, newest first; none if it cannot be read."""
    try:
        names = [path.stem for path in folder.iterdir() if path.suffix == ".json"]
    except OSError:
        return []
    return sorted((name for name in names if _is_id(library, name)), reverse=True)


def _is_id(library: Library, name: str) -> bool:
    try:
        library.path(name)
    except MeetingError:
        return False
    return True


def _matching(values: list[str], incomplete: str) -> list[CompletionItem[str]]:
    return [CompletionItem(value) for value in values if value.startswith(incomplete)]
