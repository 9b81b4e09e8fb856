"""The records of a meeting: frozen models, one per table of the file, and the whole meeting."""
