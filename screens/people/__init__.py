"""The people, and the roll call."""
