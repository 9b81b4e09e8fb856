"""The settings of a user: from the command line, the environment and a file, or the defaults."""
