"""Commands about meetings: new, list, minutes, do."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import click

from data.clock import local_date
from data.errors import MeetingError
from data.index.summaries import DAMAGED
from data.library.library import Library
from data.settings.settings import UserSettings
from data.text.formatting import count
from meeting_tui.cli.completion import complete_file, complete_meeting
from meeting_tui.cli.config import checked, pass_settings
from meeting_tui.cli.errors import error_line
from meeting_tui.cli.output import echo, print_json, print_json_text
from meeting_tui.cli.streams import input_lines, read_input

MEETING_ID_HELP = """
ID may be shortened to any beginning that only one meeting has. "latest" is the running meeting, or
else the newest one.
"""

_STDIN_OR_STDOUT = "-"


@click.command(epilog=MEETING_ID_HELP)
@click.argument("title")
@click.option(
    "--date", "day", metavar="DATE", help="Such as 2026-11-23, friday or 23 nov.  [default: today]"
)
@click.option("--place", help="A room or a link.", default="")
@click.option(
    "--agenda",
    "agenda_file",
    metavar="FILE",
    shell_complete=complete_file,
    help="Read the agenda from a file; - is standard input.",
)
@click.option(
    "--people",
    "people_file",
    metavar="FILE",
    shell_complete=complete_file,
    help="Read the people from a file; - is standard input.",
)
@click.option(
    "--from",
    "previous",
    metavar="ID",
    shell_complete=complete_meeting,
    help="Continue this meeting: its people, unfinished items and open actions.",
)
@click.option(
    "--template", metavar="NAME", help="Use the agenda of a template, such as 'working group'."
)
@click.pass_obj
@pass_settings
def new(
    settings: UserSettings,
    library: Library,
    title: str,
    day: str | None,
    place: str,
    agenda_file: str | None,
    people_file: str | None,
    previous: str | None,
    template: str | None,
) -> None:
    """Create a meeting, and print its ID.

    Files may be Markdown, CSV or plain text. They may be whole minutes: people are taken from the
    lists of attendees, agenda items from the agenda section.
    """
    # Everything is read before anything is written, so that a refusal leaves no meeting behind.
    from pydantic import ValidationError

    from data.importing import records
    from data.importing.agenda import parse_agenda
    from data.importing.people import parse_people
    from data.planning import carry_over, new_meeting, templates
    from data.records.validation import validation_error
    from data.rules import agenda as agenda_rules
    from data.rules import people as people_rules
    from data.text.dates import parse_date

    now = library.clock.now()
    when = parse_date(day, local_date(now), past=True) if day else local_date(now)
    texts: dict[str, str] = {}
    read_items = parse_agenda(_text(agenda_file, texts)) if agenda_file else ()
    read_persons = parse_people(_text(people_file, texts)) if people_file else ()
    chosen = templates.template_named(template) if template else None
    if template and chosen is None:
        names = ", ".join(t.name for t in templates.TEMPLATES)
        raise MeetingError(f"There is no template “{template}”", hint=f"There are: {names}")
    try:
        if previous:
            last_id = library.resolve(previous)
            last = library.open(last_id)
            last.close()
            meeting = carry_over.continue_meeting(last.meeting, last_id, title, when, place)
        else:
            items = chosen.agenda() if chosen else ()
            begin = dict(checked(settings).new_meetings)
            meeting = new_meeting.new_meeting(title, when, place=place, items=items, defaults=begin)
        meeting = agenda_rules.add_items(meeting, now, records.items_from(read_items))
        meeting = people_rules.add_people(meeting, now, records.people_from(read_persons))
    except ValidationError as error:
        raise validation_error(error) from error
    meeting_id = library.create(meeting)
    if people_file or agenda_file:
        echo(
            f"{count(len(read_persons), 'person', 'people')} and"
            f" {count(len(read_items), 'agenda item')} read",
            err=True,
        )
    echo(meeting_id)


def _text(name: str, read: dict[str, str]) -> str:
    """Return the text of a file or of standard input.

    Args:
        name: the name of the file; "-" for standard input.
        read: the texts read so far, by name. Standard input can be read only once, and may be given
            for both the agenda and the people.

    Raises:
        MeetingError: the file cannot be read.
    """
    from data.importing.files import decode, read_file

    if name not in read:
        from_stdin = name == _STDIN_OR_STDOUT
        read[name] = decode(read_input()) if from_stdin else read_file(Path(name))
    return read[name]


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_meetings(library: Library, as_json: bool) -> None:
    """List all meetings.

    Prints one line for each meeting: ID, date, state, number of people, title.
    """
    summaries = library.summaries()
    if as_json:
        print_json([asdict(summary) for summary in summaries])
        return
    lines = []
    for summary in summaries:
        if summary.damaged:
            what = "damaged: " if summary.state == DAMAGED else ""
            lines.append(f"{summary.id}\t{what}{summary.damaged}")
        else:
            people = count(summary.people, "person", "people")
            lines.append(
                f"{summary.id}\t{summary.date}\t{summary.state}\t{people}\t{summary.title}"
            )
    if lines:  # in one write, since there may be thousands
        echo("\n".join(lines))


@click.command(epilog=MEETING_ID_HELP)
@click.argument("meeting_id", metavar="ID", shell_complete=complete_meeting)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["markdown", "text", "html", "json"]),
    help="Format of the minutes.  [default: by the suffix of --output, or else as in config]",
)
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the minutes to a file instead; - is standard output.",
)
@click.option(
    "--copy", "to_clipboard", is_flag=True, help="Copy the minutes to the clipboard instead."
)
@click.pass_obj
@pass_settings
def minutes(
    settings: UserSettings,
    library: Library,
    meeting_id: str,
    kind: str | None,
    output: Path | None,
    to_clipboard: bool,
) -> None:
    """Print the minutes of a meeting."""
    from data.disk.output_file import write_output
    from data.minutes.render import Format, format_of, render

    if output is not None and library.is_own(output):
        raise MeetingError(
            f"“{output}” belongs to the library", "nothing was written", "Name another file"
        )
    file = library.open(library.resolve(meeting_id))
    file.close()
    if kind:
        form = Format(kind)
    else:
        form = format_of(output.suffix if output else "", checked(settings).minutes.format)
    text = render(file.meeting, library.clock.now(), form)
    to_stdout = output is None and not to_clipboard
    if output is not None and str(output) == _STDIN_OR_STDOUT:
        to_stdout = True
    elif output is not None:
        write_output(output, text)
        echo(f"Written to {output}", err=True)
    if to_clipboard:
        _copy(text)
    if to_stdout:
        if form is Format.JSON:
            print_json_text(text)
        else:
            echo(text, nl=False)


def _copy(text: str) -> None:
    """Copy a text to the clipboard, and report the result on standard error.

    Raises:
        MeetingError: there is no way to copy it.
    """
    from meeting_tui.clipboard import copy, osc52

    copied = copy(text)
    if copied.osc52 and sys.stderr.isatty():
        click.echo(osc52(text), file=sys.stderr, nl=False)
    elif copied.osc52 or copied.verified is False:
        raise MeetingError("Not copied: there is no clipboard here", hint="Use --output FILE")
    echo(copied.message, err=True)


@click.command(epilog=MEETING_ID_HELP)
@click.argument("meeting_id", metavar="ID", shell_complete=complete_meeting)
@click.argument("lines", metavar="'PROMPT LINE' ...", nargs=-1, required=True)
@click.option("--strict", is_flag=True, help="Stop at the first line that is refused.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each line.")
@click.option("--correct", is_flag=True, help="Allow changes to a closed meeting.")
@click.pass_obj
def do(
    library: Library,
    meeting_id: str,
    lines: tuple[str, ...],
    strict: bool,
    as_json: bool,
    correct: bool,
) -> None:
    """Run prompt lines in a meeting, such as 'q+ Ada to rents'.

    Each line is answered with one line, as soon as its change is on disk. The line - reads more
    lines from standard input. After a refused line the others still run, unless --strict is given;
    the exit status is then 1.
    """
    from data.prompt import interpreter

    file = library.open(library.resolve(meeting_id))
    if correct and (approved := file.correct()):
        echo(f"The approved version is kept in {approved}", err=True)
    before, refused = file.meeting, 0
    for line in _lines(lines):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            message = interpreter.run(file, line, library.clock.now())
        except MeetingError as error:
            refused += 1
            _answer(line, error_line(error), as_json, ok=False)
            if strict:
                break
        else:
            _answer(line, message, as_json, ok=True)
        for warning in file.take_warnings():
            echo(error_line(warning), err=True)
    changed = file.meeting is not before
    if (correct and changed) or library.minutes_reveal(file.id, before, file.meeting):
        saved = library.save_minutes(file)
        if saved.kept is not None:
            echo(saved.message, err=True)
    file.close()
    if refused:
        sys.exit(1)


def _lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines; in place of "-" those of standard input, each as soon as it arrives.

    Raises:
        MeetingError: standard input is closed or cannot be read.
    """
    from data.importing.files import decode

    for line in lines:
        if line == _STDIN_OR_STDOUT:
            yield from map(decode, input_lines())
        else:
            yield line


def _answer(line: str, message: str, as_json: bool, *, ok: bool) -> None:
    """Print the answer to a prompt line at once, also where the output is a pipe."""
    if as_json:
        answer = {"line": line.strip(), "ok": ok, "said": message}
        print_json(answer, indent=None)
    else:
        echo(message if ok else f"refused: {message}")
    sys.stdout.flush()
