"""Conflict notes: parties, positions, interests, common ground."""
