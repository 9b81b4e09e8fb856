"""The speaker queue."""
