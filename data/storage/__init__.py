"""A meeting in its file: apply, undo, backups, and input that was not saved."""
