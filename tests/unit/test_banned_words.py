"""The check for banned words finds them, also where a phrase wraps, and can be switched off."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from tests.isolation import REPOSITORY

PATH = REPOSITORY / ".ci" / "banned_words.py"
SCRIPT = runpy.run_path(str(PATH))
RULES = SCRIPT["read_rules"]()


def check(*paths: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(PATH), *(str(path) for path in paths)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def found(text: str) -> list[tuple[int, str]]:
    """Return line number and words of each finding in a text."""
    return [(number, words) for number, words, _ in SCRIPT["find"](text, RULES)]


# banned-words: off
@pytest.mark.parametrize(
    "words",
    [
        "mend", "Mended", "mending", "anew", "whoever", "is told", "was told", "Told", "tells",
        "is no date", "is no id", "is no item", "is no command", "is no number", "is no time",
        "is no meeting", "mistake of its own", "not there any more", "Done again", "what was typed",
    ],
)  # fmt: skip
def test_a_banned_word_is_found_with_its_line(words: str) -> None:
    reported = words.split()[-1] if "told" in words else words
    assert found(f"# First.\n# Here {words}, and more.\n") == [(2, reported)]


@pytest.mark.parametrize(
    "text",
    [
        "amend the minutes, recommend it", "a sentence that foretold it", "there is no meeting yet",
        "There is no\n    # item", "There\n    # is no item", "it is no longer there", "commander",
    ],
)  # fmt: skip
def test_other_words_are_not_found(text: str) -> None:
    assert found(text) == []


def test_a_phrase_is_found_where_it_wraps() -> None:
    text = (
        '"""The text is no\n    date, and this was not there any\n\n    more."""\n# is\n# no id\n'
    )
    assert found(text) == [(1, "is no date"), (5, "is no id")]


def test_an_exempt_part_is_passed_over() -> None:
    text = "anew\n<!-- banned-words: off -->\nanew\n<!-- banned-words: on -->\ntold\n"
    assert found(text) == [(1, "an" + "ew"), (5, "to" + "ld")]
    assert found("# banned-words: off\nanew\n") == []


def test_several_files_are_checked(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.md", tmp_path / "bad.md"
    good.write_text("Plain English.\n", encoding="utf-8")
    bad.write_text("Mended.\n", encoding="utf-8")
    result = check(good, bad)
    assert result.returncode == 1
    assert result.stdout.startswith(f"{bad}:1: “Mended”; write instead: repair")
    assert "2 files checked, 1 banned words found" in result.stderr


# banned-words: on


def test_without_arguments_the_tracked_files_are_checked() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "*.py", "*.md", "*.tcss", "*.toml"],
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        check=False,
    )
    if tracked.returncode != 0:
        pytest.skip("this is not a clone of the repository")
    result = check()
    names = set(tracked.stdout.split()) - {".ci/banned_words.py"}
    assert f"{len(names)} files checked" in result.stderr
