"""Writes the tables of the pages in `docs/` from where they are declared in the code.

python -m docs.tables           writes them
python -m docs.tables --check   exits with status 1 if they are not up to date

A table stands between `<!-- name -->` and `<!-- /name -->`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

from data.prompt.command_list import COMMANDS
from docs.data_tables import data_tables
from docs.settings_tables import new_file, settings_table
from screens.commands import key_name
from screens.keymap import GROUPS
from screens.keys import with_keys

DOCS = Path(__file__).resolve().parent


def keys_table() -> str:
    """Return the commands of each group with their keys."""
    parts = []
    for group in GROUPS:
        rows = [f"| **{group.title}** | | id |", "|---|---|---|"]
        for command in group.commands:
            keys = " ".join(f"`{key_name(key)}`" for key in command.keys)
            rows.append(f"| {keys} | {with_keys(command.help)} | `{command.id}` |")
        parts.append("\n".join(rows))
    return "\n\n".join(parts)


def commands_table() -> str:
    """Return the commands of the prompt."""
    rows = ["| line | what it does | for example |", "|---|---|---|"]
    for command in COMMANDS:
        syntax = command.syntax.replace("|", "\\|")
        rows.append(f"| `{syntax}` | {command.help} | `{command.example}` |")
    return "\n".join(rows)


PAGES: dict[str, dict[str, Callable[[], str]]] = {
    "keys.md": {"keys": keys_table},
    "prompt.md": {"commands": commands_table},
    "data.md": {"data": data_tables},
    "settings.md": {"settings": settings_table, "file": new_file},
}
"""The pages, and the tables of each by their names."""


def with_tables(page: str, text: str) -> str:
    """Return the text of a page with its tables up to date.

    Raises:
        SystemExit: the page does not have each table exactly once.
    """
    for name, table in PAGES[page].items():
        block = f"<!-- {name} -->\n{table()}\n<!-- /{name} -->"
        pattern = rf"<!-- {name} -->.*?<!-- /{name} -->"
        # The backslashes of the tables are text, and not references to groups.
        block = block.replace("\\", r"\\")
        text, found = re.subn(pattern, block, text, flags=re.DOTALL)
        if found != 1:
            raise SystemExit(f"docs/{page} has {found} places for the table `{name}`")
    return text


def main() -> None:
    """Write the tables, or check them."""
    for page in PAGES:
        path = DOCS / page
        text = path.read_text(encoding="utf-8")
        wanted = with_tables(page, text)
        if text == wanted:
            continue
        if "--check" in sys.argv:
            raise SystemExit(f"docs/{page} is not up to date: run python -m docs.tables")
        path.write_text(wanted, encoding="utf-8")


if __name__ == "__main__":
    main()
