"""Celebrated wins."""
