"""What the commands print for other programs to read."""

from __future__ import annotations

import json

import click


def print_json(value: object) -> None:
    """Print a value as indented JSON to standard output, with non-ASCII characters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
