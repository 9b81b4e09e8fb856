"""The settings in force: where each comes from, and what is said of those that do not fit."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pydantic.fields import FieldInfo

from data.minutes.render import Format
from data.records.choices import QueueMode, SpeechKind
from data.records.models import MeetingInfo
from data.settings.appearance import Appearance
from data.settings.model import NewMeetings, Settings, setting_names
from data.settings.names import nearest_name
from data.settings.settings import UserSettings, default_path
from data.settings.sources import Origin, variable
from data.settings.template import choices_of, template, toml

Make = Callable[..., UserSettings]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "config.toml"


@pytest.fixture
def make(path: Path) -> Make:
    """Makes settings from the text of the file, variables without their prefix, and options."""

    def settings(
        text: str = "",
        variables: Mapping[str, str] | None = None,
        options: Mapping[str, str] | None = None,
    ) -> UserSettings:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        environment = {f"MEETING_TUI_{name}": value for name, value in (variables or {}).items()}
        return UserSettings(path, {"HOME": "/", **environment}, options)

    return settings


def lines(settings: UserSettings, path: Path) -> list[str]:
    """The problems of settings, without the folder of the file."""
    return [str(problem).replace(f"{path}", "config.toml") for problem in settings.problems()]


def test_the_command_line_goes_before_the_environment_and_this_before_the_file(make: Make) -> None:
    text = 'theme = "one"\nanimations = "none"\n[minutes]\nformat = "html"\n'
    settings = make(
        text, {"THEME": "two", "MINUTES_FORMAT": "text"}, {"theme": "three", "minutes.format": ""}
    )
    assert settings.appearance.theme == "three"
    assert settings.values.theme == "three"
    assert settings.values.minutes.format is Format.TEXT
    found = {name: (value, source.origin) for name, (value, source) in settings.in_force().items()}
    assert found["theme"] == ("three", Origin.COMMAND_LINE)
    assert found["minutes.format"] == ("text", Origin.ENVIRONMENT)
    assert found["animations"] == ("none", Origin.FILE)
    assert found["new_meetings.order"] == ("as asked", Origin.DEFAULT)
    assert settings.problems() == ()


def test_without_anything_the_defaults_are_in_force() -> None:
    settings = UserSettings()
    assert settings.values == Settings()
    assert settings.problems() == ()
    assert {str(source) for _, source in settings.in_force().values()} == {"default"}
    assert settings.new_meeting() == dict(NewMeetings())


def test_a_variable_that_is_empty_is_not_set(make: Make) -> None:
    settings = make('theme = "one"', {"THEME": "", "NEW_MEETINGS_ORDER": "", "DATA": "/library"})
    assert settings.values.theme == "one"
    assert settings.problems() == ()


def test_every_kind_of_value_is_read_from_file_and_environment(make: Make) -> None:
    text = """
    [new_meetings]
    order = "balanced"
    speech_limit = "2m"
    kind_limits = "order 1m, question 30s"
    presenters_speak = false
    """
    values = {
        "order": QueueMode.BALANCED,
        "speech_limit": 120,
        "kind_limits": {SpeechKind.POINT_OF_ORDER: 60, SpeechKind.CLARIFYING_QUESTION: 30},
        "presenters_speak": False,
    }
    assert make(text).new_meeting() == values
    variables = {
        "NEW_MEETINGS_ORDER": "balanced",
        "NEW_MEETINGS_SPEECH_LIMIT": "2m",
        "NEW_MEETINGS_KIND_LIMITS": "order 1m, question 30s",
        "NEW_MEETINGS_PRESENTERS_SPEAK": "false",
    }
    settings = make("", variables)
    assert settings.new_meeting() == values
    assert settings.in_force()["new_meetings.speech_limit"][0] == "2m"
    assert make("", {"NEW_MEETINGS_SPEECH_LIMIT": "off"}).new_meeting()["speech_limit"] is None


def test_each_default_of_new_meetings_is_a_field_of_a_meeting() -> None:
    fields = MeetingInfo.model_fields
    for name, field in NewMeetings.model_fields.items():
        assert field.get_default() == fields[name].get_default(), name


BROKEN = """\
theme = 3
animations = "a lot"
xyzzy = 1

