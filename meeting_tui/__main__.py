"""`python -m meeting_tui`.

Python puts the folder where it is started before everything installed; a `data.py` there would
stand in for our own package. So that folder is taken out of the path first.
"""

from __future__ import annotations

import sys
from pathlib import Path

_here = Path.cwd()
_home = Path(__file__).resolve().parent.parent
sys.path[:] = [
    entry for entry in sys.path if Path(entry or ".").resolve() != _here or _here == _home
]

from meeting_tui.cli.main import main  # noqa: E402

if __name__ == "__main__":
    main()
