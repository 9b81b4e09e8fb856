"""Settings through keys only: other keys act, a theme is remembered, a wrong value is shown."""

from __future__ import annotations

from pathlib import Path

from tests.stories.conftest import StartProgram

TEXT = """\
# of the facilitator
animations = "many"

[keymap]
"home.new" = "ctrl+n"
"""


def test_a_theme_is_remembered_beside_other_keys_and_a_wrong_value(
    terminal: StartProgram, isolated: Path
) -> None:
    path = isolated / "home" / ".config" / "meeting-tui" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, encoding="utf-8")
    screen = terminal(size=(120, 40))
    screen.wait_for("Press ctrl+n to make")
    screen.wait_for("config.toml:2: animations:")
    screen.press("n", "ctrl+n")
    screen.wait_for("needed only from scratch")
    screen.press("escape")
    screen.wait_for("needed only from scratch", gone=True)
    before = screen.backgrounds()
    screen.press("ctrl+p")
    screen.wait_for("Search for commands")
    screen.send("theme<enter>")
    screen.wait_for("Search for themes")
    screen.send("solarized-light<enter>")
    screen.wait_until(lambda _: "solarized-light" in path.read_text(encoding="utf-8"), "the file")
    screen.press("ctrl+q")
    assert screen.wait_exit() == 0
    changed = path.read_text(encoding="utf-8")
    assert changed.replace('theme = "solarized-light"\n', "") == TEXT

    again = terminal(size=(120, 40))
    again.wait_for("Press ctrl+n to make")
    again.wait_for("config.toml:2: animations:")
    assert again.backgrounds()[20][20] != before[20][20]
