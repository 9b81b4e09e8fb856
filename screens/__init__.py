"""What the facilitator sees: one folder per screen, and what the screens share."""
