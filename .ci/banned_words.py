"""Finds words and phrases that this project does not use.

    python .ci/banned_words.py [FILE ...]

Checks the given files, by default every tracked *.py, *.md, *.tcss and *.toml file, against
`.ci/banned-words.txt`. Prints the file, the line, the words found and what to write in their place.
The exit status is 1 if something was found.

A text that must contain such a word, such as the sample data of a test, is exempt between a line
with `banned-words: off` and one with `banned-words: on`, each in a comment.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parent
LIST = FOLDER / "banned-words.txt"
PATTERNS = ("*.py", "*.md", "*.tcss", "*.toml")
# What stands between two words: blanks, or a line break with the comment sign of the next line.
BREAK = re.compile(r"[ \t]*\r?\n[ \t]*(?:#+[ \t]*)?")
BLANKS = re.compile(r"[ \t]+")
EXEMPT = re.compile(r"banned-words: off\b.*?(?:banned-words: on\b|\Z)", re.DOTALL)


class Rule(NamedTuple):
    """A banned expression, and the words to use in its place."""

    pattern: re.Pattern[str]
    replacement: str


def read_rules(path: Path = LIST) -> list[Rule]:
    """Return the rules of a list file.

    Raises:
        SystemExit: a line has no replacement, or its expression is invalid.
    """
    rules = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        expression, tab, replacement = line.partition("\t")
        if not tab or not replacement.strip():
            raise SystemExit(f"{path}:{number}: there is no tab with a replacement")
        try:
            pattern = re.compile(expression.replace(" ", r"\s"), re.IGNORECASE)
        except re.error as error:
            raise SystemExit(f"{path}:{number}: {error}") from error
        rules.append(Rule(pattern, replacement.strip()))
    return rules


def find(text: str, rules: list[Rule]) -> Iterator[tuple[int, str, str]]:
    """Yield line number, words found and replacement for each match in a text, in its order."""
    # An exempt part is replaced by its line breaks, so that line numbers stay the same.
    text = EXEMPT.sub(lambda part: "\n" * part[0].count("\n"), text)
    text = BLANKS.sub(" ", BREAK.sub("\n", text))
    matches = [(match, rule) for rule in rules for match in rule.pattern.finditer(text)]
    for match, rule in sorted(matches, key=lambda pair: pair[0].start()):
        line = text.count("\n", 0, match.start()) + 1
        yield line, " ".join(match[0].split()), rule.replacement


def tracked_files() -> list[Path]:
    """Return the tracked files to check, without this one."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *PATTERNS],
        cwd=FOLDER.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (FOLDER.parent / name for name in listed.stdout.split("\0") if name)
    return [path for path in paths if path != Path(__file__).resolve() and path.exists()]


def main() -> None:
    """Check the files, and exit with the status."""
    rules = read_rules()
    paths = [Path(name) for name in sys.argv[1:]] or tracked_files()
    count = 0
    for path in paths:
        name = path.relative_to(FOLDER.parent) if path.is_relative_to(FOLDER.parent) else path
        for line, words, replacement in find(path.read_text(encoding="utf-8"), rules):
            print(f"{name}:{line}: “{words}”; write instead: {replacement}")
            count += 1
    print(f"{len(paths)} files checked, {count} banned words found", file=sys.stderr)
    sys.exit(1 if count else 0)


if __name__ == "__main__":
    main()
