"""The pinned versions are those that pyproject.toml admits, hashed, and without addresses."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.isolation import REPOSITORY

RUN = REPOSITORY / "constraints.txt"
DEV = REPOSITORY / "constraints-dev.txt"


def pins(file: Path) -> dict[str, str]:
    """The version of each name in a file of pins."""
    found = re.findall(r"^([a-z0-9_.-]+)==([^ ;]+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def project() -> dict[str, Any]:
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_program_and_its_build_are_pinned_to_what_they_ask_for() -> None:
    asked = project()
    pinned = pins(RUN)
    for line in [*asked["project"]["dependencies"], *asked["build-system"]["requires"]]:
        requirement = Requirement(line)
        assert pinned[canonicalize_name(requirement.name)] in requirement.specifier, line


def test_the_tools_are_pinned_to_what_they_ask_for_and_nothing_is_pinned_twice() -> None:
    run, dev = pins(RUN), pins(DEV)
    assert run.keys() & dev.keys() == set()
    for line in project()["project"]["optional-dependencies"]["dev"]:
        requirement = Requirement(line)
        assert (run | dev)[canonicalize_name(requirement.name)] in requirement.specifier, line


@pytest.mark.parametrize("file", [RUN, DEV], ids=lambda file: file.name)
def test_every_pin_has_a_hash_and_no_line_an_address(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "://" not in text
    entries = text.replace("\\\n", " ").splitlines()
    for entry in entries:
        assert entry == "-r constraints.txt" or " --hash=sha256:" in entry, entry
