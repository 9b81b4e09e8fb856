"""Find several facts in one line: a decision with its dissents, a conflict with its parties."""
