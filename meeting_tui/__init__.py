"""meeting-tui: run a live coalition meeting from a terminal."""

__version__ = "0.2.0"
