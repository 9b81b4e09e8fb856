"""What the commands print: text that cannot control the terminal, whatever a file contains."""

from __future__ import annotations

import json
import sys

import click

from data.text.cleaning import is_control, without_controls
from meeting_tui.cli.streams import can_print, silence


def echo(text: object = "", *, err: bool = False, nl: bool = True) -> None:
    """Print a text without characters that could control a terminal.

    Args:
        text: what to print; newlines and tabs are kept.
        err: whether to print it to standard error. A failure is ignored then: it is only a message.
        nl: whether to end it with a newline.

    Raises:
        OSError: standard output cannot be written.
    """
    line = without_controls(str(text))
    # The streams are named, since click would print UTF-8 where they are in ASCII.
    if not err:
        click.echo(line, file=sys.stdout, nl=nl)
        return
    try:
        click.echo(line, file=sys.stderr, nl=nl)
    except OSError:
        silence(sys.stderr)


def print_json(value: object, *, indent: int | None = 2) -> None:
    """Print a value as JSON to standard output.

    Non-ASCII characters are printed as they are, except those that could control a terminal or
    reorder text, or that the output cannot encode, which are escaped.
    """
    print_json_text(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")


def print_json_text(text: str) -> None:
    """Print a JSON text to standard output; characters are escaped as `print_json` does."""
    click.echo(escape_controls(text), file=sys.stdout, nl=False)


def escape_controls(text: str) -> str:
    """Return a JSON text with the characters escaped that cannot be printed as they are."""
    if text.isascii():
        return text  # the others are escaped in any JSON text
    return "".join(
        json.dumps(character)[1:-1]
        if character != "\n" and (is_control(character) or not can_print(character))
        else character
        for character in text
    )
