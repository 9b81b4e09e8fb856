"""What the commands print: text that cannot control the terminal, whatever a file contains."""

from __future__ import annotations

import json

import click

from data.text.cleaning import is_control, without_controls


def echo(text: object = "", *, err: bool = False, nl: bool = True) -> None:
    """Print a text without characters that could control a terminal.

    Args:
        text: what to print; newlines and tabs are kept.
        err: whether to print it to standard error.
        nl: whether to end it with a newline.
    """
    click.echo(without_controls(str(text)), err=err, nl=nl)


def print_json(value: object, *, indent: int | None = 2) -> None:
    """Print a value as JSON to standard output.

    Non-ASCII characters are printed as they are, except those that could control a terminal or
    reorder text, which are escaped.
    """
    click.echo(escape_controls(json.dumps(value, ensure_ascii=False, indent=indent)))


def escape_controls(text: str) -> str:
    """Return a JSON text with the characters escaped that could control a terminal."""
    if text.isascii():
        return text  # the others are escaped in any JSON text
    return "".join(
        json.dumps(character)[1:-1] if character != "\n" and is_control(character) else character
        for character in text
    )
