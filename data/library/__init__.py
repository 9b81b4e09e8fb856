"""The folder of meetings: open, create, delete, restore, check."""
