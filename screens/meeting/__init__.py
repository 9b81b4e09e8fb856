"""What the screens of a meeting share."""
