"""The one-line prompt: commands as chairs type them, and what they do."""
