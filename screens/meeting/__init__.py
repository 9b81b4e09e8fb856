"""What the screens of a meeting share: three base classes, and the open meeting."""
