"""What is derived from all meetings, in one SQLite file that can be deleted."""
