"""Text as people type and read it. Knows no record and loads nothing heavy."""
