"""Decisions, actions and the parking lot."""
