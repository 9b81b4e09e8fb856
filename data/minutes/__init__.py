"""The minutes: from a meeting to a document, and from there to each format."""
