"""Make new meetings: from scratch, from a template, or from the last meeting."""
