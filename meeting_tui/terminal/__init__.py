"""The terminal below Textual: the order of keys, output that never blocks, signals."""
