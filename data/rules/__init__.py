"""What may happen in a meeting: pure functions from a meeting to the next one."""
