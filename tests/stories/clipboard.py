"""A clipboard that a story can look into: small programs under the names that are looked for."""

from __future__ import annotations

import os
from pathlib import Path

# As pyperclip calls them: `xclip -selection c`, `xclip -selection c -o`, `pbcopy w`, `pbpaste r`.
# All input is taken before anything is put in place, as a reader may come meanwhile.
_SCRIPT = """#!/bin/sh
held="{held}"
case "$(basename "$0") $*" in
    *" -o" | pbpaste*) if [ -e "$held" ]; then cat "$held"; fi ;;
    *) cat > "$held.$$" && mv "$held.$$" "$held" ;;
esac
"""
_BROKEN = """#!/bin/sh
echo 'cannot open display' >&2
exit 1
"""


class Clipboard:
    """Stands in for the clipboard of a desktop.

    Args:
        folder: a folder of its own, for the programs and for what is copied.

    Attributes:
        environment: what a program needs in its environment to find this clipboard.
    """

    def __init__(self, folder: Path) -> None:
        programs = folder / "programs"
        programs.mkdir(parents=True)
        self._held = folder / "clipboard.txt"
        for name in ("xclip", "pbcopy", "pbpaste"):
            program = programs / name
            program.write_text(_SCRIPT.format(held=self._held), encoding="utf-8")
            program.chmod(0o755)
        self._programs = programs
        path = os.environ.get("PATH", os.defpath)
        self.environment = {"PATH": f"{programs}{os.pathsep}{path}", "DISPLAY": ":9"}

    def text(self) -> str:
        """What was copied last; nothing yet is an empty text."""
        return self._held.read_text(encoding="utf-8") if self._held.exists() else ""

    def fill(self, text: str) -> None:
        """Copy something, as another program would."""
        self._held.write_text(text, encoding="utf-8")

    def break_it(self) -> None:
        """Make every copy fail from now on, the way that it fails without a display."""
        self.replace_by(_BROKEN)

    def replace_by(self, script: str) -> None:
        """Have this script run for every copy from now on."""
        for program in self._programs.iterdir():
            program.write_text(script, encoding="utf-8")
