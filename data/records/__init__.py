"""What a meeting consists of: frozen records, and the meeting that holds them."""
