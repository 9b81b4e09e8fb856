"""The terminal below Textual: input without reports, the order of keys, output, signals."""
