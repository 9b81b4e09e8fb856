"""The file of the settings: lines are found, and a change leaves all else as it was."""

from __future__ import annotations

import errno
import time
import tomllib
from pathlib import Path

import pytest

from data.errors import MeetingError, StorageError
from data.settings.file import SettingsFile, change, key_lines

TEXT = """\
# my settings
theme = "nord" # dark

keymap.speak = "z"
keymap."queue.call" = [
  "t", # as before
  "c",
]
note = \"\"\"
theme = "dracula"
[new_meetings]
\"\"\"

[new_meetings]  # all of them
order = "balanced"
  kind_limits = "order 1m"
[[other]]
a = 1
[[other]]
a = 2
[minutes]
"""

LINES = {
    ("theme",): 2,
    ("keymap", "speak"): 4,
    ("keymap", "queue.call"): 5,
    ("note",): 9,
    ("new_meetings", "order"): 15,
    ("new_meetings", "kind_limits"): 16,
    ("other",): 17,
}


def test_each_value_is_found_on_its_line() -> None:
    assert key_lines(TEXT) == LINES


def test_the_lines_are_those_of_any_newlines(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    file = SettingsFile(path)
    assert file.problem is None
    for key, line in LINES.items():
        given = file.given(key)
        assert given is not None
        assert given.source.line == line


def test_a_value_of_very_many_lines_is_read_in_time() -> None:
    array = "a = [\n" + "1,\n" * 100_000 + "]\n"
    began = time.process_time()
    assert key_lines(f'theme = "nord"\n{array}b = 1\n') == {("theme",): 1}
    assert time.process_time() - began < 10


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "config.toml")
    assert (file.values, file.problem) == ({}, None)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'theme = "nord', "not valid TOML"),
        (b'theme = "\xff"', "not text in UTF-8"),
        (b"a = " + b"[" * 5000 + b"]" * 5000, "nested too deeply"),
        (b"#" * 1_000_001, "far too large"),
        (b"a = " + b"9" * 5000, "too many digits"),
    ],
    ids=["cut off", "bytes", "deep", "large", "number"],
)
def test_a_file_that_is_no_settings_is_reported_and_never_changed(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(content)
    file = SettingsFile(path)
    assert file.values == {}
    assert reason in str(file.problem)
    line = ":1" if "TOML" in reason else ""
    assert str(file.problem).startswith(f"{path}{line}: ")
    if reason != "far too large":
        with pytest.raises(MeetingError):
            change(path, "theme", "dracula")
    assert path.read_bytes() == content


def test_a_folder_in_its_place_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.mkdir()
    assert "it is a folder" in str(SettingsFile(path).problem)
    with pytest.raises(MeetingError, match="cannot be read"):
        change(path, "theme", "dracula")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_change_keeps_comments_and_other_settings(tmp_path: Path, newline: str) -> None:
    path = tmp_path / "config.toml"
    before = TEXT.replace("\n", newline)
    path.write_bytes(before.encode())
    change(path, "theme", "dracula")
    after = path.read_bytes().decode()
    assert after == before.replace('theme = "nord" #', 'theme = "dracula" #', 1)


@pytest.mark.parametrize("text", ["", "[minutes]\n", "# one\n\n[minutes]\nformat = 'text'\n"])
def test_a_setting_that_is_new_in_the_file_stands_in_no_table(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    change(path, "theme", 'a "quoted" one')
    after = path.read_text(encoding="utf-8")
    assert tomllib.loads(after) == {"theme": 'a "quoted" one', **tomllib.loads(text)}
    assert all(line in after for line in text.splitlines())


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, path = tmp_path / "dotfile", tmp_path / "config.toml"
    real.write_text("", encoding="utf-8")
    path.symlink_to(real)
    change(path, "theme", "nord")
    assert path.is_symlink()
    assert real.read_text(encoding="utf-8") == 'theme = "nord"\n'


def test_a_file_that_cannot_be_written_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(TEXT, encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr("data.disk.atomic.os.write", full)
    with pytest.raises(StorageError, match="disk is full"):
        change(path, "theme", "dracula")
    assert path.read_text(encoding="utf-8") == TEXT
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == [path.name]
