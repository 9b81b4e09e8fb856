"""Run the program with `python -m meeting_tui`.

Python puts the current folder before the installed packages on the search path, so that a `data.py`
there would be imported in place of our `data` package. The folder is removed from the path first.
"""

from __future__ import annotations

import sys
from pathlib import Path

_current_folder = Path.cwd()
_package_parent = Path(__file__).resolve().parent.parent
sys.path[:] = [
    entry
    for entry in sys.path
    if Path(entry or ".").resolve() != _current_folder or _current_folder == _package_parent
]

from meeting_tui.cli.main import main  # noqa: E402

if __name__ == "__main__":
    main()
