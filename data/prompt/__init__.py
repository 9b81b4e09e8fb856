"""The one-line prompt: its commands, and how their arguments are parsed."""
