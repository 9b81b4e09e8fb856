"""The entry point `meeting-tui`: the group of commands, and the exit statuses.

Data goes to standard output, messages go to standard error. The exit status is 0 for success, 1 for
a refusal (one line: what, why, what to do), 2 for wrong usage, 130 after ctrl+c. Only the commands
that open a screen load Textual.
"""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import NoReturn

import click

from data.clock import require_time_zone
from data.errors import MeetingError
from data.library.library import Library
from data.library.root import default_root, require_usable, root_path
from data.settings.settings import UserSettings
from meeting_tui import __version__
from meeting_tui.cli.completion import complete_folder, complete_meeting, completion
from meeting_tui.cli.config import config, keep_settings, pass_settings
from meeting_tui.cli.display import display, require_terminal
from meeting_tui.cli.errors import error_line
from meeting_tui.cli.library import actions, bin_group, check, search, where
from meeting_tui.cli.meetings import MEETING_ID_HELP, do, list_meetings, minutes, new
from meeting_tui.cli.output import echo
from meeting_tui.cli.streams import output_was_lost, prepare_streams, silence
from meeting_tui.preload import postpone_collection

_EXAMPLES = """
Examples:

\b
  meeting-tui                             open the list of meetings
  meeting-tui demo                        try it with sample meetings
  meeting-tui new "Monthly call" --agenda agenda.md --people people.csv
  meeting-tui do latest 'q+ Ada to rents' next
  meeting-tui minutes latest --format html --output minutes.html
"""

_WITHOUT_LIBRARY = ("completion", "config", "demo")
"""The commands that work wherever the library is."""

_OUTPUT_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
_SAVED = "Changes to meetings were saved"


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EXAMPLES,
)
@click.option(
    "--data",
    "root",
    metavar="DIR",
    shell_complete=complete_folder,
    help="Use the library in this folder.  [default: $MEETING_TUI_DATA, or your data folder]",
)
@click.option("--theme", metavar="NAME", default="", help="Use this theme.  [default: see config]")
@click.version_option(__version__, prog_name="meeting-tui")
@click.pass_context
def cli(context: click.Context, root: str | None, theme: str) -> None:
    """Run a live coalition meeting from a terminal.

    Without a command, opens the list of meetings.
    """
    settings = UserSettings.of_user({"theme": theme})
    keep_settings(context, settings)
    if context.invoked_subcommand in _WITHOUT_LIBRARY:
        return
    context.obj = Library(default_root() if root is None else root_path(root))
    require_usable(context.obj.root)
    if context.invoked_subcommand is None:
        open_screen(context.obj, None, settings)


def open_screen(library: Library, meeting_id: str | None, settings: UserSettings) -> None:
    """Open the program in this terminal, and exit with its status.

    Args:
        library: the meetings.
        meeting_id: the meeting to open; None for the list of meetings.
        settings: the settings of the user.

    Raises:
        MeetingError: standard input or output is not a terminal.
    """
    require_terminal()
    from meeting_tui.run import run

    sys.exit(run(library, meeting_id, settings))


@cli.command("open", epilog=MEETING_ID_HELP)
@click.argument("meeting_id", metavar="[ID]", default="", shell_complete=complete_meeting)
@click.pass_obj
@pass_settings
def open_meeting(settings: UserSettings, library: Library, meeting_id: str) -> None:
    """Open a meeting in the terminal.

    Without an ID, opens the latest one.
    """
    open_screen(library, library.resolve(meeting_id), settings)


@cli.command()
@click.option(
    "--keep",
    metavar="DIR",
    shell_complete=complete_folder,
    help="Create the sample library in this new folder, and keep it.",
)
@pass_settings
def demo(settings: UserSettings, keep: str | None) -> None:
    """Try the program with sample meetings.

    They are deleted afterwards, unless --keep is given.
    """
    import tempfile

    from meeting_tui.demo import fill

    if keep is not None:
        library = Library(root_path(keep))
        require_usable(library.root)
        if library.meetings_path.exists():
            raise MeetingError(f"There is a library in {keep} already", hint="Name a new folder")
        fill(library)
        open_screen(library, None, settings)
    with tempfile.TemporaryDirectory(prefix="meeting-tui-demo-") as folder:
        library = Library(Path(folder))
        fill(library)
        open_screen(library, None, settings)


for command in (new, list_meetings, minutes, do, search, actions, check, where, bin_group, config):
    cli.add_command(command)
cli.add_command(completion)
cli.add_command(display)


def main() -> None:
    """Run the command line, and exit with its status."""
    postpone_collection()
    prepare_streams()
    require_time_zone()
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show(file=sys.stderr)
        sys.exit(error.exit_code)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except MeetingError as error:
        _fail(error_line(error))
    except OSError as error:
        _fail_after(error)
    except SystemExit:
        _check_output()
        raise
    _check_output()


def _check_output() -> None:
    """Exit with status 1 if something was printed to a closed standard output."""
    if output_was_lost():
        _fail(f"Nothing was printed: standard output is closed. {_SAVED}")


def _fail_after(error: OSError) -> NoReturn:
    """Exit with status 1 after an error of the system.

    Nothing is printed where the reader of a pipe is gone: it wanted no more, which is not a fault.

    Raises:
        OSError: the error itself, if it concerns neither a file nor the output.
    """
    if isinstance(error, BrokenPipeError):
        silence(sys.stdout)
        sys.exit(1)
    reason = error.strerror or str(error)
    if error.filename is not None:
        _fail(f"“{error.filename}”: {reason}")
    if error.errno in _OUTPUT_ERRORS:
        silence(sys.stdout)
        _fail(f"The output cannot be written: {reason}. {_SAVED}")
    raise error


def _fail(line: str) -> NoReturn:
    echo(f"meeting-tui: {line}", err=True)
    sys.exit(1)
