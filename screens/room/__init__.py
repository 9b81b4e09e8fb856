"""The room view: who speaks and for how long, in letters that a whole room can read."""
