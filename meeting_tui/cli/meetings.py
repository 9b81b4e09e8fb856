"""Commands about one meeting: new, list, minutes, do."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from data.clock import local_date
from data.errors import MeetingError
from data.library.library import Library
from data.text.formatting import count
from meeting_tui.cli.errors import error_line

_STDIN = "-"


@click.command()
@click.argument("title")
@click.option("--date", "day", metavar="D", help="As 2026-11-23, or friday; today by default.")
@click.option("--place", default="", help="A room, or a link.")
@click.option("--agenda", "agenda_file", metavar="FILE", help="Its agenda; - reads stdin.")
@click.option("--people", "people_file", metavar="FILE", help="Its people; - reads stdin.")
@click.option("--from", "previous", metavar="ID", help="Continue that meeting.")
@click.option("--template", metavar="NAME", help="Begin with the agenda of a template.")
@click.pass_obj
def new(
    library: Library,
    title: str,
    day: str | None,
    place: str,
    agenda_file: str | None,
    people_file: str | None,
    previous: str | None,
    template: str | None,
) -> None:
    """Make a meeting; prints its id.

    Files are Markdown, CSV or plain text; whole minutes may be given: the people come from their
    lists of attendees, the agenda from their agenda section.
    """
    # Everything is read before anything is written: a refusal makes nothing.
    from pydantic import ValidationError

    from data.importing import records
    from data.importing.files import read_agenda, read_people
    from data.planning import carry_over, new_meeting, templates
    from data.records.validation import validation_error
    from data.rules import agenda as agenda_rules
    from data.rules import people as people_rules
    from data.text.dates import parse_date

    now = library.clock.now()
    when = parse_date(day, local_date(now), past=True) if day else local_date(now)
    texts: dict[str, str] = {}
    read_items = read_agenda(_text(agenda_file, texts)) if agenda_file else ()
    read_persons = read_people(_text(people_file, texts)) if people_file else ()
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
            meeting = new_meeting.new_meeting(title, when, place=place, items=items)
        meeting = agenda_rules.add_items(meeting, now, records.items_from(read_items))
        meeting = people_rules.add_people(meeting, now, records.people_from(read_persons))
    except ValidationError as error:
        raise validation_error(error) from error
    meeting_id = library.create(meeting)
    if people_file or agenda_file:
        click.echo(
            f"{count(len(read_persons), 'person', 'people')} and"
            f" {count(len(read_items), 'agenda item')} read",
            err=True,
        )
    click.echo(meeting_id)


def _text(name: str, read: dict[str, str]) -> str:
    """The text of a file, each read once, so that standard input can serve for both."""
    from data.importing.files import read_file

    if name not in read:
        read[name] = sys.stdin.read() if name == _STDIN else read_file(Path(name))
    return read[name]


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def list_meetings(library: Library, as_json: bool) -> None:
    """List the meetings, one a line: id, date, state, people, title."""
    summaries = library.summaries()
    if as_json:
        _json([asdict(summary) for summary in summaries])
        return
    for summary in summaries:
        if summary.damaged:
            click.echo(f"{summary.id}\tdamaged: {summary.damaged}")
        else:
            people = count(summary.people, "person", "people")
            click.echo(f"{summary.id}\t{summary.date}\t{summary.state}\t{people}\t{summary.title}")


@click.command()
@click.argument("meeting_id", metavar="ID")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["markdown", "text", "html", "json"]),
    default="markdown",
    show_default=True,
)
@click.option(
    "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write them to a file."
)
@click.option("--copy", "to_clipboard", is_flag=True, help="Copy them to the clipboard.")
@click.pass_obj
def minutes(
    library: Library, meeting_id: str, kind: str, output: Path | None, to_clipboard: bool
) -> None:
    """Print the minutes of a meeting, write them to a file, or copy them."""
    from data.disk.atomic import write_atomically
    from data.minutes.render import Format, render

    file = library.open(library.resolve(meeting_id))
    file.close()
    text = render(file.meeting, library.clock.now(), Format(kind))
    if output is not None:
        write_atomically(output, text, mode=0o644)
        click.echo(f"Written to {output}", err=True)
    if to_clipboard:
        _copy(text)
    if output is None and not to_clipboard:
        click.echo(text, nl=False)


def _copy(text: str) -> None:
    from meeting_tui.clipboard import copy, osc52

    copied = copy(text)
    if copied.osc52 and sys.stderr.isatty():
        click.echo(osc52(text), err=True, nl=False)
    elif copied.osc52 or copied.ok is False:
        raise MeetingError("Not copied: there is no clipboard here", hint="Use --output FILE")
    click.echo(copied.words, err=True)


@click.command()
@click.argument("meeting_id", metavar="ID")
@click.argument("lines", metavar="'PROMPT LINE' ...", nargs=-1, required=True)
@click.option("--strict", is_flag=True, help="Stop at the first line that is refused.")
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON objects.")
@click.option("--correct", is_flag=True, help="Change a meeting that is closed.")
@click.pass_obj
def do(
    library: Library,
    meeting_id: str,
    lines: tuple[str, ...],
    strict: bool,
    as_json: bool,
    correct: bool,
) -> None:
    """Do what lines of the prompt say, in a meeting.

    Each is answered with one line, as soon as it is on the disk. The line - reads lines from
    standard input. A refused line stops nothing, unless --strict is given; the status is then 1.
    """
    from data.prompt import interpreter

    file = library.open(library.resolve(meeting_id))
    if correct:
        file.correct()
    refused = 0
    for line in _lines(lines):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            said = interpreter.run(file, line, _now(library)).said
        except MeetingError as error:
            refused += 1
            _answer(line, error_line(error), as_json, ok=False)
            if strict:
                break
        else:
            _answer(line, said, as_json, ok=True)
        for warning in file.take_warnings():
            click.echo(error_line(warning), err=True)
    file.close()
    if refused:
        sys.exit(1)


def _now(library: Library) -> datetime:
    return library.clock.now()


def _lines(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if line == _STDIN:
            yield from iter(sys.stdin.readline, "")
        else:
            yield line


def _answer(line: str, said: str, as_json: bool, *, ok: bool) -> None:
    if as_json:
        answer = {"line": line.strip(), "ok": ok, "said": said}
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        click.echo(said if ok else f"refused: {said}")
    sys.stdout.flush()


def _json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
