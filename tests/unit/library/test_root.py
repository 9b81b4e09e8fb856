"""Which folder is the library, and whether it can be one."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import MeetingError
from data.library.root import default_root, require_usable, root_path


@pytest.mark.parametrize("text", ["", "~nobody-has-this-name/x", "a\0b"])
def test_what_cannot_be_a_path_is_refused(text: str) -> None:
    with pytest.raises(MeetingError, match="cannot be used"):
        root_path(text)


def test_the_variable_is_refused_in_the_same_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEETING_TUI_DATA", "~nobody-has-this-name/x")
    with pytest.raises(MeetingError, match="no home folder"):
        default_root()
    monkeypatch.setenv("MEETING_TUI_DATA", "~/x")
    assert default_root() == Path.home() / "x"


def test_a_folder_may_be_missing_or_empty_or_linked(tmp_path: Path) -> None:
    require_usable(tmp_path / "a" / "b")
    require_usable(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path)
    require_usable(tmp_path / "link")


def test_what_cannot_be_a_folder_is_refused(tmp_path: Path) -> None:
    file, loop, gone = tmp_path / "file", tmp_path / "loop", tmp_path / "gone"
    file.write_text("text", encoding="utf-8")
    loop.symlink_to(loop)
    gone.symlink_to(tmp_path / "nowhere")
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "meetings").symlink_to(file)
    room = tmp_path / "x" / "/".join(["y" * 200] * 20)
    nearly = Path(str(room)[:4060].rstrip("/"))  # the files in it would have too long a name
    wrong = (file, file / "x", loop, gone, tmp_path / "library", tmp_path / ("x" * 300))
    for path in (*wrong, tmp_path / ("y/" * 3000), nearly):
        with pytest.raises(MeetingError, match="cannot be used") as refusal:
            require_usable(path)
        assert len(str(refusal.value)) < 400
