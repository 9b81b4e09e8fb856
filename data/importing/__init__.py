"""Find agenda items and people in pasted texts and files."""