[new_meetings]
order = "balancd"
speech_limit = "2 apples"
kind_limits = "order 1m, shout 2m"
[minutes]
format = "pdf"
formaat = "html"
[keymap]
speak = ""
next = 7
[keymap2]
a = 1
"""


def test_a_value_that_does_not_fit_is_named_with_its_line_and_the_default_is_used(
    make: Make, path: Path
) -> None:
    settings = make(BROKEN)
    assert settings.values == Settings()
    assert settings.appearance.theme == Settings().theme
    found = lines(settings, path)
    for line, name, value in (
        (1, "theme", "3"),
        (2, "animations", "a lot"),
        (6, "new_meetings.order", "balancd"),
        (7, "new_meetings.speech_limit", "2 apples"),
        (8, "new_meetings.kind_limits", "order 1m, shout 2m"),
        (10, "minutes.format", "pdf"),
        (13, "keymap.speak", ""),
        (14, "keymap.next", "7"),
    ):
        start = f"config.toml:{line}: {name}: “{value}” does not fit: "
        assert any(each.startswith(start) for each in found), start
    assert sum("does not fit" in each for each in found) == 8
    assert "config.toml:3: xyzzy: there is no such setting" in found
    assert (
        "config.toml:11: minutes.formaat: there is no such setting. Did you mean minutes.format?"
        in found
    )
    assert {source.origin for _, source in settings.in_force().values()} == {Origin.DEFAULT}


def test_one_value_that_does_not_fit_leaves_the_others_in_force(make: Make) -> None:
    settings = make('theme = "nord"\nanimations = 5\n[minutes]\nformat = "text"\n')
    assert settings.values.minutes.format is Format.TEXT
    assert settings.values.theme == settings.appearance.theme == "nord"
    assert len(settings.problems()) == 1


def test_a_variable_that_does_not_fit_is_named(make: Make) -> None:
    settings = make("", {"ANIMATIONS": "lots", "MINUTES_FORMATS": "text"})
    assert [str(problem) for problem in settings.problems()] == [
        "environment MEETING_TUI_ANIMATIONS: animations: “lots” does not fit: should be 'full',"
        " 'basic' or 'none'. The default is used",
        "environment MEETING_TUI_MINUTES_FORMATS: minutes_formats: there is no such setting."
        " Did you mean minutes.format?",
    ]


def test_a_problem_is_one_line_whatever_the_value_is(make: Make) -> None:
    text = 'theme = ""\nanimations = "two\\nlines\\u001b[1m"\n"a\\nb" = 1\n'
    settings = make(text)
    assert settings.appearance.theme == Appearance.theme
    found = [str(problem) for problem in settings.problems()]
    assert len(found) == 3
    assert not any("\n" in line for line in found)


def test_a_table_that_is_written_as_a_value_is_reported(make: Make, path: Path) -> None:
    assert lines(make('keymap = "z"\nminutes = 3\n'), path) == [
        "config.toml:1: keymap: it is a table, not a value: write [keymap]",
        "config.toml:2: minutes: it is a table, not a value: write [minutes]",
    ]


def test_a_file_that_cannot_be_parsed_leaves_the_defaults_and_the_environment(
    make: Make, path: Path
) -> None:
    settings = make('theme = "one"\nthen garbage\n', {"THEME": "two"})
    assert settings.appearance.theme == settings.values.theme == "two"
    (problem,) = lines(settings, path)
    assert problem.startswith("config.toml:2: it is not valid TOML: ")


def test_keys_are_read_by_the_ids_of_commands_in_any_way_to_write_them(make: Make) -> None:
    text = """
    [keymap]
    speak = "z, ctrl+n"
    queue.call = "c"
    "queue.last" = ["L", "comma"]
    next = "m"
    """
    settings = make(text, {"KEYMAP": "next=x win==,v"})
    wanted = {
        "speak": ("z", "ctrl+n"),
        "queue.call": ("c",),
        "queue.last": ("L", "comma"),
        "next": ("x",),
        "win": ("=", "v"),
    }
    assert settings.appearance.keymap == settings.values.keymap == wanted
    in_force = settings.in_force({"keymap.win"})
    assert in_force["keymap.queue.last"][0] == "L, comma"
    assert str(in_force["keymap.next"][1]) == "environment MEETING_TUI_KEYMAP"
    assert "keymap.win" not in in_force
    assert settings.problems() == ()


def test_a_theme_is_remembered_in_a_new_file_with_all_settings_in_it(path: Path) -> None:
    assert UserSettings(path).remember_theme("nord") is None
    text = path.read_text(encoding="utf-8")
    assert text == template({"theme": "nord"})
    settings = UserSettings(path)
    assert settings.values == Settings(theme="nord")
    assert settings.problems() == ()
    settings.remember_theme("dracula")
    assert path.read_text(encoding="utf-8") == text.replace('"nord"', '"dracula"')


def test_a_variable_that_goes_before_the_remembered_theme_is_named(make: Make, path: Path) -> None:
    assert str(make("", {"THEME": "x"}).remember_theme("nord")) == "environment MEETING_TUI_THEME"
    assert 'theme = "nord"' in path.read_text(encoding="utf-8")


def test_the_template_has_each_setting_and_is_the_defaults_with_or_without_comments(
    make: Make,
) -> None:
    text = template()
    assert make(text).values == Settings()
    assert make(text).problems() == ()
    commented = [line[2:] for line in text.splitlines() if line.startswith("# ") and " = " in line]
    assert len(commented) == len(setting_names()) + 2  # and two examples of keys
    for line in commented:
        text = text.replace(f"# {line}\n", f"{line}\n")
    assert len(tomllib.loads(text)) == 5
    settings = make(text)
    assert settings.problems() == ()
    assert settings.values.keymap.keys() == {"speak", "queue.call"}
    assert settings.values.new_meetings == NewMeetings()


def test_the_values_of_a_setting_are_listed_if_these_are_a_few() -> None:
    fields = Settings.model_fields
    assert choices_of(fields["animations"]) == ("full", "basic", "none")
    assert choices_of(fields["theme"]) == ()
    assert choices_of(NewMeetings.model_fields["order"]) == tuple(QueueMode)
    assert choices_of(FieldInfo.from_annotation(bool)) == ("true", "false")
    assert toml(True) == "true"


def test_each_setting_has_a_variable_of_its_own() -> None:
    assert len({variable(name) for name in setting_names()}) == len(setting_names())


def test_the_file_is_in_the_folder_for_settings(isolated: Path) -> None:
    path = default_path()
    assert path.name == "config.toml"
    assert path.parent.name == "meeting-tui"
    assert isolated in path.parents


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("theeme", "theme"),
        ("order", "new_meetings.order"),
        ("format", "minutes.format"),
        ("xy", ""),
    ],
)
def test_the_nearest_name_is_suggested(name: str, nearest: str) -> None:
    hint = nearest_name(name, setting_names())
    assert hint == (f". Did you mean {nearest}?" if nearest else "")
