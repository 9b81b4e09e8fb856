"""Clean, compare, parse and format text. Knows nothing of records; imports only small modules."""
