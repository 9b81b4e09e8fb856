"""Permissions that hold for the program under test, even if the tests run as root."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

# Root may write anywhere; without this privilege root is asked for permissions like others.
AS_OTHERS = """
import ctypes, os, sys
for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


@pytest.fixture
def bound(tmp_path: Path) -> list[str]:
    """The command that starts Python so that permissions apply to it; skips if none does."""
    command = [sys.executable] if os.geteuid() else [sys.executable, "-c", AS_OTHERS]
    folder = tmp_path / "probe"
    folder.mkdir(mode=0o500)
    probe = f"import os, sys; sys.exit(os.access({str(folder)!r}, os.W_OK))"
    if subprocess.run([*command, "-c", probe], check=False, timeout=30).returncode:
        pytest.skip("permissions apply to nobody here: the tests run as root")
    return command


@contextmanager
def mode(*modes: tuple[Path, int]) -> Iterator[None]:
    """Give files and folders other permissions for the body of the `with` statement."""
    old = [(path, path.stat().st_mode & 0o7777) for path, _ in modes]
    try:
        for path, wanted in modes:
            path.chmod(wanted)
        yield
    finally:
        for path, wanted in old:
            path.chmod(wanted)
