"""Commands about the whole library: search, actions, check, where, bin."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from data.errors import Remedy
from data.library.ids import file_name
from data.library.library import Library
from data.library.trash import quarantined_id
from data.settings.settings import UserSettings
from data.text.formatting import count
from meeting_tui.cli.completion import complete_deleted
from meeting_tui.cli.config import pass_settings
from meeting_tui.cli.errors import advice
from meeting_tui.cli.output import echo, print_json


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def search(library: Library, words: tuple[str, ...], as_json: bool) -> None:
    """Search the records of all meetings.

    Prints one line for each record that contains all of the WORDS: the ID of the meeting, the kind
    of record, its text. What is private is left out; with the word is:private, it alone is found.
    """
    hits = library.search(" ".join(words))
    if as_json:
        print_json([asdict(hit) for hit in hits])
        return
    for hit in hits:
        echo(f"{hit.meeting_id}\t{hit.label}\t{hit.text}")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def actions(library: Library, as_json: bool) -> None:
    """List the open actions of all meetings, by owner."""
    found = library.open_actions()
    if as_json:
        print_json([asdict(action) for action in found])
        return
    owner, lines = None, []
    for action in found:
        if action.owner != owner:
            owner = action.owner
            lines.append(owner or "no owner yet")
        due = f" by {action.due}" if action.due else ""
        lines.append(f"  {action.text}{due}\t{action.meeting_id}")
    if lines:
        echo("\n".join(lines))


@click.command()
@click.option("--repair", is_flag=True, help="Repair what can be repaired, after a backup.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def check(library: Library, repair: bool, as_json: bool) -> None:
    """Read every file of the library, and report problems.

    Prints one line for each problem: the file, the record, what is wrong. The exit status is 1 if
    a problem remains.
    """
    from data.library.check import check_library

    for warning in library.disk_warnings():
        echo(f"{warning} {advice(Remedy.CHOOSE_LIBRARY)}", err=True)
    report = check_library(library, repair=repair)
    problems = report.problems
    if as_json:
        print_json([{**asdict(problem), "kind": problem.kind.value} for problem in problems])
    else:
        for problem in problems:
            repaired = " (repaired)" if problem.repaired else ""
            echo(f"{problem.file}\t{problem.record}\t{problem.what}{repaired}")
    remaining = sum(not problem.repaired for problem in problems)
    echo(
        f"{count(report.meetings, 'meeting')} and {count(report.others, 'other file')} read,"
        f" {count(len(problems), 'problem')} found"
        + (f", {len(problems) - remaining} repaired" if repair else ""),
        err=True,
    )
    if remaining:
        sys.exit(1)


@click.command()
@click.pass_obj
@pass_settings
def where(settings: UserSettings, library: Library) -> None:
    """Print the paths in use."""
    for name, path in (
        ("library", library.root),
        ("meetings", library.meetings_path),
        ("minutes", library.root / "minutes"),
        ("backups", library.root / "backups"),
        ("drafts", library.root / "drafts"),
        ("bin", library.bin_path),
        ("index", library.index_path),
        ("settings", settings.path),
    ):
        echo(f"{name}\t{path}")


@click.group("bin")
def bin_group() -> None:
    """List deleted meetings, and restore them."""


@bin_group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def bin_list(library: Library, as_json: bool) -> None:
    """List deleted meetings and replaced files.

    A damaged file is replaced when a backup is restored, and kept in the bin.
    """
    deleted, replaced = library.deleted(), library.quarantined()
    if as_json:
        meetings = [("meeting", i, library.bin_path / file_name(i)) for i in deleted]
        files = [("replaced file", quarantined_id(path), path) for path in replaced]
        print_json([{"kind": k, "id": i, "path": str(path)} for k, i, path in (*meetings, *files)])
        return
    for meeting_id in deleted:
        echo(meeting_id)
    for path in replaced:
        echo(f"{path}\treplaced by a backup")


@bin_group.command("restore")
@click.argument("meeting_id", metavar="ID", shell_complete=complete_deleted)
@click.option("--as", "new_id", metavar="NEW_ID", default="", help="Restore it under another ID.")
@click.pass_obj
def bin_restore(library: Library, meeting_id: str, new_id: str) -> None:
    """Restore a deleted meeting, and print its ID.

    If another meeting has its ID by now, choose a new one with --as.
    """
    echo(library.restore(meeting_id, new_id))
