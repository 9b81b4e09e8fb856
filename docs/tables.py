"""Writes the tables of the README from where they are declared: keys, and words of the prompt.

python docs/tables.py           writes them
python docs/tables.py --check   ends with status 1 if they are not up to date
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from data.prompt.command_list import COMMANDS
from screens.commands import key_name
from screens.keymap import GROUPS

README = Path(__file__).resolve().parent.parent / "README.md"


def keys_table() -> str:
    """The commands of each group with their keys."""
    parts = []
    for group in GROUPS:
        rows = [f"| **{group.title}** | |", "|---|---|"]
        for command in group.commands:
            keys = " ".join(f"`{key_name(key)}`" for key in command.keys)
            rows.append(f"| {keys} | {command.help} |")
        parts.append("\n".join(rows))
    return "\n\n".join(parts)


def words_table() -> str:
    """The words of the prompt."""
    rows = ["| line | what it does | for example |", "|---|---|---|"]
    for command in COMMANDS:
        syntax = command.syntax.replace("|", "\\|")
        rows.append(f"| `{syntax}` | {command.help} | `{command.example}` |")
    return "\n".join(rows)


def with_tables(text: str) -> str:
    """The README with its tables as they should be."""
    for name, table in (("keys", keys_table()), ("words", words_table())):
        block = f"<!-- {name} -->\n{table}\n<!-- /{name} -->"
        pattern = rf"<!-- {name} -->.*?<!-- /{name} -->"
        text, found = re.subn(pattern, lambda _, block=block: block, text, flags=re.DOTALL)
        if found != 1:
            raise SystemExit(f"README.md has {found} places for the table of {name}")
    return text


def main() -> None:
    """Write the tables, or check them."""
    text = README.read_text(encoding="utf-8")
    wanted = with_tables(text)
    if "--check" in sys.argv:
        raise SystemExit(0 if text == wanted else "README.md is not up to date")
    README.write_text(wanted, encoding="utf-8")


if __name__ == "__main__":
    main()
