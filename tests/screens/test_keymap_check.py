"""Keys that a user has chosen: which can be used, and what is said of the others."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from screens.keymap import GROUPS
from screens.keymap_check import TOGETHER, check_keymap
from screens.keys import COMMANDS, keys_of, use_keys, with_keys
from tests.isolation import REPOSITORY


def test_every_group_acts_somewhere() -> None:
    assert {group.title for groups in TOGETHER.values() for group in groups} == {
        group.title for group in GROUPS
    }


def test_no_key_has_two_commands_by_default() -> None:
    for where, groups in TOGETHER.items():
        keys = [key for group in groups for command in group.commands for key in command.keys]
        assert len(keys) == len(set(keys)), where


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        (("Z",), ("Z",)),
        (("ctrl+n", "F"), ("ctrl+n", "F")),
        (("?", "&"), ("question_mark", "ampersand")),
        (("shift+z",), ("Z",)),
        (("alt+up", "f12"), ("alt+up", "f12")),
        (("ä", "comma", "Z", "Z"), ("ä", "comma", "Z")),
    ],
)
def test_keys_are_known_by_their_names_and_characters(
    keys: tuple[str, ...], names: tuple[str, ...]
) -> None:
    usable, problems = check_keymap({"help": ("f9",), "speak": keys})
    assert problems == {}
    assert usable["speak"] == names


@pytest.mark.parametrize(
    ("command_id", "key", "problem"),
    [
        ("queuex", "x", "there is no such command. Did you mean queue?"),
        ("call", "x", "there is no such command. Did you mean queue.call?"),
        ("speak", "cttrl+z", "“cttrl+z” is not the name of a key. Did you mean ctrl+z?"),
        ("speak", "F12", "“F12” is not the name of a key. Did you mean f12?"),
        ("speak", "ctrl+", "“ctrl+” is not the name of a key"),
        ("field.leave", "q", "“q” is typed into the text there: choose one with ctrl"),
        ("form.save", "space", "“space” is typed into the text there: choose one with ctrl"),
        ("speak", "n", "“n” is the key of next too, on the screen “Agenda”. It keeps s"),
        ("win", "?", "“?” is the key of help too, in the list of meetings"),
        ("queue.call", "v", "“v” is the key of queue.order too, on the screen “Speaker queue”"),
        ("home.open", "j", "“j” is the key of list.down too, in the list of meetings"),
        ("people.all", "pagedown", "“pagedown” moves or edits on the screen “People”"),
        ("field.recall", "ctrl+e", "“ctrl+e” moves or edits in"),
        ("speak.kind", "escape", "“escape” is the key of field.leave too, in “Queueing a speaker”"),
    ],
)
def test_what_cannot_be_a_key_is_told_and_changes_nothing(
    command_id: str, key: str, problem: str
) -> None:
    usable, problems = check_keymap({command_id: (key,), "undo": ("Y",)})
    assert usable == {"undo": ("Y",)}
    assert problem.split(" too, ")[0] in problems[command_id]
    assert list(problems) == [command_id]


def test_keys_can_be_swapped_and_given_on() -> None:
    chosen = {"speak": ("n",), "next": ("s",), "free": ("p",), "park": ("ctrl+p",)}
    usable, problems = check_keymap({**chosen, "palette": ("ctrl+k",)})
    assert usable == {**chosen, "palette": ("ctrl+k",)}
    assert problems == {}


def test_a_key_that_was_given_on_to_no_purpose_is_not_lost() -> None:
    """`next` cannot have the key of `home`, so that it keeps n, which `speak` cannot have then."""
    usable, problems = check_keymap({"next": ("b",), "speak": ("n",)})
    assert usable == {}
    assert problems.keys() == {"next", "speak"}


def test_the_same_key_on_two_screens_is_no_clash() -> None:
    chosen = {"queue.call": ("Y",), "people.here": ("Y",), "home.copy": ("s",)}
    assert check_keymap(chosen) == (chosen, {})


def test_of_two_commands_with_one_chosen_key_the_first_has_it() -> None:
    usable, problems = check_keymap({"queue.call": ("Y",), "undo": ("Y",)})
    assert usable == {"queue.call": ("Y",)}
    assert problems["undo"].startswith("“Y” is the key of queue.call too")


def test_texts_name_the_keys_in_force() -> None:
    text = "{speak} or {field.leave}: {queue.pass}"
    assert with_keys(text) == "s or escape: z"
    use_keys({"speak": ("question_mark", "s")})
    assert with_keys(text) == "? or escape: z"
    assert keys_of(COMMANDS["speak"]) == ("question_mark", "s")
    use_keys({})
    assert with_keys(text) == "s or escape: z"


# A letter or the name of a key, and what it does; "a" and "I" are words as well.
NAMED_KEY = re.compile(
    r"(?:^|[\s(·:;,>])(?:[b-zB-HJ-Z]|ctrl\+\w|escape) [a-z]+s\b|[Pp]ress [a-zA-Z]\b|· [a-zA-Z] ?$"
)


def test_no_text_names_a_key_that_a_user_may_have_changed() -> None:
    found = [
        (path.name, node.lineno, node.value)
        for folder in ("screens", "meeting_tui")
        for path in sorted((REPOSITORY / folder).rglob("*.py"))
        for node in texts(ast.parse(path.read_text(encoding="utf-8")))
        if NAMED_KEY.search(str(node.value))
    ]
    assert found == []


def texts(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield the texts of a module, without those that stand alone: docstrings."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node


def test_a_text_about_a_command_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        with_keys("{speek}")


def test_a_key_of_fields_with_choices_may_be_a_letter() -> None:
    assert check_keymap({"choice.next": ("+",)}) == ({"choice.next": ("plus",)}, {})
