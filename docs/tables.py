"""Writes the tables of keys and prompt commands in docs/, from where they are declared.

python -m docs.tables           writes them
python -m docs.tables --check   ends with status 1 if they are not up to date
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from data.prompt.command_list import COMMANDS
from screens.commands import key_name
from screens.keymap import GROUPS

FOLDER = Path(__file__).resolve().parent


def keys_table() -> str:
    """Return the keys of all commands, in a table for each group."""
    parts = []
    for group in GROUPS:
        rows = [f"| **{group.title}** | |", "|---|---|"]
        for command in group.commands:
            keys = " ".join(f"`{key_name(key)}`" for key in command.keys)
            rows.append(f"| {keys} | {command.help} |")
        parts.append("\n".join(rows))
    return "\n\n".join(parts)


def words_table() -> str:
    """Return the table of the prompt commands."""
    rows = ["| line | what it does | for example |", "|---|---|---|"]
    for command in COMMANDS:
        syntax = command.syntax.replace("|", "\\|")
        rows.append(f"| `{syntax}` | {command.help} | `{command.example}` |")
    return "\n".join(rows)


def with_table(text: str, name: str, table: str) -> str:
    """Return a page with a table put between its markers.

    Raises:
        SystemExit: the page does not have exactly one place for the table.
    """
    block = f"<!-- {name} -->\n{table}\n<!-- /{name} -->"
    pattern = rf"<!-- {name} -->.*?<!-- /{name} -->"
    text, found = re.subn(pattern, lambda _: block, text, flags=re.DOTALL)
    if found != 1:
        raise SystemExit(f"There are {found} places for the table “{name}”")
    return text


def main() -> None:
    """Write the tables, or check them."""
    for page, name, table in (
        ("keys.md", "keys", keys_table()),
        ("prompt.md", "words", words_table()),
    ):
        path = FOLDER / page
        text = path.read_text(encoding="utf-8")
        wanted = with_table(text, name, table)
        if "--check" not in sys.argv:
            path.write_text(wanted, encoding="utf-8")
        elif text != wanted:
            raise SystemExit(f"docs/{page} is not up to date")


if __name__ == "__main__":
    main()
