"""The one-line prompt: the words that chairs type, and what they do."""
