"""Files that survive a crash, with one writer at a time. Nothing here knows what a meeting is."""
