"""Files that survive a crash, and one writer at a time. Knows no meeting."""
