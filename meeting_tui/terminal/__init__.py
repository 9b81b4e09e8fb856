"""Keys, painting and signals of the terminal."""
