"""The agenda: items with their time boxes, and their notes."""
