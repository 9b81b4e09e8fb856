"""What is true with the screen off: records, rules, storage, minutes."""
