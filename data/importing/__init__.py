"""Agendas and people out of text that was pasted or read from a file."""
