"""`minutes --output`: any kind of target, and the format that its suffix names."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from tests.cli.conftest import Run, refused
from tests.isolation import REPOSITORY, isolated_environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pipes with names, no umask")


@pytest.fixture
def meeting_id(run: Run) -> str:
    return run("new", "Call").stdout.strip()


def shell(isolated: Path, folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    program = f'"{sys.executable}" -m meeting_tui'
    return subprocess.run(
        ["bash", "-c", command.replace("meeting-tui", program)],
        capture_output=True,
        text=True,
        env={**isolated_environment(isolated), "PYTHONPATH": str(REPOSITORY)},
        cwd=folder,
        timeout=60,
        check=False,
    )


def test_a_pipe_stays_a_pipe(run: Run, meeting_id: str, tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    assert run("minutes", meeting_id, "--output", str(pipe)).returncode == 0
    reader.join(10)
    assert read[0].startswith("# Call")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_is_written_to(run: Run, meeting_id: str) -> None:
    written = run("minutes", meeting_id, "--output", "/dev/null")
    assert (written.returncode, written.stderr) == (0, "Written to /dev/null\n")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.parametrize("target", ["-", "/dev/stdout", ">(cat)"])
def test_standard_output(isolated: Path, folder: Path, meeting_id: str, target: str) -> None:
    result = shell(isolated, folder, f"meeting-tui minutes {meeting_id} --output {target} | cat")
    assert result.stdout.startswith("# Call")


def test_a_file_behind_standard_output_is_appended_to(
    isolated: Path, folder: Path, meeting_id: str
) -> None:
    command = f"{{ echo first; meeting-tui minutes {meeting_id} --output /dev/stdout; }} > all"
    assert shell(isolated, folder, command).returncode == 0
    assert (folder / "all").read_text(encoding="utf-8").startswith("first\n# Call")


@pytest.mark.parametrize(("mask", "mode"), [("077", 0o600), ("022", 0o644), ("002", 0o664)])
def test_the_umask_is_kept_to(
    isolated: Path, folder: Path, meeting_id: str, mask: str, mode: int
) -> None:
    shell(isolated, folder, f"umask {mask}; meeting-tui minutes {meeting_id} --output a.md")
    assert stat.S_IMODE((folder / "a.md").stat().st_mode) == mode


@pytest.mark.parametrize("name", ["meetings/ID.json", "index.sqlite", "bin/x", "drafts/ID.json"])
def test_files_of_the_library_are_refused(
    run: Run, meeting_id: str, isolated: Path, folder: Path, name: str
) -> None:
    target = isolated / "library" / name.replace("ID", meeting_id)
    (folder / "link").symlink_to(target)
    meeting = isolated / "library" / "meetings" / f"{meeting_id}.json"
    before = meeting.read_bytes()
    for path in (str(target), "link"):
        line = refused(run("minutes", meeting_id, "--output", path))
        assert f"“{path}” belongs to the library" in line
    assert meeting.read_bytes() == before


def test_errors_name_the_path_as_given(run: Run, meeting_id: str, folder: Path) -> None:
    (folder / "there").mkdir()
    assert "“there” is a folder" in refused(run("minutes", meeting_id, "--output", "there"))
    line = refused(run("minutes", meeting_id, "--output", "gone/minutes.md"))
    assert "“gone/minutes.md” was not written. There is no folder “gone”" in line
    line = refused(run("minutes", meeting_id, "--output", "x" * 300))
    assert "x" * 300 in line


def test_the_suffix_names_the_format(run: Run, meeting_id: str, folder: Path) -> None:
    for name in ("a.html", "a.JSON", "a.txt", "a.md", "b.html"):
        form = ["--format", "text"] if name == "b.html" else []
        assert run("minutes", meeting_id, "--output", name, *form).returncode == 0
    read = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert read["a.html"].startswith("<!")
    assert json.loads(read["a.JSON"])
    assert read["a.md"].startswith("# Call")
    assert read["a.txt"] == read["b.html"]
    assert not read["a.txt"].startswith(("#", "<"))
