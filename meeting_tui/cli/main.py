"""The command line: the entry point `meeting-tui`.

Data goes to standard output, talk to standard error. The exit status is 0 for success, 1 for a
refusal (one line: what, why, what to do), 2 for wrong usage. Textual is loaded by none but the
commands that open a screen.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import click

from data.errors import MeetingError
from data.library.library import Library, default_root
from meeting_tui import __version__
from meeting_tui.cli.errors import error_line
from meeting_tui.cli.library import actions, bin_group, check, search, where
from meeting_tui.cli.meetings import do, list_meetings, minutes, new

_EXAMPLES = """
Examples:

\b
  meeting-tui                                     the list of meetings
  meeting-tui demo                                try it on made-up meetings
  meeting-tui new "Monthly call" --agenda agenda.md --people people.csv
  meeting-tui do latest 'q+ Ada to rents' next
  meeting-tui minutes latest --format html --output minutes.html
"""


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EXAMPLES,
)
@click.option(
    "--data",
    "root",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The library's folder; else MEETING_TUI_DATA, else the folder for user data.",
)
@click.version_option(__version__, prog_name="meeting-tui")
@click.pass_context
def cli(context: click.Context, root: Path | None) -> None:
    """Run a live coalition meeting from a terminal.

    Without a command the list of meetings opens.
    """
    context.obj = Library(root.expanduser() if root else default_root())
    if context.invoked_subcommand is None:
        open_screen(context.obj, None)


def open_screen(library: Library, meeting_id: str | None) -> None:
    """Open the program in this terminal, and end with its status."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise MeetingError(
            "There is no terminal to show anything in",
            hint="Run it in a terminal, or see meeting-tui --help for commands that need none",
        )
    from meeting_tui.run import run

    sys.exit(run(library, meeting_id))


@cli.command("open")
@click.argument("meeting_id", metavar="[ID]", default="")
@click.pass_obj
def open_meeting(library: Library, meeting_id: str) -> None:
    """Open a meeting: the running one, else the newest, where no ID is given."""
    open_screen(library, library.resolve(meeting_id))


@cli.command()
@click.option("--keep", metavar="DIR", type=click.Path(path_type=Path), help="Keep it there.")
def demo(keep: Path | None) -> None:
    """Fill a library with made-up meetings, and open it."""
    import tempfile

    from meeting_tui.demo import fill

    if keep is not None:
        library = Library(keep.expanduser())
        if library.meetings_path.exists():
            raise MeetingError(f"There is a library in {keep} already", hint="Name a new folder")
        fill(library)
        open_screen(library, None)
    with tempfile.TemporaryDirectory(prefix="meeting-tui-demo-") as folder:
        library = Library(Path(folder))
        fill(library)
        open_screen(library, None)


for command in (new, list_meetings, minutes, do, search, actions, check, where, bin_group):
    cli.add_command(command)


def main() -> None:
    """Run the command line; the entry point."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except MeetingError as error:
        click.echo(f"meeting-tui: {error_line(error)}", err=True)
        sys.exit(1)
    except OSError as error:
        _end_without_output(error)


def _end_without_output(error: OSError) -> None:
    """Our output cannot be written: whoever read it has left, or its disk is full.

    Raises any other error again.
    """
    if isinstance(error, BrokenPipeError):
        told = ""  # nothing more can be said, and nothing is wrong
    elif error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
        told = f"meeting-tui: The output cannot be written: {error.strerror}. What was done is done"
    else:
        raise error
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if told:
        click.echo(told, err=True)
    sys.exit(1)
