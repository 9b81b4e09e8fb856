"""Commands about the whole library: search, actions, check, where, bin."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from data.library.library import Library
from data.text.formatting import count


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def search(library: Library, words: tuple[str, ...], as_json: bool) -> None:
    """Search all meetings for words; private notes are found too, since this is your library."""
    hits = library.search(" ".join(words))
    if as_json:
        _json([asdict(hit) for hit in hits])
        return
    for hit in hits:
        click.echo(f"{hit.meeting_id}\t{hit.kind}\t{hit.text}")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def actions(library: Library, as_json: bool) -> None:
    """List the open actions of all meetings, by owner."""
    found = library.open_actions()
    if as_json:
        _json([asdict(promise) for promise in found])
        return
    owner = None
    for promise in found:
        if promise.owner != owner:
            owner = promise.owner
            click.echo(owner or "nobody yet")
        due = f" by {promise.due}" if promise.due else ""
        click.echo(f"  {promise.text}{due}\t{promise.meeting_id}")


@click.command()
@click.option("--repair", is_flag=True, help="Repair what can be repaired, after a backup.")
@click.pass_obj
def check(library: Library, repair: bool) -> None:
    """Read every file, and say what is wrong."""
    from data.library.check import check_library

    for warning in library.disk_warnings():
        click.echo(f"{warning} Another folder: --data DIR", err=True)
    report = check_library(library, repair=repair)
    problems = report.problems
    for problem in problems:
        repaired = " (repaired)" if problem.repaired else ""
        click.echo(f"{problem.file}\t{problem.record}\t{problem.what}{repaired}")
    left = sum(not problem.repaired for problem in problems)
    click.echo(
        f"{count(report.meetings, 'meeting')} and {count(report.others, 'other file')} read,"
        f" {count(len(problems), 'problem')} found"
        + (f", {len(problems) - left} repaired" if repair else ""),
        err=True,
    )
    if left:
        sys.exit(1)


@click.command()
@click.pass_obj
def where(library: Library) -> None:
    """Print the paths in use."""
    for name, path in (
        ("library", library.root),
        ("meetings", library.meetings_path),
        ("minutes", library.root / "minutes"),
        ("backups", library.root / "backups"),
        ("drafts", library.root / "drafts"),
        ("bin", library.bin_path),
        ("index", library.index_path),
    ):
        click.echo(f"{name}\t{path}")


@click.group("bin")
def bin_group() -> None:
    """What was thrown away, and can be brought back."""


@bin_group.command("list")
@click.pass_obj
def bin_list(library: Library) -> None:
    """List the meetings in the bin, and the files that were replaced by a copy."""
    for meeting_id in library.deleted():
        click.echo(meeting_id)
    for path in library.quarantined():
        click.echo(f"{path}\treplaced by a copy")


@bin_group.command("restore")
@click.argument("meeting_id", metavar="ID")
@click.pass_obj
def bin_restore(library: Library, meeting_id: str) -> None:
    """Bring a meeting back."""
    click.echo(library.restore(meeting_id))


def _json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
