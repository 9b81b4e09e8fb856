"""Standard input and output that are closed, full, or in an encoding that lacks characters."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from data.library.library import Library
from data.planning.new_meeting import new_meeting
from meeting_tui.cli.main import main
from tests.isolation import REPOSITORY, isolated_environment

TITLE = "会議 – Łódź"


class Full(io.RawIOBase):
    """A file on a full disk."""

    def writable(self) -> bool:
        return True

    def write(self, _: object) -> int:
        raise OSError(28, "No space left on device")

    def fileno(self) -> int:
        raise io.UnsupportedOperation


@pytest.fixture
def meeting_id(isolated: Path) -> str:
    library = Library(isolated / "library")
    return library.create(new_meeting(TITLE, library.clock.now().date()))


def output(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")


def written(stream: io.TextIOWrapper) -> str:
    """Return what was printed; fails where it is not in the encoding of the stream."""
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode(stream.encoding)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the command line in this process, and return its exit status."""
    monkeypatch.setattr(sys, "argv", ["meeting-tui", *arguments])
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


SUCCEED = (
    ["list"],
    ["list", "--json"],
    ["minutes", "latest"],
    ["minutes", "latest", "--format", "json"],
    ["minutes", "latest", "--format", "html"],
    ["search", "会議"],
    ["do", "latest", "start", "park 会議"],
    ["do", "latest", "--json", "park Łódź"],
    ["new", TITLE],
    ["minutes", "latest", "--output", "会.md"],
    ["actions"],
    ["check"],
    ["where"],
    ["--help"],
    ["completion", "bash"],
)
REFUSED = (["open", "会"], ["bin", "restore", "会"], ["do", "会", "next"], ["do", "latest", "会"])
MISUSED = (["会"], ["list", "--会"])


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "koi8-r"])
def test_characters_that_the_output_lacks_are_replaced(
    meeting_id: str,
    encoding: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    for status, commands in enumerate((SUCCEED, REFUSED, MISUSED)):
        for arguments in commands:
            monkeypatch.setattr(sys, "stdout", stdout := output(encoding))
            monkeypatch.setattr(sys, "stderr", stderr := output(encoding))
            stderr.reconfigure(errors="backslashreplace")  # as Python opens it
            assert run(monkeypatch, *arguments) == status
            printed, _ = written(stdout), written(stderr)
            if arguments == ["list"]:
                assert "\t?? " in printed
            elif arguments == ["list", "--json"]:
                assert json.loads(printed)[0]["title"] == TITLE
            elif "json" in arguments:
                assert json.loads(printed)["title"] == TITLE


@pytest.mark.parametrize("arguments", [["list"], ["minutes", "latest"], ["do", "latest", "foo"]])
def test_nothing_is_printed_where_the_output_is_closed(
    meeting_id: str,
    arguments: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert run(monkeypatch, *arguments) == 1
    assert capsys.readouterr().err == (
        "meeting-tui: Nothing was printed: standard output is closed."
        " Changes to meetings were saved\n"
    )


def test_a_command_that_prints_nothing_needs_no_output(
    meeting_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert run(monkeypatch, "actions") == 0


def test_a_message_that_cannot_be_printed_is_no_failure(
    meeting_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BufferedWriter(Full())))
    monkeypatch.setattr("meeting_tui.cli.output.silence", lambda _: None)
    assert run(monkeypatch, "check") == 0


def test_bytes_on_standard_input_that_are_not_utf_8(
    isolated: Path,
    meeting_id: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def type_in(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))

    type_in(b"park Caf\xe9\npark \x81\n\xef\xbb\xbfpark Caf\xc3\xa9 two\n")
    assert run(monkeypatch, "do", "latest", "-") == 0
    said = capsys.readouterr().out
    assert said == "Parked: Café\nParked: \N{REPLACEMENT CHARACTER}\nParked: Café two\n"
    type_in(b"1. Caf\xe9\n2. Rents\n")
    assert run(monkeypatch, "new", "Call", "--agenda", "-") == 0
    type_in(b"Jos\xe9 Ruiz\n")
    assert run(monkeypatch, "new", "Call", "--people", "-") == 0
    people = Library(isolated / "library").open(capsys.readouterr().out.split()[-1]).meeting.people
    assert [person.name for person in people] == ["José Ruiz"]


@pytest.mark.parametrize(
    "arguments",
    [["do", "latest", "-"], ["new", "x", "--agenda", "-"], ["new", "x", "--people", "-"]],
)
def test_standard_input_that_is_closed_is_told(
    meeting_id: str,
    arguments: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert run(monkeypatch, *arguments) == 1
    assert "Standard input is closed" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="no such shell")
def test_closed_descriptors_are_not_given_to_files(isolated: Path, folder: Path) -> None:
    check = (
        "import os; from meeting_tui.cli.streams import prepare_streams;"
        "prepare_streams(); os.write(2, b'x'); descriptor = os.open('file', os.O_CREAT);"
        "raise SystemExit(descriptor)"
    )
    result = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -c "{check}" <&- >&- 2>&-'],
        check=False,
        env={**isolated_environment(isolated), "PYTHONPATH": str(REPOSITORY)},
        cwd=folder,
        timeout=60,
    )
    assert result.returncode > 2
