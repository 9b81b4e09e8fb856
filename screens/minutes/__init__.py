"""The minutes as they are now."""
