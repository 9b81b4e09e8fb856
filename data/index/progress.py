"""Progress: how far the texts that are searched have been indexed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Progress:
    """How far the index is; shared by the thread that writes it and the one that shows it.

    Args:
        done: the files that have been read.
        total: the files to be read.
        batches: how many times the index has been written, so that there is more to be found.
        cancelled: set it to stop before the next file.
    """

    done: int = 0
    total: int = 0
    batches: int = 0
    cancelled: bool = False
