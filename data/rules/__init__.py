"""What may happen in a meeting: pure functions from one meeting to the next."""
